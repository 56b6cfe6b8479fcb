import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
import marketplace.workflow.references
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0003_days_to_answer'),
        ('providers', '0014_standing_of_checks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Circumstances',
            fields=[
                ('service', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='providers.service')),
                ('answers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='Codes of proportionality.Answer that hold.', size=None)),
                ('answered', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='Codes of the questions that were answered, with yes or with no.', size=None)),
                ('said_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name_plural': 'circumstances',
            },
        ),
        migrations.CreateModel(
            name='RuleSet',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(help_text='Counts from 1 for each council.')),
                ('adjustments', models.JSONField(default=dict, help_text='Sums insured, months and tiers: codes and numbers only.')),
                ('in_force_on', models.DateField()),
                ('decided_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['council', 'version'],
            },
        ),
        migrations.CreateModel(
            name='Concern',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=marketplace.accounts.ids.uuid7, unique=True)),
                ('reference', models.CharField(default=marketplace.workflow.references.new_reference, max_length=9, unique=True)),
                ('about', models.CharField(choices=[('safety', 'Somebody is being harmed, or might be'), ('quality', 'The help is not as it should be'), ('checks', 'What the page says was checked is not true'), ('money', 'Money'), ('other', 'Something else')], max_length=8)),
                ('status', models.CharField(choices=[('raised', 'Not looked at yet'), ('looked-into', 'Being looked into'), ('settled', 'Settled')], default='raised', editable=False, max_length=11)),
                ('words', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('name', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Of whoever raised it, if they said so. Never told.')),
                ('contact', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('raised_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('outcome', marketplace.workflow.sealed.SealedTextField(blank=True, help_text="What came of it, in the officer's words.")),
                ('settled_at', models.DateTimeField(null=True)),
                ('forgotten_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.service')),
            ],
            options={
                'ordering': ['raised_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CqcLocation',
            fields=[
                ('id', models.CharField(help_text='CQC location id, such as 1-1000000001.', max_length=20, primary_key=True, serialize=False)),
                ('provider_id', models.CharField(blank=True, max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('provider_name', models.CharField(blank=True, max_length=200)),
                ('postcode', models.CharField(blank=True, max_length=8)),
                ('phone', models.CharField(blank=True, max_length=30)),
                ('website', models.CharField(blank=True, max_length=200)),
                ('service_types', models.TextField(blank=True)),
                ('specialisms', models.TextField(blank=True)),
                ('report_url', models.CharField(blank=True, max_length=300)),
                ('inspected_on', models.DateField(null=True)),
                ('loaded_on', models.DateField()),
            ],
            options={
                'indexes': [models.Index(fields=['provider_id'], name='cqc_location_of_provider'), models.Index(fields=['postcode'], name='cqc_location_postcode')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=marketplace.accounts.ids.uuid7, help_text="The form's own: sent twice is one.", unique=True)),
                ('kind', models.CharField(choices=[('identity', 'Who you are'), ('declaration', 'Something you declare'), ('insurance', 'Insurance'), ('dbs', 'A DBS check'), ('training', 'A course'), ('reference', 'References'), ('registration', 'A registration'), ('vehicle', 'Your car'), ('food', 'Food'), ('cqc', 'Registration with the Care Quality Commission'), ('fee', 'Data protection fee'), ('statement', 'A signed statement'), ('bank', 'Bank account')], max_length=12)),
                ('what', models.SlugField(help_text='The check for which it was sent first; reuse finds the others.')),
                ('status', models.CharField(choices=[('current', 'In use'), ('replaced', 'Replaced by a newer one'), ('withdrawn', 'Taken back')], default='current', editable=False, max_length=9)),
                ('issuer', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Insurer, trainer, umbrella body, registering body.')),
                ('number', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Of the policy, certificate or registration.')),
                ('number_digest', models.CharField(blank=True, help_text='Keyed digest of issuer and number: finds the same policy twice.', max_length=64)),
                ('covers', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='What is insured, taught or registered, in its own words.')),
                ('pence', models.PositiveBigIntegerField(help_text='Sum insured for any one event.', null=True)),
                ('level', models.SlugField(blank=True, help_text='Of a DBS check or a course.')),
                ('workforce', models.SlugField(blank=True, help_text='Of a DBS check: adult, child, both.')),
                ('details', models.JSONField(default=dict, help_text='Codes, days and yes or no; never a name or free text.')),
                ('starts_on', models.DateField(help_text='Begins, was issued or taken.', null=True)),
                ('ends_on', models.DateField(null=True)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('seen_on', models.DateField(help_text='When an officer saw the original.', null=True)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='providers.enterprise')),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='commissioning.evidence')),
                ('seen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'evidence',
                'ordering': ['-sent_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Recomputation',
            fields=[
                ('rule_set', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='recomputation', serialize=False, to='commissioning.ruleset')),
                ('after', models.UUIDField(help_text='The last case that was done.', null=True)),
                ('done', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('began_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('finished_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='CheckCase',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('preparing', 'Being prepared by the enterprise'), ('with-council', 'With the council'), ('with-enterprise', 'The council asked the enterprise something'), ('accepted', 'Everything that is needed is in order'), ('withdrawn', 'Taken back')], default='preparing', editable=False, max_length=15)),
                ('tier', models.PositiveSmallIntegerField(default=0, help_text='T0 no contact to T4 personal care.')),
                ('is_stopped', models.BooleanField(default=False, help_text='The law stops it as it is described.')),
                ('rules_version', models.CharField(blank=True, help_text='Of the national rules.', max_length=20)),
                ('computed_at', models.DateTimeField(null=True)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('applied_at', models.DateTimeField(help_text='First sent to the council.', null=True)),
                ('decided_at', models.DateTimeField(help_text='First in order.', null=True)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('officer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.service')),
                ('rule_set', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commissioning.ruleset')),
            ],
            options={
                'verbose_name': 'case',
                'ordering': ['applied_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Referee',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('asked', 'Asked'), ('answered', 'Answered'), ('declined', 'Would rather not'), ('withdrawn', 'Not asked any more')], default='asked', editable=False, max_length=9)),
                ('knows', models.CharField(choices=[('care', 'From work in care'), ('client', 'They were helped, or somebody in their family was'), ('work', 'From other work'), ('community', 'From the neighbourhood or a group')], max_length=9)),
                ('name', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('email', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('phone', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('contact_digest', models.CharField(blank=True, help_text='Keyed: finds the owner among referees.', max_length=64)),
                ('answer', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='What they said; only the council reads it.')),
                ('would_again', models.BooleanField(null=True)),
                ('method', models.SlugField(blank=True, help_text='link, phone or paper')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answered_at', models.DateTimeField(null=True)),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='referees', to='commissioning.evidence')),
            ],
            options={
                'ordering': ['asked_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Requirement',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('what', models.SlugField(help_text='Slug of a proportionality.Check.')),
                ('status', models.CharField(choices=[('needed', 'Needed'), ('sent', 'Sent to the council'), ('asked', 'The council asked something'), ('accepted', 'Seen and accepted'), ('refused', 'Refused'), ('not-applicable', 'Does not apply'), ('waived', 'Waived'), ('run-out', 'Has run out'), ('not-needed', 'No longer needed')], default='needed', editable=False, max_length=14)),
                ('reasons', models.JSONField(default=list, help_text='Codes of why it is asked: no free text.')),
                ('waivers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, help_text='Who may waive it.', size=None)),
                ('is_statutory', models.BooleanField(default=False, help_text='Asked by the law: never waived.')),
                ('is_desirable', models.BooleanField(default=False, help_text='Welcome, and never in the way.')),
                ('months', models.PositiveSmallIntegerField(help_text='For which it is good; empty: to its own end.', null=True)),
                ('minimum_pence', models.PositiveBigIntegerField(help_text='Least sum insured, where there is one.', null=True)),
                ('level', models.SlugField(blank=True, help_text='Of a DBS check.')),
                ('decided_on', models.DateField(null=True)),
                ('good_until', models.DateField(null=True)),
                ('expiry_step', models.PositiveSmallIntegerField(default=0, help_text='How far it has come: expiring.Step.')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requirements', to='commissioning.checkcase')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.ForeignKey(help_text='Sent or accepted.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commissioning.evidence')),
                ('seen_first_by', models.ForeignKey(help_text='The council whose word was relied on.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'verbose_name': 'check',
                'ordering': ['case', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('accept', 'Accepted'), ('ask', 'Asked'), ('answer', 'Answered'), ('refuse', 'Refused'), ('not-applicable', 'Does not apply'), ('appeal', 'Appealed')], max_length=14)),
                ('words', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Blanked with the case.')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commissioning.evidence')),
                ('requirement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='commissioning.requirement')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SafeguardingRoute',
            fields=[
                ('council', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='organisations.organisation')),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('out_of_hours_phone', models.CharField(blank=True, max_length=20)),
                ('website', models.URLField(blank=True)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('holds', 'Suspended'), ('appealed', 'Suspended, and appealed against'), ('lifted', 'Lifted')], default='holds', editable=False, max_length=8)),
                ('reason', marketplace.workflow.sealed.SealedTextField(help_text='For the enterprise. Says nothing of who was worried.')),
                ('from_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('appeal', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('appealed_at', models.DateTimeField(null=True)),
                ('lifted_at', models.DateTimeField(null=True)),
                ('outcome', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Why it was lifted, or why it stays.')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('concern', models.ForeignKey(help_text='Never shown to it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commissioning.concern')),
                ('council', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.service')),
            ],
            options={
                'ordering': ['-from_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('whose', models.CharField(choices=[('council', 'With the council'), ('enterprise', 'With the enterprise')], max_length=10)),
                ('began_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='turns', to='commissioning.checkcase')),
            ],
            options={
                'ordering': ['began_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Waiver',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('waive', 'Do without it'), ('vary', 'Ask for less')], default='waive', max_length=5)),
                ('status', models.CharField(choices=[('proposed', 'Waits for a second person'), ('agreed', 'Agreed'), ('refused', 'Not agreed'), ('ended', 'Over')], default='proposed', editable=False, max_length=8)),
                ('reason', marketplace.workflow.sealed.SealedTextField()),
                ('from_on', models.DateField(default=django.utils.timezone.localdate)),
                ('until_on', models.DateField()),
                ('minimum_pence', models.PositiveBigIntegerField(help_text='The least sum that is asked for instead.', null=True)),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('agreed_at', models.DateTimeField(null=True)),
                ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('requirement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='waivers_of', to='commissioning.requirement')),
            ],
            options={
                'ordering': ['-proposed_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Worker',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Blanked in time.')),
                ('is_volunteer', models.BooleanField(default=False)),
                ('since_on', models.DateField(default=django.utils.timezone.localdate)),
                ('ended_on', models.DateField(null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='providers.enterprise')),
            ],
            options={
                'ordering': ['since_on', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='requirement',
            name='worker',
            field=models.ForeignKey(help_text='Of a check per worker.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commissioning.worker'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='worker',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='commissioning.worker'),
        ),
        migrations.CreateModel(
            name='CqcMatch',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('sure', 'The same, by its number'), ('doubtful', 'May be the same'), ('same', 'Somebody said it is the same'), ('other', 'Somebody said it is another')], editable=False, max_length=8)),
                ('by_what', models.SlugField(help_text='number, name-and-postcode, name, postcode')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('location', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='commissioning.cqclocation')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='providers.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'location'), name='cqc_match_once'), models.UniqueConstraint(condition=models.Q(('status__in', ['sure', 'same'])), fields=('service',), name='cqc_match_one_is_right')],
            },
        ),
        migrations.CreateModel(
            name='EvidenceFile',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('stored_as', models.CharField(blank=True, help_text='Name in private storage; empty when gone.', max_length=120)),
                ('name', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='As its sender called it.')),
                ('content_type', models.CharField(max_length=20)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('scan', models.CharField(choices=[('none', 'No scanner is set up'), ('waiting', 'Waits to be scanned'), ('clean', 'Scanned'), ('infected', 'Something bad was found in it')], max_length=8)),
                ('scanned_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='commissioning.evidence')),
            ],
            options={
                'ordering': ['sent_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('size__lte', 10485760)), name='evidence_file_size')],
            },
        ),
        migrations.CreateModel(
            name='Passport',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('agreed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(null=True)),
                ('agreed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='providers.enterprise')),
            ],
            options={
                'ordering': ['agreed_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('enterprise', 'council'), name='passport_once'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('agreed_at')), _connector='OR'), name='passport_ends_after_it_began')],
            },
        ),
        migrations.AddConstraint(
            model_name='ruleset',
            constraint=models.UniqueConstraint(fields=('council', 'version'), name='rule_set_version_once'),
        ),
        migrations.AddIndex(
            model_name='checkcase',
            index=models.Index(condition=models.Q(('status__in', ['with-council', 'with-enterprise'])), fields=['council', 'applied_at'], name='check_case_queue'),
        ),
        migrations.AddConstraint(
            model_name='checkcase',
            constraint=models.UniqueConstraint(fields=('service', 'council'), name='check_case_once'),
        ),
        migrations.AddConstraint(
            model_name='checkcase',
            constraint=models.CheckConstraint(condition=models.Q(('tier__lte', 4)), name='check_case_tier'),
        ),
        migrations.AddConstraint(
            model_name='checkcase',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['preparing', 'withdrawn']), ('applied_at__isnull', False), _connector='OR'), name='check_case_applied_when_sent'),
        ),
        migrations.AddConstraint(
            model_name='suspension',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['holds', 'appealed'])), fields=('service',), name='suspension_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='suspension',
            constraint=models.CheckConstraint(condition=models.Q(('lifted_at', None), ('lifted_at__gte', models.F('from_at')), _connector='OR'), name='suspension_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('case',), name='turn_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('began_at')), _connector='OR'), name='turn_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_by', None), models.Q(('agreed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='waiver_needs_two_people'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['proposed', 'refused']), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False)), _connector='OR'), name='waiver_agreed_says_who'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='waiver_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='waiver',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['proposed', 'agreed'])), fields=('requirement',), name='waiver_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='worker',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('since_on')), _connector='OR'), name='worker_ends_after_they_began'),
        ),
        migrations.AddIndex(
            model_name='requirement',
            index=models.Index(condition=models.Q(('good_until__isnull', False)), fields=['good_until', 'id'], name='requirement_ends'),
        ),
        migrations.AddIndex(
            model_name='requirement',
            index=models.Index(fields=['evidence'], name='requirement_of_evidence'),
        ),
        migrations.AddConstraint(
            model_name='requirement',
            constraint=models.UniqueConstraint(fields=('case', 'what', 'worker'), name='requirement_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='requirement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['accepted', 'not-applicable', 'refused']), _negated=True), ('decided_on__isnull', False), _connector='OR'), name='requirement_settled_says_who'),
        ),
        migrations.AddConstraint(
            model_name='requirement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'accepted'), _negated=True), ('evidence__isnull', False), _connector='OR'), name='requirement_accepted_has_evidence'),
        ),
        migrations.AddIndex(
            model_name='evidence',
            index=models.Index(fields=['enterprise', 'kind'], name='evidence_of_enterprise'),
        ),
        migrations.AddIndex(
            model_name='evidence',
            index=models.Index(condition=models.Q(('number_digest', ''), _negated=True), fields=['number_digest'], name='evidence_number'),
        ),
        migrations.AddIndex(
            model_name='evidence',
            index=models.Index(condition=models.Q(('ends_on__isnull', False)), fields=['ends_on', 'id'], name='evidence_ends'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='evidence_ends_after_it_begins'),
        ),
    ]
