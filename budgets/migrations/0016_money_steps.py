"""Money that is moved by hand beside the budget itself."""

import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("budgets", "0015_returns_held_by_the_database"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MoneyStep',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=marketplace.accounts.ids.uuid7, help_text="The form's own: sent twice is one.", unique=True)),
                ('kind', models.CharField(choices=[('contribution', 'The contribution was paid in'), ('refund', 'Refund what was paid in too much'), ('top-up', 'Put own money in'), ('set-aside', 'Set money aside for later'), ('release', 'Take money back from what is set aside'), ('more', 'Put it right: there should be more'), ('less', 'Put it right: there should be less')], max_length=12)),
                ('mechanism', models.CharField(blank=True, choices=[('direct-payment', 'Direct payment'), ('council-managed', 'The council pays for you'), ('isf', 'Individual service fund: somebody holds it for you'), ('phb-direct-payment', 'Personal health budget, paid to you'), ('phb-notional', 'Personal health budget, paid by the NHS'), ('phb-third-party', 'Personal health budget, held for you by another body'), ('self-funded', 'Your own money')], help_text='Of which money.', max_length=18)),
                ('pence', models.PositiveBigIntegerField()),
                ('on', models.DateField()),
                ('words', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Why.')),
                ('done_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='budgets.budget')),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-on', '-done_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('pence__range', (1, 10000000))), name='money_step_believable'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('contribution', 'refund')), ('mechanism', '')), models.Q(models.Q(('kind__in', ('contribution', 'refund')), _negated=True), models.Q(('mechanism', ''), _negated=True)), _connector='OR'), name='money_step_of_a_pot')],
            },
        ),
    ]
