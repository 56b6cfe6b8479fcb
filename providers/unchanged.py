"""Whether the page of a service is still the one that a visitor's browser has kept.

Everything on the page follows from the service (whose `updated_at` moves with its hours, prices, checks and
enterprise), from the day (room fades, dates pass), from the release of the site, and from the cookie that makes its
forms work. Whoever has kept something, or comes from a search of their own, is always sent a page of their own.
"""

import hashlib
import re
from functools import partial

from django.conf import settings
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from marketplace.ui.release import release
from marketplace.workflow.asking import ask

PAGE = re.compile(r"/services/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")
SQL = "SELECT updated_at::text, status FROM providers_service WHERE id = %s"
ROUTE = ResolverMatch(lambda: None, (), {}, "service", ["providers"], ["providers"])  # for the log


def first(get_response):
    """Say "nothing has changed" before anything else is done: one short question to the database."""

    def respond(request: HttpRequest) -> HttpResponse:
        if "HTTP_IF_NONE_MATCH" in request.META and request.method in ("GET", "HEAD"):
            tag = tag_of(request)
            same = get_conditional_response(request, etag=tag) if tag else None
            if same is not None and tag:
                request.resolver_match = ROUTE
                return kept(same, tag)
        return get_response(request)

    return respond


def tag_of(request: HttpRequest) -> str | None:
    """The tag of the page that every stranger gets here now; None when this visitor's may be another."""
    asked = PAGE.fullmatch(request.path_info)
    if asked is None or not _is_like_any_other(request):
        return None
    changed = _changed_at(asked[1])
    if changed is None:
        return None
    own = [request.META.get("QUERY_STRING", ""), request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")]
    own += [request.META.get("HTTP_ACCEPT_LANGUAGE", "")] if settings.USE_I18N else []
    parts = repr((asked[1], changed, timezone.localdate(), release(), own))
    return f'W/"{hashlib.sha256(parts.encode()).hexdigest()[:24]}"'


def _changed_at(pk: str) -> str | None:
    """When the listed service changed, in one round trip."""
    try:
        row = ask(partial(_row, pk))
    except OperationalError:
        return None
    return row[0] if row and row[1] == "listed" else None


def _row(pk: str, cursor: CursorWrapper) -> tuple | None:
    cursor.execute(SQL, [pk])
    return cursor.fetchone()


def _is_like_any_other(request: HttpRequest) -> bool:
    came_from_search = "/find/" in request.META.get("HTTP_REFERER", "")
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and not came_from_search


def kept(response: HttpResponse, tag: str | None) -> HttpResponse:
    """A browser may keep a stranger's page and asks each time; a page of somebody's own is kept nowhere."""
    if tag:
        response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache" if tag else "private, no-store"
    patch_vary_headers(response, ["Cookie", "Referer"])
    return response
