"""Result pages of visitors without a session, kept for minutes by what was searched for.

A page is found by a keyed digest of its search and sealed with a key made from the same: a copy of Valkey tells
nobody what was looked for. Each area of the country carries a stamp that changes when a listing in it does; a page is
shown only while the stamps of all the areas that its search touches are those with which it was made. Without Valkey
every page is made anew.
"""

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Iterable, Mapping
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


class Remembered:
    """The page of one search as it may be kept: its key, its seal, and the areas that it depends on.

    Two searches share a page only when they are the same to the letter, as the page repeats what was typed. What
    belongs to one visitor stands in it as marks made from the same secret, so that nobody can type one.
    """

    def __init__(self, request: HttpRequest, body: Mapping, *, page: int, view: str, today: date | None = None):
        self.request = request
        asked, day = {**body, "filters": sorted(body["filters"])}, str(today or timezone.localdate())
        facts = [asked, page, view, request.GET.get("size") == "large", get_language(), day, release()]
        secret = hmac.digest(settings.SECRET_KEY.encode(), json.dumps(facts, sort_keys=True).encode(), "sha256")
        self.key, self.seal = f"page:{hashlib.sha256(secret).hexdigest()}", AESGCM(secret)
        self.csrf, self.token = (hmac.digest(secret, name, "sha256").hex().encode() for name in (b"csrf", b"token"))
        place = body["place"]
        self.areas = areas_around(place["easting"], place["northing"], metres_in(body["miles"] or FAR[-1]))
        self.stamps: dict[str, str] | None = None

    @property
    def may_be_shared(self) -> bool:
        """Whoever has a session may have a shortlist or a message, which belong on their page alone."""
        return settings.RESULTS_KEPT > 0 and settings.SESSION_COOKIE_NAME not in self.request.COOKIES

    def find(self, token: str) -> HttpResponse | None:
        """The kept page with this visitor's own tokens in it, if everything around is as it was."""
        known = cache.get_many([self.key, *self.areas]) or {}
        kept = known.pop(self.key, None)
        self.stamps = known
        if kept is None or kept[0] != known:
            return None
        page = self.seal.decrypt(kept[1], kept[2], None)
        page = page.replace(self.token, token.encode()).replace(self.csrf, get_token(self.request).encode())
        return HttpResponse(page)

    def keep(self, response: HttpResponse, token: str) -> None:
        """Keep this page, short of what belongs to its visitor."""
        page = CSRF_FIELD.sub(rb"\g<1>" + self.csrf + rb"\2", response.content).replace(token.encode(), self.token)
        nonce = secrets.token_bytes(12)
        cache.set(self.key, (self.stamps, nonce, self.seal.encrypt(nonce, page, None)), settings.RESULTS_KEPT)


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
