"""The public register of the Care Quality Commission, as it was last loaded, and which of ours are on it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.ids import uuid7
from providers.models import Service


class CqcLocation(models.Model):
    """One location of the published directory (Open Government Licence)."""

    id = models.CharField(primary_key=True, max_length=20, help_text="CQC location id, such as 1-1000000001.")
    provider_id = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200)
    provider_name = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    website = models.CharField(max_length=200, blank=True)
    service_types = models.TextField(blank=True)
    specialisms = models.TextField(blank=True)
    report_url = models.CharField(max_length=300, blank=True)
    inspected_on = models.DateField(null=True)
    loaded_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["provider_id"], name="cqc_location_of_provider"),
            models.Index(fields=["postcode"], name="cqc_location_postcode"),
        ]

    def __str__(self) -> str:
        return self.name


class CqcMatch(models.Model):
    """A service of ours and a location of the register that may be the same; a person says so where it is doubtful."""

    class Status(models.TextChoices):
        SURE = "sure", _("The same, by its number")
        DOUBTFUL = "doubtful", _("May be the same")
        SAME = "same", _("Somebody said it is the same")
        OTHER = "other", _("Somebody said it is another")

    MOVES = {
        Status.SURE: {Status.OTHER, Status.SAME},
        Status.DOUBTFUL: {Status.SAME, Status.OTHER, Status.SURE},
        Status.SAME: {Status.OTHER},
        Status.OTHER: {Status.SAME},
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    location = models.ForeignKey(CqcLocation, models.CASCADE, related_name="+")
    status = models.CharField(max_length=8, choices=Status, editable=False)
    by_what = models.SlugField(help_text="number, name-and-postcode, name, postcode")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "location"], name="cqc_match_once"),
            models.UniqueConstraint(
                fields=["service"], condition=Q(status__in=["sure", "same"]), name="cqc_match_one_is_right"
            ),
        ]

    def __str__(self) -> str:
        return self.status
