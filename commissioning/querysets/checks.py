"""Every named question about cases, evidence and concerns."""

from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from commissioning.proportionality import CHECKS
from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation

OPEN = ("with-council", "with-enterprise")
INSURANCE = tuple(check.slug for check in CHECKS if check.kind == "insurance")


def _enterprises(actor: Actor):
    return apps.get_model("providers", "Enterprise").objects.run_by(actor)


def councils_for(actor: Actor, *roles: str):
    """The councils for which the actor works in one of these roles."""
    if actor.account is None:
        return Organisation.objects.none()
    works = actor.account.memberships.live().in_role(*roles)
    return Organisation.objects.councils().filter(pk__in=works.values("organisation"))


class RuleSetQuerySet(models.QuerySet):
    def of(self, council):
        return self.filter(council=council)

    def in_force(self, council, today):
        """The newest version of the council's own rules that holds on this day, or None."""
        return self.of(council).filter(in_force_on__lte=today).order_by("-in_force_on", "-version").first()


class CaseQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """The enterprise's own people, and the commissioners of the council that looks at it."""
        theirs = Q(service__enterprise__in=_enterprises(actor))
        return self.filter(theirs | Q(council__in=councils_for(actor, "commissioner")))

    def decided_by(self, actor: Actor):
        """Those of the councils for which the actor decides, without those of enterprises of their own."""
        mine = _enterprises(actor).values("pk")
        return self.filter(council__in=councils_for(actor, "commissioner")).exclude(service__enterprise__in=mine)

    def queue(self):
        """Those that were sent and are not decided, whoever has waited longest first."""
        return self.filter(status__in=OPEN).order_by("applied_at", "pk")

    def with_service(self):
        return self.select_related("service__enterprise__organisation", "council", "rule_set")

    def of_council(self, council):
        return self.filter(council=council)


class RequirementQuerySet(models.QuerySet):
    def needed(self):
        """Those that count today."""
        return self.exclude(status="not-needed")

    def open(self):
        """Those that still stand in the way."""
        return self.exclude(status__in=("accepted", "not-applicable", "waived", "not-needed"))

    def running_out(self, until):
        """Settled, and good until this day or an earlier one, the soonest first."""
        return self.filter(status__in=("accepted", "waived", "run-out"), good_until__lte=until).order_by(
            "good_until", "pk"
        )

    def after(self, place):
        """Those behind this place, a day and a key, in the order of `running_out`."""
        if place is None:
            return self
        day, key = place
        return self.filter(Q(good_until__gt=day) | Q(good_until=day, pk__gt=key))

    def with_service(self):
        return self.select_related("case__service__enterprise__organisation", "case__council", "case__rule_set")


class WorkerQuerySet(models.QuerySet):
    def live(self):
        return self.filter(ended_on=None)

    def of(self, enterprise):
        return self.filter(enterprise=enterprise)


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """The enterprise's own people; and commissioners of councils that look at it or are shown its papers."""
        councils = councils_for(actor, "commissioner")
        cases = apps.get_model("commissioning", "CheckCase").objects.exclude(status="withdrawn")
        asked = cases.filter(council__in=councils, status__in=(*OPEN, "accepted"))
        shared = apps.get_model("commissioning", "Passport").objects.filter(council__in=councils, ended_at=None)
        looked_at = Q(enterprise__in=asked.values("service__enterprise"))
        looked_at |= Q(enterprise__in=shared.values("enterprise"))
        return self.filter(Q(enterprise__in=_enterprises(actor)) | looked_at)

    def current(self):
        return self.filter(status="current")

    def of(self, enterprise):
        return self.filter(enterprise=enterprise)

    def served(self):
        """With how many checks rest on each."""
        rows = apps.get_model("commissioning", "Requirement").objects.needed().filter(evidence=models.OuterRef("pk"))
        counted = rows.order_by().values("evidence").annotate(number=models.Count("pk")).values("number")
        return self.annotate(serving=Coalesce(models.Subquery(counted), 0))


class ConcernQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Those who decide about the service; never its own people."""
        decided = apps.get_model("providers", "Service").objects.decided_by(actor)
        return self.filter(service__in=decided).exclude(service__enterprise__in=_enterprises(actor))

    def open(self):
        """Those that nobody has settled, the oldest first."""
        return self.exclude(status="settled").order_by("raised_at", "pk")

    def with_service(self):
        return self.select_related("service__enterprise__organisation")

    def past_remembering(self):
        """Settled eight years ago: adult case records (Blackpool, NHS Records Code)."""
        limit = timezone.now() - timedelta(days=8 * 365 + 2)
        return self.filter(status="settled", settled_at__lte=limit, forgotten_at=None).order_by("settled_at", "pk")


class SuspensionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """The enterprise's own people, and those who decide about the service."""
        decided = apps.get_model("providers", "Service").objects.decided_by(actor)
        theirs = Q(service__enterprise__in=_enterprises(actor)) | Q(service__in=decided)
        return self.filter(theirs).select_related("service__enterprise__organisation", "council", "by")


class StartQuerySet(models.QuerySet):
    def mine(self, actor: Actor):
        """Those of enterprises that the actor owns, works in or fills in for."""
        return self.filter(enterprise__in=_enterprises(actor)).with_names()

    def advised_by(self, actor: Actor):
        """Those of the councils for which the actor advises or decides; never their own or their household's."""
        close = apps.get_model("providers", "Enterprise").objects.close_to(actor) if actor.account else ()
        found = self.filter(council__in=councils_for(actor, "adviser", "commissioner")).exclude(enterprise__in=close)
        return found.exclude(enterprise__in=_enterprises(actor)).with_names()

    def with_names(self):
        return self.select_related("enterprise__organisation", "council", "adviser")

    def with_path(self):
        """How far each has come, from what is written down elsewhere; and the day of the step that is open."""
        services = apps.get_model("providers", "Service").objects.filter(
            enterprise=models.OuterRef("enterprise"), council_code=models.OuterRef("council__council_code")
        )
        cases = apps.get_model("commissioning", "CheckCase").objects.filter(
            service__enterprise=models.OuterRef("enterprise"), council=models.OuterRef("council")
        )
        insurance = (
            apps.get_model("commissioning", "Requirement")
            .objects.open()
            .filter(case__service__enterprise=models.OuterRef("enterprise"), case__council=models.OuterRef("council"))
        )
        agreed = apps.get_model("providers", "Enquiry").objects.filter(
            Q(status="agreed") | Q(outcome="started"), service__enterprise=models.OuterRef("enterprise")
        )
        steps = apps.get_model("commissioning", "NextStep").objects.filter(start=models.OuterRef("pk"), done_on=None)
        return self.annotate(
            has_idea=models.Exists(services.exclude(summary="")),
            has_case=models.Exists(cases),
            is_checked=models.Exists(cases.filter(status="accepted")),
            lacks_insurance=models.Exists(insurance.filter(what__in=INSURANCE)),
            has_customer=models.Exists(agreed),
            due_on=models.Subquery(steps.values("due_on")[:1]),
        )

    def by_urgency(self):
        """Those without a step first, then whose step is due first."""
        return self.order_by(models.F("due_on").asc(nulls_first=True), "opened_at", "pk")

    def on_the_way(self):
        """Those that are not yet checked and with a first customer."""
        return self.exclude(is_checked=True, has_customer=True)


class GrantQuerySet(models.QuerySet):
    def mine(self, actor: Actor):
        return self.filter(start__enterprise__in=_enterprises(actor)).with_names()

    def seen_by(self, actor: Actor):
        """Those of the councils for which the actor advises, decides or pays; never their own or their household's."""
        close = apps.get_model("providers", "Enterprise").objects.close_to(actor) if actor.account else ()
        found = self.filter(start__council__in=councils_for(actor, "adviser", "commissioner", "finance"))
        found = found.exclude(start__enterprise__in=close).exclude(start__enterprise__in=_enterprises(actor))
        return found.with_names()

    def with_names(self):
        return self.select_related(
            "start__enterprise__organisation", "start__council", "decided_by", "applied_by", "paid_by"
        )

    def waiting(self):
        """Nobody has decided, or nobody has paid; the oldest first."""
        return self.filter(status__in=("applied", "agreed")).order_by("applied_at", "pk")

    def to_ask(self, day):
        """Paid a year before this day or longer ago, and nobody knows what became of it."""
        return self.filter(status="paid", outcome="", paid_on__lte=day - timedelta(days=365)).order_by("paid_on", "pk")

    def past_remembering(self, day):
        """Decided or taken back seven years before, with words still there: six years of accounts and the current."""
        old = day - timedelta(days=7 * 366)
        over = self.filter(status__in=("refused", "paid", "withdrawn"), applied_at__date__lte=old)
        return over.exclude(purpose="", because="").order_by("applied_at", "pk")


class OfferQuerySet(models.QuerySet):
    def open(self):
        return self.filter(ended_on=None)

    def of_councils(self, councils):
        return self.filter(council__in=councils)

    def with_numbers(self):
        return self.annotate(number=models.Count("taken_up"))

    def run_by(self, actor: Actor):
        """Those of the councils for which the actor advises or decides."""
        return self.filter(council__in=councils_for(actor, "adviser", "commissioner")).select_related("council")
