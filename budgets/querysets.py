"""Every named question about people, their introductions and their money."""

from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from marketplace.accounts.actors import Actor
from providers.access import INTRODUCING

REMEMBERED = timedelta(days=2 * 365)  # after its end; enquiries only: two years
OF_THE_WORKER = ("plan", "money", "pay", "confirm")  # what a named worker may do for the person without being asked
DECIDING = ("agree", "confirm")  # what somebody else does for a person who cannot
ENDED = ("started", "not-started", "no-match", "withdrawn")
IN_HAND = ("direct-payment", "health-direct", "isf", "health-third-party", "contingency")
AGAIN_AFTER = timedelta(weeks=13)
OLDEST = ("posting__effective_on", "posting__recorded_at", "pk")


def _bodies(actor: Actor):
    """The organisations for which the actor introduces people now."""
    return actor.person.memberships.live().in_role(*INTRODUCING).values("organisation")


def _choices():
    return apps.get_model("budgets", "IntroductionChoice").objects


class PersonQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """People of the actor's own organisation whose named worker they are, or whom they introduce; nobody else."""
        if actor.account is None:
            return self.none()
        theirs = Q(named_worker=actor.account) | Q(introductions__account=actor.account)
        mine = apps.get_model("budgets", "Person").objects.filter(theirs, organisation__in=_bodies(actor))
        return self.filter(pk__in=mine.values("pk"))

    def open_to(self, actor: Actor, power: str):
        """Themselves; those in whose circle the actor is today with this power; and whose named worker they are."""
        if actor.account is None:
            return self.none()
        circle = apps.get_model("budgets", "CircleMember").objects.of(actor).filter(powers__contains=[power])
        own = Q(account=actor.account, is_represented=False) if power in DECIDING else Q(account=actor.account)
        theirs = own | Q(pk__in=circle.values("person"))
        worker = Q(named_worker=actor.account, organisation__in=_bodies(actor))
        return self.filter(theirs | worker if power in OF_THE_WORKER else theirs)

    def known(self):
        """Those who were not blanked."""
        return self.filter(forgotten_at=None)

    def past_remembering(self):
        """Those about whom nothing is kept that is younger than two years."""
        limit = timezone.now() - REMEMBERED
        young = apps.get_model("budgets", "Introduction").objects.filter(person=OuterRef("pk"), forgotten_at=None)
        return self.known().filter(~Exists(young), created_at__lte=limit)


class CircleQuerySet(models.QuerySet):
    def live(self):
        """Those whose time has begun and is not over."""
        today = timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)

    def of(self, actor: Actor):
        """The actor's own places in other people's circles today."""
        return self.live().filter(account=actor.account) if actor.account else self.none()


class IntroductionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Their own, and those of the people whose named worker they are, within their own organisation."""
        if actor.account is None:
            return self.none()
        theirs = Q(account=actor.account) | Q(person__named_worker=actor.account)
        return self.filter(theirs, organisation__in=_bodies(actor))

    def about(self, actor: Actor):
        """What was sent about the actor themselves."""
        if actor.account is None:
            return self.none()
        return self.filter(person__account=actor.account).exclude(opened_at=None)

    def without_anybody(self):
        """Those that are not over, while neither whoever introduces nor the named worker works there any more."""
        there = apps.get_model("organisations", "Membership").objects.live().in_role(*INTRODUCING)
        there = there.filter(organisation=OuterRef("organisation"), account__is_active=True)
        introduces = Exists(there.filter(account=OuterRef("account")))
        cared_for = introduces | Exists(there.filter(account=OuterRef("person__named_worker")))
        needs_somebody = Q(status="open") | Q(status="no-match", counted_at=None)
        return self.filter(~cared_for, needs_somebody, forgotten_at=None)

    def to_take_over(self, actor: Actor):
        """Those of the actor's own organisations about which nobody cares now."""
        if actor.account is None:
            return self.none()
        return self.without_anybody().filter(organisation__in=_bodies(actor))

    def by_deadline(self):
        """What somebody has to do first comes first; drafts follow, and what has ended comes last, newest first."""
        rank = models.Case(
            models.When(Q(status="open") | Q(status="no-match", counted_at=None), then=0),
            models.When(status="draft", then=1),
            default=2,
            output_field=models.IntegerField(),
        )
        found = self.annotate(rank=rank)
        return found.order_by("rank", F("due_on").asc(nulls_last=True), F("ended_at").desc(nulls_last=True), "-pk")

    def with_choices(self):
        found = self.select_related("person", "organisation", "account")
        return found.prefetch_related(Prefetch("choices", queryset=_choices().with_service()))

    def to_look_at(self):
        """Those under way where an answer came, time ran out, or nobody is asked: the next step is due."""
        choices = _choices().filter(introduction=OuterRef("pk"))
        moved = choices.filter(status="sent").exclude(enquiry__status__in=("unconfirmed", "sent", "seen"))
        ended = choices.filter(status="accepted", enquiry__status="closed")
        live = choices.filter(status__in=("sent", "accepted"))
        return self.filter(Exists(moved) | Exists(ended) | ~Exists(live), status="open").order_by("pk")

    def outcome_due(self, today):
        """Those with a yes where nobody has said yet what came of it."""
        choices = _choices().filter(introduction=OuterRef("pk"))
        return self.filter(Exists(choices.filter(status="accepted")), status="open", due_on__lte=today).order_by("pk")

    def past_remembering(self):
        """Ended, or left as a draft, so long ago that whom and what it was about has to be blanked."""
        limit = timezone.now() - REMEMBERED
        old = Q(status__in=ENDED, ended_at__lte=limit) | Q(status="draft", created_at__lte=limit)
        return self.filter(old, forgotten_at=None)


class ChoiceQuerySet(models.QuerySet):
    def with_service(self):
        return self.select_related("service__enterprise__organisation", "enquiry").order_by("position")

    def waiting(self):
        return self.filter(status="waiting").order_by("position")

    def under_way(self):
        return self.filter(status__in=("sent", "accepted"))


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
        """Their own; those of people whom they support; and those about which their body decides."""
        if actor.account is None:
            return self.none()
        persons = apps.get_model("budgets", "Person").objects
        decided = Q(person__organisation__in=deciding(actor))
        open_to = Q(person__in=persons.open_to(actor, "money").values("pk"))
        return self.filter(open_to | decided | Q(person__in=persons.visible_to(actor).values("pk")))


    def perhaps_saved(self, today, after=None):
        """Money that is held outside, more of it than the body's weeks at the least that it gives; a closer look
        says whether it is. By key, after one; without those that somebody looks at or has looked at lately."""
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
        found = found.exclude(pk__in=open_ones).select_related("person__organisation", "person__named_worker")
        return (found.filter(pk__gt=after) if after else found).order_by("pk")


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

    def supported_by(self, actor: Actor):
        """Of the people whose named worker the actor is, and of the bodies for which they decide; never their own."""
        if actor.account is None:
            return self.none()
        theirs = Q(person__named_worker=actor.account, person__organisation__in=_bodies(actor))
        found = self.filter(theirs | Q(person__organisation__in=deciding(actor)))
        return found.exclude(Q(person__account=actor.account) & ~Q(person__account=None))


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
        theirs = Q(budget__person__named_worker=actor.account, budget__person__organisation__in=_bodies(actor))
        decided = Q(budget__person__organisation__in=deciding(actor))
        own = Q(budget__person__account=actor.account) & ~Q(budget__person__account=None)
        found = self.filter(theirs | decided).exclude(own)
        return found.select_related("budget__person__organisation", "budget__person__named_worker", "decided_by")

    def open(self):
        return self.filter(status__in=("raised", "asked")).order_by("raised_on", "pk")

    def asked_of(self, budgets):
        """What was asked back and is not there yet."""
        return self.filter(budget__in=budgets, status="asked").select_related("budget__person__organisation")


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
        found = self.filter(status="agreed", starts_on__lte=today).exclude(ended)
        return found.filter(Q(allocated_until=None) | Q(allocated_until__lt=today)).order_by("starts_on", "pk")

    def with_budget(self):
        found = self.select_related("budget__person__organisation", "proposed_by", "agreed_by")
        return found.prefetch_related("deployments")


class LifeCheckQuerySet(models.QuerySet):
    def of(self, person):
        """What was said of a person's life, oldest first; not what was blanked."""
        return self.filter(person=person).exclude(said="").order_by("said_at", "pk")


class WordingQuerySet(models.QuerySet):
    def on(self):
        """The wording that is asked now, or nothing."""
        return self.filter(ended_at=None).first()


class ReceiptQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Of whoever's money the actor may see."""
        budgets = apps.get_model("budgets", "Budget").objects.visible_to(actor)
        kept = self.filter(expense__budget__in=budgets).exclude(stored_as="")
        return kept.select_related("expense__budget__person__organisation")


class ReturnQuerySet(models.QuerySet):
    def live(self):
        """Those that no newer one replaces."""
        return self.exclude(status="replaced")

    def visible_to(self, actor: Actor):
        """Of whoever's money the actor may see."""
        budgets = apps.get_model("budgets", "Budget").objects.visible_to(actor)
        found = self.filter(budget__in=budgets)
        return found.select_related("budget__person__organisation", "budget__person__account", "sent_by", "seen_by")

    def to_check_by(self, actor: Actor):
        """Sent and not looked at: of the people whose named worker the actor is, and of their bodies; never their
        own, and never what they sent themselves."""
        if actor.account is None:
            return self.none()
        theirs = Q(budget__person__named_worker=actor.account, budget__person__organisation__in=_bodies(actor))
        found = self.filter(theirs | Q(budget__person__organisation__in=deciding(actor)), status__in=("sent", "asked"))
        own = Q(budget__person__account=actor.account) & ~Q(budget__person__account=None)
        found = found.exclude(own).exclude(sent_by=actor.account)
        return found.select_related("budget__person__named_worker").order_by("sent_at", "pk")

    def naming(self, expense) -> bool:
        """Whether one of them was sent for days in which this was paid, after it was written down."""
        found = self.filter(budget=expense.budget_id, sent_at__gte=expense.declared_at)
        return found.filter(starts_on__lte=expense.spent_on, ends_on__gte=expense.spent_on).exists()
