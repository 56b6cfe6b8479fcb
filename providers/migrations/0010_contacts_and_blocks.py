"""An enquiry knows again who asked, and when to remind; an enterprise may block a contact."""

import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    why_safe = "the table of enquiries is new in this release, and empty"

    dependencies = [
        ('organisations', '0003_days_to_answer'),
        ('providers', '0009_enquiries'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('contact_digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.AddField(
            model_name='enquiry',
            name='code_tries',
            field=models.PositiveSmallIntegerField(default=0, help_text='Wrong codes since the last one was sent.'),
        ),
        migrations.AddField(
            model_name='enquiry',
            name='contact_digest',
            field=models.CharField(blank=True, db_index=True, help_text='Keyed; tells whether two enquiries come from one contact.', max_length=64),
        ),
        migrations.AddField(
            model_name='enquiry',
            name='may_share',
            field=models.BooleanField(default=False, help_text='With a yes, they want the enterprise to reach them.'),
        ),
        migrations.AddField(
            model_name='enquiry',
            name='remind_at',
            field=models.DateTimeField(help_text='When the enterprise is reminded next, while it waits.', null=True),
        ),
        migrations.AddIndex(
            model_name='enquiry',
            index=models.Index(condition=models.Q(('status__in', ['sent', 'seen'])), fields=['remind_at'], name='enquiry_to_remind'),
        ),
        migrations.AddIndex(
            model_name='enquiry',
            index=models.Index(condition=models.Q(('status', 'unconfirmed')), fields=['created_at'], name='enquiry_unconfirmed'),
        ),
        migrations.AddIndex(
            model_name='enquiry',
            index=models.Index(condition=models.Q(('address', ''), ('name', ''), ('words', ''), _negated=True), fields=['ended_at'], name='enquiry_to_blank'),
        ),
        migrations.AddField(
            model_name='block',
            name='enterprise',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='providers.enterprise'),
        ),
        migrations.AddConstraint(
            model_name='block',
            constraint=models.UniqueConstraint(fields=('enterprise', 'contact_digest'), name='block_once'),
        ),
    ]
