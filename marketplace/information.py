"""Pages that every public service needs: plain words, no rows."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from providers.searches import SHARED

DAY = 24 * 3600


COUNCILS = [  # adult social care, from the councils' own pages, read on 21 November 2026
    ("Leeds", "0113 222 4401", "0113 378 0644"),
    ("Nottingham", "0300 131 0300", "0115 876 1000"),
    ("Nottinghamshire", "0300 500 80 80", "0300 456 4546"),
    ("Somerset", "0300 123 2224", "999"),
]


@login_not_required
@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """One page of words, the same for everybody."""
    return render(request, f"pages/{name}.html", {"councils": COUNCILS, "shared_days": SHARED.days})


@login_not_required
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """The two cookies by the names and lives that they have here."""
    known = {
        "session_name": settings.SESSION_COOKIE_NAME,
        "session_days": settings.SESSION_COOKIE_AGE // DAY,
        "csrf_name": settings.CSRF_COOKIE_NAME,
        "csrf_days": settings.CSRF_COOKIE_AGE // DAY,
        "absolute_days": settings.SESSION_ABSOLUTE_LIMIT.days,
    }
    return render(request, "pages/cookies.html", known)


ADDRESSES = {
    "about-checks": "checks/",
    "contact": "contact/",
    "urgent-help": "urgent-help/",
    "formats": "formats/",
    "accessibility": "accessibility/",
    "privacy": "privacy/",
    "terms": "terms/",
    "employing": "employing/",
}
urlpatterns = [
    *(path(address, page, {"name": name}, name=name) for name, address in ADDRESSES.items()),
    path("cookies/", cookies, name="cookies"),
]
