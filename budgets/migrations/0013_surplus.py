"""What a body lets people keep and spend money on, and more money than that, which a person looks at."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("budgets", "0012_life"),
        ('organisations', '0003_days_to_answer'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SpendingAnswer',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('question', models.CharField(max_length=120)),
                ('verdict', models.CharField(choices=[('yes', 'Yes'), ('ask', 'Ask first'), ('no', 'No')], max_length=3)),
                ('answer', models.CharField(blank=True, max_length=300)),
                ('url', models.URLField(blank=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MoneyRules',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('surplus_weeks', models.PositiveSmallIntegerField(default=8, help_text='Weeks of its money that people may keep (Haringey, Sefton 4 to 8; St Helens 8).', validators=[django.core.validators.MaxValueValidator(52)])),
                ('assess_words', models.TextField(blank=True, help_text='How one asks for an assessment.')),
                ('assess_url', models.URLField(blank=True)),
                ('contact_words', models.TextField(blank=True, help_text='Whom one asks about money, and how.')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'verbose_name_plural': 'money rules',
                'constraints': [models.CheckConstraint(condition=models.Q(('surplus_weeks__lte', 52)), name='surplus_weeks_of_a_year')],
            },
        ),
        migrations.CreateModel(
            name='Surplus',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('raised', 'Somebody looks at it'), ('left', 'It stays where it is'), ('asked', 'Asked back'), ('returned', 'Given back'), ('dropped', 'No longer asked back')], default='raised', editable=False, max_length=8)),
                ('raised_on', models.DateField(default=django.utils.timezone.localdate)),
                ('weeks', models.PositiveSmallIntegerField()),
                ('balance_pence', models.BigIntegerField()),
                ('contingency_pence', models.PositiveBigIntegerField(default=0)),
                ('promised_pence', models.PositiveBigIntegerField(default=0)),
                ('weekly_authority_pence', models.PositiveBigIntegerField()),
                ('overpaid_pence', models.PositiveBigIntegerField(default=0)),
                ('decided_on', models.DateField(null=True)),
                ('because', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Why, in words that the person reads.')),
                ('asked_pence', models.PositiveBigIntegerField(null=True)),
                ('pay_by', models.DateField(help_text='Two weeks after it was asked.', null=True)),
                ('ended_on', models.DateField(null=True)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='surpluses', to='budgets.budget')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'surpluses',
                'ordering': ['raised_on', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ('raised', 'asked'))), fields=('budget',), name='surplus_looked_at_once'), models.CheckConstraint(condition=models.Q(('status', 'raised'), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False)), _connector='OR'), name='surplus_decided_by_a_person'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('asked', 'returned', 'dropped')), _negated=True), models.Q(('asked_pence__gte', 1), ('pay_by__isnull', False)), _connector='OR'), name='surplus_asks_a_sum_by_a_day')],
            },
        ),
    ]
