"""A page of results that is kept, for whoever has no session, before anything else is done.

A visitor without a session has no shortlist, no message and no account, so the page of one is the page of all, but
for the tokens in it. What the rest of the site would add to such an answer is added here: the cookie and the token of
forms, and the headers of a page that no browser and no shared computer keeps.
"""

import re
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import ResolverMatch
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import get_language

from providers import results, searches
from providers.remembered import Place, Remembered

PAGE = re.compile(r"/find/([A-Za-z0-9_-]+)/")
ROUTE = ResolverMatch(lambda: None, (), {}, "results", ["providers"], ["providers"])  # for the log
MOST = 5000  # places that a process notes


class Known(NamedTuple):
    """Where a page is kept, the areas it depends on, and whether it says that its link is passed on."""

    place: Place
    areas: list[str]
    is_shared: bool


PLACES: dict[tuple, Known] = {}  # by a digest of the token and what is asked for: keys to pages, and no word of any


def first(get_response):
    """Answer with the kept page while it is true; whatever was found out on the way is not asked again."""
    forms = CsrfViewMiddleware(get_response)

    def respond(request: HttpRequest) -> HttpResponse:
        asked = PAGE.fullmatch(request.path_info)
        if asked is None or request.method != "GET" or not may_be_shared(request):
            return get_response(request)
        request.get_host()  # a wrong one is refused here as everywhere
        forms.process_request(request)
        page = _page(request, asked[1])
        if page is None:
            return get_response(request)
        request.resolver_match = ROUTE
        forms.process_response(request, _with_headers(page))
        return page

    return respond


def may_be_shared(request: HttpRequest) -> bool:
    """Whoever has a session may have a shortlist or a message, which belong on their page alone."""
    return settings.RESULTS_KEPT > 0 and settings.SESSION_COOKIE_NAME not in request.COOKIES


def searched(request: HttpRequest, token: str) -> Remembered | None:
    """What was searched for and how much of it is asked for, read once for each request; None when it is over."""
    known = getattr(request, "searched", None)
    if known is None and (body := searches.read(token)) is not None:
        page, view, _is_large = _asked(request)
        known = request.searched = Remembered(request, body, page=page, view=view)  # type: ignore[attr-defined]
    return known


def _asked(request: HttpRequest) -> tuple[int, str, bool]:
    """Which page of which view, in which print."""
    view = "map" if request.GET.get("view") == "map" else "list"
    return results.page_number(request.GET.get("page")), view, request.GET.get("size") == "large"


def _page(request: HttpRequest, token: str) -> HttpResponse | None:
    """The kept page: with one question where this process knows its place, or else by reading the search first."""
    asked = (searches.key_of(token), *_asked(request), get_language(), timezone.localdate())
    page = _known(asked, request, token)
    if page is None and (wanted := searched(request, token)) is not None:
        page = wanted.find(token)
        if page is not None:
            _note(asked, Known(wanted.place, list(wanted.stamps or ()), wanted.body["is_shared"]))
    return page


def _known(asked: tuple, request: HttpRequest, token: str) -> HttpResponse | None:
    """The page at the place that was noted, while its search is kept and its link is passed on no more than then."""
    if asked not in PLACES:
        return None
    noted = PLACES[asked]
    found = cache.get_many([asked[0], noted.place.key, *noted.areas]) or {}
    search = found.get(asked[0])
    is_same = searches.is_live(search) and search[2] == noted.is_shared
    return noted.place.open(found, request, token) if is_same else None


def _note(asked: tuple, known: Known) -> None:
    if len(PLACES) >= MOST:
        PLACES.clear()
    PLACES[asked] = known


def _with_headers(page: HttpResponse) -> HttpResponse:
    page["X-Frame-Options"] = settings.X_FRAME_OPTIONS
    page["Content-Length"] = str(len(page.content))
    patch_vary_headers(page, ["Cookie"])
    add_never_cache_headers(page)
    return page
