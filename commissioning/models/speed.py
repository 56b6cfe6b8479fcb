"""How long each paid invoice took: one narrow row, so that a million of them are added up at once."""

from django.db import models
from django.db.models import F, Q

from commissioning.models.invoices import Invoice
from commissioning.querysets import PaidTimeQuerySet
from marketplace.organisations.models import Organisation


class PaidTime(models.Model):
    """Written when the last of an invoice reached the supplier, and gone when money came back."""

    invoice = models.OneToOneField(Invoice, models.PROTECT, primary_key=True, related_name="+")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+", db_index=False, help_text="Who paid.")
    paid_on = models.DateField()
    month = models.DateField(help_text="The first day of the month in which it was paid.")
    days = models.PositiveSmallIntegerField(help_text="From the day after it came to the day the money arrived.")
    working_days = models.PositiveSmallIntegerField()
    queried_days = models.PositiveSmallIntegerField(help_text="Of these: while something was asked about it.")
    queried_working_days = models.PositiveSmallIntegerField()
    pence = models.PositiveBigIntegerField()
    size = models.CharField(max_length=8)
    team = models.CharField(max_length=60, blank=True)
    is_late = models.BooleanField(help_text="Paid after the day by which it had to be paid.")

    objects = PaidTimeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["body", "paid_on"],
                include=["month", "days", "working_days", "queried_days", "queried_working_days", "pence", "size",
                         "team", "is_late"],
                name="paid_time_of_body",
            )
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(
                condition=Q(queried_days__lte=F("days"))
                & Q(queried_working_days__lte=F("working_days"))
                & Q(working_days__lte=F("days")),
                name="paid_time_adds_up",
            )
        ]

    def __str__(self) -> str:
        return str(self.days)
