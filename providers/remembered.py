"""Result pages of visitors without a session, kept for minutes by what was searched for.

A page is found by a keyed digest of its search and sealed with a key made from the same: a copy of Valkey tells
nobody what was looked for. Each area of the country carries a stamp that changes when a listing in it does; a page is
shown only while the stamps of all the areas that its search looked at are those with which it was made. Without Valkey
every page is made anew.
"""

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import get_language

from marketplace.places.distances import metres_in
from marketplace.ui.release import release
from providers.search import FAR

AREA = 40_000  # metres
CSRF_FIELD = re.compile(rb'(name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(")')


@dataclass(frozen=True)
class Place:
    """Where the page of one search is kept and what opens it. Made from the search, which nobody can read from it.

    What belongs to one visitor stands in the page as marks made from the same secret, so that nobody can type one.
    """

    key: str
    seal: AESGCM
    csrf: bytes
    token: bytes

    @classmethod
    def of(cls, facts: list) -> "Place":
        secret = hmac.digest(settings.SECRET_KEY.encode(), json.dumps(facts, sort_keys=True).encode(), "sha256")
        csrf, token = (hmac.digest(secret, name, "sha256").hex().encode() for name in (b"csrf", b"token"))
        return cls(f"page:{hashlib.sha256(secret).hexdigest()}", AESGCM(secret), csrf, token)

    def open(self, known: Mapping, request: HttpRequest, token: str) -> HttpResponse | None:
        """The kept page with this visitor's own tokens in it, if the stamps of its areas are as they were."""
        kept = known.get(self.key)
        if kept is None or any(known.get(area) != stamp for area, stamp in kept[0].items()):
            return None
        page = self.seal.decrypt(kept[1], kept[2], None)
        return HttpResponse(page.replace(self.token, token.encode()).replace(self.csrf, get_token(request).encode()))

    def keep(self, page: bytes, token: str, stamps: dict) -> None:
        """Keep a page short of what belongs to its visitor."""
        page = CSRF_FIELD.sub(rb"\g<1>" + self.csrf + rb"\2", page).replace(token.encode(), self.token)
        nonce = secrets.token_bytes(12)
        cache.set(self.key, (stamps, nonce, self.seal.encrypt(nonce, page, None)), settings.RESULTS_KEPT)


class Remembered:
    """The page of one search as it may be kept: its place, and the areas that it depends on.

    Two searches share a page only when they are the same to the letter, as the page repeats what was typed.
    """

    def __init__(self, request: HttpRequest, body: Mapping, *, page: int, view: str, today: date | None = None):
        self.request, self.body, self.page, self.view = request, body, page, view
        asked, day = {**body, "filters": sorted(body["filters"])}, str(today or timezone.localdate())
        facts = [asked, page, view, request.GET.get("size") == "large", get_language(), day, release()]
        self.place = Place.of(facts)
        self.areas = self._areas(body["miles"] or FAR[-1])
        self.stamps: dict[str, str | None] | None = None  # of the kept page, or as they are before the search

    def _areas(self, miles: int) -> list[str]:
        """Every area that somebody so near may be in."""
        place = self.body["place"]
        return areas_around(place["easting"], place["northing"], metres_in(miles))

    def find(self, token: str) -> HttpResponse | None:
        """The kept page, looked for as if a search that may look further and further had found enough nearby."""
        near = self._areas(self.body["miles"] or FAR[0])
        known = cache.get_many([self.place.key, *near]) or {}
        kept = known.get(self.place.key)
        known |= _stamps(set(kept[0]).difference(near)) if kept else {}
        page = self.place.open(known, self.request, token)
        if page is None:
            known |= _stamps(set(self.areas).difference(near))
        self.stamps = {area: known.get(area) for area in (kept[0] if kept and page else self.areas)}
        return page

    def keep(self, response: HttpResponse, token: str, *, miles: int = FAR[-1]) -> None:
        """Keep the page of a search that looked so far; one that was never looked for says nothing of its moment."""
        if self.stamps is not None:
            areas = self._areas(self.body["miles"] or miles)
            self.place.keep(response.content, token, {area: self.stamps[area] for area in areas})


def _stamps(areas: Collection[str]) -> dict[str, str]:
    return cache.get_many(areas) or {} if areas else {}


def areas_around(easting: float, northing: float, metres: float) -> list[str]:
    """Every area that the square around a circle touches."""
    columns = range(int((easting - metres) // AREA), int((easting + metres) // AREA) + 1)
    rows = range(int((northing - metres) // AREA), int((northing + metres) // AREA) + 1)
    return [f"area:{column}.{row}" for column in columns for row in rows]


def forget_around(points: Iterable[tuple[float, float]]) -> None:
    """A listing changed at these points: pages of searches that touch them are not shown again."""
    areas = {area for easting, northing in points for area in areas_around(easting, northing, 0)}
    if areas:
        cache.set_many({area: secrets.token_hex(8) for area in areas}, None)
