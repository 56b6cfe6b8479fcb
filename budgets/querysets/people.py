"""Every named question about people, their circle and their introductions."""

from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from marketplace.accounts.actors import Actor
from providers.access import INTRODUCING

REMEMBERED = timedelta(days=2 * 365)  # after its end; enquiries only: two years
OF_THE_WORKER = ("plan", "money", "pay", "confirm")  # what a named worker may do for the person without being asked
DECIDING = ("agree", "confirm")  # what somebody else does for a person who cannot
ENDED = ("started", "not-started", "no-match", "withdrawn")


def bodies(actor: Actor):
    """The organisations for which the actor introduces people now."""
    return actor.person.memberships.live().in_role(*INTRODUCING).values("organisation")


def _choices():
    return apps.get_model("budgets", "IntroductionChoice").objects


def near_to(actor: Actor):
    """Themselves, and those in whose circle they are today: about their public money the actor decides nothing."""
    circle = apps.get_model("budgets", "CircleMember").objects.of(actor).values("person")
    persons = apps.get_model("budgets", "Person").objects
    return persons.filter(Q(account=actor.account) | Q(pk__in=circle)).values("pk")


class PersonQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """People of the actor's own organisation whose named worker they are, or whom they introduce; nobody else."""
        if actor.account is None:
            return self.none()
        theirs = Q(named_worker=actor.account) | Q(introductions__account=actor.account)
        mine = apps.get_model("budgets", "Person").objects.filter(theirs, organisation__in=bodies(actor))
        return self.filter(pk__in=mine.values("pk"))

    def open_to(self, actor: Actor, power: str):
        """Themselves; those in whose circle the actor is today with this power; and whose named worker they are."""
        if actor.account is None:
            return self.none()
        circle = apps.get_model("budgets", "CircleMember").objects.of(actor).filter(powers__contains=[power])
        own = Q(account=actor.account, died_on=None)
        own &= Q(is_represented=False) if power in DECIDING else Q()
        theirs = own | Q(pk__in=circle.values("person"))
        worker = Q(named_worker=actor.account, organisation__in=bodies(actor))
        return self.filter(theirs | worker if power in OF_THE_WORKER else theirs)

    def own(self, actor: Actor):
        """Themselves, as each body knows them; the one that is known longest first."""
        if actor.account is None:
            return self.none()
        return self.known().filter(account=actor.account).order_by("created_at", "pk")

    def looked_after_by(self, actor: Actor):
        """Themselves, and those whose named worker they are: who says who is in the circle."""
        if actor.account is None:
            return self.none()
        worker = Q(named_worker=actor.account, organisation__in=bodies(actor))
        return self.known().filter(Q(account=actor.account) | worker)

    def worked_for_by(self, actor: Actor):
        """Those whose named worker the actor is, while they work for the body; nobody near to them."""
        if actor.account is None or not actor.account.is_active:
            return self.none()
        theirs = self.filter(named_worker=actor.account, organisation__in=bodies(actor))
        return theirs.exclude(pk__in=near_to(actor))

    def reviews_first(self, today):
        """Those who are to be visited again come first, the longest due before the others: `review_due_on`."""
        reviews = apps.get_model("budgets", "Review").objects.to_do().filter(person=OuterRef("pk"))
        due = reviews.filter(due_on__lte=today).values("due_on")[:1]
        return self.annotate(review_due_on=Subquery(due)).order_by(
            F("review_due_on").asc(nulls_last=True), "created_at", "pk"
        )

    def silent(self, today):
        """Of whose visits nobody has said for two days what happened; not of somebody who died."""
        visits = apps.get_model("budgets", "Visit").objects.silent(today).filter(agreement__person=OuterRef("pk"))
        return self.filter(Exists(visits.order_by()), died_on=None, forgotten_at=None).order_by("pk")

    def held_for(self, actor: Actor):
        """Those for whom a body of the actor holds money today."""
        held = apps.get_model("budgets", "Deployment").objects.held_by(actor)
        return self.known().filter(pk__in=held.values("version__budget__person")).order_by("created_at", "pk")

    def bought_for_by(self, actor: Actor):
        """Those for whom the actor agrees, whose money they hold, or whose named worker they are and may order for."""
        if actor.account is None:
            return self.none()
        persons = apps.get_model("budgets", "Person").objects
        works = Q(named_worker=actor.account, organisation__in=bodies(actor))
        buys = Q(pk__in=persons.open_to(actor, "agree").values("pk")) | works
        return self.filter(buys | Q(pk__in=persons.held_for(actor).values("pk"))).order_by("created_at", "pk")

    def known(self):
        """Those who were not blanked."""
        return self.filter(forgotten_at=None)

    def past_remembering(self):
        """Those about whom nothing is kept that is younger than two years."""
        limit = timezone.now() - REMEMBERED
        young = [_about("Introduction", forgotten_at=None), _about("Plan", changed_at__gt=limit)]
        young.append(_about("Review", done_on=None, due_on__gt=limit))
        young.append(_about("Review", done_on__gt=limit))
        found = self.known().filter(created_at__lte=limit).exclude(self._in_use(limit))
        for rows in young:
            found = found.exclude(Exists(rows))
        return found

    def _in_use(self, limit):
        """Whoever has an agreement, visits or money of these two years is still needed by name."""
        get = apps.get_model
        agreed = get("budgets", "Agreement").objects.filter(person=OuterRef("pk"), status="agreed")
        visits = get("budgets", "Visit").objects.filter(agreement__person=OuterRef("pk"), on__gt=limit.date())
        money = get("budgets", "BudgetVersion").objects.agreed().filter(budget__person=OuterRef("pk"))
        money = money.filter(Q(ends_on=None, budget__person__died_on=None) | Q(ends_on__gt=limit.date()))
        return Exists(agreed) | Exists(visits.order_by()) | Exists(money.order_by())


def _about(model: str, **facts):
    """What is kept about the person of the outer query."""
    return apps.get_model("budgets", model).objects.filter(person=OuterRef("pk"), **facts)


class CircleQuerySet(models.QuerySet):
    def live(self):
        """Those whose time has begun and is not over, and whom nobody ended."""
        today = timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today, ended_at=None)

    def not_over(self):
        """Those who are in it, who come later, and who have not answered yet."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=timezone.localdate()), ended_at=None)

    def of(self, actor: Actor):
        """The actor's own places in other people's circles today."""
        return self.live().filter(account=actor.account) if actor.account else self.none()

    def of_whom(self, actor: Actor):
        """The actor's own places, and the circles of those whose circle they keep."""
        if actor.account is None:
            return self.none()
        kept = apps.get_model("budgets", "Person").objects.looked_after_by(actor)
        mine = apps.get_model("budgets", "CircleMember").objects.of(actor)
        return self.filter(Q(person__in=kept.values("pk")) | Q(pk__in=mine.values("pk")))


class IntroductionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Their own, and those of the people whose named worker they are, within their own organisation."""
        if actor.account is None:
            return self.none()
        theirs = Q(account=actor.account) | Q(person__named_worker=actor.account)
        return self.filter(theirs, organisation__in=bodies(actor))

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
        return self.without_anybody().filter(organisation__in=bodies(actor))

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


class ReviewQuerySet(models.QuerySet):
    def to_do(self):
        return self.filter(done_on=None)

    def done(self):
        """The newest first."""
        return self.exclude(done_on=None).select_related("done_by").order_by("-done_on", "-pk")

    def to_remind_of(self, today):
        """Those that are due and of which the named worker was not told yet."""
        due = self.to_do().filter(due_on__lte=today, reminded_at=None, person__forgotten_at=None)
        return due.exclude(person__named_worker=None).order_by("due_on", "pk")
