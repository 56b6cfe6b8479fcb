from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("providers", "0016_who_agreed_and_who_was_asked_before")]

    operations = [
        migrations.AddField(
            model_name="keeper",
            name="taps",
            field=models.PositiveIntegerField(
                default=0, help_text="So many; a form works while this is what it was shown."
            ),
        ),
    ]
