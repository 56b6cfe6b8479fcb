"""What happens in a life, and what somebody who comes for the first time has to know."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.models.persons import Person
from budgets.querysets import LifeChangeQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.workflow.sealed import SealedTextField


class LifeChange(models.Model):
    """Life happened: from this day visits, reminders and questions stop, until the person is home or for good."""

    class Kind(models.TextChoices):
        HOSPITAL = "hospital", _("In hospital")
        AWAY = "away", _("Away for a while")
        MOVED = "moved", _("Moving to another place")
        DIED = "died", _("They died")

    STAYS = (Kind.HOSPITAL, Kind.AWAY)  # from which people come home

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, default=uuid7, help_text="The form's own: sent twice is one.")
    person = models.ForeignKey(Person, models.PROTECT, related_name="life_changes")
    kind = models.CharField(max_length=8, choices=Kind)
    starts_on = models.DateField(help_text="The first day.")
    until_on = models.DateField(null=True, help_text="The last day away, if it is known beforehand.")
    ended_on = models.DateField(null=True, help_text="The last day away, once they are home.")
    agreements_stay = models.BooleanField(default=True, help_text="Of a move: the same people still come.")
    outcode = models.CharField(
        max_length=4, blank=True, help_text="Of a move that is still to come: where to; blank once it has come."
    )
    note = SealedTextField(blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(
        null=True, help_text="Of a death: when somebody who may act for them said that it is so."
    )
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True, help_text="It was said by mistake.")

    objects = LifeChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-said_at", "-pk"]
        indexes = [models.Index(fields=["person", "starts_on"], name="life_change_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("starts_on")), name="life_change_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["hospital", "away"]) | Q(until_on=None, ended_on=None),
                name="life_change_only_stays_end",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(kind="died", taken_back_at=None), name="life_change_died_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_stay(self) -> bool:
        return self.kind in self.STAYS

    @property
    def last_on(self):
        """The last day away, as far as it is known."""
        return self.ended_on or self.until_on

    def covers(self, day) -> bool:
        """Whether a visit on this day would find nobody at home."""
        is_over = self.last_on is not None and day > self.last_on
        return self.is_stay and self.taken_back_at is None and day >= self.starts_on and not is_over


class FirstVisitSheet(models.Model):
    """Where to go and what to know before the first visit: sealed, and open to an enterprise while it comes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.OneToOneField(Person, models.CASCADE, related_name="sheet")
    address = SealedTextField(blank=True)
    way_in = SealedTextField(blank=True, help_text="Keys, codes, which door.")
    contacts = SealedTextField(blank=True, help_text="Whom to ring.")
    risks = SealedTextField(blank=True, help_text="What could hurt the person or whoever comes.")
    know = SealedTextField(blank=True, help_text="What is good to know.")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.pk)
