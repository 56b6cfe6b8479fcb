"""How life is for a person, as they said it: our own short check, or an instrument under somebody's licence."""

import json

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.models.persons import Person
from budgets.querysets import LifeCheckQuerySet, WordingQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.workflow.sealed import SealedTextField


class Instrument(models.TextChoices):
    """What was asked."""

    LIFE = "life", _("How is life?")
    ASCOT = "ascot", _("ASCOT SCT4")


class LifeCheck(models.Model):
    """What somebody said on one day; an area that they left out is not in it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True, default=uuid7, help_text="The form's own: sent twice is one.")
    person = models.ForeignKey(Person, models.CASCADE, related_name="life_checks")
    instrument = models.CharField(max_length=5, choices=Instrument)
    said_on = models.DateField(default=timezone.localdate)
    said = SealedTextField(blank=True, help_text="Area and level, as JSON; blanked with who the person is.")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
                                help_text="Who typed it in: the person, or somebody for them.")  # fmt: skip
    said_at = models.DateTimeField(default=timezone.now)

    objects = LifeCheckQuerySet.as_manager()

    class Meta:
        ordering = ["said_at", "pk"]
        indexes = [models.Index(fields=["person", "instrument"], name="life_check_of_person")]

    def __str__(self) -> str:
        return self.instrument

    @property
    def levels(self) -> dict[str, int]:
        return json.loads(self.said) if self.said else {}


class AscotWording(models.Model):
    """The questions of ASCOT SCT4 as a licensee loaded them, word for word; without one nothing is asked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    licence_holder = models.CharField(max_length=200)
    licensed_on = models.DateField()
    wording = models.JSONField(help_text="Domain: its question, and its four levels from ideal to high needs.")
    loaded_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, help_text="When it was switched off.")

    objects = WordingQuerySet.as_manager()

    class Meta:
        ordering = ["loaded_at"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(ended_at=None), name="ascot_wording_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.licence_holder
