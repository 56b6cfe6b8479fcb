"""What each night's reading of the open feed found."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from marketplace.accounts.ids import uuid7
from providers.querysets import FeedRunQuerySet

FRESH = timedelta(days=90)


class FeedRun(models.Model):
    """One reading of every listing in the feed; it keeps its place, so that it can go on where it stopped."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    reached = models.UUIDField(null=True, help_text="The last service that was read.")
    services = models.PositiveIntegerField(default=0)
    valid = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=dict, help_text="Of each kind of problem: how many, and a few services.")
    oldest_assured_on = models.DateField(null=True)
    newest_assured_on = models.DateField(null=True)
    fresh = models.PositiveIntegerField(default=0, help_text="Services confirmed in the 90 days before the run.")

    objects = FeedRunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d}: {self.valid} of {self.services}"

    @property
    def wrong(self) -> int:
        return self.services - self.valid

    @property
    def percent_fresh(self) -> int:
        return self.fresh * 100 // self.services if self.services else 100
