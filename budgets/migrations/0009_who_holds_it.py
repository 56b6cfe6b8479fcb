"""The name of the body that holds money for a person."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('budgets', '0008_extra_hours'),
    ]

    operations = [
        migrations.AddField(
            model_name='deployment',
            name='holder',
            field=models.CharField(blank=True, help_text='The body that holds it for the person.', max_length=80),
        ),
    ]
