import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commissioning', '0002_held_by_the_database'),
        ('organisations', '0003_days_to_answer'),
        ('providers', '0014_standing_of_checks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('insurance', 'Insurance'), ('training', 'Training'), ('other', 'Other help')], max_length=9)),
                ('title', models.CharField(max_length=100)),
                ('words', models.TextField(blank=True, max_length=600)),
                ('cost', models.CharField(blank=True, help_text='In words: free, £48 a year.', max_length=60)),
                ('website', models.URLField(blank=True)),
                ('made_on', models.DateField(default=django.utils.timezone.localdate)),
                ('ended_on', models.DateField(null=True)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['kind', 'title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Start',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('plan_ready_on', models.DateField(help_text='Said by the owner: what it costs, when, and what if.', null=True)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('adviser', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='providers.enterprise')),
            ],
            options={
                'ordering': ['opened_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='NextStep',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('who', models.CharField(choices=[('enterprise', 'The enterprise'), ('adviser', 'The adviser')], default='enterprise', max_length=10)),
                ('words', marketplace.workflow.sealed.SealedTextField()),
                ('due_on', models.DateField()),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('done_on', models.DateField(null=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('start', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='next_steps', to='commissioning.start')),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=marketplace.accounts.ids.uuid7, unique=True)),
                ('status', models.CharField(choices=[('applied', 'Waits for an answer'), ('agreed', 'Agreed, to be paid'), ('refused', 'Not agreed'), ('paid', 'Paid'), ('withdrawn', 'Taken back')], default='applied', editable=False, max_length=9)),
                ('asked_pence', models.PositiveBigIntegerField()),
                ('agreed_pence', models.PositiveBigIntegerField(null=True)),
                ('purpose', marketplace.workflow.sealed.SealedTextField(help_text='What it is for, and what it makes possible.')),
                ('applied_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decided_at', models.DateTimeField(null=True)),
                ('limit_pence', models.PositiveBigIntegerField(help_text='What its decider could agree to alone.', null=True)),
                ('because', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='For the owner: why not, or why less.')),
                ('paid_on', models.DateField(null=True)),
                ('asked_at', models.DateTimeField(help_text='When the owner was asked what became of it.', null=True)),
                ('outcome', models.CharField(blank=True, choices=[('trading', 'Still going, and growing or steady'), ('smaller', 'Still going, less than hoped'), ('paused', 'Paused'), ('stopped', 'Stopped')], max_length=8)),
                ('outcome_on', models.DateField(null=True)),
                ('applied_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paid_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('start', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='commissioning.start')),
            ],
            options={
                'ordering': ['applied_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TakeUp',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('taken_on', models.DateField(default=django.utils.timezone.localdate)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='providers.enterprise')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='taken_up', to='commissioning.offer')),
            ],
            options={
                'ordering': ['-taken_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='GrantScheme',
            fields=[
                ('council', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='organisations.organisation')),
                ('is_open', models.BooleanField(default=False)),
                ('most_pence', models.PositiveBigIntegerField()),
                ('adviser_pence', models.PositiveBigIntegerField(help_text='Up to this an adviser decides; above it a commissioner.')),
                ('words', models.TextField(blank=True, max_length=600)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('most_pence__range', (100, 1000000)), ('adviser_pence__lte', models.F('most_pence'))), name='grant_scheme_sums')],
            },
        ),
        migrations.AddConstraint(
            model_name='start',
            constraint=models.UniqueConstraint(fields=('enterprise', 'council'), name='start_once'),
        ),
        migrations.AddConstraint(
            model_name='nextstep',
            constraint=models.UniqueConstraint(condition=models.Q(('done_on', None)), fields=('start',), name='next_step_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('asked_pence__range', (100, 1000000))), name='grant_amount_believable'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_pence', None), models.Q(('agreed_pence__gte', 1), ('agreed_pence__lte', models.F('asked_pence'))), _connector='OR'), name='grant_never_more_than_asked'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_pence', None), models.Q(('agreed_pence__lte', models.F('limit_pence')), ('limit_pence__isnull', False)), _connector='OR'), name='grant_within_the_limit'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['agreed', 'paid']), _negated=True), models.Q(('agreed_pence__isnull', False), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='grant_agreed_says_who'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('applied_by')), _negated=True), _connector='OR'), name='grant_not_decided_by_the_owner'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paid_by__isnull', False), ('paid_on__isnull', False), ('status', 'paid'), models.Q(('paid_by', models.F('decided_by')), _negated=True)), models.Q(models.Q(('status', 'paid'), _negated=True), ('paid_by', None), ('paid_on', None)), _connector='OR'), name='grant_paid_by_a_second_person'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['applied', 'agreed'])), fields=('start',), name='grant_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='takeup',
            constraint=models.UniqueConstraint(fields=('offer', 'enterprise'), name='take_up_once'),
        ),
    ]
