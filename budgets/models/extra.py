"""Urgent extra hours: asked for in a moment, and approved by somebody who has a name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.models.agreements import MOST_A_VISIT, Agreement
from budgets.models.visits import Visit
from budgets.querysets import ExtraHoursQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.workflow.sealed import SealedTextField


class ExtraHours(models.Model):
    """One visit more than was agreed, and where it comes from public money, the money for it."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Waits for a yes")
        APPROVED = "approved", _("Yes")
        REFUSED = "refused", _("No")
        WITHDRAWN = "withdrawn", _("Taken back")

    MOVES = {
        Status.ASKED: {Status.APPROVED, Status.REFUSED, Status.WITHDRAWN},
        Status.APPROVED: set(),
        Status.REFUSED: set(),
        Status.WITHDRAWN: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, default=uuid7, help_text="The form's own: sent twice is one.")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="extra_hours")
    status = models.CharField(max_length=9, choices=Status, default=Status.ASKED, editable=False)
    on = models.DateField()
    at = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    pence = models.PositiveBigIntegerField()
    because = SealedTextField(help_text="What happened.")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="Who is asked first."
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    why_not = SealedTextField(blank=True)
    visit = models.OneToOneField(Visit, models.PROTECT, null=True, related_name="extra")

    objects = ExtraHoursQuerySet.as_manager()

    class Meta:
        verbose_name = "question"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="approved")
                | Q(decided_by__isnull=False, decided_at__isnull=False, visit__isnull=False),
                name="extra_hours_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(5, 24 * 60), pence__range=(1, MOST_A_VISIT)), name="extra_hours_of_a_day"
            ),
            models.UniqueConstraint(
                fields=["agreement", "on", "at"], condition=Q(status="asked"), name="extra_hours_asked_once"
            ),
        ]

    def __str__(self) -> str:
        return self.status
