"""People and their introductions; who is close to an enterprise introduces nobody to it, whatever writes the row."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
import marketplace.workflow.references
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models

# Declared interests and memberships, as far as they need no clock: an ended membership has its day.
REFUSE = """
CREATE FUNCTION budgets_no_interest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status IN ('waiting', 'sent') AND EXISTS (
        SELECT FROM budgets_introduction i
        JOIN providers_service s ON s.id = NEW.service_id
        JOIN providers_enterprise e ON e.id = s.enterprise_id
        WHERE i.id = NEW.introduction_id AND (
            EXISTS (SELECT FROM providers_interest n
                    WHERE n.account_id = i.account_id AND n.enterprise_id = e.id AND n.ended_at IS NULL)
            OR EXISTS (SELECT FROM organisations_membership m
                       WHERE m.account_id = i.account_id AND m.organisation_id = e.organisation_id
                       AND m.ended_on IS NULL)
        )
    ) THEN
        RAISE EXCEPTION 'whoever introduces is close to this enterprise'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'introduction_choice_without_interest';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER budgets_no_interest BEFORE INSERT OR UPDATE OF status, service_id ON budgets_introductionchoice
FOR EACH ROW EXECUTE FUNCTION budgets_no_interest();
"""
ALLOW = """
DROP TRIGGER budgets_no_interest ON budgets_introductionchoice;
DROP FUNCTION budgets_no_interest();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0003_days_to_answer'),
        ('providers', '0011_interests'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('initials', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Where no name is kept.')),
                ('outcode', models.CharField(max_length=4)),
                ('way', models.CharField(blank=True, choices=[('phone', 'By phone'), ('text', 'By text message'), ('email', 'By e-mail'), ('letter', 'By letter')], max_length=6)),
                ('address', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Number, e-mail or postal address, as the way asks for.')),
                ('communication', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='How they are best spoken and written to: taxonomy.COMMUNICATION.', size=None)),
                ('communication_note', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('forgotten_at', models.DateTimeField(help_text='When who they are was blanked.', null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('named_worker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Introduction',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(help_text="The form's own: the same form sent twice is one introduction.", unique=True)),
                ('digest', models.CharField(blank=True, help_text='Of what was sent under the key.', max_length=64)),
                ('reference', models.CharField(default=marketplace.workflow.references.new_reference, max_length=9, unique=True)),
                ('status', models.CharField(choices=[('draft', 'Not sent yet'), ('open', 'Under way'), ('started', 'Started'), ('not-started', 'Not started'), ('no-match', 'No match'), ('withdrawn', 'Stopped')], default='draft', editable=False, max_length=11)),
                ('initials', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Of somebody of whom nothing else is kept.')),
                ('outcode', models.CharField(max_length=4)),
                ('activity', models.SlugField(blank=True, help_text='A slug of taxonomy.ACTIVITIES or of its families.')),
                ('needs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='taxonomy.NEEDS', size=None)),
                ('times', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='Times of the week, as the search has them.', size=None)),
                ('most_pence', models.PositiveIntegerField(help_text='The most that an hour may cost.', null=True)),
                ('words', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('ground', models.CharField(blank=True, choices=[('agreement', 'The person agreed'), ('attorney', 'An attorney or deputy for health and welfare agreed'), ('best-interests', 'A best-interests decision was made')], max_length=14)),
                ('ground_who', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('ground_why', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('ground_on', models.DateField(null=True)),
                ('ground_until', models.DateField(help_text='After this day it goes to nobody new.', null=True)),
                ('may_share', models.BooleanField(default=False, help_text='Whoever says yes may have their name and contact.')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('opened_at', models.DateTimeField(null=True)),
                ('due_on', models.DateField(help_text='The day by which somebody has to do something.', null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('started_on', models.DateField(null=True)),
                ('why', models.CharField(blank=True, choices=[('changed-mind', 'They changed their mind'), ('another', 'They found somebody else'), ('not-agreed', 'They did not get on, or could not agree'), ('money', 'The money did not work out'), ('unwell', 'They are ill, in hospital or have died'), ('other', 'Something else'), ('by-person', 'The person stopped it'), ('by-body', 'It was taken back'), ('over', 'The agreement ran out')], max_length=12)),
                ('counted_at', models.DateTimeField(help_text='When it was counted as an unmet need.', null=True)),
                ('forgotten_at', models.DateTimeField(help_text='When whom and what it was about was blanked.', null=True)),
                ('account', models.ForeignKey(help_text='Who introduces.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='introductions', to='budgets.person')),
            ],
            options={
                'verbose_name': 'introduction',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='IntroductionChoice',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('reason', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='What spoke for it when it was chosen: it tells of needs.')),
                ('status', models.CharField(choices=[('waiting', 'Comes next'), ('sent', 'Asked'), ('accepted', 'Said yes'), ('declined', 'Said no'), ('lapsed', 'Did not answer in time'), ('stopped', 'Taken back'), ('not-sent', 'Not asked')], default='waiting', editable=False, max_length=8)),
                ('enquiry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.enquiry')),
                ('introduction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='budgets.introduction')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.service')),
            ],
            options={
                'verbose_name': 'choice',
                'ordering': ['introduction', 'position'],
                'constraints': [models.UniqueConstraint(fields=('introduction', 'position'), name='introduction_choice_has_its_place'), models.UniqueConstraint(fields=('introduction', 'service'), name='introduction_choice_once'), models.UniqueConstraint(fields=('enquiry',), name='introduction_choice_has_its_own_enquiry'), models.UniqueConstraint(condition=models.Q(('status__in', ['sent', 'accepted'])), fields=('introduction',), name='introduction_asks_one_at_a_time'), models.CheckConstraint(condition=models.Q(('status__in', ['waiting', 'not-sent']), ('enquiry__isnull', False), _connector='OR'), name='introduction_choice_asked_has_an_enquiry')],
            },
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['named_worker', 'organisation'], name='person_of_worker'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('forgotten_at__isnull', False), models.Q(('name', ''), _negated=True), models.Q(('initials', ''), _negated=True), _connector='OR'), name='person_is_called_something'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('way', ''), ('address', '')), models.Q(models.Q(('way', ''), _negated=True), models.Q(('address', ''), _negated=True)), _connector='OR'), name='person_way_has_an_address'),
        ),
        migrations.AddIndex(
            model_name='introduction',
            index=models.Index(fields=['account', 'organisation'], name='introduction_of_account'),
        ),
        migrations.AddIndex(
            model_name='introduction',
            index=models.Index(condition=models.Q(('status', 'open')), fields=['id'], name='introduction_open'),
        ),
        migrations.AddConstraint(
            model_name='introduction',
            constraint=models.CheckConstraint(condition=models.Q(('person__isnull', False), models.Q(('initials', ''), _negated=True), ('forgotten_at__isnull', False), _connector='OR'), name='introduction_is_about_somebody'),
        ),
        migrations.AddConstraint(
            model_name='introduction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['open', 'started', 'not-started']), _negated=True), models.Q(('ground', ''), _negated=True), _connector='OR'), name='introduction_sends_only_on_a_ground'),
        ),
        migrations.AddConstraint(
            model_name='introduction',
            constraint=models.CheckConstraint(condition=models.Q(('ground', ''), models.Q(('ground_on__isnull', False), ('ground_until__gte', models.F('ground_on'))), _connector='OR'), name='introduction_ground_has_its_days'),
        ),
        migrations.AddConstraint(
            model_name='introduction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ground', 'best-interests'), _negated=True), ('forgotten_at__isnull', False), models.Q(models.Q(('ground_who', ''), _negated=True), models.Q(('ground_why', ''), _negated=True), ('ground_on__isnull', False), ('ground_until__isnull', False)), _connector='OR'), name='introduction_best_interests_says_all'),
        ),
        migrations.AddConstraint(
            model_name='introduction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('status__in', ['draft', 'open'])), models.Q(models.Q(('status__in', ['draft', 'open']), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='introduction_ended_at_only_when_ended'),
        ),
        migrations.AddConstraint(
            model_name='introduction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('started_on__isnull', False), ('status', 'started')), models.Q(models.Q(('status', 'started'), _negated=True), ('started_on', None)), _connector='OR'), name='introduction_started_on_only_when_started'),
        ),
        migrations.AddConstraint(
            model_name='introduction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['not-started', 'withdrawn']), models.Q(('why', ''), _negated=True)), models.Q(models.Q(('status__in', ['not-started', 'withdrawn']), _negated=True), ('why', '')), _connector='OR'), name='introduction_says_why_it_came_to_nothing'),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
