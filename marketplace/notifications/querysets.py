"""Every named question about messages."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

REMEMBERED = timedelta(days=7)


class MessageQuerySet(models.QuerySet):
    def due(self):
        """Owed now, and not in the hands of a worker whose lease still runs."""
        now = timezone.now()
        free = Q(claimed_until=None) | Q(claimed_until__lte=now)
        owed = self.filter(free, sent_at=None, failed_at=None, by_hand_at=None, bundle=None, run_at__lte=now)
        return owed.order_by("run_at", "pk")

    def failed(self):
        """Given up: a person has to look."""
        return self.exclude(failed_at=None)

    def past_remembering(self):
        """Sent or given up so long ago that what they said has to be blanked."""
        limit = timezone.now() - REMEMBERED
        return self.filter(Q(sent_at__lte=limit) | Q(failed_at__lte=limit))


class MailQuerySet(models.QuerySet):
    def past_remembering(self):
        return self.filter(at__lte=timezone.now() - REMEMBERED)
