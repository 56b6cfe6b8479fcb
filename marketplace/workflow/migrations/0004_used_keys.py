"""What was done under a key, as a digest."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workflow', '0003_private_links'),
    ]

    operations = [
        migrations.CreateModel(
            name='UsedKey',
            fields=[
                ('key', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(help_text='Of the verb, all its arguments and who asked: keys.digest_of.', max_length=64)),
                ('used_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'indexes': [models.Index(fields=['used_at'], name='used_key_by_age')],
            },
        ),
    ]
