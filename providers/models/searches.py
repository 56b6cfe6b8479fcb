"""What the directory search reads, and what visitors searched for."""

import re

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models

from providers import facets
from providers.models.lists import slugs
from providers.models.services import Service
from providers.querysets import SearchQuerySet, SharedShortlistQuerySet


class PointField(models.Field):
    """A PostgreSQL `point` of (easting, northing) in metres; read as a pair of floats, written through SQL."""

    description = "point"

    def db_type(self, connection):
        return "point"

    def from_db_value(self, value, expression, connection):
        return None if value is None else tuple(float(part) for part in value.strip("()").split(","))

    def get_prep_value(self, value):
        return None if value is None else f"({value[0]},{value[1]})"


class LexemesField(models.Field):
    """A PostgreSQL `tsvector` of plain lexemes without positions; read and written as a set of strings."""

    description = "lexemes"
    QUOTED = re.compile(r"'((?:[^']|'')*)'")

    def db_type(self, connection):
        return "tsvector"

    def from_db_value(self, value, expression, connection):
        return None if value is None else {found.replace("''", "'") for found in self.QUOTED.findall(value)}

    def get_prep_value(self, value):
        return None if value is None else sorted(value)

    def get_placeholder(self, value, compiler, connection):
        return "array_to_tsvector(%s::text[])"


class TallyField(models.Field):
    """A PostgreSQL `numeric` to count with: one digit to base ten thousand for each facet (`providers.facets`)."""

    description = "tally"

    def db_type(self, connection):
        return "numeric"

    def from_db_value(self, value, expression, connection):
        return int(value)

    def get_prep_value(self, value):
        return str(value)


class FlagsField(models.Field):
    """A PostgreSQL `bit` string with a place for every fact (`providers.facets`), as zeros and ones."""

    description = "flags"

    def db_type(self, connection):
        return f"bit({facets.WIDTH})"

    def get_placeholder(self, value, compiler, connection):
        return f"%s::bit({facets.WIDTH})"


class SearchDocument(models.Model):
    """What the directory search reads: one narrow row for each listed service, public facts only.

    Written in the transaction of the change that it mirrors. `flags` holds every fact that a filter or a term of the
    vocabulary can ask for ('act:cleaning'), `tally` the same facts to be counted (see `providers.facets`). `words`
    holds the stems of what the listing says, and the terms that a search begins from with their cell of the national
    grid ('act:cleaning@91.68', see `providers.cells`).
    """

    service = models.OneToOneField(Service, models.CASCADE, primary_key=True, related_name="+")
    point = PointField()
    reach = models.PositiveIntegerField(help_text="How far it serves from its point, metres; 0 for a venue.")
    councils = slugs()
    flags = FlagsField(default=facets.NO_FLAGS)
    words = LexemesField(default=set)
    tally = TallyField(default=0)
    slots = models.IntegerField(default=0, help_text="Free mornings, afternoons and evenings of a week: see facets.")
    hour_pence = models.PositiveIntegerField(null=True, help_text="Lowest price of an hour, or of the smallest unit.")
    room_until = models.DateField(null=True, help_text="Counts as having room up to this day.")
    fresh_until = models.DateField(null=True, help_text="Counts as lately confirmed up to this day.")
    is_checked = models.BooleanField(default=False)

    class Meta:
        indexes = [
            GistIndex(fields=["point"], name="search_point"),
            GinIndex(fields=["words"], name="search_words", fastupdate=False),  # no search waits for what is pending
        ]

    def __str__(self) -> str:
        return str(self.service_id)


class SearchCard(models.Model):
    """What a result shows of a listed service, ready to print; apart from the search document, which stays narrow."""

    service = models.OneToOneField(Service, models.CASCADE, primary_key=True, related_name="+")
    card = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.service_id)


class KnownWord(models.Model):
    """A word that some listing uses, as it is spelled there: what a misspelt word of a search may have meant."""

    word = models.CharField(max_length=40, primary_key=True)

    class Meta:
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="known_word_like")]

    def __str__(self) -> str:
        return self.word


class Search(models.Model):
    """What a visitor searched for, kept a day so that a page can be reloaded.

    Neither the words nor the token can be read from the database: the row is found by the token's digest and its
    body is encrypted with a key made from the token.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    body = models.BinaryField()
    expires_at = models.DateTimeField()
    is_shared = models.BooleanField(default=False)

    objects = SearchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "searches"
        indexes = [models.Index(fields=["expires_at"], name="search_expiry")]

    def __str__(self) -> str:
        return self.digest[:8]


class SharedShortlist(models.Model):
    """A list of services behind an opaque link that names nobody."""

    digest = models.CharField(max_length=64, primary_key=True)
    services = ArrayField(models.UUIDField(), size=12)
    expires_at = models.DateTimeField()

    objects = SharedShortlistQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="shared_expiry")]

    def __str__(self) -> str:
        return self.digest[:8]
