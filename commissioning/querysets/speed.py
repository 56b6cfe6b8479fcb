"""Every named question about how long paid invoices took, added up by PostgreSQL."""

from datetime import date

from django.db import models
from django.db.models import Count, F

from commissioning.querysets.whose import bodies_for
from marketplace.accounts.actors import Actor

COUNTED = ("days", "working_days", "queried_days", "queried_working_days")


class PaidTimeQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Those who pay for the body, and those who decide about money there."""
        return self.filter(body__in=bodies_for(actor, "finance", "commissioner"))

    def paid_between(self, body, first: date, last: date):
        return self.filter(body=body, paid_on__range=(first, last))

    def counted(self, *groups: str):
        """How many took exactly so long, in each group: one pass over the rows of the time."""
        return self.order_by().values_list(*COUNTED, "is_late", *groups).annotate(number=Count("*"))

    def within(self, days: int):
        return self.filter(days__lte=days)

    def after(self, days: int):
        return self.filter(days__gt=days)

    def with_invoice(self):
        return self.select_related("invoice__enterprise__organisation")

    def slowest_first(self):
        return self.order_by("-days", "invoice_id")

    def outside_queries(self):
        return self.annotate(
            own_days=F("days") - F("queried_days"),
            own_working_days=F("working_days") - F("queried_working_days"),
        )
