import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("providers", "0015_sender_of_an_enquiry")]

    operations = [
        migrations.AddField(
            model_name="enquiry",
            name="after",
            field=models.ForeignKey(
                help_text="The first that was asked with these words.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="providers.enquiry",
            ),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="agreed_by",
            field=models.CharField(
                blank=True,
                choices=[("asker", "Whoever asks"), ("asked", "Whoever is asked"), ("both", "Both")],
                help_text="Who said that they have agreed.",
                max_length=5,
            ),
        ),
    ]
