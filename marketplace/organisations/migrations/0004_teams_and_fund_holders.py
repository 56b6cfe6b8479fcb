"""People work in teams; and some bodies hold money for people."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0003_days_to_answer'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='membership',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='membership',
            name='update_update',
        ),
        migrations.AddField(
            model_name='invitation',
            name='team',
            field=models.CharField(blank=True, help_text='Where whoever accepts it will work.', max_length=60),
        ),
        migrations.AddField(
            model_name='membership',
            name='team',
            field=models.CharField(blank=True, help_text='As the organisation calls it.', max_length=60),
        ),
        migrations.AddField(
            model_name='membershipevent',
            name='team',
            field=models.CharField(blank=True, help_text='As the organisation calls it.', max_length=60),
        ),
        migrations.AlterField(
            model_name='invitation',
            name='role',
            field=models.CharField(choices=[('owner', 'Owner'), ('worker', 'Worker'), ('person', 'Person who draws on support'), ('social_worker', 'Social worker'), ('link_worker', 'Link worker'), ('gp', 'GP'), ('adviser', 'Enterprise adviser'), ('commissioner', 'Commissioner'), ('finance', 'Finance officer'), ('fund_holder', 'Fund holder'), ('operator', 'Operator')], max_length=14),
        ),
        migrations.AlterField(
            model_name='membership',
            name='role',
            field=models.CharField(choices=[('owner', 'Owner'), ('worker', 'Worker'), ('person', 'Person who draws on support'), ('social_worker', 'Social worker'), ('link_worker', 'Link worker'), ('gp', 'GP'), ('adviser', 'Enterprise adviser'), ('commissioner', 'Commissioner'), ('finance', 'Finance officer'), ('fund_holder', 'Fund holder'), ('operator', 'Operator')], max_length=14),
        ),
        migrations.AlterField(
            model_name='membershipevent',
            name='role',
            field=models.CharField(choices=[('owner', 'Owner'), ('worker', 'Worker'), ('person', 'Person who draws on support'), ('social_worker', 'Social worker'), ('link_worker', 'Link worker'), ('gp', 'GP'), ('adviser', 'Enterprise adviser'), ('commissioner', 'Commissioner'), ('finance', 'Finance officer'), ('fund_holder', 'Fund holder'), ('operator', 'Operator')], max_length=14),
        ),
        migrations.AlterField(
            model_name='organisation',
            name='kind',
            field=models.CharField(choices=[('council', 'Council'), ('nhs', 'NHS body'), ('enterprise', 'Enterprise'), ('community', 'Community group'), ('fund_holder', 'Fund holder'), ('operator', 'Operator of the site')], max_length=12),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "organisations_membershipevent" ("account_id", "ended_on", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since_on", "team") VALUES (NEW."account_id", NEW."ended_on", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."since_on", NEW."team"); RETURN NULL;', hash='4856200193769d90afa96c63b83b737b6f851538', operation='INSERT', pgid='pgtrigger_insert_insert_ea1f9', table='organisations_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "organisations_membershipevent" ("account_id", "ended_on", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since_on", "team") VALUES (NEW."account_id", NEW."ended_on", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."since_on", NEW."team"); RETURN NULL;', hash='72e7768cc31f64d67b1cdcbd6405b8333c8c8a7e', operation='UPDATE', pgid='pgtrigger_update_update_8973b', table='organisations_membership', when='AFTER')),
        ),
    ]
