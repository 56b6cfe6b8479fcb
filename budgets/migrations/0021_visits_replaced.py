"""A visit of terms that hold no more leaves its place to another."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('budgets', '0020_agreements_held_by_the_database'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='visit',
            name='visit_once',
        ),
        migrations.AlterField(
            model_name='visit',
            name='status',
            field=models.CharField(choices=[('planned', 'Planned'), ('confirmed', 'It happened'), ('missed', 'Nobody came'), ('moved', 'Moved to another day'), ('called-off', 'Called off'), ('replaced', 'Other terms hold'), ('stopped', 'Stopped, because life happened')], default='planned', editable=False, max_length=10),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['moved', 'replaced']), _negated=True), fields=('agreement', 'on', 'at'), name='visit_once'),
        ),
    ]
