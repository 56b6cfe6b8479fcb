"""Urgent extra hours, and who said yes."""

import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('budgets', '0007_agreements'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ExtraHours',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=marketplace.accounts.ids.uuid7, help_text="The form's own: sent twice is one.", unique=True)),
                ('status', models.CharField(choices=[('asked', 'Waits for a yes'), ('approved', 'Yes'), ('refused', 'No'), ('withdrawn', 'Taken back')], default='asked', editable=False, max_length=9)),
                ('on', models.DateField()),
                ('at', models.TimeField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('pence', models.PositiveBigIntegerField()),
                ('because', marketplace.workflow.sealed.SealedTextField(help_text='What happened.')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decided_at', models.DateTimeField(null=True)),
                ('why_not', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extra_hours', to='budgets.agreement')),
                ('approver', models.ForeignKey(help_text='Who is asked first.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('visit', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='extra', to='budgets.visit')),
            ],
            options={
                'verbose_name': 'question',
                'ordering': ['-asked_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'approved'), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('visit__isnull', False)), _connector='OR'), name='extra_hours_approved_by_somebody'), models.CheckConstraint(condition=models.Q(('minutes__range', (5, 1440)), ('pence__range', (1, 10000000))), name='extra_hours_of_a_day'), models.UniqueConstraint(condition=models.Q(('status', 'asked')), fields=('agreement', 'on', 'at'), name='extra_hours_asked_once')],
            },
        ),
    ]
