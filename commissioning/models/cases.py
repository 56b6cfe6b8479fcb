"""What a council asks of a service, item by item, and whose turn it is."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commissioning.models.evidence import Evidence, Worker
from commissioning.models.rules import RuleSet
from commissioning.proportionality import check_name
from commissioning.querysets import CaseQuerySet, RequirementQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation
from marketplace.workflow.sealed import SealedTextField
from providers.models import Service, slugs


class Circumstances(models.Model):
    """What an enterprise says about one service that its activities alone do not tell."""

    service = models.OneToOneField(Service, models.CASCADE, primary_key=True, related_name="+")
    answers = slugs(help_text="Codes of proportionality.Answer that hold.")
    answered = slugs(help_text="Codes of the questions that were answered, with yes or with no.")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "circumstances"

    def __str__(self) -> str:
        return str(self.pk)


class CheckCase(models.Model):
    """One council and one service: the checks that its rules ask for, and where each stands."""

    class Status(models.TextChoices):
        PREPARING = "preparing", _("Being prepared by the enterprise")
        WITH_COUNCIL = "with-council", _("With the council")
        WITH_ENTERPRISE = "with-enterprise", _("The council asked the enterprise something")
        ACCEPTED = "accepted", _("Everything that is needed is in order")
        WITHDRAWN = "withdrawn", _("Taken back")

    MOVES = {
        Status.PREPARING: {Status.WITH_COUNCIL, Status.WITHDRAWN},
        Status.WITH_COUNCIL: {Status.WITH_ENTERPRISE, Status.ACCEPTED, Status.WITHDRAWN},
        Status.WITH_ENTERPRISE: {Status.WITH_COUNCIL, Status.ACCEPTED, Status.WITHDRAWN},
        Status.ACCEPTED: {Status.WITH_COUNCIL, Status.WITH_ENTERPRISE, Status.WITHDRAWN},
        Status.WITHDRAWN: {Status.PREPARING},
    }
    OPEN = (Status.WITH_COUNCIL, Status.WITH_ENTERPRISE)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    council = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    status = models.CharField(max_length=15, choices=Status, default=Status.PREPARING, editable=False)
    tier = models.PositiveSmallIntegerField(default=0, help_text="T0 no contact to T4 personal care.")
    is_stopped = models.BooleanField(default=False, help_text="The law stops it as it is described.")
    looked_before = models.BooleanField(
        default=False, help_text="The council had seen checks before this case: meanwhile its word still holds."
    )
    rules_version = models.CharField(max_length=20, blank=True, help_text="Of the national rules.")
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, null=True, related_name="+")
    computed_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True, help_text="First sent to the council.")
    decided_at = models.DateTimeField(null=True, help_text="First in order.")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "case"
        ordering = ["applied_at", "pk"]
        indexes = [
            models.Index(
                fields=["council", "applied_at"],
                condition=Q(status__in=["with-council", "with-enterprise"]),
                name="check_case_queue",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["service", "council"], name="check_case_once"),
            models.CheckConstraint(condition=Q(tier__lte=4), name="check_case_tier"),
            models.CheckConstraint(
                condition=Q(status__in=["preparing", "withdrawn"]) | Q(applied_at__isnull=False),
                name="check_case_applied_when_sent",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Turn(models.Model):
    """A stretch of days in which a case waited for one side: what the working-day clock counts."""

    class Whose(models.TextChoices):
        COUNCIL = "council", _("With the council")
        ENTERPRISE = "enterprise", _("With the enterprise")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(CheckCase, models.CASCADE, related_name="turns")
    whose = models.CharField(max_length=10, choices=Whose)
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["began_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="turn_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")), name="turn_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return self.whose


class Requirement(models.Model):
    """One check that a case needs, why, and what became of it."""

    class Status(models.TextChoices):
        NEEDED = "needed", _("Needed")
        SENT = "sent", _("Sent to the council")
        ASKED = "asked", _("The council asked something")
        ACCEPTED = "accepted", _("Seen and accepted")
        REFUSED = "refused", _("Refused")
        NOT_APPLICABLE = "not-applicable", _("Does not apply")
        WAIVED = "waived", _("Waived")
        RUN_OUT = "run-out", _("Has run out")
        NOT_NEEDED = "not-needed", _("No longer needed")

    _OPEN = {"sent", "asked", "accepted", "refused", "not-applicable", "waived", "not-needed"}
    MOVES = {
        Status.NEEDED: _OPEN,
        Status.SENT: {"needed", *_OPEN} - {"sent"},
        Status.ASKED: {"needed", *_OPEN} - {"asked"},
        Status.ACCEPTED: {"run-out", "needed", "sent", "asked", "refused", "not-needed", "accepted"},
        Status.REFUSED: _OPEN - {"refused"},
        Status.NOT_APPLICABLE: {"needed", "sent", "not-needed"},
        Status.WAIVED: {"needed", "run-out", "sent", "accepted", "not-needed"},
        Status.RUN_OUT: _OPEN,
        Status.NOT_NEEDED: {"needed", "sent"},
    }
    SETTLED = (Status.ACCEPTED, Status.NOT_APPLICABLE, Status.WAIVED)
    GONE = Status.NOT_NEEDED

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(CheckCase, models.CASCADE, related_name="requirements")
    what = models.SlugField(help_text="Slug of a proportionality.Check.")
    worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+", help_text="Of a check per worker.")
    status = models.CharField(max_length=14, choices=Status, default=Status.NEEDED, editable=False)
    reasons = models.JSONField(default=list, help_text="Codes of why it is asked: no free text.")
    waivers = ArrayField(models.CharField(max_length=10), default=list, blank=True, help_text="Who may waive it.")
    is_statutory = models.BooleanField(default=False, help_text="Asked by the law: never waived.")
    is_desirable = models.BooleanField(default=False, help_text="Welcome, and never in the way.")
    months = models.PositiveSmallIntegerField(null=True, help_text="For which it is good; empty: to its own end.")
    minimum_pence = models.PositiveBigIntegerField(null=True, help_text="Least sum insured, where there is one.")
    level = models.SlugField(blank=True, help_text="Of a DBS check.")
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="+", help_text="Sent or accepted.")
    seen_first_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", help_text="The council whose word was relied on."
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    good_until = models.DateField(null=True)
    expiry_step = models.PositiveSmallIntegerField(default=0, help_text="How far it has come: expiring.Step.")

    objects = RequirementQuerySet.as_manager()

    class Meta:
        verbose_name = "check"
        ordering = ["case", "pk"]
        indexes = [
            models.Index(fields=["good_until", "id"], condition=Q(good_until__isnull=False), name="requirement_ends"),
            models.Index(fields=["evidence"], name="requirement_of_evidence"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "what", "worker"], nulls_distinct=False, name="requirement_once"),
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "not-applicable", "refused"]) | Q(decided_on__isnull=False),
                name="requirement_settled_says_who",
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(evidence__isnull=False), name="requirement_accepted_has_evidence"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def name(self) -> str:
        """What people call it."""
        return check_name(self.what)

    @property
    def mark(self) -> str:
        """What a decision is about: another paper, another state or another word gives another mark."""
        last = self.decisions.last()
        return f"{self.status}:{self.evidence_id or ''}:{last.pk if last else ''}"


class Decision(models.Model):
    """What an officer said about one check, in words for the enterprise: an answer, a question, a refusal."""

    class Kind(models.TextChoices):
        ACCEPT = "accept", _("Accepted")
        ASK = "ask", _("Asked")
        ANSWER = "answer", _("Answered")
        REFUSE = "refuse", _("Refused")
        NOT_APPLICABLE = "not-applicable", _("Does not apply")
        APPEAL = "appeal", _("Appealed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    requirement = models.ForeignKey(Requirement, models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=14, choices=Kind)
    words = SealedTextField(blank=True, help_text="Blanked with the case.")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.kind


class Waiver(models.Model):
    """A check waived or varied for a time: proposed by one person, agreed by another; never what the law asks."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Waits for a second person")
        AGREED = "agreed", _("Agreed")
        REFUSED = "refused", _("Not agreed")
        ENDED = "ended", _("Over")

    MOVES = {
        Status.PROPOSED: {Status.AGREED, Status.REFUSED},
        Status.AGREED: {Status.ENDED},
        Status.REFUSED: set(),
        Status.ENDED: set(),
    }

    class Kind(models.TextChoices):
        WAIVE = "waive", _("Do without it")
        VARY = "vary", _("Ask for less")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    requirement = models.ForeignKey(Requirement, models.CASCADE, related_name="waivers_of")
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.WAIVE)
    status = models.CharField(max_length=8, choices=Status, default=Status.PROPOSED, editable=False)
    reason = SealedTextField()
    from_on = models.DateField(default=timezone.localdate)
    until_on = models.DateField()
    minimum_pence = models.PositiveBigIntegerField(null=True, help_text="The least sum that is asked for instead.")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("proposed_by")), name="waiver_needs_two_people"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "refused"]) | Q(agreed_by__isnull=False, agreed_at__isnull=False),
                name="waiver_agreed_says_who",
            ),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="waiver_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["requirement"], condition=Q(status__in=["proposed", "agreed"]), name="waiver_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.status
