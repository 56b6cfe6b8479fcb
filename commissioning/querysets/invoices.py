"""Every named question about invoices and what is asked about them."""

from datetime import timedelta
from typing import NamedTuple

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from commissioning.querysets.whose import bodies_for, own_enterprises
from marketplace.accounts.actors import Actor

SEEING = ("commissioner", "finance")
GONE = ("rejected", "withdrawn")
LONGEST = timedelta(days=60)  # whoever has not paid then is rung up, not written to
OVER = ("paid", "rejected", "withdrawn", "credited")


class Sums(NamedTuple):
    """What several invoices ask for without what was given up, and what of it is paid; in pence."""

    asked_for: int
    paid: int


def _open_to(actor: Actor, power: str):
    return apps.get_model("budgets", "Person").objects.open_to(actor, power).values("pk")


def came_back():
    """What came back of an invoice: its credit notes say so."""
    notes = apps.get_model("commissioning", "Invoice").objects.filter(credits=OuterRef("pk")).order_by()
    sums = notes.values("credits").annotate(all=Sum("paid_pence")).values("all")
    return Coalesce(Subquery(sums, output_field=models.BigIntegerField()), 0)


class InvoiceQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """The enterprise, those who pay, whoever let the contract, and the person's side as far as they may see it."""
        if actor.account is None:
            return self.none()
        ours = Q(body__in=bodies_for(actor, *SEEING)) | Q(enterprise__in=own_enterprises(actor))
        return self.filter(ours | self._let_by(actor) | Q(person__in=_open_to(actor, "money")))

    def of_enterprise(self, actor: Actor):
        return self.filter(enterprise__in=own_enterprises(actor))

    def to_answer_by(self, owned):
        """Those about which these organisations are asked something that they have not answered."""
        asked = apps.get_model("commissioning", "InvoiceQuery").objects.open()
        asked = asked.filter(invoice=OuterRef("pk"), answered_at=None)
        return self.waiting().filter(Exists(asked), enterprise__organisation__in=owned)

    def of_body(self, actor: Actor):
        """Those that the actor's bodies pay."""
        return self.filter(body__in=bodies_for(actor, *SEEING), payer="body")

    def ordered_by(self, actor: Actor):
        """Those for the people whose named worker the actor is, and under the contracts that they let."""
        if actor.account is None:
            return self.none()
        theirs = Q(person__named_worker=actor.account, person__in=_open_to(actor, "money"))
        return self.filter(theirs | self._let_by(actor), payer="body")

    @staticmethod
    def _let_by(actor: Actor) -> Q:
        return Q(contract__offered_by=actor.account, body__in=bodies_for(actor, "social_worker", *SEEING))

    def shown_as(self, wanted: str, today):
        """What a reader of the list asks for: a choice of FindForm."""
        asks = Exists(apps.get_model("commissioning", "InvoiceQuery").objects.open().filter(invoice=OuterRef("pk")))
        back = F("gross_pence") - F("credited_pence") + came_back()
        choices = {
            "me": Q(status__in=("validated", "accepted")), "ordered": Q(status="received"), "asked": Q(asks),
            "late": ~Q(status__in=OVER) & Q(fast_on__lt=today), "back": Q(approved_pence__gt=back), "all": Q(),
        }  # fmt: skip
        return self.filter(choices.get(wanted, ~Q(status__in=OVER)))

    def to_come_back(self, body):
        """Paid by this body, and for more than they ask for after their credit notes."""
        credited = self.filter(body=body, payer="body", credits=None, credited_pence__gt=0)
        return credited.filter(paid_pence__gt=F("gross_pence") - F("credited_pence") + came_back())

    def paid_by_people(self, actor: Actor):
        """The bills of the people for whom the actor pays, their own first of all."""
        if actor.account is None:
            return self.none()
        return self.exclude(payer="body").filter(person__in=_open_to(actor, "pay"), credits=None)

    def bills_to_remind(self, today, soon):
        """Due soon and never reminded of; or late, and not reminded of since."""
        first = Q(due_on__lte=today + soon, reminded_at=None)
        late = Q(due_on__lt=today, reminded_at__date__lte=F("due_on"))
        waits = self.exclude(payer="body").filter(status__in=("received", "validated"), due_on__gte=today - LONGEST)
        return waits.filter(first | late).order_by("due_on", "pk")

    def live(self):
        return self.exclude(status__in=GONE)

    def under(self, contract):
        """All that was asked for under a contract and not sent back; credit notes are in what they credit."""
        return self.live().filter(contract=contract, credits=None)

    def sums(self) -> Sums:
        asked = Coalesce(Sum(F("gross_pence") - F("credited_pence")), 0)
        found = self.order_by().aggregate(asked=asked, paid=Coalesce(Sum("paid_pence"), 0))
        return Sums(int(found["asked"]), int(found["paid"]))

    def waiting(self):
        """Neither paid nor gone."""
        return self.exclude(status__in=OVER)

    def with_steps(self):
        """With all that says where the money is."""
        found = self.with_sides().select_related("approved_by", "accepted_by", "person__named_worker")
        return found.prefetch_related(
            "lines__visit", "queries__raised_by", "queries__line", "payments__run__made_by", "payments__answers",
            "payments__body",
        )  # fmt: skip

    def with_sides(self):
        return self.select_related(
            "enterprise__organisation", "body", "person__organisation", "agreement__person__organisation",
            "contract__body",
        )  # fmt: skip


class QueryQuerySet(models.QuerySet):
    def open(self):
        return self.filter(resolved_at=None)
