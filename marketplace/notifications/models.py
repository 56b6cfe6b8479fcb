"""The outbox: every message the service owes somebody, written in the same transaction as its cause."""

import json
from datetime import time

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.ids import uuid7
from marketplace.notifications.contacts import Format, Way
from marketplace.notifications.querysets import MailQuerySet, MessageQuerySet
from marketplace.workflow.sealed import SealedTextField


class Message(models.Model):
    """One message; the database remembers it, Celery only carries its id."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    template = models.SlugField(help_text="templates/emails/<template>.txt")
    context = models.JSONField(default=dict, help_text="Blanked once sent.")
    key = models.CharField(max_length=200, unique=True, help_text="Stops the same news being sent twice.")
    organisation_id = models.UUIDField(
        null=True, help_text="Whose staff look after it when it cannot go by itself; null: the operator of the site."
    )

    # To whom, and how; sealed, and blanked a week after it went
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    way = models.CharField(max_length=6, choices=Way, blank=True, help_text="Empty until their wishes are looked up.")
    address = SealedTextField(blank=True, help_text="Number, e-mail or postal address, as the way asks for.")
    name = SealedTextField(blank=True, help_text="Of somebody who has no account.")
    formats = ArrayField(models.CharField(max_length=20), default=list, help_text="How they can read it.")

    # When
    created_at = models.DateTimeField(default=timezone.now)
    run_at = models.DateTimeField(default=timezone.now, help_text="Not before this moment.")
    claimed_until = models.DateTimeField(null=True, help_text="A worker's lease while it is sending.")
    attempts = models.PositiveSmallIntegerField(default=0)
    is_bundled = models.BooleanField(default=False, help_text="Waits to go with other news in one message.")
    bundle = models.ForeignKey("self", models.SET_NULL, null=True, related_name="parts", help_text="It went in this.")

    # What became of it
    by_hand_at = models.DateTimeField(null=True, help_text="Since when a person has to print and post it, or ring.")
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True, help_text="When GOV.UK Notify said that it arrived.")
    failed_at = models.DateTimeField(null=True, help_text="Given up: a person has to look.")
    settled_at = models.DateTimeField(null=True, help_text="When a person had dealt with one that failed.")
    trouble = models.CharField(max_length=100, blank=True, help_text="The kind of error, never its text.")
    forgotten_at = models.DateTimeField(null=True, help_text="When the address was blanked.")

    # What it said, for the one it was sent to: kept two years and thirty days
    subject = SealedTextField(blank=True)
    said = SealedTextField(blank=True, help_text="The context as JSON; the words are written from it anew.")

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["run_at"], condition=Q(sent_at=None, failed_at=None), name="message_waiting"),
            models.Index(fields=["to", "-created_at"], condition=Q(to__isnull=False), name="message_of_person"),
            models.Index(
                fields=["organisation_id", "id"],
                condition=Q(settled_at=None, failed_at__isnull=False) | Q(sent_at=None, by_hand_at__isnull=False),
                name="message_for_a_human",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(to__isnull=False) | ~Q(address="") | Q(forgotten_at__isnull=False),
                name="message_has_somebody_to_go_to",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(failed_at__isnull=False), name="message_settled_only_after_failing"
            ),
        ]

    def __str__(self) -> str:
        return self.template

    def known_context(self) -> dict:
        """What the words are written from, before and after it is sent."""
        return self.context or (json.loads(self.said) if self.said else {})


class Preferences(models.Model):
    """How a person with an account wants to be written to (Accessible Information Standard, DCB1605)."""

    class Rhythm(models.TextChoices):
        AT_ONCE = "at-once", _("At once")
        DAILY = "daily", _("Once a day, at 8 in the morning")
        WEEKLY = "weekly", _("Once a week, on Monday morning")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    way = models.CharField(max_length=6, choices=Way, default=Way.EMAIL)
    post = SealedTextField(blank=True, help_text="The address for letters, one line each.")
    formats = ArrayField(models.CharField(max_length=20, choices=Format), default=list)
    rhythm = models.CharField(max_length=7, choices=Rhythm, default=Rhythm.AT_ONCE)
    quiet_from = models.TimeField(default=time(21), help_text="No text comes from then, London time ...")
    quiet_until = models.TimeField(default=time(8), help_text="... until then.")

    unasked_from = models.DateField(null=True, help_text="From then on no reminders and no questions ...")
    unasked_until = models.DateField(null=True, help_text="... up to this day, or until somebody says so.")
    silenced_on = models.DateField(null=True, help_text="From then on nothing at all is sent to them.")

    class Meta:
        verbose_name_plural = "preferences"

    def __str__(self) -> str:
        return str(self.account_id)


class Mail(models.Model):
    """A message as it left, for /mailbox/ in the demonstration only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    way = models.CharField(max_length=6, choices=Way, default=Way.EMAIL)
    to = models.CharField(max_length=254)
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
