"""Messages go by e-mail, text, letter or phone; addresses that were readable are sealed, and nothing is lost."""

import datetime
import django.contrib.postgres.fields
import django.db.models.deletion
import marketplace.accounts.ids
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Cast

NOBODY = "forgotten@justright.invalid"


def seal_addresses(apps, editor):
    """Until now every address was an e-mail's, in clear; one that was blanked had nobody's name in it."""
    messages = apps.get_model("notifications", "Message").objects
    written = messages.exclude(address="").annotate(clear=Cast("address", models.TextField()))
    messages.filter(pk__in=[row.pk for row in written.defer("address").iterator() if row.clear == NOBODY]).update(
        address="", forgotten_at=models.F("created_at"), way="email"
    )
    for row in written.defer("address").iterator():
        messages.filter(pk=row.pk).update(address=row.clear, way="email")


def open_addresses(apps, editor):
    """The way back: as the release before reads them."""
    messages = apps.get_model("notifications", "Message").objects
    for row in messages.exclude(address="").iterator():
        messages.filter(pk=row.pk).update(address=Cast(models.Value(row.address), models.TextField()))
    messages.filter(to=None, address="").update(address=Cast(models.Value(NOBODY), models.TextField()))


class Migration(migrations.Migration):
    why_safe = "An upgrade stops web, worker and beat; what the release before wrote is sealed in this same step."

    dependencies = [
        ('notifications', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Preferences',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('way', models.CharField(choices=[('phone', 'By phone'), ('text', 'By text message'), ('email', 'By e-mail'), ('letter', 'By letter')], default='email', max_length=6)),
                ('post', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='The address for letters, one line each.')),
                ('formats', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('large-print', 'Large print'), ('easy-read', 'Easy Read'), ('text-not-call', 'A text instead of a call')], max_length=20), default=list, size=None)),
                ('rhythm', models.CharField(choices=[('at-once', 'At once'), ('daily', 'Once a day, at 8 in the morning'), ('weekly', 'Once a week, on Monday morning')], default='at-once', max_length=7)),
                ('quiet_from', models.TimeField(default=datetime.time(21, 0), help_text='No text comes from then, London time ...')),
                ('quiet_until', models.TimeField(default=datetime.time(8, 0), help_text='... until then.')),
            ],
            options={
                'verbose_name_plural': 'preferences',
            },
        ),
        migrations.RemoveConstraint(
            model_name='message',
            name='message_has_somebody_to_go_to',
        ),
        migrations.AddField(
            model_name='mail',
            name='way',
            field=models.CharField(choices=[('phone', 'By phone'), ('text', 'By text message'), ('email', 'By e-mail'), ('letter', 'By letter')], default='email', max_length=6),
        ),
        migrations.AddField(
            model_name='message',
            name='said',
            field=marketplace.workflow.sealed.SealedTextField(blank=True, help_text='The context as JSON; the words are written from it anew.'),
        ),
        migrations.AddField(
            model_name='message',
            name='bundle',
            field=models.ForeignKey(help_text='It went in this.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='parts', to='notifications.message'),
        ),
        migrations.AddField(
            model_name='message',
            name='by_hand_at',
            field=models.DateTimeField(help_text='Since when a person has to print and post it, or ring.', null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='delivered_at',
            field=models.DateTimeField(help_text='When GOV.UK Notify said that it arrived.', null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='forgotten_at',
            field=models.DateTimeField(help_text='When the address was blanked.', null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='formats',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, help_text='How they can read it.', size=None),
        ),
        migrations.AddField(
            model_name='message',
            name='is_bundled',
            field=models.BooleanField(default=False, help_text='Waits to go with other news in one message.'),
        ),
        migrations.AddField(
            model_name='message',
            name='name',
            field=marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Of somebody who has no account.'),
        ),
        migrations.AddField(
            model_name='message',
            name='organisation_id',
            field=models.UUIDField(help_text='Whose staff look after it when it cannot go by itself; null: the operator of the site.', null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='settled_at',
            field=models.DateTimeField(help_text='When a person had dealt with one that failed.', null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='subject',
            field=marketplace.workflow.sealed.SealedTextField(blank=True),
        ),
        migrations.AddField(
            model_name='message',
            name='way',
            field=models.CharField(blank=True, choices=[('phone', 'By phone'), ('text', 'By text message'), ('email', 'By e-mail'), ('letter', 'By letter')], help_text='Empty until their wishes are looked up.', max_length=6),
        ),
        migrations.AlterField(
            model_name='mail',
            name='to',
            field=models.CharField(max_length=254),
        ),
        migrations.AlterField(
            model_name='message',
            name='address',
            field=marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Number, e-mail or postal address, as the way asks for.'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('to__isnull', False)), fields=['to', '-created_at'], name='message_of_person'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(models.Q(('failed_at__isnull', False), ('settled_at', None)), models.Q(('by_hand_at__isnull', False), ('sent_at', None)), _connector='OR'), fields=['organisation_id', 'id'], name='message_for_a_human'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('to__isnull', False), models.Q(('address', ''), _negated=True), ('forgotten_at__isnull', False), _connector='OR'), name='message_has_somebody_to_go_to'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('settled_at', None), ('failed_at__isnull', False), _connector='OR'), name='message_settled_only_after_failing'),
        ),
        migrations.AddField(
            model_name='preferences',
            name='account',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunPython(seal_addresses, open_addresses),
    ]
