"""That several people gather for a service: written down by whoever keeps that, for the page of the service."""

from django.db import models

from providers.models.services import Service


class Gathering(models.Model):
    """It starts when so many have joined, and so many have; who they are is known elsewhere."""

    service = models.OneToOneField(Service, models.CASCADE, primary_key=True, related_name="gathering")
    minimum = models.PositiveSmallIntegerField()
    so_far = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.so_far} of {self.minimum}"
