"""Every named question about places."""

from django.db import models
from django.db.models.functions import Cast

SIDES_KM = (1, 2, 5, 10)  # of the squares in which postcodes are counted


class TownQuerySet(models.QuerySet):
    def called_one_of(self, names):
        """Towns of, or also known by ("Hull"), one of these normed names, the largest first."""
        wanted = self.filter(models.Q(norm__in=names) | models.Q(other_names__overlap=names))
        return wanted.select_related("district__council").order_by("-population", "pk")

    def spelled_like(self, name):
        """Towns worth comparing letter by letter with a name that nobody knows."""
        return self.annotate(size=models.functions.Length("norm")).filter(
            norm__startswith=name[:1], size__range=(len(name) - 2, len(name) + 2)
        )

    def within(self, metres, *, easting, northing):
        """Towns no further than `metres`, with `metres_squared` from the point."""
        whole = models.BigIntegerField()  # the square of 46 km is more than four bytes hold
        across, up = Cast("easting", whole) - easting, Cast("northing", whole) - northing
        box = self.filter(
            easting__range=(easting - metres, easting + metres), northing__range=(northing - metres, northing + metres)
        )
        squared = models.ExpressionWrapper(across * across + up * up, output_field=whole)
        return box.annotate(metres_squared=squared).filter(metres_squared__lte=int(metres) ** 2)


class PostcodeQuerySet(models.QuerySet):
    def beginning(self, outcode, rest=""):
        """Postcodes of one outcode whose second half begins so; NG1 5 is not NG15."""
        start = outcode + rest
        mine = self.filter(code__gte=start, code__lt=start + "~")
        return mine.annotate(size=models.functions.Length("code")).filter(size=len(outcode) + 3)


class SquareQuerySet(models.QuerySet):
    def around(self, easting, northing):
        """The squares of every size that hold this point, the smallest first."""
        here = models.Q()
        for side in SIDES_KM:
            metres = side * 1000
            here |= models.Q(
                side_km=side,
                easting=easting // metres * metres,
                northing=northing // metres * metres,
            )
        return self.filter(here).order_by("side_km")
