"""Every named question about private links."""

from django.db import models
from django.utils import timezone


class PrivateLinkQuerySet(models.QuerySet):
    def live(self):
        """Those that still let somebody in."""
        return self.filter(ended_at=None, expires_at__gt=timezone.now())

    def of(self, subject: models.Model, purpose: str):
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk, purpose=purpose)
