"""The directory: find, results, and the page of a service."""

from io import BytesIO
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from marketplace.organisations.access import holds
from marketplace.organisations.models import Role
from marketplace.places.finding import Found, Several, find_place
from marketplace.workflow.limits import too_many
from providers import (
    access,
    actions,
    display,
    filters,
    linked_data,
    reopened,
    results,
    searches,
    storytelling,
    unchanged,
)
from providers.forms.search import FindForm, WrongForm
from providers.models import Enterprise, Service
from providers.search import search
from providers.shortlist import kept_by

LETTING = (Role.SOCIAL_WORKER, Role.COMMISSIONER)  # they see the way to a small contract
CONTACTS_AN_HOUR = 60  # phone numbers one connection may see: an office shares one, a gatherer wants them all


@csrf_exempt  # a search changes nothing that belongs to anybody
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def find(request):
    """Ask what and where; a place that is one place leads to its results."""
    if request.method != "POST" or "where" not in request.POST:
        form = FindForm(initial={"help": request.POST.get("help", "")[:300]})
        return render(request, "providers/find.html", {"form": form, "choices": []})
    form = FindForm(request.POST)
    if not form.is_valid():
        return render(request, "providers/find.html", {"form": form, "choices": []})
    place = find_place(form.cleaned_data["where"])
    if isinstance(place, Found):
        return redirect("providers:results", searches.keep(body_of(form.cleaned_data["help"], place)))
    choices = []
    if isinstance(place, Several):
        choices = [{"label": c.choice, "value": c.choice} for c in place.choices]
    form.refuse_place(place.words)
    return render(request, "providers/find.html", {"form": form, "choices": choices})


def body_of(words: str, place: Found) -> dict:
    """What is kept of a search."""
    where = {"name": place.name, "label": place.label, "easting": place.easting, "northing": place.northing,
             "council": place.council_code, "nation": place.nation}  # fmt: skip
    return {"help": words, "place": where, "miles": None, "filters": []}


def _kept_search(token: str) -> dict:
    body = searches.read(token)
    if body is None:
        raise Http404
    return body


@login_not_required
@require_GET
@never_cache  # what somebody looked for stays in no shared computer
def show_results(request, token):
    """List and map of one result, those that fit best first."""
    asked = reopened.searched(request, token)
    if asked is None:
        return render(request, "providers/expired.html", {"form": FindForm(), "choices": []}, status=404)
    found = search(filters.wanted(asked.body), page=asked.page)
    context = results.context(asked.body, found, page=asked.page, token=token, kept=kept_by(request))
    context |= {"view": asked.view, "can_download": access.can_download(request.actor)}
    response = render(request, "providers/results.html", context)
    asked.keep(response, token, miles=found.miles)
    return response


@csrf_exempt
@login_not_required
@require_POST
def narrow(request, token):
    """The same search with other filters or another distance; the way back still shows the old one."""
    body = _kept_search(token)
    body["filters"] = filters.clean(request.POST.getlist("f"))
    body["miles"] = filters.clean_miles(request.POST.get("miles"))
    body["exact"] = request.POST.get("exact") == "1"
    return redirect("providers:results", searches.keep(body))


@login_not_required
@require_GET
def change(request, token):
    """The two questions again, with what was typed."""
    body = _kept_search(token)
    form = FindForm(initial={"help": body["help"], "where": body["place"]["label"]})
    return render(request, "providers/find.html", {"form": form, "choices": []})


@login_not_required
@require_POST
def share_search(request, token):
    """Keep the search for a month, because its link is passed on."""
    if not searches.share(token):
        raise Http404
    messages.success(request, _("Copy the address of this page and send it. It works for 30 days and names nobody."))
    return redirect("providers:results", token)


@login_not_required
@require_GET
def service(request, pk):
    """One service: who, what, when, how much, what was checked."""
    tag = unchanged.tag_of(request)  # before the page is read, so that a change in between is seen next time
    found = get_object_or_404(Service.objects.listed().with_details(), pk=pk)
    back, metres = _came_from(request, found)
    page = display.service_page(found, kept=kept_by(request), metres=metres)
    context = {"s": page, "back": back, "ask_url": _ask(pk, back), "stories": _stories(found)}
    context |= linked_data.for_search_engines(found)  # type: ignore[arg-type]
    context["lets"] = holds(request.actor, *LETTING)  # type: ignore[assignment]
    return unchanged.kept(render(request, "providers/service.html", context), tag)


def _ask(pk, back: dict | None = None) -> str:
    """Where one asks; whoever comes from a search need not type what they looked for again."""
    address = reverse("providers:ask", args=[pk])
    return f"{address}?from={back['url'].strip('/').split('/')[1]}" if back else address


def _stories(found: Service) -> dict:
    return storytelling.of_service(found, size=storytelling.FIRST)


def _came_from(request, found: Service) -> tuple[dict | None, float | None]:
    """The result that the reader came from, and how far away this is from there; nothing is remembered."""
    try:
        path = urlsplit(request.META.get("HTTP_REFERER", "")).path
        match = resolve(path)
    except (Resolver404, ValueError):
        return None, None
    body = searches.read(match.kwargs["token"]) if match.view_name == "providers:results" else None
    if body is None:
        return None, None
    place = body["place"]
    away = ((found.easting - place["easting"]) ** 2 + (found.northing - place["northing"]) ** 2) ** 0.5
    return {"url": path, "label": _("Back to the list")}, away


@login_not_required
@require_GET
def enterprise(request, pk):
    """An enterprise and everything it has listed."""
    found = get_object_or_404(Enterprise.objects.public().with_organisation(), pk=pk)
    services = list(found.services.listed().with_details().order_by("listed_on", "pk"))
    return render(
        request, "providers/enterprise.html", {"e": display.enterprise_page(found, services, kept=kept_by(request))}
    )


@csrf_exempt  # it only shows what anybody may see, and a page that was kept has to work
@login_not_required
@require_POST
def contact(request, pk):
    """Phone and e-mail, where the enterprise shows them: asked for one at a time, so that nobody gathers them all."""
    found = get_object_or_404(Service.objects.listed().with_details(), pk=pk)
    limited = too_many(request, "contact", most=CONTACTS_AN_HOUR)
    page = display.service_page(found, kept=kept_by(request))
    page["contact"] |= {"shown": [display.ring_us()] if limited else display.ways_to_reach(found), "limited": limited}
    context = {"s": page, "back": None, "ask_url": _ask(pk), "stories": _stories(found)}
    return render(request, "providers/service.html", context, status=429 if limited else 200)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    """Something here is wrong."""
    found = get_object_or_404(Service.objects.listed().with_enterprise(), pk=pk)
    form = WrongForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and not too_many(request, "report", most=10):
        actions.report_wrong(found, form.cleaned_data["words"], by=request.actor)
        messages.success(request, _("Thank you. A person reads this and puts it right."))
        return redirect("providers:service", pk)
    if form.is_valid():
        form.add_error(None, _("You have told us a lot in one hour. Please ring us about the rest."))
    return render(request, "providers/report.html", {"form": form, "service": found})


@login_not_required
@require_GET
def leaflet(request, pk):
    """One sheet of paper about a service."""
    found = get_object_or_404(Service.objects.listed().with_details(), pk=pk)
    limited = too_many(request, "contact", most=CONTACTS_AN_HOUR)
    return render(request, "providers/leaflet.html", {"s": display.leaflet(found, with_numbers=not limited)})


@login_not_required
@require_GET
@cache_control(public=True, max_age=86400)
def qr(request, pk):
    """The address of a listing as a QR code."""
    get_object_or_404(Service.objects.listed(), pk=pk)
    out = BytesIO()
    code = segno.make(settings.SITE_URL + reverse("providers:service", args=[pk]), error="m")
    code.save(out, kind="svg", scale=6, border=2, xmldecl=False)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@login_not_required
@require_GET
def picture(request, pk):
    """The photo of a service: of a listed one for everybody, of a draft for those who may see it."""
    found = get_object_or_404(Service.objects.visible_to(request.actor), pk=pk)
    if not found.photo or not default_storage.exists(found.photo.name):
        raise Http404
    return _image(found.photo.open("rb"), "image/jpeg")


@login_not_required
@require_GET
def portrait(request, name):
    """An illustrated portrait of the demonstration."""
    path = f"portraits/{name}.svg"
    if not default_storage.exists(path):
        raise Http404
    return _image(default_storage.open(path), "image/svg+xml")


def _image(opened, kind: str) -> FileResponse:
    response = FileResponse(opened, content_type=kind)
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["Cache-Control"] = "public, max-age=86400"
    return response
