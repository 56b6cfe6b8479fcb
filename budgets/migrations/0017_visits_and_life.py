"""Life happens, the sheet for a first visit, and what visits say of a day that went otherwise."""

import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("budgets", "0016_money_steps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='died_on',
            field=models.DateField(help_text='From then on nothing is sent to them any more.', null=True),
        ),
        migrations.AddField(
            model_name='visit',
            name='minutes_done',
            field=models.PositiveSmallIntegerField(help_text='If it was longer or shorter on the day.', null=True),
        ),
        migrations.AddField(
            model_name='visit',
            name='proposed_on',
            field=models.DateField(help_text='The enterprise asks for this day instead ...', null=True),
        ),
        migrations.AddField(
            model_name='visit',
            name='proposed_time',
            field=models.TimeField(help_text='... at this time.', null=True),
        ),
        migrations.CreateModel(
            name='FirstVisitSheet',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('address', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('way_in', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Keys, codes, which door.')),
                ('contacts', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Whom to ring.')),
                ('risks', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='What could hurt the person or whoever comes.')),
                ('know', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='What is good to know.')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sheet', to='budgets.person')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='LifeChange',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=marketplace.accounts.ids.uuid7, help_text="The form's own: sent twice is one.", unique=True)),
                ('kind', models.CharField(choices=[('hospital', 'In hospital'), ('away', 'Away for a while'), ('moved', 'Moving to another place'), ('died', 'They died')], max_length=8)),
                ('starts_on', models.DateField(help_text='The first day.')),
                ('until_on', models.DateField(help_text='The last day away, if it is known beforehand.', null=True)),
                ('ended_on', models.DateField(help_text='The last day away, once they are home.', null=True)),
                ('agreements_stay', models.BooleanField(default=True, help_text='Of a move: the same people still come.')),
                ('note', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('said_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_back_at', models.DateTimeField(help_text='It was said by mistake.', null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='life_changes', to='budgets.person')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-starts_on', '-said_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='visit',
            name='stopped_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stopped', to='budgets.lifechange'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(('due_pence', None), ('due_pence__lte', models.F('pence')), _connector='OR'), name='visit_due_no_more_than_planned'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('proposed_on', None), ('proposed_time', None)), models.Q(('proposed_on__isnull', False), ('proposed_time__isnull', False), ('status', 'planned')), _connector='OR'), name='visit_proposes_a_day_and_a_time'),
        ),
        migrations.AddIndex(
            model_name='lifechange',
            index=models.Index(fields=['person', 'starts_on'], name='life_change_of_person'),
        ),
        migrations.AddConstraint(
            model_name='lifechange',
            constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('starts_on')), _connector='OR'), name='life_change_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='lifechange',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['hospital', 'away']), models.Q(('ended_on', None), ('until_on', None)), _connector='OR'), name='life_change_only_stays_end'),
        ),
        migrations.AddConstraint(
            model_name='lifechange',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'died'), ('taken_back_at', None)), fields=('person',), name='life_change_died_once'),
        ),
    ]
