"""A death waits until somebody who may act for the person says that it is so; what it ends in the circle is kept."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# Until now a death took its whole effect at once.
SETTLED = "UPDATE budgets_lifechange SET settled_at = said_at WHERE kind = 'died'"


class Migration(migrations.Migration):

    dependencies = [
        ('budgets', '0023_days_suggested'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='circlemember',
            name='ends_before',
            field=models.DateField(help_text='The last day that held before a death.', null=True),
        ),
        migrations.AddField(
            model_name='circlemember',
            name='powers_before',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='What a death ended, until it is taken back.', size=None),
        ),
        migrations.AddField(
            model_name='lifechange',
            name='settled_at',
            field=models.DateTimeField(help_text='Of a death: when somebody who may act for them said that it is so.', null=True),
        ),
        migrations.AddField(
            model_name='lifechange',
            name='settled_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='visit',
            name='how',
            field=models.CharField(blank=True, choices=[('tap', 'By the person, here'), ('circle', 'By somebody in their circle'), ('call', 'By the person, on the phone'), ('slip', 'On a signed slip'), ('worker', 'By their named worker'), ('desk', 'By a colleague of their worker, from paper or a call')], max_length=6),
        ),
        migrations.RunSQL(SETTLED, migrations.RunSQL.noop),
    ]
