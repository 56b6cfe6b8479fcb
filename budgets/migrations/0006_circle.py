"""The people around a person, and whether somebody decides for them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import marketplace.accounts.ids
import marketplace.workflow.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('budgets', '0005_budgets_held_by_the_database'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='is_represented',
            field=models.BooleanField(default=False, help_text='Somebody decides for them about care and money (Mental Capacity Act 2005).'),
        ),
        migrations.CreateModel(
            name='CircleMember',
            fields=[
                ('id', models.UUIDField(default=marketplace.accounts.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('family', 'Family or friend'), ('advocate', 'Advocate'), ('nominated', 'Nominated person, who holds the direct payment for them'), ('authorised', 'Authorised person, who asked for the direct payment for them'), ('suitable', 'Suitable person, agreed by the council'), ('attorney', 'Attorney or deputy')], max_length=10)),
                ('powers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='Power.', size=None)),
                ('name', marketplace.workflow.sealed.SealedTextField(help_text='As the person calls them.')),
                ('email', marketplace.workflow.sealed.SealedTextField(blank=True, help_text='Where the invitation goes.')),
                ('starts_on', models.DateField(default=django.utils.timezone.localdate)),
                ('ends_on', models.DateField(help_text='The last day.', null=True)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('joined_at', models.DateTimeField(help_text='When their account was joined to it.', null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='circle', to='budgets.person')),
            ],
            options={
                'ordering': ['added_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='circle_ends_after_it_begins'), models.UniqueConstraint(condition=models.Q(('account__isnull', False), ('ends_on', None)), fields=('person', 'account'), name='circle_once')],
            },
        ),
    ]
