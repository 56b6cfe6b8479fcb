"""Every named question about what people sent us."""

from datetime import timedelta

from django.db import models
from django.db.models import Case, F, IntegerField, Value, When
from django.utils import timezone

from marketplace.accounts.actors import Actor
from marketplace.organisations.access import holds
from marketplace.organisations.models import Role

REMEMBERED = timedelta(days=2 * 365)


class RequestQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor):
        """Operators see all, everybody else none."""
        return self if holds(actor, Role.OPERATOR) else self.none()

    def soonest_first(self):
        """What waits comes first, by its deadline; what is answered comes last, newest first."""
        settled = Case(When(status="answered", then=Value(1)), default=Value(0), output_field=IntegerField())
        return self.annotate(settled=settled).order_by("settled", F("answered_at").desc(), "acknowledge_by", "pk")

    def waiting(self):
        return self.exclude(status="answered")

    def past_remembering(self):
        """Answered so long ago that what was said has to be blanked."""
        return self.filter(answered_at__lte=timezone.now() - REMEMBERED).exclude(words="")
