"""Every named question about small contracts and what is ordered under them."""

from django.db import models
from django.db.models import BigIntegerField, Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from commissioning.querysets.whose import BUYING, LETTING, bodies_for, own_enterprises
from marketplace.accounts.actors import Actor
from marketplace.workflow.models import Entry


class ContractQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Those who buy and pay for the body, and the enterprise itself once the body has said yes."""
        asked = self.model._default_manager.of_enterprise(actor)  # type: ignore[attr-defined]
        return self.filter(Q(body__in=bodies_for(actor, *BUYING)) | Q(pk__in=asked.values("pk")))

    def of_enterprise(self, actor: Actor):
        """Not what still waits for somebody of the body who decides about more, nor what was given up before."""
        unheard = self._versions().filter(contract=OuterRef("pk"), number=1, buyer_at=None)
        return self.filter(~Exists(unheard), enterprise__in=own_enterprises(actor))

    def _versions(self):
        return self.model._meta.apps.get_model("commissioning", "ContractVersion").objects

    def to_answer_by(self, owned):
        """Those in which these organisations have to say yes or no to something."""
        waits = self._versions().still_open().filter(contract=OuterRef("pk"), buyer_at__isnull=False)
        found = self.filter(Exists(waits), status__in=("offered", "agreed"))
        return found.filter(enterprise__organisation__in=owned)

    def to_decide_by(self, actor: Actor):
        """Those that are more than whoever let them lets alone, and what enterprises propose, for their bodies."""
        waits = self._versions().filter(contract=OuterRef("pk")).exclude(proposed_by=actor.person)
        higher = Q(Exists(waits.sent_up()), body__in=bodies_for(actor, "commissioner"))
        return self.filter(higher | Q(Exists(waits.from_enterprises()), body__in=bodies_for(actor, *LETTING)))

    def waiting_first(self):
        """Those that wait for a yes before those that run, and these before all that is over."""
        order = models.Case(
            models.When(status="offered", then=0), models.When(status="agreed", then=1), default=2,
            output_field=models.IntegerField(),
        )  # fmt: skip
        return self.order_by(order, models.F("ends_on").asc(nulls_last=True), "-offered_at", "-pk")

    def with_used(self):
        """`used_pence`: ordered under it and not called off."""
        orders = self.model._meta.apps.get_model("commissioning", "CallOff").objects.filter(contract=OuterRef("pk"))
        live = orders.exclude(status__in=("called-off", "not-done")).order_by().values("contract")
        used = Subquery(live.annotate(sum=Sum("pence")).values("sum"), output_field=BigIntegerField())
        return self.annotate(used_pence=Coalesce(used, 0, output_field=BigIntegerField()))

    def with_versions(self):
        return self.prefetch_related("versions__buyer_by", "versions__enterprise_by", "versions__proposed_by")

    def of_body(self, actor: Actor):
        """Those of the bodies for which the actor buys or pays."""
        return self.filter(body__in=bodies_for(actor, *BUYING))

    def like(self, made):
        """Those that run or wait and say the same: bought twice by mistake, or on purpose."""
        same = ("body", "service", "purpose", "group", "starts_on", "ends_on", "value_pence")
        return self.filter(status__in=("offered", "agreed"), **{name: getattr(made, name) for name in same})

    def live(self, today):
        """Agreed, and not over."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today), status="agreed")

    def with_sides(self):
        return self.select_related("body", "enterprise__organisation", "service", "agreement__person")


class ContractVersionQuerySet(models.QuerySet):
    def still_open(self):
        return self.filter(enterprise_at=None, refused_at=None)

    def to_remind(self, today, until):
        """The enterprise has not answered, its day is near, and nobody was reminded yet."""
        told = Entry.objects.filter(subject_type=self.model._meta.label_lower, subject_id=OuterRef("pk"))
        asked = self.still_open().filter(buyer_at__isnull=False, due_on__range=(today, until))
        return asked.filter(~Exists(told.filter(what="reminded")), contract__status__in=("offered", "agreed"))

    def from_enterprises(self):
        """Proposed by the enterprise, and waits for the buyer."""
        return self.still_open().filter(buyer_at=None, sent_up_at=None)

    def sent_up(self):
        """Wait for somebody who decides about more."""
        return self.still_open().filter(buyer_at=None, sent_up_at__isnull=False)


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

    def with_sides(self):
        return self.select_related(
            "contract__body", "contract__enterprise__organisation", "contract__agreement__person"
        )
