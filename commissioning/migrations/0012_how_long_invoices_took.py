"""How long each paid invoice took, in one narrow row."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commissioning', '0011_approved_by_another'),
        ('organisations', '0004_teams_and_fund_holders'),
    ]

    operations = [
        migrations.CreateModel(
            name='PaidTime',
            fields=[
                ('invoice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='commissioning.invoice')),
                ('paid_on', models.DateField()),
                ('month', models.DateField(help_text='The first day of the month in which it was paid.')),
                ('days', models.PositiveSmallIntegerField(help_text='From the day after it came to the day the money arrived.')),
                ('working_days', models.PositiveSmallIntegerField()),
                ('queried_days', models.PositiveSmallIntegerField(help_text='Of these: while something was asked about it.')),
                ('queried_working_days', models.PositiveSmallIntegerField()),
                ('pence', models.PositiveBigIntegerField()),
                ('size', models.CharField(max_length=8)),
                ('team', models.CharField(blank=True, max_length=60)),
                ('is_late', models.BooleanField(help_text='Paid after the day by which it had to be paid.')),
                ('body', models.ForeignKey(db_index=False, help_text='Who paid.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['body', 'paid_on'], include=('month', 'days', 'working_days', 'queried_days', 'queried_working_days', 'pence', 'size', 'team', 'is_late'), name='paid_time_of_body')],
                'constraints': [models.CheckConstraint(condition=models.Q(('queried_days__lte', models.F('days')), ('queried_working_days__lte', models.F('working_days')), ('working_days__lte', models.F('days'))), name='paid_time_adds_up')],
            },
        ),
    ]
