"""Every named question about agreements and visits."""

from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Least
from django.utils import timezone

from budgets.querysets.holding import on_held_pot
from budgets.querysets.money import deciding
from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Role
from providers.models import Enterprise

PAID_BY_A_BODY = ("council-managed", "phb-notional")  # by a council or an NHS body itself
SHEET_BEFORE = timedelta(days=3)  # the first visit is prepared
SILENT = timedelta(days=2)  # after which a human asks what happened


def _enterprises_of(actor: Actor):
    """The enterprises that the actor owns or works in."""
    mine = actor.person.memberships.live().in_role(Role.OWNER, Role.WORKER).values("organisation")
    return Enterprise.objects.filter(organisation__in=mine).values("pk")


def _versions():
    return apps.get_model("budgets", "AgreementVersion").objects


def _decided_by(actor: Actor):
    """What a council or an NHS body pays, for those who decide there."""
    return Q(buyer__in=("council", "nhs"), person__organisation__in=deciding(actor))


def _open_to(actor: Actor, power: str):
    return apps.get_model("budgets", "Person").objects.open_to(actor, power).values("pk")


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """The person's side as far as they may see the money, whoever holds that money, and the enterprise asked."""
        if actor.account is None:
            return self.none()
        theirs = Q(person__in=_open_to(actor, "money")) | Q(person__in=_open_to(actor, "agree"))
        asked = apps.get_model("budgets", "Agreement").objects.of_enterprise(actor)
        return self.filter(theirs | on_held_pot(actor) | _decided_by(actor) | Q(pk__in=asked.values("pk")))

    def of(self, person):
        return self.filter(person=person)

    def ordered_of(self, service, body):
        """What this body ordered of this service, and is not over."""
        ordered = self.filter(service=service, buyer__in=("council", "nhs"), status__in=("offered", "agreed"))
        return ordered.filter(person__organisation=body).select_related("person")

    def bought_with_what_is_held(self, actor: Actor):
        """Those that are paid out of money which the actor's bodies hold."""
        return self.filter(on_held_pot(actor))

    def about(self, actor: Actor):
        """The actor's own, as the person who is helped."""
        return self.filter(person__account=actor.person)

    def of_enterprise(self, actor: Actor):
        """Those that the actor's enterprises have, or are asked for; not before whoever buys has said yes."""
        if actor.account is None:
            return self.none()
        asked = _versions().filter(agreement=OuterRef("pk")).exclude(buyer_at=None, proposed_by_side="buyer")
        return self.filter(Exists(asked), service__enterprise__in=_enterprises_of(actor))

    def to_answer_by(self, owned):
        """Those in which these organisations have to say yes or no to something."""
        waits = _versions().still_open().filter(agreement=OuterRef("pk"), buyer_at__isnull=False)
        found = self.filter(Exists(waits), status__in=("offered", "agreed"))
        return found.filter(service__enterprise__organisation__in=owned)

    def to_order_by(self, actor: Actor):
        """Orders that are more than whoever made them orders alone, for the actor's bodies; never of their own."""
        if actor.account is None:
            return self.none()
        version = _versions().filter(agreement=OuterRef("pk"), buyer_at=None, refused_at=None)
        found = self.filter(Exists(version.exclude(sent_up_at=None)), _decided_by(actor))
        return found.exclude(person__account=actor.account).order_by("due_on", "offered_at", "pk")

    def unanswered(self, today):
        """Those whose day to answer is over, of which nobody was told yet."""
        waits = _versions().still_open().filter(agreement=OuterRef("pk"), overdue_told_at=None)
        return self.filter(Exists(waits), status__in=("offered", "agreed"), due_on__lt=today).order_by("due_on", "pk")

    def run_out(self, today):
        """Agreed ones whose last day is over."""
        return self._with_last_day().filter(status="agreed", last_day__lt=today).order_by("last_day", "pk")

    def live(self, today):
        """Agreed, and not over."""
        return self._with_last_day().filter(Q(last_day=None) | Q(last_day__gte=today), status="agreed")

    def _with_last_day(self):
        """`last_day`: that of the notice, or of the terms that were agreed last."""
        agreed = _versions().filter(agreement=OuterRef("pk"), buyer_at__isnull=False, enterprise_at__isnull=False)
        of_terms = models.Subquery(agreed.order_by("-number").values("ends_on")[:1])
        return self.annotate(last_day=Least("ends_on", of_terms))  # PostgreSQL: the one that is there, of one

    def with_open_sheet(self, actor: Actor, today):
        """Where to go is open to the actor's enterprises from shortly before the first day until the last, while
        somebody lives; what ended before it began opens nothing."""
        agreed = _versions().filter(agreement=OuterRef("pk"), buyer_at__isnull=False, enterprise_at__isnull=False)
        first = models.Subquery(agreed.order_by("starts_on").values("starts_on")[:1])
        last = models.Subquery(agreed.order_by("-number").values("ends_on")[:1])
        found = self.of_enterprise(actor).live(today).filter(person__isnull=False, person__died_on=None)
        found = found.annotate(first_on=first, last_on=last).filter(first_on__lte=today + SHEET_BEFORE)
        found = found.filter(Q(last_on=None) | Q(last_on__gte=today))
        return found.filter(Q(ends_on=None) | Q(ends_on__gte=F("first_on")))

    def on_pot(self, budget, mechanism: str):
        """Those that are paid out of this money."""
        return self.filter(budget=budget, mechanism=mechanism)

    def to_plan(self, until):
        """Live ones whose visits are not planned up to this day, nor up to the last day that there is money for."""
        version = apps.get_model("budgets", "BudgetVersion").objects.agreed().filter(budget=OuterRef("budget"))
        given = version.order_by(F("allocated_until").desc(nulls_last=True)).values("allocated_until")[:1]
        over = Q(last_day__isnull=False, planned_until__gte=F("last_day"))
        over |= Q(given_until__isnull=False, planned_until__gte=F("given_until"))
        events, today = apps.get_model("budgets", "LifeChange").objects, timezone.localdate()
        away = Exists(events.filter(person=OuterRef("person")).without_end(today))
        found = self.live(today).annotate(given_until=models.Subquery(given)).exclude(over).filter(~away)
        return found.filter(Q(planned_until=None) | Q(planned_until__lt=until)).order_by("planned_until", "pk")

    def with_terms(self):
        versions = _versions().select_related("buyer_by", "enterprise_by", "sent_up_by").order_by("number")
        found = self.select_related("person__organisation", "service__enterprise__organisation", "budget")
        return found.prefetch_related(Prefetch("versions", queryset=versions))


class ExtraHoursQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Both sides, their named worker, and whoever decides about money for their organisation."""
        if actor.account is None:
            return self.none()
        agreements = apps.get_model("budgets", "Agreement").objects.visible_to(actor)
        decided = Q(agreement__person__organisation__in=deciding(actor), agreement__mechanism__in=PAID_BY_A_BODY)
        return self.filter(Q(agreement__in=agreements.values("pk")) | decided)

    def waiting_first(self):
        """What waits for a yes, the longest first; then all others, newest first."""
        waits = models.Case(models.When(status="asked", then=0), default=1, output_field=models.IntegerField())
        return self.annotate(rank=waits).order_by("rank", "-asked_at", "-pk")

    def with_agreement(self):
        return self.select_related(
            "agreement__person__organisation", "agreement__person__named_worker", "agreement__budget", "asked_by",
            "agreement__service__enterprise__organisation", "approver", "decided_by",
        )  # fmt: skip


class TermsQuerySet(models.QuerySet):
    def still_open(self):
        """Those that wait for a yes."""
        return self.filter(Q(buyer_at=None) | Q(enterprise_at=None), refused_at=None)

    def bought(self):
        """Those to which whoever buys said yes, and nobody said no."""
        came_to_nothing = ("declined", "withdrawn")
        return self.filter(buyer_at__isnull=False, refused_at=None).exclude(agreement__status__in=came_to_nothing)

    def ordered_alone(self, person):
        """Orders for somebody out of a body's money, over or not, to which any worker said yes alone."""
        found = self.bought().filter(agreement__person=person, agreement__mechanism__in=PAID_BY_A_BODY)
        return found.filter(sent_up_at=None).select_related("agreement").order_by("agreement", "number")


class NecessityQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(person=person).select_related("enterprise__organisation", "decided_by")

    def holding(self, person, enterprise, today):
        """What a council has written down about this person and this enterprise, while it holds; the newest first."""
        return self.filter(person=person, enterprise=enterprise, until__gte=today).order_by("-decided_at", "-pk")


class VisitQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Whoever may say what happened, whoever sees or holds the money, and the enterprise that comes."""
        if actor.account is None:
            return self.none()
        theirs = Q(agreement__person__in=_open_to(actor, "confirm"))
        theirs |= Q(agreement__person__in=_open_to(actor, "money"))
        theirs |= Q(on_held_pot(actor, "agreement__"))
        return self.filter(theirs | Q(agreement__service__enterprise__in=_enterprises_of(actor)))

    def between(self, first, last):
        """What was or is planned for these days, on the terms that hold."""
        return self.filter(on__range=(first, last)).exclude(status="replaced").order_by("on", "at", "pk")

    def silent(self, today):
        """Past by two days, and nobody has said whether they happened: a human asks."""
        return self.filter(status="planned", on__lte=today - SILENT).order_by("on", "at", "pk")

    def silent_for(self, actor: Actor, today):
        """The silent ones of the people whose named worker the actor is."""
        if actor.account is None:
            return self.none()
        theirs = apps.get_model("budgets", "Person").objects.visible_to(actor).filter(named_worker=actor.account)
        return self.silent(today).filter(agreement__person__in=theirs.values("pk"))

    def to_come(self, actor: Actor):
        """Those to which the actor's enterprises go."""
        if actor.account is None:
            return self.none()
        return self.filter(agreement__service__enterprise__in=_enterprises_of(actor))

    def open_to(self, actor: Actor):
        """Those of the people for whom the actor may say what happened, buys, pays or holds the money."""
        if actor.account is None:
            return self.none()
        theirs = Q(on_held_pot(actor, "agreement__"))
        for power in ("confirm", "agree", "pay"):
            theirs |= Q(agreement__person__in=_open_to(actor, power))
        return self.filter(theirs)

    def unsaid(self, now):
        """Those whose time has come and of which nobody has said anything."""
        day, hour = timezone.localtime(now).date(), timezone.localtime(now).time()
        return self.filter(Q(on__lt=day) | Q(on=day, at__lte=hour), status="planned").order_by("on", "at", "pk")

    def to_invoice(self):
        """Something is due for them, and they are neither on an invoice nor paid."""
        payable = {"status__in": ("confirmed", "called-off", "stopped"), "due_pence__gt": 0}
        return self.filter(**payable, invoiced_at=None, paid_at=None, agreement__person__isnull=False)

    def held(self):
        """Those for which money is promised."""
        posting = apps.get_model("budgets", "Posting").objects.filter(settles=OuterRef("reservation"))
        return self.filter(~Exists(posting), reservation__isnull=False)

    def with_agreement(self):
        return self.select_related("agreement__person__organisation", "agreement__budget", "reservation",
                                   "agreement__service__enterprise__organisation", "version")  # fmt: skip
