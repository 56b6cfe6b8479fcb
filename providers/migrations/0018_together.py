"""How many have joined of those it takes to start."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('providers', '0017_how_many_taps'),
    ]

    operations = [
        migrations.CreateModel(
            name='Gathering',
            fields=[
                ('service', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='gathering', serialize=False, to='providers.service')),
                ('minimum', models.PositiveSmallIntegerField()),
                ('so_far', models.PositiveSmallIntegerField()),
            ],
        ),
    ]
