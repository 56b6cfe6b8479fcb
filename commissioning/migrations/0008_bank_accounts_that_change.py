"""Where an owner was reached when they entered an account, the payer's own account by two, and Pay.UK's tables."""

import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commissioning', '0007_payments_held_by_the_database'),
        ('organisations', '0003_days_to_answer'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ModulusTables',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('weights', models.TextField(help_text='valacdos.txt.')),
                ('substitutes', models.TextField(blank=True, help_text='scsubtab.txt.')),
                ('loaded_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name_plural': 'modulus tables',
                'ordering': ['-loaded_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='bankaccount',
            name='contacts',
            field=marketplace.workflow.sealed.SealedTextField(blank=True, help_text='JSON: where its owner was reached on that day; never shown.'),
        ),
        migrations.AddField(
            model_name='payeecheck',
            name='number_from',
            field=marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Where the number is from, as the site did not have it.'),
        ),
        migrations.AddField(
            model_name='payersettings',
            name='account_confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='payersettings',
            name='proposed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='payersettings',
            name='proposed_name',
            field=models.CharField(blank=True, help_text='Waits for a second person.', max_length=70),
        ),
        migrations.AddField(
            model_name='payersettings',
            name='proposed_number',
            field=marketplace.workflow.sealed.SealedTextField(blank=True),
        ),
        migrations.AddField(
            model_name='payersettings',
            name='proposed_sort_code',
            field=marketplace.workflow.sealed.SealedTextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name='payersettings',
            constraint=models.CheckConstraint(condition=models.Q(('account_confirmed_by', None), models.Q(('account_confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='payer_account_by_two'),
        ),
    ]
