import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    why_safe = "New tables with the indexes and rules they are made with; the release before does not know them."

    dependencies = [
        ('accounts', '0001_initial'),
        ('organisations', '0003_days_to_answer'),
        ('providers', '0012_stories_and_posted_needs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Answering',
            fields=[
                ('enterprise', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='providers.enterprise')),
                ('asked', models.PositiveSmallIntegerField(default=0)),
                ('answered', models.PositiveSmallIntegerField(default=0)),
                ('days', models.PositiveSmallIntegerField(help_text='Working days that an answer usually takes.', null=True)),
                ('counted_on', models.DateField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('answered__lte', models.F('asked'))), name='answering_no_more_than_asked')],
            },
        ),
        migrations.CreateModel(
            name='AskRhythm',
            fields=[
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('rhythm', models.CharField(choices=[('weekly', 'Once a week'), ('monthly', 'Once a month'), ('never', 'Never')], default='weekly', max_length=7)),
                ('next_on', models.DateField(help_text='When they are asked next.')),
                ('asked_on', models.DateField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('rhythm', 'never'), _negated=True), fields=['next_on'], name='ask_rhythm_due')],
            },
        ),
        migrations.CreateModel(
            name='Fading',
            fields=[
                ('service', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='fading', serialize=False, to='providers.service')),
                ('said_on', models.DateField(help_text='The last word that these days are about.')),
                ('asked_on', models.DateField(null=True)),
                ('warned_on', models.DateField(null=True)),
                ('hidden_on', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('hidden_on', None), models.Q(('hidden_on__gt', models.F('warned_on')), ('warned_on__isnull', False)), _connector='OR'), name='fading_hidden_only_after_a_warning')],
            },
        ),
        migrations.CreateModel(
            name='SavedSearch',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(help_text="The form's own: the same form sent twice saves one search.", unique=True)),
                ('body', marketplace.workflow.sealed.SealedTextField(help_text='What is looked for and where, as JSON.')),
                ('rhythm', models.CharField(choices=[('at-once', 'As soon as somebody is there'), ('daily', 'Once a day'), ('weekly', 'Once a week')], default='daily', max_length=7)),
                ('known', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Ends of the keys of those who fitted already.')),
                ('knows_all', models.BooleanField(default=True, help_text='Whether all who fitted are among the known.')),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('looked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('next_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(help_text='Whose area it is: no words, no filters.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
            ],
            options={
                'verbose_name_plural': 'saved searches',
                'ordering': ['-saved_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Follower',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('search', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followers', to='providers.savedsearch')),
            ],
        ),
        migrations.CreateModel(
            name='Keeper',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('tapped_at', models.DateTimeField(null=True)),
                ('before', models.JSONField(default=dict, help_text='What was said of room before the last tap.')),
                ('after', models.JSONField(default=dict, help_text='What the last tap made of it.')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='providers.service')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('service', 'account'), name='keeper_once')],
            },
        ),
        migrations.AddIndex(
            model_name='savedsearch',
            index=models.Index(fields=['next_at'], name='saved_search_due'),
        ),
        migrations.AddConstraint(
            model_name='savedsearch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('account', None), ('organisation__isnull', False)), models.Q(('account__isnull', False), ('organisation', None)), _connector='OR'), name='saved_search_is_a_persons_or_a_bodys'),
        ),
        migrations.AddConstraint(
            model_name='follower',
            constraint=models.UniqueConstraint(fields=('search', 'account'), name='follower_once'),
        ),
    ]
