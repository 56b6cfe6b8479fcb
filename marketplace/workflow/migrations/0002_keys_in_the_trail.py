"""The trail says with which key another system acted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_initial")]
    operations = [
        migrations.AddField(
            "entry", "token_id", models.UUIDField(help_text="The key with which another system acted.", null=True)
        )
    ]
