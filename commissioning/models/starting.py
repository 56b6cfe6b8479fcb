"""Help to start: an adviser's next steps, small grants, and offers of insurance and training."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commissioning.querysets import GrantQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation
from marketplace.workflow.sealed import SealedTextField
from providers.models import Enterprise


class NextStep(models.Model):
    """What an adviser and an enterprise agreed to do next, and by when; nobody is left without one."""

    class Stage(models.TextChoices):
        IDEA = "idea", _("An idea")
        PLAN = "plan", _("A plan")
        CHECKS = "checks", _("Checks")
        INSURANCE = "insurance", _("Insurance")
        FIRST_CUSTOMER = "first-customer", _("The first customer")
        TRADING = "trading", _("Trading")

    class Who(models.TextChoices):
        ADVISER = "adviser", _("The adviser")
        ENTERPRISE = "enterprise", _("The enterprise")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="+")
    council = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    adviser = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    stage = models.CharField(max_length=14, choices=Stage)
    who = models.CharField(max_length=10, choices=Who, default=Who.ENTERPRISE)
    words = SealedTextField()
    due_on = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "council"], condition=Q(done_on=None), name="next_step_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.stage


class Grant(models.Model):
    """A small sum to start with: applied for, decided within a limit, paid, and asked about a year later."""

    class Status(models.TextChoices):
        APPLIED = "applied", _("Applied for")
        AGREED = "agreed", _("Agreed, to be paid")
        REFUSED = "refused", _("Not agreed")
        PAID = "paid", _("Paid")
        WITHDRAWN = "withdrawn", _("Taken back")

    MOVES = {
        Status.APPLIED: {Status.AGREED, Status.REFUSED, Status.WITHDRAWN},
        Status.AGREED: {Status.PAID, Status.WITHDRAWN},
        Status.REFUSED: set(),
        Status.PAID: set(),
        Status.WITHDRAWN: set(),
    }

    class Outcome(models.TextChoices):
        TRADING = "trading", _("Still trading")
        PAUSED = "paused", _("Paused")
        STOPPED = "stopped", _("Stopped")
        UNKNOWN = "unknown", _("Could not be reached")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, default=uuid7)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="+")
    council = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    status = models.CharField(max_length=9, choices=Status, default=Status.APPLIED, editable=False)
    asked_pence = models.PositiveBigIntegerField()
    agreed_pence = models.PositiveBigIntegerField(null=True)
    purpose = SealedTextField()
    difference = SealedTextField(blank=True, help_text="What it makes possible.")
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    because = SealedTextField(blank=True)
    paid_on = models.DateField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    outcome_on = models.DateField(null=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["applied_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_pence__range=(100, 1_000_000))
                & (Q(agreed_pence=None) | Q(agreed_pence__range=(100, 1_000_000))),
                name="grant_amount_believable",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("applied_by")),
                name="grant_not_decided_by_the_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.status


class GrantLimit(models.Model):
    """Up to how much one person decides alone about a start-up grant of their council."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    council = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    pence = models.PositiveBigIntegerField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "account"], name="grant_limit_once")]

    def __str__(self) -> str:
        return f"{self.pence}"


class Offer(models.Model):
    """Insurance or training that a council lists for its enterprises."""

    class Kind(models.TextChoices):
        INSURANCE = "insurance", _("Insurance")
        TRAINING = "training", _("Training")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    council = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind)
    title = models.CharField(max_length=100)
    words = models.TextField(max_length=600, blank=True)
    checks = models.JSONField(default=list, help_text="Slugs of the checks that it serves.")
    pence = models.PositiveBigIntegerField(null=True, help_text="What it costs; empty when it differs.")
    website = models.URLField(blank=True)
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True)
    places = models.PositiveSmallIntegerField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["kind", "title", "pk"]

    def __str__(self) -> str:
        return self.title


class TakeUp(models.Model):
    """An enterprise took up an offer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="taken_up")
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="+")
    taken_on = models.DateField(default=timezone.localdate)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "enterprise"], name="take_up_once")]

    def __str__(self) -> str:
        return str(self.id)
