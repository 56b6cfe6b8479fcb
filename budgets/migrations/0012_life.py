"""How life is for a person, as they said it, and the wording of a licensed instrument."""

import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("budgets", "0011_together"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AscotWording',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('licence_holder', models.CharField(max_length=200)),
                ('licensed_on', models.DateField()),
                ('wording', models.JSONField(help_text='Domain: its question, and its four levels from ideal to high needs.')),
                ('loaded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(help_text='When it was switched off.', null=True)),
            ],
            options={
                'ordering': ['loaded_at'],
                'constraints': [models.UniqueConstraint(models.Value(1), condition=models.Q(('ended_at', None)), name='ascot_wording_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='LifeCheck',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=marketplace.accounts.ids.uuid7, help_text="The form's own: sent twice is one.", unique=True)),
                ('instrument', models.CharField(choices=[('life', 'How is life?'), ('ascot', 'ASCOT SCT4')], max_length=5)),
                ('said_on', models.DateField(default=django.utils.timezone.localdate)),
                ('said', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Area and level, as JSON; blanked with who the person is.')),
                ('said_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('account', models.ForeignKey(help_text='Who typed it in: the person, or somebody for them.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='life_checks', to='budgets.person')),
            ],
            options={
                'ordering': ['said_at', 'pk'],
                'indexes': [models.Index(fields=['person', 'instrument'], name='life_check_of_person')],
            },
        ),
    ]
