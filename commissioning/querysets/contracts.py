"""Every named question about small contracts and what is ordered under them."""

from django.db import models
from django.db.models import Q, Sum

from commissioning.querysets.whose import BUYING, bodies_for, own_enterprises
from marketplace.accounts.actors import Actor


class ContractQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Those who buy and pay for the body, and the enterprise itself."""
        return self.filter(Q(body__in=bodies_for(actor, *BUYING)) | Q(enterprise__in=own_enterprises(actor)))

    def of_enterprise(self, actor: Actor):
        return self.filter(enterprise__in=own_enterprises(actor))

    def of_body(self, actor: Actor):
        """Those of the bodies for which the actor buys or pays."""
        return self.filter(body__in=bodies_for(actor, *BUYING))

    def live(self, today):
        """Agreed, and not over."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today), status="agreed")

    def with_sides(self):
        return self.select_related("body", "enterprise__organisation", "service", "agreement__person")


class CallOffQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        bodies, own = bodies_for(actor, *BUYING), own_enterprises(actor)
        return self.filter(Q(contract__body__in=bodies) | Q(contract__enterprise__in=own))

    def to_invoice(self):
        """Confirmed, and on no invoice."""
        lines = self.model._meta.apps.get_model("commissioning", "InvoiceLine").objects
        taken = lines.filter(is_released=False, call_off__isnull=False)
        return self.filter(status="confirmed").exclude(pk__in=taken.values("call_off"))

    def ordered_pence(self) -> int:
        """What was ordered and not called off, all together."""
        live = self.exclude(status__in=("called-off", "not-done"))
        return live.aggregate(sum=Sum("pence"))["sum"] or 0
