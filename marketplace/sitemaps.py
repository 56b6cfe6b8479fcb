"""The map of the site for search engines: an index, the pages of words, and the listed services in parts.

Where the parts begin is read from one index of the database and kept for an hour, so that a million services cost no
more than a thousand each time somebody asks.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from marketplace.information import ADDRESSES
from providers.models import Service

A_PART = 10_000  # the protocol allows 50,000 addresses and 50 MB
AN_HOUR = 3600
PAGES = ("home", "providers:offer", *ADDRESSES, "cookies", "complaints", "data-requests", "api-docs")
KIND = "application/xml; charset=utf-8"
NAMES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def parts() -> list[tuple[UUID, datetime]]:
    """The first key of each part of the listed services, and when the last of the part changed."""
    known = cache.get("sitemap-parts")
    if known is None:
        known = Service.objects.in_parts(A_PART)
        cache.set("sitemap-parts", known, AN_HOUR)
    return known


def _written(kind: str, each: str, places: Iterable[tuple[str, datetime | None]]) -> HttpResponse:
    lines = [f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} {NAMES}>']
    for address, changed in places:
        when = f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else ""
        lines.append(f"<{each}><loc>{settings.SITE_URL}{address}</loc>{when}</{each}>")
    return HttpResponse("\n".join([*lines, f"</{kind}>\n"]), content_type=KIND)


@login_not_required
@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def index(request: HttpRequest) -> HttpResponse:
    """Every map, with the day of its last change."""
    services = [(reverse("sitemap-services", args=[n]), changed) for n, (_first, changed) in enumerate(parts(), 1)]
    return _written("sitemapindex", "sitemap", [(reverse("sitemap-pages"), None), *services])


@login_not_required
@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def pages(request: HttpRequest) -> HttpResponse:
    """The pages that are the same for everybody."""
    return _written("urlset", "url", [(reverse(name), None) for name in PAGES])


@login_not_required
@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def services(request: HttpRequest, number: int) -> HttpResponse:
    """One part of the listed services, without those who stay out of other directories."""
    firsts = [first for first, _changed in parts()]
    if not 1 <= number <= len(firsts):
        raise Http404
    found = Service.objects.in_feed().between(firsts[number - 1], firsts[number] if number < len(firsts) else None)
    places = ((f"/services/{pk}/", changed) for pk, changed in found.values_list("pk", "updated_at")[: 5 * A_PART])
    return _written("urlset", "url", places)


urlpatterns = [
    path("sitemap.xml", index, name="sitemap"),
    path("sitemaps/pages.xml", pages, name="sitemap-pages"),
    path("sitemaps/services-<int:number>.xml", services, name="sitemap-services"),
]
