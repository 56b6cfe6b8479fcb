"""Clubbing together: what several people share, who is in it, and each session."""

import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
import marketplace.workflow.sealed
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("budgets", "0010_circle_plan_reviews"),
        ('providers', '0018_together'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SharedArrangement',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=marketplace.accounts.ids.uuid7, help_text="The form's own: sent twice is one.", unique=True)),
                ('status', models.CharField(choices=[('gathering', 'Waits for people'), ('running', 'Runs'), ('paused', 'Pauses'), ('ended', 'Over')], default='gathering', editable=False, max_length=9)),
                ('what', marketplace.workflow.sealed.SealedTextField(help_text='What it is, such as an art morning.')),
                ('when', marketplace.workflow.sealed.SealedTextField(help_text='Which days and times, in words.')),
                ('cost_pence', models.PositiveBigIntegerField(help_text='Of one time or one week, for everybody together.')),
                ('per', models.CharField(choices=[('session', 'Each time'), ('week', 'Each week')], default='session', max_length=7)),
                ('shared_by', models.CharField(choices=[('fixed', 'A sum each: who joins says how much'), ('per-cent', 'Per cent of the cost'), ('session', 'Whoever comes shares it that day')], default='fixed', max_length=8)),
                ('below', models.CharField(choices=[('share-on', 'Those who stay share the cost, if each says yes'), ('pause', 'It pauses until somebody joins'), ('end', 'It ends after the notice')], default='pause', max_length=8)),
                ('minimum', models.PositiveSmallIntegerField(help_text='It starts when so many have joined.')),
                ('most', models.PositiveSmallIntegerField(help_text='So many places there are.')),
                ('notice_weeks', models.PositiveSmallIntegerField(default=4)),
                ('is_open', models.BooleanField(default=False, help_text='Whoever lives near finds it and may join.')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('started_on', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('bills', models.PositiveIntegerField(default=0, help_text='Sessions planned so far: whose turn the odd penny is.')),
                ('lead', models.ForeignKey(help_text='Says for all that a session happened.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.person')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.service')),
            ],
            options={
                'verbose_name': 'shared arrangement',
                'ordering': ['opened_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SharedSession',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('held', 'Happened: waits for a yes'), ('paid', 'Paid'), ('called-off', 'Called off')], default='planned', editable=False, max_length=10)),
                ('bill', models.PositiveIntegerField(help_text='Its place among all that were planned, from 0.')),
                ('held_on', models.DateField(help_text='The day, or the first day of the week.')),
                ('cost_pence', models.PositiveBigIntegerField()),
                ('paid_on', models.DateField(null=True)),
                ('arrangement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='budgets.sharedarrangement')),
            ],
            options={
                'verbose_name': 'session',
                'ordering': ['held_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ShareMember',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('mechanism', models.CharField(choices=[('direct-payment', 'Direct payment'), ('council-managed', 'The council pays for you'), ('isf', 'Individual service fund: somebody holds it for you'), ('phb-direct-payment', 'Personal health budget, paid to you'), ('phb-notional', 'Personal health budget, paid by the NHS'), ('phb-third-party', 'Personal health budget, held for you by another body'), ('self-funded', 'Your own money')], help_text='Out of which money.', max_length=18)),
                ('status', models.CharField(choices=[('in', 'In it'), ('leaving', 'Leaves'), ('left', 'Has left'), ('withdrew', 'Did not wait for it')], default='in', editable=False, max_length=8)),
                ('fixed_pence', models.PositiveBigIntegerField(default=0)),
                ('per_cent', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5)),
                ('most_pence', models.PositiveBigIntegerField(help_text='The most they said yes to, for one time.')),
                ('asked_pence', models.PositiveBigIntegerField(help_text='A higher share that they are asked for.', null=True)),
                ('shows_name', models.BooleanField(default=False, help_text='The others may read their first name.')),
                ('joined_on', models.DateField(default=django.utils.timezone.localdate)),
                ('told_on', models.DateField(help_text='When they said that they leave.', null=True)),
                ('left_on', models.DateField(help_text='Their last day.', null=True)),
                ('arrangement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='budgets.sharedarrangement')),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.budget')),
                ('joined_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.person')),
            ],
            options={
                'verbose_name': 'place',
                'ordering': ['joined_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SessionShare',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('pence', models.PositiveBigIntegerField()),
                ('came', models.BooleanField(help_text='Whether they were there; nobody has said yet while empty.', null=True)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='budgets.sharedsession')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='budgets.sharemember')),
            ],
            options={
                'ordering': ['member__joined_on', 'member'],
            },
        ),
        migrations.AddIndex(
            model_name='sharedarrangement',
            index=models.Index(condition=models.Q(('status', 'ended'), _negated=True), fields=['service'], name='together_of_service'),
        ),
        migrations.AddIndex(
            model_name='sharedarrangement',
            index=models.Index(condition=models.Q(('status', 'ended'), _negated=True), fields=['status'], name='together_under_way'),
        ),
        migrations.AddConstraint(
            model_name='sharedarrangement',
            constraint=models.CheckConstraint(condition=models.Q(('minimum__gte', 2), ('most__gte', models.F('minimum')), ('most__lte', 30)), name='together_takes_two'),
        ),
        migrations.AddConstraint(
            model_name='sharedarrangement',
            constraint=models.CheckConstraint(condition=models.Q(('cost_pence__range', (1, 10000000))), name='together_cost_believable'),
        ),
        migrations.AddConstraint(
            model_name='sharedarrangement',
            constraint=models.CheckConstraint(condition=models.Q(('notice_weeks__lte', 12)), name='together_notice_believable'),
        ),
        migrations.AddConstraint(
            model_name='sharedsession',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'called-off'), _negated=True), fields=('arrangement', 'held_on'), name='together_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='sharedsession',
            constraint=models.CheckConstraint(condition=models.Q(('cost_pence__range', (1, 10000000))), name='together_session_cost_believable'),
        ),
        migrations.AddIndex(
            model_name='sharemember',
            index=models.Index(fields=['person'], name='share_of_person'),
        ),
        migrations.AddConstraint(
            model_name='sharemember',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['in', 'leaving'])), fields=('arrangement', 'person'), name='together_member_once'),
        ),
        migrations.AddConstraint(
            model_name='sharemember',
            constraint=models.CheckConstraint(condition=models.Q(('left_on', None), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='together_leaves_after_joining'),
        ),
        migrations.AddConstraint(
            model_name='sharemember',
            constraint=models.CheckConstraint(condition=models.Q(('most_pence__range', (1, 10000000)), ('per_cent__range', (0, 100))), name='together_share_believable'),
        ),
        migrations.AddConstraint(
            model_name='sessionshare',
            constraint=models.UniqueConstraint(fields=('session', 'member'), name='together_share_once'),
        ),
    ]
