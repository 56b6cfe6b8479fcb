"""How an enterprise answers those who ask: counted each night, from enquiries that are over."""

from django.db import models
from django.db.models import F, Q

from providers.models.enterprises import Enterprise


class Answering(models.Model):
    """The figures that people see of one enterprise; `providers.answering` has the rule."""

    enterprise = models.OneToOneField(Enterprise, models.CASCADE, primary_key=True, related_name="+")
    asked = models.PositiveSmallIntegerField(default=0)
    answered = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField(null=True, help_text="Working days that an answer usually takes.")
    counted_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(answered__lte=F("asked")), name="answering_no_more_than_asked")
        ]

    def __str__(self) -> str:
        return f"{self.answered} of {self.asked}"
