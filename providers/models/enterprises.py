"""Enterprises: who helps people for a living."""

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation
from providers.querysets import EnterpriseQuerySet


@pghistory.track(exclude=["updated_at"])
class Enterprise(models.Model):
    """Somebody who helps people for a living: most are one person, none is published by home address."""

    class Kind(models.TextChoices):
        SOLE_TRADER = "sole-trader", _("Sole trader")
        PARTNERSHIP = "partnership", _("Partnership")
        CIC = "cic", _("Community interest company (CIC)")
        COMPANY = "company", _("Limited company")
        CHARITY = "charity", _("Charity")
        MUTUAL = "mutual", _("Co-operative or mutual")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    workers = models.PositiveSmallIntegerField(default=1, validators=[MaxValueValidator(5000)])
    volunteers = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(5000)])
    is_independent = models.BooleanField(default=True, help_text="Not part of a larger body.")
    about = models.TextField(max_length=1500, blank=True)
    company_number = models.CharField(max_length=8, blank=True)
    charity_number = models.CharField(max_length=8, blank=True)
    website = models.URLField(blank=True)
    supporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Fills in for the owner, who confirms before anything is sent.",
    )
    is_invented = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = "enterprise"
        constraints = [
            models.CheckConstraint(condition=Q(workers__gte=1), name="enterprise_has_somebody"),
            models.CheckConstraint(
                condition=~Q(kind="sole-trader") | Q(workers=1), name="enterprise_sole_trader_works_alone"
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name

    @property
    def name(self) -> str:
        return self.organisation.name

    @property
    def headcount(self) -> int:
        """Workers and volunteers: volunteers count."""
        return self.workers + self.volunteers

    def is_micro(self, limit: int) -> bool:
        """Five or fewer workers and volunteers, or the council's own limit, and nobody's branch."""
        return self.is_independent and self.headcount <= limit
