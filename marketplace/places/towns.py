"""Names for points: the town somebody comes from, and the towns that a map shows."""

from marketplace.places.models import Town

FAR = 25_000  # metres; beyond this a town says nothing about a place in Britain


def nearest_town(easting: int, northing: int) -> Town | None:
    """The town whose middle is nearest, or nothing out at sea."""
    for metres in (3_000, FAR):
        near = Town.objects.within(metres, easting=easting, northing=northing)
        town = near.select_related("district__council").order_by("metres_squared", "-population", "pk").first()
        if town:
            return town
    return None


def towns_around(easting: int, northing: int, metres: int, *, most: int = 30) -> list[Town]:
    """The largest towns no further than `metres`, largest first."""
    return list(Town.objects.within(metres, easting=easting, northing=northing).order_by("-population", "pk")[:most])
