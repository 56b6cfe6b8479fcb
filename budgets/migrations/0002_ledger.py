"""Accounts, postings and their lines."""

import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import marketplace.accounts.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('budgets', '0001_initial'),
        ('organisations', '0003_days_to_answer'),
        ('providers', '0014_standing_of_checks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('council-managed', 'Budget that the council manages'), ('isf', 'Individual service fund'), ('health-notional', 'Personal health budget, notional'), ('health-third-party', 'Personal health budget held by somebody else'), ('direct-payment', 'Direct payment'), ('health-direct', 'Personal health budget, direct payment'), ('own-money', 'Own money'), ('pool-share', 'One person’s share of what several buy together'), ('contingency', 'Set aside for what may come'), ('funding', 'Where a council’s or NHS body’s money comes from: what it gave, with a minus'), ('contribution', 'What a person still has to contribute, with a minus'), ('outside', 'A person’s bank account, as far as money came from it or went to it'), ('enterprise', 'What an enterprise was paid'), ('expense', 'Spent elsewhere, as it was declared'), ('clawback', 'Asked back by the council and not there yet'), ('clearing', 'Money on its way: nothing is left in it in the end')], max_length=18)),
                ('budget_id', models.UUIDField(null=True)),
                ('agreement_id', models.UUIDField(null=True)),
                ('posted', models.BigIntegerField(default=0, editable=False, help_text='Pence in it: the sum of its posted lines.')),
                ('pending', models.BigIntegerField(default=0, editable=False, help_text='Pence promised out of it.')),
                ('minimum', models.BigIntegerField(help_text='Pence below which nothing is spent or promised.', null=True)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('enterprise', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.enterprise')),
                ('organisation', models.ForeignKey(help_text='In whose books it is: a council, an NHS body.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.person')),
            ],
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(help_text='The same movement under the same key is one.', max_length=120)),
                ('digest', models.CharField(help_text='SHA-256 of all that was asked for: sealing.seal().', max_length=64)),
                ('entry_type', models.CharField(choices=[('allocation', 'Given'), ('contribution-due', 'Contribution due'), ('contribution-received', 'Contribution received'), ('dp-payment', 'Direct payment sent'), ('commitment', 'Promised'), ('commitment-release', 'No longer promised'), ('invoice-paid', 'Invoice paid'), ('expense-declared', 'Spent elsewhere'), ('contingency-hold', 'Set aside'), ('adjustment', 'Put right'), ('clawback-notice', 'Asked back'), ('clawback-received', 'Given back'), ('refund-to-person', 'Refunded to the person'), ('transfer-to-pool', 'Put into a pool'), ('transfer-from-pool', 'Taken out of a pool')], max_length=21)),
                ('effective_on', models.DateField(help_text='The day, in London, from which it counts.')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('source_type', models.CharField(help_text="What it was written for, such as 'budgets.agreement'.", max_length=60)),
                ('source_id', models.UUIDField()),
                ('line_count', models.PositiveSmallIntegerField()),
                ('rule', models.SlugField(blank=True, help_text="The system's own rule, when no person acted.")),
                ('link_id', models.UUIDField(null=True)),
                ('membership_id', models.UUIDField(null=True)),
                ('acting_for_id', models.UUIDField(null=True)),
                ('token_id', models.UUIDField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reverses', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.posting')),
                ('settles', models.ForeignKey(db_index=False, help_text='The reservation that ends with this.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.posting')),
            ],
            options={
                'ordering': ['recorded_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('layer', models.CharField(choices=[('posted', 'Moved'), ('pending', 'Promised')], default='posted', max_length=7)),
                ('pence', models.BigIntegerField()),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='budgets.account')),
                ('posting', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='budgets.posting')),
            ],
        ),
        migrations.AddIndex(
            model_name='account',
            index=models.Index(fields=['budget_id'], name='account_of_budget'),
        ),
        migrations.AddIndex(
            model_name='account',
            index=models.Index(fields=['agreement_id'], name='account_of_agreement'),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.CheckConstraint(condition=models.Q(('minimum', None), ('posted__gte', django.db.models.expressions.CombinedExpression(models.F('minimum'), '+', models.F('pending'))), _connector='OR'), name='account_keeps_its_minimum'),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.CheckConstraint(condition=models.Q(('pending__gte', 0)), name='account_promises_no_less_than_nothing'),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('council-managed', 'isf', 'health-notional', 'health-third-party')), ('minimum', 0), ('minimum__isnull', False)), models.Q(('kind__in', ('pool-share', 'contingency')), models.Q(('minimum', None), ('minimum', 0), _connector='OR')), models.Q(models.Q(('kind__in', ('council-managed', 'isf', 'health-notional', 'health-third-party', 'pool-share', 'contingency')), _negated=True), ('minimum', None)), _connector='OR'), name='account_limits_only_public_money'),
        ),
        migrations.AddConstraint(
            model_name='account',
            constraint=models.UniqueConstraint(fields=('organisation', 'kind', 'person', 'enterprise', 'budget_id', 'agreement_id'), name='account_once', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(fields=['source_type', 'source_id'], name='posting_of_source'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.UniqueConstraint(fields=('key',), name='posting_once'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.UniqueConstraint(fields=('settles',), name='posting_settles_once'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.UniqueConstraint(fields=('reverses',), name='posting_reverses_once'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('line_count__gte', 2)), name='posting_has_two_lines'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('settles', None), ('reverses', None), _connector='OR'), name='posting_settles_or_reverses'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('by__isnull', False), models.Q(('rule', ''), _negated=True), ('link_id__isnull', False), ('token_id__isnull', False), _connector='OR'), name='posting_says_by_whom'),
        ),
        migrations.AddIndex(
            model_name='line',
            index=models.Index(fields=['account', 'posting'], name='line_of_account'),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.UniqueConstraint(fields=('posting', 'account', 'layer'), name='line_once'),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('pence', 0), _negated=True), ('pence__gt', -1000000000), ('pence__lt', 1000000000)), name='line_moves_money'),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.CheckConstraint(condition=models.Q(('layer__in', ['posted', 'pending'])), name='line_is_posted_or_pending'),
        ),
    ]
