"""Whoever wrote an invoice does not approve it."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("commissioning", "0010_answers_decided")]
    operations = [
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("made_by")) | Q(made_by=None),
                name="invoice_approved_by_another",
            ),
        ),
    ]
