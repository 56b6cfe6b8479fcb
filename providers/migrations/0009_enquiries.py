"""Enquiries, what both said, and unmet needs: new tables only, nobody reads them yet."""


import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
import marketplace.workflow.references
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    why_safe = "only new tables, which no release before reads"

    dependencies = [
        ('organisations', '0002_names_are_found_by_words'),
        ('providers', '0008_words_as_terms'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Enquiry',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(help_text="The form's own: the same form sent twice is one enquiry.", unique=True)),
                ('digest', models.CharField(blank=True, help_text='Of what was sent under the key.', max_length=64)),
                ('reference', models.CharField(default=marketplace.workflow.references.new_reference, max_length=9, unique=True)),
                ('status', models.CharField(choices=[('unconfirmed', 'Waiting for you to confirm'), ('sent', 'Sent'), ('seen', 'Seen'), ('answered', 'Answered'), ('talking', 'Talking'), ('agreed', 'Agreed'), ('closed', 'Closed'), ('lapsed', 'No answer in time')], default='unconfirmed', editable=False, max_length=12)),
                ('name', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('way', models.CharField(choices=[('phone', 'By phone'), ('text', 'By text message'), ('email', 'By e-mail'), ('letter', 'By letter')], max_length=6)),
                ('address', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Number, e-mail or postal address, as the way asks for.')),
                ('communication', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='How they are best spoken and written to: taxonomy.COMMUNICATION.', size=None)),
                ('communication_note', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('shared_at', models.DateTimeField(help_text='When they agreed to give the enterprise their details.', null=True)),
                ('words', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('times', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='Times of the week, as the search has them.', size=None)),
                ('when_note', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('outcode', models.CharField(max_length=4)),
                ('came_by', models.CharField(choices=[('site', 'On this site'), ('phone', 'By phone'), ('paper', 'On paper')], default='site', max_length=5)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('sent_at', models.DateTimeField(null=True)),
                ('answer_by', models.DateField(help_text='The last day to answer; after it the enquiry lapses.', null=True)),
                ('seen_at', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer', models.CharField(blank=True, choices=[('yes', 'Yes, I can help'), ('not-now', 'Not now'), ('no', 'No')], max_length=7)),
                ('reason', models.CharField(blank=True, choices=[('full', 'I have no room'), ('too-far', 'It is too far'), ('times', 'I am not free at those times'), ('not-mine', 'It is not what I do'), ('price', 'The money does not work'), ('other', 'Something else')], max_length=8)),
                ('answer_words', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('outcome', models.CharField(blank=True, choices=[('started', 'It started'), ('another', 'They found somebody else'), ('changed-mind', 'They changed their mind'), ('not-agreed', 'They could not agree'), ('unwell', 'They are ill, in hospital or have died'), ('unknown', 'Nobody knows')], max_length=12)),
                ('started_on', models.DateField(null=True)),
                ('ended_at', models.DateTimeField(help_text='Closed or lapsed.', null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('introduced_by', models.ForeignKey(help_text='The body whose professional introduces.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enquiries', to='providers.service')),
            ],
            options={
                'verbose_name': 'enquiry',
                'verbose_name_plural': 'enquiries',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='EnquiryLine',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(help_text="The form's own: the same words sent twice stand once.", unique=True)),
                ('from_asker', models.BooleanField()),
                ('words', marketplace.workflow.sealed.SealedTextField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enquiry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='providers.enquiry')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='UnmetNeed',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(help_text="The form's own: the same need sent twice is counted once.", unique=True)),
                ('source', models.CharField(choices=[('search', 'A search that found nothing'), ('enquiry', 'Enquiries that nobody could say yes to'), ('introduction', 'A professional who found no match')], max_length=12)),
                ('activity', models.SlugField(blank=True, help_text='A slug of taxonomy.ACTIVITIES or of its families.')),
                ('needs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='Who it is for: taxonomy.NEEDS.', size=None)),
                ('times', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='Times of the week, as the search has them.', size=None)),
                ('outcode', models.CharField(max_length=4)),
                ('council_code', models.CharField(blank=True, max_length=9)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('recorded_by', models.ForeignKey(help_text='The body of the professional.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-recorded_at', '-pk'],
            },
        ),
        migrations.AddIndex(
            model_name='enquiry',
            index=models.Index(condition=models.Q(('status__in', ['sent', 'seen'])), fields=['answer_by', 'id'], name='enquiry_waiting'),
        ),
        migrations.AddIndex(
            model_name='enquiry',
            index=models.Index(fields=['service', 'created_at'], name='enquiry_of_service'),
        ),
        migrations.AddConstraint(
            model_name='enquiry',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'unconfirmed'), ('status', 'closed'), models.Q(('answer_by__isnull', False), ('confirmed_at__isnull', False), ('sent_at__isnull', False)), _connector='OR'), name='enquiry_sent_only_once_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='enquiry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['answered', 'talking', 'agreed']), _negated=True), models.Q(('answered_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='enquiry_answered_has_an_answer'),
        ),
        migrations.AddConstraint(
            model_name='enquiry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['talking', 'agreed']), _negated=True), ('answer', 'yes'), _connector='OR'), name='enquiry_talks_after_yes'),
        ),
        migrations.AddConstraint(
            model_name='enquiry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('status__in', ['closed', 'lapsed'])), models.Q(models.Q(('status__in', ['closed', 'lapsed']), _negated=True), ('ended_at', None)), _connector='OR'), name='enquiry_ended_at_only_when_ended'),
        ),
        migrations.AddConstraint(
            model_name='enquiry',
            constraint=models.CheckConstraint(condition=models.Q(('started_on', None), ('outcome', 'started'), _connector='OR'), name='enquiry_started_on_only_when_started'),
        ),
        migrations.AddIndex(
            model_name='unmetneed',
            index=models.Index(fields=['council_code', 'recorded_at'], name='unmet_need_of_council'),
        ),
        migrations.AddConstraint(
            model_name='unmetneed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('activity', ''), _negated=True), models.Q(('needs', []), _negated=True), _connector='OR'), name='unmet_need_says_what'),
        ),
    ]
