"""Every named question about what happens in people's lives."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce


class LifeChangeQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not taken back."""
        return self.filter(taken_back_at=None)

    def stays(self):
        """In hospital, or away."""
        return self.standing().filter(kind__in=("hospital", "away"))

    def deaths(self):
        """That somebody died, while nobody took it back."""
        return self.standing().filter(kind="died")

    def said_deaths(self):
        """That somebody died, also what was taken back since."""
        return self.filter(kind="died")

    def to_move(self, today):
        """Moves said in advance whose day has come, of people who live."""
        due = self.standing().filter(kind="moved", starts_on__lte=today, person__died_on=None).exclude(outcode="")
        return due.order_by("starts_on", "pk")

    def with_end(self):
        return self.annotate(last=Coalesce("ended_on", "until_on"))

    def open_on(self, day):
        """Stays that have not ended on this day, also those that only begin later."""
        return self.stays().with_end().filter(Q(last=None) | Q(last__gte=day), ended_on=None)

    def not_over(self, day):
        """Stays of which this day, or a later one, may be a part."""
        return (
            self.stays().with_end().filter(Q(last=None) | Q(last__gte=day), Q(last=None) | Q(last__gte=F("starts_on")))
        )

    def covering(self, day):
        """Stays within which this day lies."""
        return self.stays().with_end().filter(Q(last=None) | Q(last__gte=day), starts_on__lte=day)

    def without_end(self, day):
        """Stays of which nobody knows yet when they end, and that have begun by this day."""
        return self.stays().filter(until_on=None, ended_on=None, starts_on__lte=day)
