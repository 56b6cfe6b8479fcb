"""Every named question about the books, budgets and their versions."""

from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from budgets.querysets.people import bodies, near_to
from marketplace.accounts.actors import Actor

IN_HAND = ("direct-payment", "health-direct", "isf", "health-third-party", "contingency")
AGAIN_AFTER = timedelta(weeks=13)
OLDEST = ("posting__effective_on", "posting__recorded_at", "pk")


class LineQuerySet(models.QuerySet):
    def moved(self):
        """What came and went, without what was only promised."""
        return self.filter(layer="posted")

    def on_statement(self, account, *, first, last):
        """What moved and was promised on an account on these days, oldest first, with what was in it after each."""
        before = self.moved().filter(account=account, posting__effective_on__lt=first)
        opening = before.values("account").annotate(total=models.Sum("pence")).values("total")
        counts = models.Case(models.When(layer="posted", then=F("pence")), default=0)
        running = models.Window(models.Sum(counts), order_by=OLDEST) + Coalesce(models.Subquery(opening), 0)
        told = self.between([account], first=first, last=last)
        return told.annotate(left=models.ExpressionWrapper(running, models.BigIntegerField()))

    def between(self, accounts, *, first, last):
        """What moved and was promised on these accounts on these days, oldest first."""
        told = self.filter(account__in=accounts, posting__effective_on__range=(first, last))
        return told.select_related("posting").order_by(*OLDEST)

    def openings(self, accounts, *, on):
        """What was in each of these accounts, and what of it was promised, before a day: one sum each, in SQL."""
        moved = models.Sum("pence", filter=Q(layer="posted"), default=0)
        promised = -models.Sum("pence", filter=Q(layer="pending"), default=0)
        before = self.filter(account__in=accounts, posting__effective_on__lt=on).order_by()
        return before.values("account_id").annotate(moved=moved, promised=promised)


class BudgetQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(person=person)

    def visible_to(self, actor: Actor):
        """Their own; those of people whose money they may see; and those about which their body decides."""
        if actor.account is None:
            return self.none()
        persons = apps.get_model("budgets", "Person").objects
        decided = Q(person__organisation__in=deciding(actor))
        open_to = Q(person__in=persons.open_to(actor, "money").values("pk"))
        return self.filter(open_to | decided)

    def perhaps_saved(self, today):
        """Money that is held outside, more of it than the body's weeks at the least that it gives; a closer look
        says whether it is. Without those that somebody looks at or has looked at lately."""
        models_of = apps.get_model
        rules = models_of("budgets", "MoneyRules").objects.filter(organisation=OuterRef("person__organisation"))
        live = models_of("budgets", "BudgetVersion").objects.on(today).filter(budget=OuterRef("pk"))
        given = live.annotate(net=F("gross_weekly_pence") - F("assessed_weekly_pence")).values("net")[:1]
        accounts = models_of("budgets", "Account").objects.filter(budget_id=OuterRef("pk"), kind__in=IN_HAND)
        held = accounts.order_by().values("budget_id").annotate(total=models.Sum("posted")).values("total")
        mixed = Exists(models_of("budgets", "Deployment").objects.filter(
            version__budget=OuterRef("pk"), version__status="agreed",
            mechanism__in=("council-managed", "phb-notional")))  # fmt: skip
        found = self.exclude(funder="person").annotate(
            weeks=Coalesce(models.Subquery(rules.values("surplus_weeks")[:1]), 8),
            given=models.Subquery(given), held=models.Subquery(held), is_mixed=mixed,
        )  # fmt: skip
        found = found.filter(Q(held__gt=F("weeks") * F("given")) | Q(is_mixed=True, held__gt=0), given__isnull=False)
        open_ones = models_of("budgets", "Surplus").objects.that_hold_back(today).values("budget")
        return found.exclude(pk__in=open_ones).select_related("person__organisation", "person__named_worker")

    def paid_to_them(self, period):
        """A direct payment ran in these days."""
        held = apps.get_model("budgets", "Deployment").objects.filter(
            version__budget=OuterRef("pk"), version__status="agreed", version__starts_on__lte=period.ends_on,
            mechanism__in=("direct-payment", "phb-direct-payment"),
        )  # fmt: skip
        return self.filter(Exists(held.filter(Q(version__ends_on=None) | Q(version__ends_on__gte=period.starts_on))))

    def return_due(self, period):
        """A direct payment ran in these days, and nothing was told of them yet."""
        told = apps.get_model("budgets", "MoneyReturn").objects.live().filter(
            budget=OuterRef("pk"), starts_on=period.starts_on, ends_on=period.ends_on
        )  # fmt: skip
        return self.paid_to_them(period).filter(~Exists(told)).select_related("person__named_worker")

    def return_to_remind_of(self, period, today):
        """Those of people who live, and who are neither in hospital nor away: the others are reminded once home."""
        away = apps.get_model("budgets", "LifeChange").objects.covering(today).filter(person=OuterRef("person"))
        found = self.return_due(period).filter(~Exists(away), person__died_on=None, person__forgotten_at=None)
        return found.select_related("person__organisation", "person__account", "person__named_worker")

    def supported_by(self, actor: Actor):
        """Of the people whose named worker the actor is, and of the bodies for which they decide; never their own."""
        if actor.account is None:
            return self.none()
        theirs = Q(person__named_worker=actor.account, person__organisation__in=bodies(actor))
        found = self.filter(theirs | Q(person__organisation__in=deciding(actor)))
        return found.exclude(Q(person__account=actor.account) & ~Q(person__account=None))


def deciding(actor: Actor):
    """The bodies for which the actor decides about money."""
    if actor.account is None:
        return apps.get_model("organisations", "Organisation").objects.none()
    return actor.account.memberships.live().in_role("commissioner").values("organisation")


class VersionQuerySet(models.QuerySet):
    def agreed(self):
        return self.filter(status="agreed").order_by("starts_on", "agreed_at", "pk")

    def on(self, day):
        """Those that hold on this day."""
        return self.agreed().filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def to_agree_by(self, actor: Actor):
        """Those that wait for the actor's bodies, the soonest due first; never about their own money."""
        if actor.account is None:
            return self.none()
        found = self.filter(status="proposed", budget__person__organisation__in=deciding(actor))
        return found.exclude(budget__person__in=near_to(actor)).order_by("due_on", "proposed_at", "pk")

    def to_allocate(self, today):
        """Agreed and begun, with days up to today, or to their end, for which no money is in the books yet."""
        ended = Q(ends_on__isnull=False, allocated_until__gte=F("ends_on"))
        found = self.filter(status="agreed", starts_on__lte=today, budget__person__died_on=None).exclude(ended)
        return found.filter(Q(allocated_until=None) | Q(allocated_until__lt=today))

    def given_until(self, budget_id):
        """The last day for which money of this budget is in the books."""
        return self.agreed().filter(budget=budget_id).aggregate(last=models.Max("allocated_until"))["last"]

    def with_budget(self):
        found = self.select_related("budget__person__organisation", "proposed_by", "agreed_by")
        return found.prefetch_related("deployments")


class SurplusQuerySet(models.QuerySet):
    def that_hold_back(self, today):
        """Somebody looks at it, it was asked back, or it was decided in the last three months."""
        return self.filter(Q(status__in=("raised", "asked")) | Q(decided_on__gt=today - AGAIN_AFTER))

    def may_be_raised(self, budget) -> bool:
        return not self.that_hold_back(timezone.localdate()).filter(budget=budget).exists()

    def to_decide_by(self, actor: Actor):
        """Open ones of the people whose named worker the actor is, and of the bodies for which they decide."""
        if actor.account is None:
            return self.none()
        theirs = Q(budget__person__named_worker=actor.account, budget__person__organisation__in=bodies(actor))
        decided = Q(budget__person__organisation__in=deciding(actor))
        found = self.filter(theirs | decided).exclude(budget__person__in=near_to(actor))
        return found.select_related("budget__person__organisation", "budget__person__named_worker", "decided_by")

    def open(self):
        return self.filter(status__in=("raised", "asked")).order_by("raised_on", "pk")

    def asked_of(self, budgets):
        """What was asked back and is not there yet."""
        return self.filter(budget__in=budgets, status="asked").select_related("budget__person__organisation")
