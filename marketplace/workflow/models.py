"""The trail of who did what to which record, and links that let somebody in without a password."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from marketplace.accounts.ids import uuid7
from marketplace.workflow.querysets import PrivateLinkQuerySet, UsedKeyQuerySet


class Entry(models.Model):
    """One line of the trail: written by actions, never edited, ids and codes only."""

    append_only = True  # the site's database role may add lines, and never change or delete one

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    rule = models.SlugField(blank=True, help_text="The system's own rule, when no person acted.")
    link_id = models.UUIDField(null=True)
    membership_id = models.UUIDField(null=True)
    acting_for_id = models.UUIDField(null=True)
    token_id = models.UUIDField(null=True, help_text="The key with which another system acted.")
    what = models.CharField(max_length=100, help_text="A code such as 'draft>submitted', never free text.")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id", "at"], name="entry_of_subject")]
        ordering = ["at", "pk"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.subject_type} {self.what}"


class PrivateLink(models.Model):
    """A way in to one record for one purpose, until it expires or is replaced; the address itself is never kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    purpose = models.SlugField()
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="Replaced, used up or taken back.")

    objects = PrivateLinkQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "purpose"], condition=Q(ended_at=None), name="private_link_of_subject")
        ]

    def __str__(self) -> str:
        return f"{self.purpose}"


class UsedKey(models.Model):
    """What was done under a key, as a digest, so that the same form or request sent again has no second effect."""

    key = models.UUIDField(primary_key=True, editable=False)
    digest = models.CharField(max_length=64, help_text="Of the verb, all its arguments and who asked: keys.digest_of.")
    used_at = models.DateTimeField(default=timezone.now)

    objects = UsedKeyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["used_at"], name="used_key_by_age")]

    def __str__(self) -> str:
        return str(self.key)
