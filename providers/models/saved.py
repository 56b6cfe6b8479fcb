"""Searches that somebody saved, to be told who is new, and areas that a whole body follows."""

import json

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation
from marketplace.workflow.sealed import SealedTextField
from providers.querysets.keeping import FollowerQuerySet, SavedSearchQuerySet


class SavedSearch(models.Model):
    """A search that goes on looking: what is looked for lies here sealed, and nowhere else."""

    class Rhythm(models.TextChoices):
        AT_ONCE = "at-once", _("As soon as somebody is there")
        DAILY = "daily", _("Once a day")
        WEEKLY = "weekly", _("Once a week")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, help_text="The form's own: the same form sent twice saves one search.")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="+", help_text="Whose area it is: no words, no filters."
    )
    body = SealedTextField(help_text="What is looked for and where, as JSON.")
    rhythm = models.CharField(max_length=7, choices=Rhythm, default=Rhythm.DAILY)
    known = SealedTextField(blank=True, help_text="Ends of the keys of those who fitted already.")
    knows_all = models.BooleanField(default=True, help_text="Whether all who fitted are among the known.")
    saved_at = models.DateTimeField(default=timezone.now)
    looked_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(default=timezone.now)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "saved searches"
        ordering = ["-saved_at", "-pk"]
        indexes = [models.Index(fields=["next_at"], name="saved_search_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(account=None, organisation__isnull=False) | Q(account__isnull=False, organisation=None),
                name="saved_search_is_a_persons_or_a_bodys",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def asked(self) -> dict:
        """What is looked for, as a kept search has it."""
        return json.loads(self.body)


class Follower(models.Model):
    """Somebody who is told what a saved search finds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="followers")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "account"], name="follower_once")]

    def __str__(self) -> str:
        return str(self.id)
