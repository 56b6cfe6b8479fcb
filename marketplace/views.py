"""Pages that need more than one app, and what machines ask of the site."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest

from marketplace.notifications.models import Message
from marketplace.places.finding import Found, find_place
from marketplace.workflow import problems
from providers import display, taxonomy
from providers.api import open_referral as feed
from providers.forms.search import FindForm
from providers.search import Wanted, search
from providers.shortlist import kept_by

PICTURES = {
    "meals": ("cooking-pot", "honey"),
    "company": ("coffee", "clay"),
    "out": ("footprints", "sage"),
    "personal": ("bath", "sky"),
    "home": ("sprout", "sage"),
    "night": ("moon-star", "sky"),
    "groups": ("palette", "clay"),
    "breaks": ("armchair", "honey"),
}


@login_not_required
def home(request):
    """What would help, and where?"""
    near = front_window()
    cards = [display.card(row, kept=kept_by(request)) for row in near["rows"]]
    pictures = [
        {"value": term.name, "label": term.name, "icon": PICTURES[term.slug][0], "tone": PICTURES[term.slug][1]}
        for term in taxonomy.FAMILIES
    ]
    context = {"form": FindForm(), "pictures": pictures, "cards": cards}
    return render(request, "marketplace/home.html", context | {"near": near["place"], "total_near": near["total"]})


def front_window() -> dict:
    """Three with room near the home page's place, looked up every ten minutes."""
    window = cache.get("front-window")
    if window is None:
        window = _fill_window()
        cache.set("front-window", window, 600)
    return window


def _fill_window() -> dict:
    place = find_place(settings.HOME_PLACE)
    if not isinstance(place, Found):
        return {"rows": [], "place": None, "total": 0}
    found = search(Wanted(place.easting, place.northing, place.council_code, has_room=True), size=3)
    return {"rows": found.rows, "place": {"name": place.name}, "total": found.total}


@login_not_required
@never_cache
def health(request):
    """The process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
def ready(request):
    """The process can do its work: 503 without the database; a missing cache is named but does not stop it."""
    parts = {"database": _database_answers(), "cache": _cache_answers()}
    return JsonResponse(parts, status=200 if parts["database"] else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except DatabaseError:
        return False


def _cache_answers() -> bool:
    cache.set("ready", 1, 5)
    return cache.get("ready") == 1


WAITING = Gauge("justright_messages_waiting", "Messages that the outbox still owes")
GIVEN_UP = Gauge("justright_messages_given_up", "Messages that could not be sent: a person has to look")


@login_not_required
@never_cache
def metrics(request):
    """Figures for Prometheus; keep the address inside the network (see README)."""
    WAITING.set(Message.objects.due().count())
    GIVEN_UP.set(Message.objects.failed().count())
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)


PRIVATE = """
    find shortlist shared searches tap stop accounts account my review organisations invitations requests received
    mailbox metrics admin api/v1/my introductions introduced people unmet-needs enquiries desk
    together
""".split()  # noqa: SIM905


@login_not_required
def robots(request):
    """Crawlers may read the directory, and nothing that belongs to one visitor."""
    lines = ["User-agent: *", "Allow: /", *(f"Disallow: /{place}/" for place in PRIVATE)]
    lines += [f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", f"# {settings.SITE_OPERATOR}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def csrf_failure(request, reason=""):
    get_token(request)  # so that the page they open again has a form that works
    return render(request, "403.html", {"is_stale": True}, status=403)


def bad_request(request, exception=None):
    if feed.is_asked(request):
        return feed.problem(400, "The request cannot be read.")
    if problems.for_programs(request):
        return problems.answer(400, _("This request cannot be read."))
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    if problems.for_programs(request):
        return problems.answer(403, _("You may not do this."))
    return render(request, "403.html", {"is_stale": False}, status=403)


def not_found(request, exception=None):
    if feed.is_asked(request):
        return feed.problem(404, "The feed has no such address.")
    if problems.for_programs(request):
        return problems.answer(404, _("There is nothing at this address."))
    return render(request, "404.html", status=404)


def server_error(request):
    if feed.is_asked(request):
        return feed.problem(500, "It is not your fault. Please ask again later.")
    if problems.for_programs(request):
        return problems.answer(500, _("Something of ours broke. We have been told."))
    return render(request, "500.html", status=500)
