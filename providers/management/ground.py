"""Where invented services stand: real postcodes, the squares that are published instead of homes, names of towns."""

from collections import defaultdict
from dataclasses import dataclass
from math import hypot
from random import Random
from statistics import median

from marketplace.places.models import District, Postcode, Square, Town
from marketplace.places.names import norm
from marketplace.places.squares import ENOUGH_POINTS
from marketplace.places.towns import FAR
from providers.demonstration.areas import Area, Place

NEAR_TOWN = 1500  # metres from a town's middle that still count as in it
SAME_TOWN = 15_000  # a town of this name further away is another town
CELL = 10_000


@dataclass(frozen=True)
class Spot:
    """A real postcode with its point on the national grid and its council."""

    postcode: str
    easting: int
    northing: int
    council: str


class Ground:
    """Finds postcodes, squares and towns for many services with few queries."""

    def __init__(self):
        self.council_of = dict(District.objects.values_list("code", "council_id"))
        self.squares = {
            (side, easting, northing): held
            for side, easting, northing, held in Square.objects.values_list(
                "side_km", "easting", "northing", "postcodes"
            ).iterator(chunk_size=20_000)
        }
        self.cells: dict[tuple[int, int], list[tuple[int, int, int, str]]] = defaultdict(list)
        for name, easting, northing, population in Town.objects.order_by("pk").values_list(
            "name", "easting", "northing", "population"
        ):
            self.cells[easting // CELL, northing // CELL].append((easting, northing, population, name))
        self._spots: dict[Place, list[Spot]] = {}
        self._towns: dict[tuple[int, int], str] = {}

    def spot(self, place: Place, area: Area, rng: Random) -> Spot:
        """A postcode in this town, the same for the same generator."""
        if place not in self._spots:
            self._spots[place] = self._spots_of(place, area)
        return rng.choice(self._spots[place])

    def _spots_of(self, place: Place, area: Area) -> list[Spot]:
        rows: list[Spot] = []
        for beginning in place.postcodes:
            outcode, _space, rest = beginning.partition(" ")
            found = Postcode.objects.beginning(outcode, rest).exclude(easting=None).order_by("code")
            rows += [
                Spot(f"{code[:-3]} {code[-3:]}", easting, northing, self.council_of[district])
                for code, easting, northing, district in found.values_list("code", "easting", "northing", "district")
                if self.council_of.get(district) in area.councils
            ]
        if not rows:
            raise LookupError(f"No postcode of {place.town} is loaded: run load_postcodes first.")
        return self._near_the_middle(place, rows)

    def _near_the_middle(self, place: Place, rows: list[Spot]) -> list[Spot]:
        """Only those near the middle of the town, where the town is known and enough are left."""
        middle = median(r.easting for r in rows), median(r.northing for r in rows)
        towns = Town.objects.filter(norm=norm(place.town)).values_list("easting", "northing")
        by_distance = sorted((hypot(e - middle[0], n - middle[1]), e, n) for e, n in towns)
        if not by_distance or by_distance[0][0] > SAME_TOWN:
            return rows
        _far, easting, northing = by_distance[0]
        near = [r for r in rows if hypot(r.easting - easting, r.northing - northing) <= NEAR_TOWN]
        return near if len(near) >= 10 else rows

    def published(self, spot: Spot, setting: str) -> tuple[int, int]:
        """The point that is shown: of a venue its own, of everybody else the middle of a square of many homes."""
        return (spot.easting, spot.northing) if setting == "venue" else self.middle(spot.easting, spot.northing)

    def middle(self, easting: int, northing: int) -> tuple[int, int]:
        """As `home_square` says, from memory."""
        metres = Square.SIDES_KM[-1] * 1000
        for side in Square.SIDES_KM:
            wide = side * 1000
            if self.squares.get((side, easting // wide * wide, northing // wide * wide), 0) >= ENOUGH_POINTS:
                metres = wide
                break
        return easting // metres * metres + metres // 2, northing // metres * metres + metres // 2

    def town(self, point: tuple[int, int]) -> str:
        """As `nearest_town` says, from memory."""
        if point not in self._towns:
            self._towns[point] = self._nearest(*point)
        return self._towns[point]

    def _nearest(self, easting: int, northing: int) -> str:
        across, up = easting // CELL, northing // CELL
        for reach in (1, 3):
            cells = ((across + x, up + y) for x in range(-reach, reach + 1) for y in range(-reach, reach + 1))
            near = [
                ((e - easting) ** 2 + (n - northing) ** 2, -people, name)
                for cell in cells
                for e, n, people, name in self.cells.get(cell, ())
            ]
            if near and min(near)[0] <= min(CELL * reach, FAR) ** 2:
                return min(near)[2]
        return ""
