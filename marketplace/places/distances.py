"""Distances as people say them. Grid metres in, miles out."""

from math import hypot

from django.utils.translation import gettext as _

METRES_IN_A_MILE = 1609.344


def metres_between(easting: float, northing: float, other_easting: float, other_northing: float) -> float:
    """The straight line between two points of the national grid."""
    return hypot(easting - other_easting, northing - other_northing)


def metres_in(miles: float) -> int:
    """Miles as whole metres."""
    return round(miles * METRES_IN_A_MILE)


def distance_words(metres: float) -> str:
    """Rounded on purpose: to a tenth of a mile under ten miles, to whole miles above, and never under half a mile."""
    miles = metres / METRES_IN_A_MILE
    if miles < 0.5:
        return _("less than half a mile")
    if miles >= 9.95:
        return _("%(miles)d miles") % {"miles": round(miles)}
    if 0.95 <= miles < 1.05:
        return _("1 mile")
    return _("%(miles).1f miles") % {"miles": miles}
