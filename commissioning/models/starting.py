"""Help to start: an adviser, a next step, small grants, and the insurance and training that a council offers."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commissioning.querysets import GrantQuerySet, OfferQuerySet, StartQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation
from marketplace.workflow.sealed import SealedTextField
from providers.models import Enterprise

MOST_PENCE = 1_000_000  # a start-up grant of more than £10,000 is another kind of grant


class Start(models.Model):
    """One enterprise that a council helps to start: who helps, and whether its plan is written."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="+")
    council = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    adviser = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    plan_ready_on = models.DateField(null=True, help_text="Said by the owner: what it costs, when, and what if.")
    opened_at = models.DateTimeField(default=timezone.now)

    objects = StartQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["enterprise", "council"], name="start_once")]

    def __str__(self) -> str:
        return str(self.pk)


class NextStep(models.Model):
    """What an adviser and an enterprise agreed to do next, who does it, and by when."""

    class Who(models.TextChoices):
        ENTERPRISE = "enterprise", _("The enterprise")
        ADVISER = "adviser", _("The adviser")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    start = models.ForeignKey(Start, models.CASCADE, related_name="next_steps")
    who = models.CharField(max_length=10, choices=Who, default=Who.ENTERPRISE)
    words = SealedTextField()
    due_on = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True)
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["start"], condition=Q(done_on=None), name="next_step_one_at_a_time")
        ]

    def __str__(self) -> str:
        return self.who


class GrantScheme(models.Model):
    """What a council gives to start with: whether it does, at most how much, and what an adviser decides alone."""

    council = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="+")
    is_open = models.BooleanField(default=False)
    most_pence = models.PositiveBigIntegerField()
    adviser_pence = models.PositiveBigIntegerField(help_text="Up to this an adviser decides; above it a commissioner.")
    words = models.TextField(max_length=600, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(most_pence__range=(100, MOST_PENCE)) & Q(adviser_pence__lte=F("most_pence")),
                name="grant_scheme_sums",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Grant(models.Model):
    """A small sum to start with: applied for, decided within a limit, paid, and asked about a year later."""

    class Status(models.TextChoices):
        APPLIED = "applied", _("Waits for an answer")
        AGREED = "agreed", _("Agreed, to be paid")
        REFUSED = "refused", _("Not agreed")
        PAID = "paid", _("Paid")
        WITHDRAWN = "withdrawn", _("Taken back")

    MOVES = {
        Status.APPLIED: {Status.AGREED, Status.REFUSED, Status.WITHDRAWN},
        Status.AGREED: {Status.PAID, Status.WITHDRAWN},
        Status.REFUSED: set(),
        Status.PAID: {Status.AGREED},  # it came back from the bank
        Status.WITHDRAWN: set(),
    }

    class Outcome(models.TextChoices):
        TRADING = "trading", _("Still going, and growing or steady")
        SMALLER = "smaller", _("Still going, less than hoped")
        PAUSED = "paused", _("Paused")
        STOPPED = "stopped", _("Stopped")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, default=uuid7)
    start = models.ForeignKey(Start, models.PROTECT, related_name="grants")
    status = models.CharField(max_length=9, choices=Status, default=Status.APPLIED, editable=False)
    asked_pence = models.PositiveBigIntegerField()
    agreed_pence = models.PositiveBigIntegerField(null=True)
    purpose = SealedTextField(help_text="What it is for, and what it makes possible.")
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    limit_pence = models.PositiveBigIntegerField(null=True, help_text="What its decider could agree to alone.")
    because = SealedTextField(blank=True, help_text="For the owner: why not, or why less.")
    paid_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    paid_on = models.DateField(null=True)
    asked_at = models.DateTimeField(null=True, help_text="When the owner was asked what became of it.")
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    outcome_on = models.DateField(null=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["applied_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(asked_pence__range=(100, MOST_PENCE)), name="grant_amount_believable"),
            models.CheckConstraint(
                condition=Q(agreed_pence=None) | Q(agreed_pence__gte=1, agreed_pence__lte=F("asked_pence")),
                name="grant_never_more_than_asked",
            ),
            models.CheckConstraint(
                condition=Q(agreed_pence=None) | Q(agreed_pence__lte=F("limit_pence"), limit_pence__isnull=False),
                name="grant_within_the_limit",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["agreed", "paid"])
                | Q(agreed_pence__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="grant_agreed_says_who",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("applied_by")), name="grant_not_decided_by_the_owner"
            ),
            models.CheckConstraint(
                condition=(
                    Q(status="paid", paid_on__isnull=False, paid_by__isnull=False) & ~Q(paid_by=F("decided_by"))
                )
                | (~Q(status="paid") & Q(paid_on=None, paid_by=None)),
                name="grant_paid_by_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["start"], condition=Q(status__in=["applied", "agreed"]), name="grant_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.status


class Offer(models.Model):
    """Insurance or training that a council lists for the enterprises it helps."""

    class Kind(models.TextChoices):
        INSURANCE = "insurance", _("Insurance")
        TRAINING = "training", _("Training")
        OTHER = "other", _("Other help")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    council = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind)
    title = models.CharField(max_length=100)
    words = models.TextField(max_length=600, blank=True)
    cost = models.CharField(max_length=60, blank=True, help_text="In words: free, £48 a year.")
    website = models.URLField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_on = models.DateField(default=timezone.localdate)
    ended_on = models.DateField(null=True)

    objects = OfferQuerySet.as_manager()

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
        ordering = ["-taken_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["offer", "enterprise"], name="take_up_once")]

    def __str__(self) -> str:
        return str(self.pk)
