"""Every named question about invoices and what is asked about them."""

from django.apps import apps
from django.db import models
from django.db.models import Q

from commissioning.querysets.whose import bodies_for, own_enterprises
from marketplace.accounts.actors import Actor

SEEING = ("commissioner", "finance")
GONE = ("rejected", "withdrawn")
OVER = ("paid", "rejected", "withdrawn", "credited")


def _open_to(actor: Actor, power: str):
    return apps.get_model("budgets", "Person").objects.open_to(actor, power).values("pk")


class InvoiceQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """The enterprise, those who pay for the body, and the person's side as far as they may see the money."""
        if actor.account is None:
            return self.none()
        ours = Q(body__in=bodies_for(actor, *SEEING)) | Q(enterprise__in=own_enterprises(actor))
        return self.filter(ours | Q(person__in=_open_to(actor, "money")))

    def of_enterprise(self, actor: Actor):
        return self.filter(enterprise__in=own_enterprises(actor))

    def of_body(self, actor: Actor):
        """Those that the actor's bodies pay."""
        return self.filter(body__in=bodies_for(actor, *SEEING), payer="body")

    def live(self):
        return self.exclude(status__in=GONE)

    def waiting(self):
        """Neither paid nor gone."""
        return self.exclude(status__in=OVER)

    def with_sides(self):
        return self.select_related("enterprise__organisation", "body", "person", "agreement", "contract")


class QueryQuerySet(models.QuerySet):
    def open(self):
        return self.filter(resolved_at=None)
