"""What somebody has to do with an enterprise themselves: they may not send people there in their work."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.ids import uuid7
from providers.models.enterprises import Enterprise
from providers.querysets import InterestQuerySet


class Interest(models.Model):
    """Somebody, or somebody in their household, owns or works in an enterprise; they said so themselves."""

    class Relation(models.TextChoices):
        OWN = "own", _("I own it, or part of it")
        WORK = "work", _("I work or volunteer there")
        HOUSEHOLD_OWNS = "household-owns", _("Somebody in my household owns it, or part of it")
        HOUSEHOLD_WORKS = "household-works", _("Somebody in my household works or volunteers there")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="interests")
    relation = models.CharField(max_length=15, choices=Relation)
    declared_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, help_text="They said that it is no longer so.")

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["declared_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "enterprise", "relation"], condition=Q(ended_at=None), name="interest_once"
            ),
        ]

    def __str__(self) -> str:
        return self.relation
