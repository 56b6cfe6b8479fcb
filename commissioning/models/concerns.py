"""Concerns that anybody raises, and suspensions: who raised one is never told."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commissioning.querysets import ConcernQuerySet, SuspensionQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation
from marketplace.workflow.references import new_reference
from marketplace.workflow.sealed import SealedTextField
from providers.models import Service


class SafeguardingRoute(models.Model):
    """How one reports harm to a council: its own telephone, page and out-of-hours number come before any form."""

    council = models.OneToOneField(Organisation, models.CASCADE, primary_key=True, related_name="+")
    phone = models.CharField(max_length=20, blank=True)
    out_of_hours_phone = models.CharField(max_length=20, blank=True)
    website = models.URLField(blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.pk)


class Concern(models.Model):
    """Somebody is worried about a service; the council, or the operator, looks into it."""

    class Status(models.TextChoices):
        RAISED = "raised", _("Not looked at yet")
        LOOKED_INTO = "looked-into", _("Being looked into")
        SETTLED = "settled", _("Settled")

    MOVES = {
        Status.RAISED: {Status.LOOKED_INTO, Status.SETTLED},
        Status.LOOKED_INTO: {Status.SETTLED},
        Status.SETTLED: {Status.LOOKED_INTO},
    }

    class About(models.TextChoices):
        SAFETY = "safety", _("Somebody is being harmed, or might be")
        QUALITY = "quality", _("The help is not as it should be")
        CHECKS = "checks", _("What the page says was checked is not true")
        MONEY = "money", _("Money")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, default=uuid7)
    reference = models.CharField(max_length=9, unique=True, default=new_reference)
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    about = models.CharField(max_length=8, choices=About)
    status = models.CharField(max_length=11, choices=Status, default=Status.RAISED, editable=False)
    words = SealedTextField(blank=True)
    name = SealedTextField(blank=True, help_text="Of whoever raised it, if they said so. Never told.")
    contact = SealedTextField(blank=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now)
    outcome = SealedTextField(blank=True, help_text="What came of it, in the officer's words.")
    settled_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["raised_at", "pk"]

    def __str__(self) -> str:
        return self.reference


class Suspension(models.Model):
    """A council takes a service out of sight at once, with a reason; it is lifted, or stays after an appeal."""

    class Status(models.TextChoices):
        HOLDS = "holds", _("Suspended")
        APPEALED = "appealed", _("Suspended, and appealed against")
        LIFTED = "lifted", _("Lifted")

    MOVES = {
        Status.HOLDS: {Status.APPEALED, Status.LIFTED},
        Status.APPEALED: {Status.HOLDS, Status.LIFTED},
        Status.LIFTED: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    council = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    concern = models.ForeignKey(Concern, models.PROTECT, null=True, related_name="+", help_text="Never shown to it.")
    status = models.CharField(max_length=8, choices=Status, default=Status.HOLDS, editable=False)
    reason = SealedTextField(help_text="For the enterprise. Says nothing of who was worried.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    from_at = models.DateTimeField(default=timezone.now)
    appeal = SealedTextField(blank=True)
    appealed_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    outcome = SealedTextField(blank=True, help_text="Why it was lifted, or why it stays.")

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        ordering = ["-from_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service"], condition=Q(status__in=["holds", "appealed"]), name="suspension_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | Q(lifted_at__gte=F("from_at")), name="suspension_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return self.status
