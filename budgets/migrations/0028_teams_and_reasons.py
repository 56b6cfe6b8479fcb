"""A limit may be for one team; whoever sends something upward says why; and a body may hold a person's fund."""

import django.db.models.deletion
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('budgets', '0027_set_aside_from_a_pot'),
        ('organisations', '0004_teams_and_fund_holders'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='delegatedlimit',
            name='delegated_limit_once',
        ),
        migrations.AddField(
            model_name='agreement',
            name='why',
            field=marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Why this is right, for whoever decides about more.'),
        ),
        migrations.AddField(
            model_name='budgetversion',
            name='why',
            field=marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Why this is right, for whoever decides about more.'),
        ),
        migrations.AddField(
            model_name='delegatedlimit',
            name='team',
            field=models.CharField(blank=True, help_text='Empty for every team without its own.', max_length=60),
        ),
        migrations.AddField(
            model_name='deployment',
            name='held_by',
            field=models.ForeignKey(help_text='The same, where it has accounts here.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation'),
        ),
        migrations.AlterField(
            model_name='delegatedlimit',
            name='role',
            field=models.CharField(choices=[('owner', 'Owner'), ('worker', 'Worker'), ('person', 'Person who draws on support'), ('social_worker', 'Social worker'), ('link_worker', 'Link worker'), ('gp', 'GP'), ('adviser', 'Enterprise adviser'), ('commissioner', 'Commissioner'), ('finance', 'Finance officer'), ('fund_holder', 'Fund holder'), ('operator', 'Operator')], max_length=14),
        ),
        migrations.AlterField(
            model_name='deployment',
            name='holder',
            field=models.CharField(blank=True, help_text='The body that holds it for the person.', max_length=120),
        ),
        migrations.AddConstraint(
            model_name='delegatedlimit',
            constraint=models.UniqueConstraint(fields=('organisation', 'role', 'team'), name='delegated_limit_once'),
        ),
        migrations.AddConstraint(
            model_name='deployment',
            constraint=models.CheckConstraint(condition=models.Q(('held_by', None), ('mechanism__in', ('isf', 'phb-third-party')), _connector='OR'), name='deployment_held_by_another'),
        ),
    ]
