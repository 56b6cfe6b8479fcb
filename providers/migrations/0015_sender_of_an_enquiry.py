from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("providers", "0014_standing_of_checks")]

    operations = [
        migrations.AddField(
            model_name="enquiry",
            name="sender",
            field=models.CharField(
                blank=True, help_text="Keyed digest of where it came from, while it is not confirmed.", max_length=64
            ),
        ),
    ]
