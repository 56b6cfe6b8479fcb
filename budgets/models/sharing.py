"""Clubbing together: several people share one service, and each person's money stays theirs."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets import sharing
from budgets.models.money import MECHANISMS, Budget
from budgets.models.persons import Person
from budgets.querysets import ArrangementQuerySet, SharedSessionQuerySet, ShareMemberQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.workflow.sealed import SealedTextField
from providers.models import Service

MOST_PEOPLE = 30


class SharedArrangement(models.Model):
    """What several people buy together, how they share it, and what happens when there are too few of them.

    There is no joint liability: nobody pays for another, and each says yes to the most that they pay for one time.
    """

    class Status(models.TextChoices):
        GATHERING = "gathering", _("Waits for people")
        RUNNING = "running", _("Runs")
        PAUSED = "paused", _("Pauses")
        ENDED = "ended", _("Over")

    MOVES = {
        Status.GATHERING: {Status.RUNNING, Status.ENDED},
        Status.RUNNING: {Status.PAUSED, Status.ENDED},
        Status.PAUSED: {Status.RUNNING, Status.ENDED},
        Status.ENDED: set(),
    }

    class Per(models.TextChoices):
        SESSION = "session", _("Each time")
        WEEK = "week", _("Each week")

    class By(models.TextChoices):
        FIXED = "fixed", _("A sum each: who joins says how much")
        PER_CENT = "per-cent", _("Per cent of the cost")
        SESSION = "session", _("Whoever comes shares it that day")

    class Below(models.TextChoices):
        SHARE_ON = "share-on", _("Those who stay share the cost, if each says yes")
        PAUSE = "pause", _("It pauses until somebody joins")
        END = "end", _("It ends after the notice")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, default=uuid7, help_text="The form's own: sent twice is one.")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    status = models.CharField(max_length=9, choices=Status, default=Status.GATHERING, editable=False)
    what = SealedTextField(help_text="What it is, such as an art morning.")
    when = SealedTextField(help_text="Which days and times, in words.")
    cost_pence = models.PositiveBigIntegerField(help_text="Of one time or one week, for everybody together.")
    per = models.CharField(max_length=7, choices=Per, default=Per.SESSION)
    shared_by = models.CharField(max_length=8, choices=By, default=By.FIXED)
    below = models.CharField(max_length=8, choices=Below, default=Below.PAUSE)
    minimum = models.PositiveSmallIntegerField(help_text="It starts when so many have joined.")
    most = models.PositiveSmallIntegerField(help_text="So many places there are.")
    notice_weeks = models.PositiveSmallIntegerField(default=4)
    is_open = models.BooleanField(default=False, help_text="Whoever lives near finds it and may join.")
    lead = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", help_text="Says for all that a session happened."
    )
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    bills = models.PositiveIntegerField(default=0, help_text="Sessions planned so far: whose turn the odd penny is.")

    objects = ArrangementQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared arrangement")
        ordering = ["opened_at", "pk"]
        indexes = [
            models.Index(fields=["service"], condition=~Q(status="ended"), name="together_of_service"),
            models.Index(fields=["status"], condition=~Q(status="ended"), name="together_under_way"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum__gte=2, most__gte=F("minimum"), most__lte=MOST_PEOPLE),
                name="together_takes_two",
            ),
            models.CheckConstraint(condition=Q(cost_pence__range=(1, 10_000_000)), name="together_cost_believable"),
            models.CheckConstraint(condition=Q(notice_weeks__lte=12), name="together_notice_believable"),
        ]

    def __str__(self) -> str:
        return self.status

    @property
    def fair_pence(self) -> int:
        """What each would pay at the most when as many share it alike as it takes to start."""
        return -(-self.cost_pence // self.minimum)

    def place_of_lead(self):
        """The lead's own place; once it is over, the last lead's, who still settles what was held."""
        there = self.members.ever_in() if self.status == self.Status.ENDED else self.members.here()
        return there.filter(person=self.lead_id).with_person().last()

    def as_pure(self, members) -> sharing.Arrangement:
        """The same as a pure calculation; whoever withdrew before it started was never in it."""
        return sharing.Arrangement(
            tuple(each.as_member() for each in members), self.minimum, self.notice_weeks, sharing.Below(self.below)
        )


class ShareMember(models.Model):
    """One person in it: from which money they pay, what their share goes by, and the most they said yes to."""

    class Status(models.TextChoices):
        IN = "in", _("In it")
        LEAVING = "leaving", _("Leaves")
        LEFT = "left", _("Has left")
        WITHDREW = "withdrew", _("Did not wait for it")

    MOVES = {
        Status.IN: {Status.LEAVING, Status.LEFT, Status.WITHDREW},
        Status.LEAVING: {Status.LEFT},
        Status.LEFT: set(),
        Status.WITHDREW: set(),
    }
    HERE = (Status.IN, Status.LEAVING)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    arrangement = models.ForeignKey(SharedArrangement, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    budget = models.ForeignKey(Budget, models.PROTECT, related_name="+")
    mechanism = models.CharField(max_length=18, choices=MECHANISMS, help_text="Out of which money.")
    status = models.CharField(max_length=8, choices=Status, default=Status.IN, editable=False)
    fixed_pence = models.PositiveBigIntegerField(default=0)
    per_cent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    most_pence = models.PositiveBigIntegerField(help_text="The most they said yes to, for one time.")
    asked_pence = models.PositiveBigIntegerField(null=True, help_text="A higher share that they are asked for.")
    shows_name = models.BooleanField(default=False, help_text="The others may read their first name.")
    joined_on = models.DateField(default=timezone.localdate)
    joined_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    told_on = models.DateField(null=True, help_text="When they said that they leave.")
    left_on = models.DateField(null=True, help_text="Their last day.")

    objects = ShareMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        ordering = ["joined_on", "pk"]
        indexes = [models.Index(fields=["person"], name="share_of_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["arrangement", "person"],
                condition=Q(status__in=["in", "leaving"]),
                name="together_member_once",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")), name="together_leaves_after_joining"
            ),
            models.CheckConstraint(
                condition=Q(most_pence__range=(1, 10_000_000), per_cent__range=(0, 100)),
                name="together_share_believable",
            ),
        ]

    def __str__(self) -> str:
        return self.status

    @property
    def is_here(self) -> bool:
        return self.status in self.HERE

    def as_member(self, *, sessions: int = 0) -> sharing.Member:
        facts = (self.fixed_pence, self.per_cent, sessions, self.joined_on, self.left_on)
        return sharing.Member(str(self.pk), *facts)


class SharedSession(models.Model):
    """One time, or one week: suggested, planned with each share set aside, said to have happened, then paid."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Suggested: waits for a yes")
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Happened: waits for a yes")
        PAID = "paid", _("Paid")
        CALLED_OFF = "called-off", _("Called off")

    MOVES = {
        Status.PROPOSED: {Status.PLANNED, Status.CALLED_OFF},
        Status.PLANNED: {Status.HELD, Status.PAID, Status.CALLED_OFF},
        Status.HELD: {Status.PAID, Status.CALLED_OFF},
        Status.PAID: {Status.HELD},
        Status.CALLED_OFF: set(),
    }
    AHEAD = (Status.PROPOSED, Status.PLANNED)
    UNDER_WAY = (Status.PLANNED, Status.HELD)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    arrangement = models.ForeignKey(SharedArrangement, models.PROTECT, related_name="sessions")
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED, editable=False)
    bill = models.PositiveIntegerField(help_text="Its place among all that were planned, from 0.")
    held_on = models.DateField(help_text="The day, or the first day of the week.")
    cost_pence = models.PositiveBigIntegerField()
    paid_on = models.DateField(null=True)
    why_not = SealedTextField(blank=True, help_text="Why they said no to a day that was suggested.")

    objects = SharedSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        ordering = ["held_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["arrangement", "held_on"], condition=~Q(status="called-off"), name="together_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(cost_pence__range=(1, 10_000_000)), name="together_session_cost_believable"
            ),
        ]

    def __str__(self) -> str:
        return self.status


class SessionShare(models.Model):
    """One person's share of one session: set aside when it is planned, and what they paid once it is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey(SharedSession, models.CASCADE, related_name="shares")
    member = models.ForeignKey(ShareMember, models.PROTECT, related_name="shares")
    pence = models.PositiveBigIntegerField()
    came = models.BooleanField(null=True, help_text="Whether they were there; nobody has said yet while empty.")

    class Meta:
        ordering = ["member__joined_on", "member"]
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="together_share_once")]

    def __str__(self) -> str:
        return f"{self.pence}p"
