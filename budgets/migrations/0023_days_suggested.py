"""A day that the enterprise names is suggested, and waits for a yes."""

import marketplace.workflow.sealed
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('budgets', '0022_move_said_in_advance'),
    ]

    operations = [
        migrations.AddField(
            model_name='sharedsession',
            name='why_not',
            field=marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Why they said no to a day that was suggested.'),
        ),
        migrations.AlterField(
            model_name='sharedsession',
            name='status',
            field=models.CharField(choices=[('proposed', 'Suggested: waits for a yes'), ('planned', 'Planned'), ('held', 'Happened: waits for a yes'), ('paid', 'Paid'), ('called-off', 'Called off')], default='proposed', editable=False, max_length=10),
        ),
    ]
