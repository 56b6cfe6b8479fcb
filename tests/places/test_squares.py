"""A home is shown only as a square that many homes share."""

import pytest

from marketplace.places.models import Square as SquareCount
from marketplace.places.squares import ENOUGH_LIVE, ENOUGH_POINTS, home_square
from marketplace.places.towns import nearest_town, towns_around

HOME = (457_172, 339_916)
CORNERS = {1: (457_000, 339_000), 2: (456_000, 338_000), 5: (455_000, 335_000), 10: (450_000, 330_000)}
MIDDLES = {1: (457_500, 339_500), 2: (457_000, 339_000), 5: (457_500, 337_500), 10: (455_000, 335_000)}


def counted(**points):
    """Squares around the home that hold so many points: `km1=3`."""
    for name, held in points.items():
        side = int(name[2:])
        SquareCount.objects.create(side_km=side, easting=CORNERS[side][0], northing=CORNERS[side][1], postcodes=held)


@pytest.mark.parametrize(
    "points, side",
    [
        ({"km1": 400, "km2": 900, "km5": 3000, "km10": 9000}, 1),
        ({"km1": 250, "km2": 900, "km5": 3000, "km10": 9000}, 1),
        ({"km1": 249, "km2": 900, "km5": 3000, "km10": 9000}, 2),
        ({"km1": 3, "km2": 20, "km5": 251, "km10": 300}, 5),
        ({"km1": 3, "km2": 20, "km5": 60, "km10": 300}, 10),
        ({"km1": 3, "km2": 20, "km5": 60, "km10": 70}, 10),
        ({"km10": 70}, 10),
        ({}, 10),
    ],
)
def test_the_smallest_square_that_enough_homes_share_is_shown(db, points, side):
    counted(**points)
    square = home_square(*HOME)
    assert (square.side_km, square.easting, square.northing) == (side, *MIDDLES[side])
    assert square.postcodes == points.get(f"km{side}", 0)


def test_every_home_of_a_square_is_shown_at_the_same_point(db):
    counted(km1=400)
    assert len({home_square(easting, 339_500) for easting in (457_000, 457_999, 457_123)}) == 1


def test_a_square_in_the_next_kilometre_does_not_count(db):
    counted(km1=400)
    assert home_square(458_000, 339_916).side_km == 10


def test_points_are_asked_more_of_than_live_postcodes_because_some_have_ended():
    assert ENOUGH_POINTS > ENOUGH_LIVE == 200


def test_a_home_comes_from_the_nearest_town(small_britain):
    assert nearest_town(453_000, 337_000).name == "Beeston"
    assert nearest_town(453_000, 320_000).name == "Beeston"
    assert nearest_town(0, 0) is None


def test_a_map_names_the_largest_towns_around(small_britain):
    assert [town.name for town in towns_around(*HOME, 5_100)] == ["Nottingham", "Beeston", "St Ann's", "Sherwood"]
    assert [town.name for town in towns_around(*HOME, 5_100, most=1)] == ["Nottingham"]
    assert [town.name for town in towns_around(*HOME, 3_284)] == ["Nottingham", "St Ann's"]
