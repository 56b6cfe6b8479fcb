"""Receipts, and returns of direct payments."""

import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("budgets", "0013_surplus"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MoneyReturn',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=marketplace.accounts.ids.uuid7, help_text="The form's own: sent twice is one.", unique=True)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('status', models.CharField(choices=[('sent', 'Sent'), ('asked', 'There is a question about it'), ('seen', 'Looked at, and all right'), ('replaced', 'Replaced by a newer one')], default='sent', editable=False, max_length=8)),
                ('told', marketplace.workflow.sealed.SealedTextField(help_text='Every sum, expense and receipt as it was sent, as JSON.')),
                ('sha256', models.CharField(help_text='Of what was told.', max_length=64)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('question', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('answer', marketplace.workflow.sealed.SealedTextField(blank=True)),
                ('seen_at', models.DateTimeField(null=True)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='budgets.budget')),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budgets.moneyreturn')),
                ('seen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'return',
                'ordering': ['-ends_on', '-sent_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'replaced'), _negated=True), fields=('budget', 'starts_on', 'ends_on'), name='return_once'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='return_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('seen_by', None), models.Q(('seen_by', models.F('sent_by')), _negated=True), _connector='OR'), name='return_seen_by_somebody_else')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('stored_as', models.CharField(blank=True, help_text='Name in private storage; empty when gone.', max_length=120)),
                ('name', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='As its sender called it.')),
                ('content_type', models.CharField(max_length=20)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('scan', models.CharField(choices=[('none', 'No scanner is set up'), ('waiting', 'Waits to be scanned'), ('clean', 'Scanned'), ('infected', 'Something bad was found in it')], max_length=8)),
                ('scanned_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expense', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='budgets.expense')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['sent_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('size__lte', 10485760)), name='receipt_size')],
            },
        ),
    ]
