"""Needs that somebody posts, answers to them, and stories: new tables only, nobody reads them yet."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models


# Whatever role speaks: what was published stays word for word, and can only be taken away.
STORY_STAYS = """
CREATE FUNCTION providers_story_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_kept boolean := true;
BEGIN
    IF TG_OP = 'DELETE' THEN
        is_kept := OLD.status <> 'published';
    ELSIF OLD.status = 'removed' THEN
        is_kept := NEW.status = 'removed';
    ELSIF OLD.status = 'published' AND NEW.status = 'published' THEN
        is_kept := (NEW.words, NEW.came, NEW.reached, NEW.again, NEW.shown_as, NEW.shown_name, NEW.service_id,
                    NEW.enquiry_id, NEW.told_at, NEW.published_at)
            IS NOT DISTINCT FROM (OLD.words, OLD.came, OLD.reached, OLD.again, OLD.shown_as, OLD.shown_name,
                    OLD.service_id, OLD.enquiry_id, OLD.told_at, OLD.published_at)
            AND (OLD.reply = '' OR NEW.reply = OLD.reply);
    ELSIF OLD.status = 'published' THEN
        is_kept := NEW.status = 'removed' AND NEW.published_at IS NOT DISTINCT FROM OLD.published_at;
    END IF;
    IF NOT is_kept THEN
        RAISE EXCEPTION 'a published story never changes' USING ERRCODE = '23514', CONSTRAINT = 'story_never_changes';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER story_never_changes BEFORE UPDATE OR DELETE ON providers_story
    FOR EACH ROW EXECUTE FUNCTION providers_story_stays();
"""
NOT_ANY_MORE = """
DROP TRIGGER story_never_changes ON providers_story;
DROP FUNCTION providers_story_stays();
"""


class Migration(migrations.Migration):

    why_safe = "only new tables, which no release before reads, and a trigger on one of them"

    dependencies = [
        ('providers', '0011_interests'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PostedNeed',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(help_text="The form's own: the same form sent twice is one need.", unique=True)),
                ('digest', models.CharField(blank=True, help_text='Of what was sent under the key.', max_length=64)),
                ('status', models.CharField(choices=[('unconfirmed', 'Waiting for you to confirm'), ('open', 'Open'), ('answered', 'Answered'), ('closed', 'Closed'), ('expired', 'Ran out')], default='unconfirmed', editable=False, max_length=12)),
                ('way', models.CharField(blank=True, choices=[('phone', 'By phone'), ('text', 'By text message'), ('email', 'By e-mail'), ('letter', 'By letter')], max_length=6)),
                ('address', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('poster', models.CharField(blank=True, help_text='Keyed digest of who posts, to count theirs.', max_length=64)),
                ('activity', models.SlugField(help_text='taxonomy.ACTIVITIES')),
                ('needs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='taxonomy.NEEDS', size=None)),
                ('times', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='Times of the week, as the search has them; empty for any.', size=None)),
                ('outcode', models.CharField(max_length=4)),
                ('easting', models.IntegerField(help_text='Middle of the outcode.')),
                ('northing', models.IntegerField()),
                ('council_code', models.CharField(blank=True, max_length=9)),
                ('together', models.CharField(choices=[('one', 'One to one'), ('group', 'In a group'), ('either', 'Either is fine')], default='either', max_length=6)),
                ('payments', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='taxonomy.PAYMENTS', size=None)),
                ('most_pence', models.PositiveBigIntegerField(help_text='The most that an hour may cost.', null=True)),
                ('start_on', models.DateField(null=True)),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('posted_at', models.DateTimeField(null=True)),
                ('expires_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'need',
                'ordering': ['-written_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='NeedAnswer',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('words', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enquiry', models.ForeignKey(help_text='What whoever posted then asked them.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='providers.enquiry')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.service')),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='providers.postedneed')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Story',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('written', 'Being written'), ('held', 'Something has to change'), ('waiting', 'Waiting to be shown'), ('queried', 'The enterprise asked us to look'), ('published', 'Shown'), ('refused', 'Not shown'), ('removed', 'Removed')], default='written', editable=False, max_length=9)),
                ('came', models.CharField(choices=[('yes', 'Yes'), ('partly', 'Partly'), ('no', 'No')], help_text='They came when they said.', max_length=6)),
                ('reached', models.CharField(choices=[('yes', 'Yes'), ('partly', 'Partly'), ('no', 'No')], help_text='I could reach them.', max_length=6)),
                ('again', models.CharField(choices=[('yes', 'Yes'), ('partly', 'Partly'), ('no', 'No')], help_text='I would ask them again.', max_length=6)),
                ('words', models.TextField(blank=True, max_length=600)),
                ('shown_as', models.CharField(choices=[('first-name', 'My first name'), ('initials', 'My initials'), ('place', 'No name, only the area where I live')], max_length=10)),
                ('shown_name', models.CharField(blank=True, help_text='As the author wants to be shown.', max_length=40)),
                ('told_at', models.DateTimeField(default=django.utils.timezone.now, help_text='When these words were sent.')),
                ('held_because', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='moderation.CHANGE: what the author is asked to change.', size=None)),
                ('waits_until', models.DateTimeField(null=True)),
                ('query', models.CharField(blank=True, choices=[('not-ours', 'It is not about us'), ('untrue', 'Something in it is not true'), ('names', 'It says who somebody is'), ('unfair', 'It breaks another rule for stories')], max_length=8)),
                ('query_words', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('reply', models.TextField(blank=True, max_length=600)),
                ('replied_at', models.DateTimeField(null=True)),
                ('moderated_at', models.DateTimeField(null=True)),
                ('refusal', models.CharField(blank=True, choices=[('not-theirs', 'It is not about help that started here'), ('untrue', 'It says something that we know is not true'), ('safety', 'Somebody may be at risk, so it went to people who can act'), ('rules', 'It breaks the rules for stories')], max_length=10)),
                ('published_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(help_text='Refused or removed.', null=True)),
                ('enquiry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='story', to='providers.enquiry')),
                ('moderated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stories', to='providers.service')),
            ],
            options={
                'verbose_name': 'story',
                'verbose_name_plural': 'stories',
                'ordering': ['-told_at', '-pk'],
            },
        ),
        migrations.AddIndex(
            model_name='postedneed',
            index=models.Index(condition=models.Q(('status__in', ['open', 'answered'])), fields=['expires_at'], name='posted_need_live'),
        ),
        migrations.AddIndex(
            model_name='postedneed',
            index=models.Index(condition=models.Q(('poster', ''), _negated=True), fields=['poster'], name='posted_need_of_poster'),
        ),
        migrations.AddConstraint(
            model_name='postedneed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['open', 'answered', 'expired']), _negated=True), models.Q(('expires_at__isnull', False), ('posted_at__isnull', False)), _connector='OR'), name='posted_need_open_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='postedneed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('status__in', ['closed', 'expired'])), models.Q(models.Q(('status__in', ['closed', 'expired']), _negated=True), ('ended_at', None)), _connector='OR'), name='posted_need_ended_at_only_when_ended'),
        ),
        migrations.AddConstraint(
            model_name='needanswer',
            constraint=models.UniqueConstraint(fields=('need', 'service'), name='need_answer_once'),
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(condition=models.Q(('status', 'published')), fields=['service', '-published_at'], name='story_shown'),
        ),
        migrations.AddIndex(
            model_name='story',
            index=models.Index(condition=models.Q(('status__in', ['waiting', 'queried'])), fields=['waits_until'], name='story_waits'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(('moderated_at__isnull', False), ('published_at__isnull', False), models.Q(('words', ''), _negated=True)), _connector='OR'), name='story_shown_only_after_a_person_read_it'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'removed'), _negated=True), models.Q(('reply', ''), ('shown_name', ''), ('words', '')), _connector='OR'), name='story_removed_says_nothing'),
        ),
        migrations.AddConstraint(
            model_name='story',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['waiting', 'queried']), _negated=True), ('waits_until__isnull', False), _connector='OR'), name='story_waits_until_a_moment'),
        ),
        migrations.RunSQL(STORY_STAYS, NOT_ANY_MORE),
    ]
