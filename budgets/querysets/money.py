"""Every named question about the books, budgets and their versions."""

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from marketplace.accounts.actors import Actor


class LineQuerySet(models.QuerySet):
    def moved(self):
        """What came and went, without what was only promised."""
        return self.filter(layer="posted")

    def on_statement(self, account, *, first, last):
        """What moved and was promised on an account on these days, oldest first, with what was in it after each."""
        before = self.moved().filter(account=account, posting__effective_on__lt=first)
        opening = before.values("account").annotate(total=models.Sum("pence")).values("total")
        order = ["posting__effective_on", "posting__recorded_at", "pk"]
        counts = models.Case(models.When(layer="posted", then=F("pence")), default=0)
        running = models.Window(models.Sum(counts), order_by=order) + Coalesce(models.Subquery(opening), 0)
        told = self.filter(account=account, posting__effective_on__range=(first, last)).select_related("posting")
        return told.annotate(left=models.ExpressionWrapper(running, models.BigIntegerField())).order_by(*order)


class BudgetQuerySet(models.QuerySet):
    def of(self, person):
        return self.filter(person=person)

    def visible_to(self, actor: Actor):
        """Their own; those of people whom they support; and those about which their body decides."""
        if actor.account is None:
            return self.none()
        persons = apps.get_model("budgets", "Person").objects
        decided = Q(person__organisation__in=deciding(actor))
        open_to = Q(person__in=persons.open_to(actor, "money").values("pk"))
        return self.filter(open_to | decided | Q(person__in=persons.visible_to(actor).values("pk")))


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
        found = self.filter(status="proposed", budget__person__organisation__in=deciding(actor))
        own = Q(budget__person__account=actor.account)
        return found.exclude(own & ~Q(budget__person__account=None)).order_by("due_on", "proposed_at", "pk")

    def to_allocate(self, today):
        """Agreed and begun, with days up to today, or to their end, for which no money is in the books yet."""
        ended = Q(ends_on__isnull=False, allocated_until__gte=F("ends_on"))
        found = self.filter(status="agreed", starts_on__lte=today, budget__person__died_on=None).exclude(ended)
        return found.filter(Q(allocated_until=None) | Q(allocated_until__lt=today)).order_by("starts_on", "pk")

    def given_until(self, budget_id):
        """The last day for which money of this budget is in the books."""
        return self.agreed().filter(budget=budget_id).aggregate(last=models.Max("allocated_until"))["last"]

    def with_budget(self):
        found = self.select_related("budget__person__organisation", "proposed_by", "agreed_by")
        return found.prefetch_related("deployments")
