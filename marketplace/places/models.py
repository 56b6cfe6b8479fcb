"""Where things are: postcodes, the councils they belong to, and towns. Loaded by `load_postcodes`, changed by nobody.

Postcodes and their districts: ONS Postcode Directory, Open Government Licence v3, contains OS data © Crown copyright
and database right, Royal Mail data © Royal Mail copyright and database right. Towns: GeoNames, CC BY 4.0. Points are
metres on the OS national grid. Northern Ireland, Jersey, Guernsey and the Isle of Man are left out.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from marketplace.places.querysets import SIDES_KM, PostcodeQuerySet, SquareQuerySet, TownQuerySet


class Council(models.Model):
    """A council with social-services duties: 153 in England, and every council of Wales and Scotland."""

    code = models.CharField("ONS code", max_length=9, primary_key=True)
    name = models.CharField(max_length=80)
    area = models.CharField("what its area is called", max_length=60)
    nation = models.CharField(max_length=10)

    class Meta:
        verbose_name = "council"
        ordering = ["name"]

    def __str__(self):
        return self.name


class District(models.Model):
    """A local authority district or unitary area, and the council that has the social-services duties there."""

    code = models.CharField("ONS code", max_length=9, primary_key=True)
    name = models.CharField(max_length=60)
    council = models.ForeignKey(Council, models.PROTECT, related_name="districts")

    class Meta:
        verbose_name = "district"
        ordering = ["name"]

    def __str__(self):
        return self.name


class Postcode(models.Model):
    """One postcode, living or ended; the table is swapped whole at each load, so nothing may point at it by key.

    The directory that we can carry does not say which postcodes have ended, so no row here says "live". About 24 in
    100 have no point of their own: an ended postcode mostly shares the point of the one that replaced it. A count of
    *live* postcodes is therefore taken over distinct points (see `Square`). A postcode without a point is one the
    directory itself could not place, and is answered in words.
    """

    code = models.CharField("postcode without its space", max_length=7, primary_key=True, db_collation="C")
    easting = models.IntegerField(null=True)
    northing = models.IntegerField(null=True)
    district = models.CharField("district's ONS code", max_length=9, blank=True)

    objects = PostcodeQuerySet.as_manager()

    class Meta:
        verbose_name = "postcode"

    def __str__(self):
        return f"{self.code[:-3]} {self.code[-3:]}"


class Outcode(models.Model):
    """The first half of a postcode ("NG1"), at the middle (median) of its postcodes, in the district most are in."""

    code = models.CharField(max_length=4, primary_key=True)
    easting = models.IntegerField()
    northing = models.IntegerField()
    district = models.CharField("district's ONS code", max_length=9)
    postcodes = models.IntegerField()

    class Meta:
        verbose_name = "outcode"

    def __str__(self):
        return self.code


class Town(models.Model):
    """A city, town, village or part of a city that people name when they say where they live."""

    name = models.CharField(max_length=80)
    norm = models.CharField("its name as it is looked up", max_length=80)
    other_names = ArrayField(models.CharField(max_length=80), default=list)
    easting = models.IntegerField()
    northing = models.IntegerField()
    population = models.IntegerField("people, 0 when nobody counted")
    district = models.ForeignKey(District, models.PROTECT, related_name="towns")
    near = models.CharField("a larger town, to tell two of one name apart", max_length=80, blank=True)

    objects = TownQuerySet.as_manager()

    class Meta:
        verbose_name = "town"
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["norm"], name="town_norm"),
            models.Index(fields=["easting", "northing"], name="town_point"),
            GinIndex(fields=["other_names"], name="town_other_names"),
        ]

    def __str__(self):
        return self.name


class Square(models.Model):
    """How many postcode points a square of the national grid holds; the point is its south-west corner."""

    SIDES_KM = SIDES_KM

    pk = models.CompositePrimaryKey("side_km", "easting", "northing")
    side_km = models.SmallIntegerField()
    easting = models.IntegerField()
    northing = models.IntegerField()
    postcodes = models.IntegerField("distinct postcode points")

    objects = SquareQuerySet.as_manager()

    class Meta:
        verbose_name = "square"

    def __str__(self):
        return f"{self.side_km} km at {self.easting}, {self.northing}"


class Edition(models.Model):
    """What was loaded last, so that loading it again takes no time; there is one row."""

    source = models.CharField("editions of every source", max_length=200)
    areas = ArrayField(models.CharField(max_length=3), default=list, help_text="postcode areas; empty means all")
    postcodes = models.IntegerField()
    northern_irish_towns = ArrayField(models.CharField(max_length=80), default=list)
    loaded_at = models.DateTimeField()

    class Meta:
        verbose_name = "edition"

    def __str__(self):
        return self.source
