"""What somebody has to do with an enterprise themselves: a new table only."""

import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('providers', '0010_contacts_and_blocks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('relation', models.CharField(choices=[('own', 'I own it, or part of it'), ('work', 'I work or volunteer there'), ('household-owns', 'Somebody in my household owns it, or part of it'), ('household-works', 'Somebody in my household works or volunteers there')], max_length=15)),
                ('declared_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(help_text='They said that it is no longer so.', null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='providers.enterprise')),
            ],
            options={
                'ordering': ['declared_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('account', 'enterprise', 'relation'), name='interest_once')],
            },
        ),
    ]
