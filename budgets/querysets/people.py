"""Every named question about people, their circle and their introductions."""

from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils import timezone

from marketplace.accounts.actors import Actor
from providers.access import INTRODUCING

REMEMBERED = timedelta(days=2 * 365)  # after its end; enquiries only: two years
OF_THE_WORKER = ("plan", "money", "pay", "confirm")  # what a named worker may do for the person without being asked
DECIDING = ("agree", "confirm")  # what somebody else does for a person who cannot
ENDED = ("started", "not-started", "no-match", "withdrawn")


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

    def of_account(self, actor: Actor):
        """The actor themselves, as each body that supports them knows them."""
        return self.filter(account=actor.person).order_by("created_at", "pk")

    def bought_for_by(self, actor: Actor):
        """Those for whom the actor agrees, or whose named worker they are and may order for."""
        if actor.account is None:
            return self.none()
        persons = apps.get_model("budgets", "Person").objects
        works = Q(named_worker=actor.account, organisation__in=_bodies(actor))
        return self.filter(Q(pk__in=persons.open_to(actor, "agree").values("pk")) | works).order_by("created_at", "pk")

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
