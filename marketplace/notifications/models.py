"""The outbox: every message the service owes somebody, written in the same transaction as its cause."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from marketplace.accounts.ids import uuid7
from marketplace.notifications.querysets import MailQuerySet, MessageQuerySet


class Message(models.Model):
    """One message; the database remembers it, Celery only carries its id."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    address = models.EmailField(blank=True, help_text="For somebody who has no account yet.")
    template = models.SlugField(help_text="templates/emails/<template>.txt")
    context = models.JSONField(default=dict, help_text="Blanked once sent.")
    key = models.CharField(max_length=200, unique=True, help_text="Stops the same news being sent twice.")
    created_at = models.DateTimeField(default=timezone.now)
    run_at = models.DateTimeField(default=timezone.now, help_text="Not before this moment.")
    claimed_until = models.DateTimeField(null=True, help_text="A worker's lease while it is sending.")
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True, help_text="Given up: a person has to look.")
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=100, blank=True, help_text="The kind of error, never its text.")

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["run_at"], condition=Q(sent_at=None, failed_at=None), name="message_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(to__isnull=False) | ~Q(address=""), name="message_has_somebody_to_go_to"
            )
        ]

    def __str__(self) -> str:
        return self.template


class Mail(models.Model):
    """A message as it left, for /mailbox/ in the demonstration only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    message_id = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "mail"

    def __str__(self) -> str:
        return self.subject
