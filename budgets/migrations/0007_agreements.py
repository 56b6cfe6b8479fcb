"""Agreements, their versions, and the visits that are planned and said to have happened."""

import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
import marketplace.workflow.references
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('budgets', '0006_circle'),
        ('providers', '0017_how_many_taps'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=marketplace.accounts.ids.uuid7, help_text="The form's own: sent twice is one.", unique=True)),
                ('reference', models.CharField(default=marketplace.workflow.references.new_reference, max_length=9, unique=True)),
                ('status', models.CharField(choices=[('offered', 'Waits for a yes'), ('agreed', 'Agreed'), ('declined', 'Not agreed'), ('withdrawn', 'Taken back'), ('ended', 'Ended')], default='offered', editable=False, max_length=9)),
                ('buyer', models.CharField(choices=[('person', 'The person'), ('isf', 'Whoever holds their individual service fund'), ('council', 'The council'), ('nhs', 'The NHS'), ('group', 'Several people together')], max_length=7)),
                ('mechanism', models.CharField(blank=True, choices=[('direct-payment', 'Direct payment'), ('council-managed', 'The council pays for you'), ('isf', 'Individual service fund: somebody holds it for you'), ('phb-direct-payment', 'Personal health budget, paid to you'), ('phb-notional', 'Personal health budget, paid by the NHS'), ('phb-third-party', 'Personal health budget, held for you by another body'), ('self-funded', 'Your own money')], help_text='Out of which money.', max_length=18)),
                ('kin', models.CharField(choices=[('none', 'No, they are not family'), ('elsewhere', 'A relative who lives somewhere else'), ('household', 'A close relative in the same home'), ('partner', 'Husband, wife or partner, wherever they live')], default='none', max_length=9)),
                ('necessary_because', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Why a close relative is paid all the same.')),
                ('necessary_until', models.DateField(null=True)),
                ('is_one_to_one', models.BooleanField(default=True)),
                ('is_directed', models.BooleanField(default=False, help_text='The buyer says what is done, when and how.')),
                ('employment', models.CharField(blank=True, choices=[('self-employed', 'Self-employed for this work'), ('employed', 'Employed for tax purposes'), ('unclear', 'The tool could not tell')], max_length=13)),
                ('employment_on', models.DateField(help_text="When HMRC's tool said so.", null=True)),
                ('offered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('due_on', models.DateField(help_text='By when the enterprise should have said yes or no.', null=True)),
                ('agreed_at', models.DateTimeField(null=True)),
                ('planned_until', models.DateField(help_text='The last day up to which visits are planned.', null=True)),
                ('ends_on', models.DateField(help_text='The last day, once notice was given.', null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('because', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Why it was not agreed, or ended.')),
                ('budget', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='budgets.budget')),
                ('employment_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('necessary_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('offered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='budgets.person')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.service')),
            ],
            options={
                'ordering': ['-offered_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='AgreementVersion',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('offer', models.JSONField(help_text='The service as it was offered: offering.frozen().')),
                ('what', marketplace.workflow.sealed.SealedTextField(help_text='What is done, in the words of both.')),
                ('pattern', models.JSONField(help_text="When, every week: [{'weekday': 0, 'at': '10:00', 'minutes': 60}].")),
                ('pence', models.PositiveBigIntegerField(help_text='The price of one unit.')),
                ('unit', models.CharField(choices=[('hour', 'an hour'), ('half-hour', 'half an hour'), ('visit', 'a visit'), ('session', 'a session'), ('half-day', 'half a day'), ('day', 'a day'), ('sleeping-night', 'a sleeping night'), ('waking-night', 'a waking night'), ('meal', 'a meal'), ('trip', 'a trip'), ('mile', 'a mile'), ('week', 'a week'), ('one-off', 'once')], max_length=14)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('trial_weeks', models.PositiveSmallIntegerField(default=4, help_text='In which either side ends it at once.')),
                ('notice_days', models.PositiveSmallIntegerField(default=14)),
                ('cancel_hours', models.PositiveSmallIntegerField(default=24, help_text='Called off later, part of it is paid.')),
                ('cancel_per_cent', models.PositiveSmallIntegerField(default=100)),
                ('absence_days', models.PositiveSmallIntegerField(default=7, help_text='Of hospital or away, part of it is paid.')),
                ('absence_per_cent', models.PositiveSmallIntegerField(default=0)),
                ('proposed_by_side', models.CharField(choices=[('buyer', 'Who buys'), ('enterprise', 'Who helps')], max_length=10)),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('buyer_at', models.DateTimeField(help_text='When whoever buys said yes.', null=True)),
                ('enterprise_at', models.DateTimeField(help_text='When the enterprise said yes.', null=True)),
                ('refused_at', models.DateTimeField(null=True)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='budgets.agreement')),
                ('buyer_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enterprise_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('confirmed', 'It happened'), ('missed', 'Nobody came'), ('moved', 'Moved to another day'), ('called-off', 'Called off'), ('stopped', 'Stopped, because life happened')], default='planned', editable=False, max_length=10)),
                ('on', models.DateField()),
                ('at', models.TimeField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('pence', models.PositiveBigIntegerField(help_text='What it costs as planned.')),
                ('due_pence', models.PositiveBigIntegerField(help_text='What is to be paid, once it is known.', null=True)),
                ('how', models.CharField(blank=True, choices=[('tap', 'By the person, here'), ('circle', 'By somebody in their circle'), ('call', 'By the person, on the phone'), ('slip', 'On a signed slip'), ('worker', 'By their named worker')], max_length=6)),
                ('said_at', models.DateTimeField(null=True)),
                ('who_came', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Which worker, as people know them.')),
                ('note', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='What was different on the day.')),
                ('paid_at', models.DateTimeField(help_text='When the money promised for it was paid.', null=True)),
                ('planned_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='budgets.agreement')),
                ('moved_to', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='moved_from', to='budgets.visit')),
                ('reservation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.posting')),
                ('said_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(help_text='On whose terms.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.agreementversion')),
            ],
            options={
                'ordering': ['on', 'at', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(condition=models.Q(('status', 'agreed')), fields=['planned_until'], name='agreement_to_plan'),
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(fields=['service', 'status'], name='agreement_of_service'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('budget', None), ('mechanism', '')), models.Q(('budget__isnull', False), models.Q(('mechanism', ''), _negated=True)), _connector='OR'), name='agreement_says_out_of_which_money'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('person__isnull', False), ('buyer', 'group'), _connector='OR'), name='agreement_is_for_somebody'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kin__in', ['household', 'partner']), _negated=True), models.Q(('mechanism__in', ['direct-payment', 'phb-direct-payment']), _negated=True), models.Q(('status', 'agreed'), _negated=True), models.Q(('necessary_by__isnull', False), ('necessary_until__isnull', False), models.Q(('necessary_because', ''), _negated=True)), _connector='OR'), name='agreement_with_family_only_when_necessary'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'agreed'), _negated=True), ('agreed_at__isnull', False), _connector='OR'), name='agreement_agreed_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='agreementversion',
            constraint=models.UniqueConstraint(fields=('agreement', 'number'), name='agreement_version_once'),
        ),
        migrations.AddConstraint(
            model_name='agreementversion',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='agreement_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='agreementversion',
            constraint=models.CheckConstraint(condition=models.Q(('pence__range', (1, 10000000))), name='agreement_price_believable'),
        ),
        migrations.AddConstraint(
            model_name='agreementversion',
            constraint=models.CheckConstraint(condition=models.Q(('absence_per_cent__lte', 100), ('cancel_per_cent__lte', 100)), name='agreement_per_cent_of_a_whole'),
        ),
        migrations.AddConstraint(
            model_name='agreementversion',
            constraint=models.CheckConstraint(condition=models.Q(('refused_at', None), ('buyer_at', None), ('enterprise_at', None), _connector='OR'), name='agreement_version_agreed_or_refused'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(condition=models.Q(('status', 'planned')), fields=['on'], name='visit_planned'),
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(fields=['agreement', 'on'], name='visit_of_agreement'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'moved'), _negated=True), fields=('agreement', 'on', 'at'), name='visit_once'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__range', (5, 1440)), ('pence__lte', 10000000)), name='visit_of_a_day'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['confirmed', 'missed']), _negated=True), models.Q(('said_at__isnull', False), ('said_by__isnull', False), models.Q(('how', ''), _negated=True)), _connector='OR'), name='visit_said_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(('paid_at', None), models.Q(('due_pence__isnull', False), ('status__in', ['confirmed', 'called-off', 'stopped'])), _connector='OR'), name='visit_paid_only_when_somebody_said_so'),
        ),
    ]
