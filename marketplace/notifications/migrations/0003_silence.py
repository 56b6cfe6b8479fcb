"""To whom nothing is sent any more, and whom nobody reminds or asks for a time."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0002_ways_and_wishes'),
    ]

    operations = [
        migrations.AddField(
            model_name='preferences',
            name='silenced_on',
            field=models.DateField(help_text='From then on nothing at all is sent to them.', null=True),
        ),
        migrations.AddField(
            model_name='preferences',
            name='unasked_from',
            field=models.DateField(help_text='From then on no reminders and no questions ...', null=True),
        ),
        migrations.AddField(
            model_name='preferences',
            name='unasked_until',
            field=models.DateField(help_text='... up to this day, or until somebody says so.', null=True),
        ),
    ]
