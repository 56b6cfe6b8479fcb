"""Short lists inside a row."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


def slugs(**options) -> ArrayField:
    """A list of slugs from one of our taxonomies."""
    return ArrayField(models.CharField(max_length=40), default=list, blank=True, **options)


def lines(**options) -> ArrayField:
    """A short list of sentences."""
    return ArrayField(models.CharField(max_length=140), default=list, blank=True, size=8, **options)
