"""Which drafts came from another directory's feed, and how they looked there."""

from django.db import models
from django.utils import timezone

from marketplace.accounts.ids import uuid7
from providers.models.services import Service
from providers.querysets import ImportedServiceQuerySet


class ImportedService(models.Model):
    """A service of another directory that was taken in here once, so that it is never taken in twice."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.OneToOneField(Service, models.CASCADE, related_name="+")
    source = models.CharField(max_length=500, help_text="Address of the feed, or what its file was called.")
    external_id = models.UUIDField(help_text="Its id in that feed.")
    external_organisation_id = models.UUIDField(null=True)
    last_modified = models.CharField(max_length=40, blank=True, help_text="As the feed writes it.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the document that was read.")
    written_at = models.DateTimeField(help_text="When we last wrote it; saved later means changed by somebody.")
    taken_in_at = models.DateTimeField(default=timezone.now)

    objects = ImportedServiceQuerySet.as_manager()

    class Meta:
        verbose_name = "imported service"
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="imported_once"),
        ]
        indexes = [
            models.Index(fields=["external_id"], name="imported_by_id"),
            models.Index(fields=["source", "external_organisation_id"], name="imported_by_organisation"),
        ]

    def __str__(self) -> str:
        return str(self.external_id)

    @property
    def is_as_written(self) -> bool:
        """Whether nobody has changed or sent the draft since we wrote it."""
        return self.service.status == Service.Status.DRAFT and self.service.updated_at == self.written_at
