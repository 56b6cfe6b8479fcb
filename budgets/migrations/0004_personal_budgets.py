import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('budgets', '0003_ledger_held_by_the_database'),
        ('organisations', '0003_days_to_answer'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Budget',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('funder', models.CharField(choices=[('council', 'The council'), ('nhs', 'The NHS'), ('person', 'Their own money')], max_length=8)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budgets', to='budgets.person')),
            ],
            options={
                'ordering': ['opened_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='BudgetVersion',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=marketplace.accounts.ids.uuid7, help_text="The form's own: sent twice is one.", unique=True)),
                ('status', models.CharField(choices=[('proposed', 'Waits for somebody to agree'), ('agreed', 'Agreed'), ('refused', 'Not agreed')], default='proposed', editable=False, max_length=8)),
                ('reason', models.CharField(choices=[('new', 'A first budget'), ('review', 'After a review'), ('uplift', 'Prices went up'), ('error', 'To put a mistake right')], max_length=6)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(help_text='Its last day; the day before the next version begins.', null=True)),
                ('gross_weekly_pence', models.PositiveBigIntegerField(help_text='What meeting the needs costs: s.26(1)(a).')),
                ('assessed_weekly_pence', models.PositiveBigIntegerField(default=0, help_text='The contribution: s.26(1)(b).')),
                ('one_off_pence', models.PositiveBigIntegerField(default=0)),
                ('annual_pence', models.PositiveBigIntegerField(help_text='The gross of a year and what is paid once.')),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('due_on', models.DateField(help_text='When somebody should have agreed to it.')),
                ('agreed_at', models.DateTimeField(null=True)),
                ('limit_pence', models.PositiveBigIntegerField(help_text='What they could agree to alone, a year.', null=True)),
                ('because', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Why not, for whoever proposed it.')),
                ('allocated_until', models.DateField(help_text='The last day for which money is in the books.', null=True)),
                ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='budgets.budget')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['starts_on', 'proposed_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DelegatedLimit',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('owner', 'Owner'), ('worker', 'Worker'), ('person', 'Person who draws on support'), ('social_worker', 'Social worker'), ('link_worker', 'Link worker'), ('gp', 'GP'), ('adviser', 'Enterprise adviser'), ('commissioner', 'Commissioner'), ('finance', 'Finance officer'), ('operator', 'Operator')], max_length=14)),
                ('per_year_pence', models.PositiveBigIntegerField()),
                ('set_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['per_year_pence', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Deployment',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('mechanism', models.CharField(choices=[('direct-payment', 'Direct payment'), ('council-managed', 'The council pays for you'), ('isf', 'Individual service fund: somebody holds it for you'), ('phb-direct-payment', 'Personal health budget, paid to you'), ('phb-notional', 'Personal health budget, paid by the NHS'), ('phb-third-party', 'Personal health budget, held for you by another body'), ('self-funded', 'Your own money')], max_length=18)),
                ('weekly_pence', models.PositiveBigIntegerField()),
                ('account', models.CharField(blank=True, choices=[('own', 'An account of your own for it'), ('prepaid-card', 'A prepaid card'), ('managed', 'An account that somebody manages for you')], max_length=12)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deployments', to='budgets.budgetversion')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Expense',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=marketplace.accounts.ids.uuid7, unique=True)),
                ('mechanism', models.CharField(choices=[('direct-payment', 'Direct payment'), ('council-managed', 'The council pays for you'), ('isf', 'Individual service fund: somebody holds it for you'), ('phb-direct-payment', 'Personal health budget, paid to you'), ('phb-notional', 'Personal health budget, paid by the NHS'), ('phb-third-party', 'Personal health budget, held for you by another body'), ('self-funded', 'Your own money')], help_text='Out of which money.', max_length=18)),
                ('kind', models.CharField(choices=[('provider', 'Somebody who helped me'), ('wages', 'Wages of somebody I employ'), ('tax', 'Tax and National Insurance'), ('holiday', 'Holiday pay'), ('equipment', 'Something I bought for my support'), ('other', 'Something else in my plan')], max_length=9)),
                ('pence', models.PositiveBigIntegerField()),
                ('spent_on', models.DateField()),
                ('words', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('declared_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expenses', to='budgets.budget')),
                ('declared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-spent_on', '-declared_at'],
            },
        ),
        migrations.AddConstraint(
            model_name='budget',
            constraint=models.UniqueConstraint(fields=('person', 'funder'), name='budget_once'),
        ),
        migrations.AddIndex(
            model_name='budgetversion',
            index=models.Index(condition=models.Q(('status', 'agreed')), fields=['allocated_until'], name='version_to_allocate'),
        ),
        migrations.AddConstraint(
            model_name='budgetversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'agreed'), _negated=True), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), ('limit_pence__gte', models.F('annual_pence'))), _connector='OR'), name='budget_agreed_within_the_limit'),
        ),
        migrations.AddConstraint(
            model_name='budgetversion',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='budget_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='budgetversion',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'proposed')), fields=('budget',), name='budget_proposed_once'),
        ),
        migrations.AddConstraint(
            model_name='delegatedlimit',
            constraint=models.UniqueConstraint(fields=('organisation', 'role'), name='delegated_limit_once'),
        ),
        migrations.AddConstraint(
            model_name='deployment',
            constraint=models.CheckConstraint(condition=models.Q(('weekly_pence__gte', 1)), name='deployment_has_a_sum'),
        ),
        migrations.AddConstraint(
            model_name='expense',
            constraint=models.CheckConstraint(condition=models.Q(('pence__range', (1, 10000000))), name='expense_amount_believable'),
        ),
    ]
