"""A council's own rules for checks: what the law leaves to it, dated and in versions that never change."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from commissioning.querysets import RuleSetQuerySet
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation


class RuleSet(models.Model):
    """One version of a council's adjustments to the national rules (`proportionality.adjusted` reads them)."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    council = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(help_text="Counts from 1 for each council.")
    adjustments = models.JSONField(default=dict, help_text="Sums insured, months and tiers: codes and numbers only.")
    in_force_on = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        ordering = ["council", "version"]
        constraints = [models.UniqueConstraint(fields=["council", "version"], name="rule_set_version_once")]

    def __str__(self) -> str:
        return f"{self.version}"


class Recomputation(models.Model):
    """How far the cases of a council have been held against a new version of its rules: it can be resumed."""

    rule_set = models.OneToOneField(RuleSet, models.CASCADE, primary_key=True, related_name="recomputation")
    after = models.UUIDField(null=True, help_text="The last case that was done.")
    done = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.done}"
