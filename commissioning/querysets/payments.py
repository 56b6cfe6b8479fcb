"""Every named question about payments and the runs that they leave in."""

from django.db import models

from commissioning.querysets.whose import bodies_for
from marketplace.accounts.actors import Actor

PAYING = ("finance",)
SEEING = ("finance", "commissioner")


class RunQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Those who pay for the body; whoever decides about money there may look."""
        return self.filter(body__in=bodies_for(actor, *SEEING))

    def open(self):
        return self.filter(status__in=("proposed", "made"))


class PaymentQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        return self.filter(body__in=bodies_for(actor, *SEEING))

    def due(self):
        """To be paid, and in no run."""
        return self.filter(status="due", is_kept_back=False)

    def with_payee(self):
        return self.select_related("invoice__enterprise__organisation", "account", "run", "body")
