"""Every named question about private links and used keys."""

from datetime import timedelta
from uuid import UUID

from django.db import connection, models
from django.utils import timezone

KEPT = timedelta(days=90)  # nobody sends a form again after that
USE = "INSERT INTO workflow_usedkey (key, digest, used_at) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"


class PrivateLinkQuerySet(models.QuerySet):
    def live(self):
        """Those that still let somebody in."""
        return self.filter(ended_at=None, expires_at__gt=timezone.now())

    def of(self, subject: models.Model, purpose: str):
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk, purpose=purpose)


class UsedKeyQuerySet(models.QuerySet):
    def use(self, key: UUID, digest: str) -> bool:
        """Take the key, in one statement; whether it was free. Whoever is second waits until the first has ended."""
        with connection.cursor() as cursor:
            cursor.execute(USE, [key, digest, timezone.now()])
            return cursor.rowcount == 1

    def past_keeping(self):
        return self.filter(used_at__lte=timezone.now() - KEPT)
