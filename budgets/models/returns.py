"""What a person tells the council about a direct payment: receipts, and a return that stays as it was sent."""

import json

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.models.money import Budget, Expense
from budgets.querysets import ReceiptQuerySet, ReturnQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.workflow.sealed import SealedTextField


class Receipt(models.Model):
    """A paper that shows what was paid; cleaned, kept in private, and shown to whoever may see the money."""

    class Scan(models.TextChoices):
        NOT_CONFIGURED = "none", _("No scanner is set up")
        WAITING = "waiting", _("Waits to be scanned")
        CLEAN = "clean", _("Scanned")
        INFECTED = "infected", _("Something bad was found in it")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    expense = models.ForeignKey(Expense, models.PROTECT, related_name="receipts")
    stored_as = models.CharField(max_length=120, blank=True, help_text="Name in private storage; empty when gone.")
    name = SealedTextField(blank=True, help_text="As its sender called it.")
    content_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=8, choices=Scan)
    scanned_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(size__lte=10 * 1024 * 1024), name="receipt_size")]

    def __str__(self) -> str:
        return str(self.id)


class MoneyReturn(models.Model):
    """Some days of a direct payment as they were told to the body that pays it; a correction is another one."""

    class Status(models.TextChoices):
        SENT = "sent", _("Sent")
        ASKED = "asked", _("There is a question about it")
        SEEN = "seen", _("Looked at, and all right")
        REPLACED = "replaced", _("Replaced by a newer one")

    MOVES = {
        Status.SENT: {Status.ASKED, Status.SEEN, Status.REPLACED},
        Status.ASKED: {Status.SENT, Status.SEEN, Status.REPLACED},
        Status.SEEN: {Status.REPLACED},
        Status.REPLACED: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, default=uuid7, help_text="The form's own: sent twice is one.")
    budget = models.ForeignKey(Budget, models.PROTECT, related_name="returns")
    starts_on = models.DateField()
    ends_on = models.DateField()
    status = models.CharField(max_length=8, choices=Status, default=Status.SENT, editable=False)
    told = SealedTextField(help_text="Every sum, expense and receipt as it was sent, as JSON.")
    sha256 = models.CharField(max_length=64, help_text="Of what was told.")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    question = SealedTextField(blank=True)
    answer = SealedTextField(blank=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        verbose_name = "return"
        ordering = ["-ends_on", "-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "starts_on", "ends_on"], condition=~Q(status="replaced"), name="return_once"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="return_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(seen_by=None) | ~Q(seen_by=F("sent_by")), name="return_seen_by_somebody_else"
            ),
        ]

    def __str__(self) -> str:
        return self.status

    @property
    def facts(self) -> dict:
        return json.loads(self.told) if self.told else {}
