"""Complaints, and what people ask about the facts we keep on them."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.ids import uuid7
from marketplace.requests.deadlines import a_month_after
from marketplace.requests.querysets import RequestQuerySet
from marketplace.workflow.references import new_reference
from marketplace.workflow.sealed import SealedTextField


class Request(models.Model):
    """Something that somebody asked of the operator; its words live here alone and are blanked in time."""

    class Kind(models.TextChoices):
        COMPLAINT = "complaint", _("A complaint")
        ACCESS = "access", _("A page that is hard to use")
        SEE = "see", _("See what we keep about me")
        CORRECT = "correct", _("Put right what is wrong")
        ERASE = "erase", _("Erase what you keep about me")
        DATA = "data", _("A complaint about how you use facts about me")

    class Reply(models.TextChoices):
        PHONE = "phone", _("By phone")
        TEXT = "text", _("By text message")
        EMAIL = "email", _("By e-mail")
        LETTER = "letter", _("By letter")

    class Status(models.TextChoices):
        RECEIVED = "received", _("Received")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")
        ANSWERED = "answered", _("Answered")

    MOVES = {
        Status.RECEIVED: {Status.ACKNOWLEDGED},
        Status.ACKNOWLEDGED: {Status.ANSWERED},
        Status.ANSWERED: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, help_text="The form's own: the same form sent twice is one request.")
    digest = models.CharField(max_length=64, blank=True, help_text="Of what was sent under the key.")
    reference = models.CharField(max_length=9, unique=True, default=new_reference)
    kind = models.CharField(max_length=10, choices=Kind)
    status = models.CharField(max_length=12, choices=Status, default=Status.RECEIVED, editable=False)
    name = SealedTextField(blank=True)
    reply_by = models.CharField(max_length=6, choices=Reply)
    reply_to = SealedTextField(blank=True)
    words = SealedTextField(blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    acknowledge_by = models.DateField()
    acknowledged_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="received", acknowledged_at=None)
                | (~Q(status="received") & Q(acknowledged_at__isnull=False)),
                name="request_acknowledged_at_once_acknowledged",
            ),
            models.CheckConstraint(
                condition=Q(status="answered", answered_at__isnull=False)
                | (~Q(status="answered") & Q(answered_at=None)),
                name="request_answered_at_only_when_answered",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def answer_by(self) -> date | None:
        """One month for what the law gives a month; for the rest as soon as can be."""
        rights = (self.Kind.SEE, self.Kind.CORRECT, self.Kind.ERASE)
        return a_month_after(timezone.localdate(self.received_at)) if self.kind in rights else None

    @property
    def is_late(self) -> bool:
        return self.status == self.Status.RECEIVED and self.acknowledge_by < timezone.localdate()
