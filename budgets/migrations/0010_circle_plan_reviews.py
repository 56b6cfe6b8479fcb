"""A plan in the words of the person, its reviews, and how somebody leaves a circle."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('budgets', '0009_who_holds_it'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('matters', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('outcomes', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='What shall be different, a line for each.')),
                ('can_do', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='What they can do themselves.')),
                ('family', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='What family and friends bring.')),
                ('community', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='What neighbours, clubs and groups bring.')),
                ('activities', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='taxonomy.ACTIVITIES', size=None)),
                ('needs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='taxonomy.NEEDS', size=None)),
                ('times', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='facets.SLOTS', size=None)),
                ('visits_weekly', models.PositiveSmallIntegerField(default=0, help_text='0 when nobody has said.')),
                ('minutes_weekly', models.PositiveSmallIntegerField(default=0, help_text='0 when nobody has said.')),
                ('is_visited', models.BooleanField(default=True, help_text='Somebody may come to them.')),
                ('travel_miles', models.PositiveSmallIntegerField(help_text='How far they can get; null: they cannot.', null=True)),
                ('by', models.CharField(blank=True, choices=[('woman', 'A woman'), ('man', 'A man')], max_length=5)),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='taxonomy.LANGUAGES', size=None)),
                ('has_pets', models.BooleanField(default=False)),
                ('musts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='matching.Must: preferences that somebody cannot do without.', size=None)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('due_on', models.DateField()),
                ('done_on', models.DateField(null=True)),
                ('said', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('reminded_at', models.DateTimeField(help_text='When the named worker was told that it is due.', null=True)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='circlemember',
            name='circle_once',
        ),
        migrations.AddField(
            model_name='circlemember',
            name='ended_at',
            field=models.DateTimeField(help_text='When somebody ended it, which takes effect at once.', null=True),
        ),
        migrations.AddField(
            model_name='circlemember',
            name='is_household',
            field=models.BooleanField(default=False, help_text='A partner, or a close relative who lives with them (SI 2014/2871 reg 3).'),
        ),
        migrations.AddField(
            model_name='circlemember',
            name='note',
            field=marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Who asked for it, or who saw which document, and when.'),
        ),
        migrations.AddField(
            model_name='person',
            name='represented_because',
            field=marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Who decided that, when and why.'),
        ),
        migrations.AddConstraint(
            model_name='circlemember',
            constraint=models.UniqueConstraint(condition=models.Q(('account__isnull', False), ('ended_at', None), ('ends_on', None)), fields=('person', 'account'), name='circle_once'),
        ),
        migrations.AddField(
            model_name='plan',
            name='changed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='plan',
            name='person',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='plan', to='budgets.person'),
        ),
        migrations.AddField(
            model_name='review',
            name='done_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='review',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='budgets.person'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('minutes_weekly__lte', 10080), ('visits_weekly__lte', 99)), name='plan_fits_into_a_week'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('is_visited', True), ('travel_miles__isnull', False), _connector='OR'), name='plan_happens_somewhere'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(condition=models.Q(('done_on', None)), fields=['due_on'], name='review_to_do'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(condition=models.Q(('done_on', None)), fields=('person',), name='review_one_to_come'),
        ),
    ]
