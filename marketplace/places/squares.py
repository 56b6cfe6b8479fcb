"""Where a home-based service is shown: never at the home, always on the middle of a square that many homes share."""

from dataclasses import dataclass

from marketplace.places.models import Square as SquareCount

ENOUGH_LIVE = 200
POINTS_A_LIVE_POSTCODE = 1.25  # Great Britain has 2.0 million points, of about 1.7 million live postcodes; and a bit
ENOUGH_POINTS = round(ENOUGH_LIVE * POINTS_A_LIVE_POSTCODE)


@dataclass(frozen=True)
class Square:
    """A square of the national grid: its middle in metres, its side in km, the postcode points in it."""

    easting: int
    northing: int
    side_km: int
    postcodes: int


def home_square(easting: int, northing: int) -> Square:
    """The smallest square (1, 2, 5, 10 km) around a point that holds 200 live postcodes, or else the 10 km one."""
    square = None
    for square in SquareCount.objects.around(int(easting), int(northing)):
        if square.postcodes >= ENOUGH_POINTS:
            break
    enough = square is not None and square.postcodes >= ENOUGH_POINTS
    side = square.side_km if square and enough else SquareCount.SIDES_KM[-1]
    held = square.postcodes if square and square.side_km == side else 0
    metres = side * 1000
    return Square(
        easting=int(easting) // metres * metres + metres // 2,
        northing=int(northing) // metres * metres + metres // 2,
        side_km=side,
        postcodes=held,
    )
