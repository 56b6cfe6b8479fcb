"""Introducing a person to enterprises: on what ground, to whom in which order, and what came of it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.models.persons import Person
from budgets.querysets import ChoiceQuerySet, IntroductionQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation
from marketplace.workflow.references import new_reference
from marketplace.workflow.sealed import SealedTextField
from providers import taxonomy
from providers.models import Enquiry, Service, slugs


class Introduction(models.Model):
    """A professional introduces one person, to the enterprises that it names and to no other."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Not sent yet")
        OPEN = "open", _("Under way")
        STARTED = "started", _("Started")
        NOT_STARTED = "not-started", _("Not started")
        NO_MATCH = "no-match", _("No match")
        WITHDRAWN = "withdrawn", _("Stopped")

    MOVES = {
        Status.DRAFT: {Status.OPEN, Status.NO_MATCH, Status.WITHDRAWN},
        Status.OPEN: {Status.STARTED, Status.NOT_STARTED, Status.NO_MATCH, Status.WITHDRAWN},
        Status.STARTED: set(),
        Status.NOT_STARTED: set(),
        Status.NO_MATCH: {Status.OPEN, Status.WITHDRAWN},
        Status.WITHDRAWN: set(),
    }

    class Ground(models.TextChoices):
        AGREEMENT = "agreement", _("The person agreed")
        ATTORNEY = "attorney", _("An attorney or deputy for health and welfare agreed")
        BEST_INTERESTS = "best-interests", _("A best-interests decision was made")

    class Why(models.TextChoices):
        CHANGED_MIND = "changed-mind", _("They changed their mind")
        ANOTHER = "another", _("They found somebody else")
        NOT_AGREED = "not-agreed", _("They did not get on, or could not agree")
        MONEY = "money", _("The money did not work out")
        UNWELL = "unwell", _("They are ill, in hospital or have died")
        OTHER = "other", _("Something else")
        BY_PERSON = "by-person", _("The person stopped it")
        BY_BODY = "by-body", _("It was taken back")
        OVER = "over", _("The agreement ran out")

    NOT_STARTED_WHY = (Why.CHANGED_MIND, Why.ANOTHER, Why.NOT_AGREED, Why.MONEY, Why.UNWELL, Why.OTHER)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, help_text="The form's own: the same form sent twice is one introduction.")
    digest = models.CharField(max_length=64, blank=True, help_text="Of what was sent under the key.")
    reference = models.CharField(max_length=9, unique=True, default=new_reference)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", help_text="Who introduces."
    )
    status = models.CharField(max_length=11, choices=Status, default=Status.DRAFT, editable=False)

    # Whom
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="introductions")
    initials = SealedTextField(blank=True, help_text="Of somebody of whom nothing else is kept.")
    outcode = models.CharField(max_length=4)

    # What would help
    activity = models.SlugField(blank=True, help_text="A slug of taxonomy.ACTIVITIES or of its families.")
    needs = slugs(help_text="taxonomy.NEEDS")
    times = slugs(help_text="Times of the week, as the search has them.")
    most_pence = models.PositiveIntegerField(null=True, help_text="The most that an hour may cost.")
    words = SealedTextField(blank=True)

    # Who agreed that it is sent
    ground = models.CharField(max_length=14, choices=Ground, blank=True)
    ground_who = SealedTextField(blank=True)
    ground_why = SealedTextField(blank=True)
    ground_on = models.DateField(null=True)
    ground_until = models.DateField(null=True, help_text="After this day it goes to nobody new.")
    may_share = models.BooleanField(default=False, help_text="Whoever says yes may have their name and contact.")

    # The clock, and what came of it
    created_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True, help_text="The day by which somebody has to do something.")
    ended_at = models.DateTimeField(null=True)
    started_on = models.DateField(null=True)
    why = models.CharField(max_length=12, choices=Why, blank=True)
    counted_at = models.DateTimeField(null=True, help_text="When it was counted as an unmet need.")
    forgotten_at = models.DateTimeField(null=True, help_text="When whom and what it was about was blanked.")

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        verbose_name = "introduction"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["account", "organisation"], name="introduction_of_account"),
            models.Index(fields=["id"], condition=Q(status="open"), name="introduction_open"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(initials="") | Q(forgotten_at__isnull=False),
                name="introduction_is_about_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["open", "started", "not-started"]) | ~Q(ground=""),
                name="introduction_sends_only_on_a_ground",
            ),
            models.CheckConstraint(
                condition=Q(ground="") | Q(ground_on__isnull=False, ground_until__gte=models.F("ground_on")),
                name="introduction_ground_has_its_days",
            ),
            models.CheckConstraint(
                condition=~Q(ground="best-interests")
                | Q(forgotten_at__isnull=False)
                | (~Q(ground_who="") & ~Q(ground_why="") & Q(ground_on__isnull=False, ground_until__isnull=False)),
                name="introduction_best_interests_says_all",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "open"], ended_at=None)
                | (~Q(status__in=["draft", "open"]) & Q(ended_at__isnull=False)),
                name="introduction_ended_at_only_when_ended",
            ),
            models.CheckConstraint(
                condition=Q(status="started", started_on__isnull=False) | (~Q(status="started") & Q(started_on=None)),
                name="introduction_started_on_only_when_started",
            ),
            models.CheckConstraint(
                condition=(Q(status__in=["not-started", "withdrawn"]) & ~Q(why=""))
                | (~Q(status__in=["not-started", "withdrawn"]) & Q(why="")),
                name="introduction_says_why_it_came_to_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def called(self) -> str:
        """Their name, or their initials."""
        return self.person.called if self.person else self.initials

    @property
    def short(self) -> str:
        return self.person.short if self.person else self.initials

    @property
    def formats(self) -> list[str]:
        return self.person.formats if self.person else []

    @property
    def activity_name(self) -> str:
        terms = (*taxonomy.ACTIVITIES, *taxonomy.FAMILIES)
        return next((term.name for term in terms if term.slug == self.activity), "")

    @property
    def may_change(self) -> bool:
        """What it says and whom it names may change until it is sent, and again once nobody is left."""
        return self.status in (self.Status.DRAFT, self.Status.NO_MATCH)

    def may_go(self, today: date) -> bool:
        """Whether it may be sent to somebody on this day: only on a ground, and not after its last day."""
        return bool(self.ground) and self.ground_until is not None and self.ground_until >= today


class IntroductionChoice(models.Model):
    """One enterprise that an introduction names, its place in the order, and what was said for it then."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Comes next")
        SENT = "sent", _("Asked")
        ACCEPTED = "accepted", _("Said yes")
        DECLINED = "declined", _("Said no")
        LAPSED = "lapsed", _("Did not answer in time")
        STOPPED = "stopped", _("Taken back")
        NOT_SENT = "not-sent", _("Not asked")

    MOVES = {
        Status.WAITING: {Status.SENT, Status.NOT_SENT},
        Status.SENT: {Status.ACCEPTED, Status.DECLINED, Status.LAPSED, Status.STOPPED},
        Status.ACCEPTED: {Status.DECLINED, Status.STOPPED},
        Status.DECLINED: set(),
        Status.LAPSED: set(),
        Status.STOPPED: set(),
        Status.NOT_SENT: set(),
    }
    UNDER_WAY = (Status.SENT, Status.ACCEPTED)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField()
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    reason = SealedTextField(blank=True, help_text="What spoke for it when it was chosen: it tells of needs.")
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING, editable=False)
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, null=True, related_name="+")

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = "choice"
        ordering = ["introduction", "position"]
        constraints = [
            models.UniqueConstraint(fields=["introduction", "position"], name="introduction_choice_has_its_place"),
            models.UniqueConstraint(fields=["introduction", "service"], name="introduction_choice_once"),
            models.UniqueConstraint(fields=["enquiry"], name="introduction_choice_has_its_own_enquiry"),
            models.UniqueConstraint(
                fields=["introduction"],
                condition=Q(status__in=["sent", "accepted"]),
                name="introduction_asks_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "not-sent"]) | Q(enquiry__isnull=False),
                name="introduction_choice_asked_has_an_enquiry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}"
