"""Who ordered within which limit, what was sent up; and why a council lets a close relative be paid."""

import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("budgets", "0018_visits_held_by_the_database"),
        ('providers', '0017_how_many_taps'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Necessity',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=marketplace.accounts.ids.uuid7, help_text="The form's own: sent twice is one.", unique=True)),
                ('because', marketplace.workflow.sealed.SealedTextField()),
                ('until', models.DateField()),
                ('decided_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-decided_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='agreementversion',
            name='limit_pence',
            field=models.PositiveBigIntegerField(help_text='What whoever ordered it orders alone, a year.', null=True),
        ),
        migrations.AddField(
            model_name='agreementversion',
            name='overdue_told_at',
            field=models.DateTimeField(help_text='When the buyer heard that nobody answers.', null=True),
        ),
        migrations.AddField(
            model_name='agreementversion',
            name='sent_up_at',
            field=models.DateTimeField(help_text='When it went to somebody who decides about more.', null=True),
        ),
        migrations.AddField(
            model_name='agreementversion',
            name='sent_up_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='agreementversion',
            name='yearly_pence',
            field=models.PositiveBigIntegerField(default=0, help_text='What it comes to in a year, or to its end.'),
        ),
        migrations.AddConstraint(
            model_name='agreementversion',
            constraint=models.CheckConstraint(condition=models.Q(('limit_pence', None), ('limit_pence__gte', models.F('yearly_pence')), _connector='OR'), name='agreement_ordered_within_the_limit'),
        ),
        migrations.AddField(
            model_name='necessity',
            name='decided_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='necessity',
            name='enterprise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.enterprise'),
        ),
        migrations.AddField(
            model_name='necessity',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='necessities', to='budgets.person'),
        ),
    ]
