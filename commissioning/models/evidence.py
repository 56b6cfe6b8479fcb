"""What an enterprise shows: papers, courses, references, and of a DBS certificate only what was seen of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commissioning.proportionality import check_name
from commissioning.querysets import EvidenceQuerySet, WorkerQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation
from marketplace.workflow.sealed import SealedTextField
from providers.models import Enterprise


class Worker(models.Model):
    """Somebody who works or volunteers in an enterprise: checks that are per worker are about one of them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = SealedTextField(blank=True, help_text="Blanked in time.")
    is_volunteer = models.BooleanField(default=False)
    since_on = models.DateField(default=timezone.localdate)
    ended_on = models.DateField(null=True)

    objects = WorkerQuerySet.as_manager()

    class Meta:
        ordering = ["since_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("since_on")), name="worker_ends_after_they_began"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Evidence(models.Model):
    """One thing shown once by an enterprise; it serves every check that it satisfies, at every council it is shared
    with."""

    class Kind(models.TextChoices):
        IDENTITY = "identity", _("Who you are")
        DECLARATION = "declaration", _("Something you declare")
        INSURANCE = "insurance", _("Insurance")
        DBS = "dbs", _("A DBS check")
        TRAINING = "training", _("A course")
        REFERENCE = "reference", _("References")
        REGISTRATION = "registration", _("A registration")
        VEHICLE = "vehicle", _("Your car")
        FOOD = "food", _("Food")
        CQC = "cqc", _("Registration with the Care Quality Commission")
        FEE = "fee", _("Data protection fee")
        STATEMENT = "statement", _("A signed statement")
        BANK = "bank", _("Bank account")

    class Status(models.TextChoices):
        CURRENT = "current", _("In use")
        REPLACED = "replaced", _("Replaced by a newer one")
        WITHDRAWN = "withdrawn", _("Taken back")

    MOVES = {
        Status.CURRENT: {Status.REPLACED, Status.WITHDRAWN},
        Status.REPLACED: set(),
        Status.WITHDRAWN: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, default=uuid7, help_text="The form's own: sent twice is one.")
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    what = models.SlugField(help_text="The check for which it was sent first; reuse finds the others.")
    status = models.CharField(max_length=9, choices=Status, default=Status.CURRENT, editable=False)

    # What it says. Each kind's form says which of these it asks for
    issuer = SealedTextField(blank=True, help_text="Insurer, trainer, umbrella body, registering body.")
    number = SealedTextField(blank=True, help_text="Of the policy, certificate or registration.")
    number_digest = models.CharField(
        max_length=64, blank=True, help_text="Keyed digest of issuer and number: finds the same policy twice."
    )
    covers = SealedTextField(blank=True, help_text="What is insured, taught or registered, in its own words.")
    pence = models.PositiveBigIntegerField(null=True, help_text="Sum insured for any one event.")
    level = models.SlugField(blank=True, help_text="Of a DBS check or a course.")
    workforce = models.SlugField(blank=True, help_text="Of a DBS check: adult, child, both.")
    details = models.JSONField(default=dict, help_text="Codes, days and yes or no; never a name or free text.")
    starts_on = models.DateField(null=True, help_text="Begins, was issued or taken.")
    ends_on = models.DateField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    seen_on = models.DateField(null=True, help_text="When an officer saw the original.")
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["-sent_at", "-pk"]
        indexes = [
            models.Index(fields=["enterprise", "kind"], name="evidence_of_enterprise"),
            models.Index(fields=["number_digest"], condition=~Q(number_digest=""), name="evidence_number"),
            models.Index(fields=["ends_on", "id"], condition=Q(ends_on__isnull=False), name="evidence_ends"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="evidence_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def name(self) -> str:
        """What the check is called for which it was sent first."""
        return check_name(self.what)


class EvidenceFile(models.Model):
    """A paper as it was sent, cleaned, and served only to whoever may see it. Never of a DBS check."""

    class Scan(models.TextChoices):
        NOT_CONFIGURED = "none", _("No scanner is set up")
        WAITING = "waiting", _("Waits to be scanned")
        CLEAN = "clean", _("Scanned")
        INFECTED = "infected", _("Something bad was found in it")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="files")
    stored_as = models.CharField(max_length=120, blank=True, help_text="Name in private storage; empty when gone.")
    name = SealedTextField(blank=True, help_text="As its sender called it.")
    content_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=8, choices=Scan)
    scanned_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(size__lte=10 * 1024 * 1024), name="evidence_file_size")]

    def __str__(self) -> str:
        return str(self.id)


class Referee(models.Model):
    """Somebody who knows the work of an enterprise and says so, by a private link or on the phone."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Asked")
        ANSWERED = "answered", _("Answered")
        DECLINED = "declined", _("Would rather not")
        WITHDRAWN = "withdrawn", _("Not asked any more")

    MOVES = {
        Status.ASKED: {Status.ANSWERED, Status.DECLINED, Status.WITHDRAWN},
        Status.ANSWERED: set(),
        Status.DECLINED: set(),
        Status.WITHDRAWN: set(),
    }

    class Knows(models.TextChoices):
        CARE = "care", _("From work in care")
        CLIENT = "client", _("They were helped, or somebody in their family was")
        WORK = "work", _("From other work")
        COMMUNITY = "community", _("From the neighbourhood or a group")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="referees")
    status = models.CharField(max_length=9, choices=Status, default=Status.ASKED, editable=False)
    knows = models.CharField(max_length=9, choices=Knows)
    name = SealedTextField(blank=True)
    email = SealedTextField(blank=True)
    phone = SealedTextField(blank=True)
    contact_digest = models.CharField(max_length=64, blank=True, help_text="Keyed: finds the owner among referees.")
    answer = SealedTextField(blank=True, help_text="What they said; only the council reads it.")
    would_again = models.BooleanField(null=True)
    method = models.SlugField(blank=True, help_text="link, phone or paper")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return self.status


class Passport(models.Model):
    """An enterprise lets another council see what it has shown, and what the first council decided; it ends at
    their word."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="+")
    council = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["agreed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "council"], condition=Q(ended_at=None), name="passport_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("agreed_at")), name="passport_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
