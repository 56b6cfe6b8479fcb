"""A visitor's shortlist: keep, compare, print, share by a link that names nobody."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from providers import display, searches, shortlist
from providers.comparing import compare_column
from providers.models import Service


@login_not_required
@require_POST
def keep(request):
    """Keep one, or take one off; back to where the visitor was."""
    known = {str(pk) for pk in Service.objects.listed().filter(pk__in=_ids(request)).values_list("pk", flat=True)}
    if request.POST.get("keep") in known:
        if shortlist.keep(request.session, request.POST["keep"]):
            messages.success(request, _("Kept on your shortlist."))
        else:
            messages.error(request, _("A shortlist holds 12. Take one off first."))
    elif request.POST.get("drop"):
        shortlist.drop(request.session, request.POST["drop"])
        messages.success(request, _("Taken off your shortlist."))
    return HttpResponseRedirect(_back(request))


def _ids(request) -> list[UUID]:
    try:
        return [UUID(request.POST.get("keep", ""))]
    except ValueError:
        return []


def _back(request) -> str:
    back = request.META.get("HTTP_REFERER", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        anchor = request.POST.get("keep") or request.POST.get("drop") or ""
        return f"{back.split('#')[0]}#s-{anchor}" if len(anchor) == 36 else back
    return reverse("providers:shortlist")


@login_not_required
@require_GET
def show(request):
    """Those that the visitor kept, side by side."""
    return render(request, "providers/shortlist.html", {"columns": columns(shortlist.kept_by(request)), "link": ""})


def columns(ids) -> list[dict]:
    """Side by side, in the order in which they were kept; what is no longer listed is left out."""
    found = {str(s.pk): s for s in Service.objects.listed().with_details().filter(pk__in=ids)}
    services = [found[i] for i in map(str, ids) if i in found]
    rows = display.rows_of(services)
    return [compare_column(row, service) for row, service in zip(rows, services, strict=True)]


@login_not_required
@require_POST
def share(request):
    """Make a link that shows this list to somebody else."""
    ids = [UUID(i) for i in shortlist.kept_by(request)]
    if not ids:
        return redirect("providers:shortlist")
    link = request.build_absolute_uri(reverse("providers:shared", args=[searches.share_shortlist(ids)]))
    context = {"columns": columns(shortlist.kept_by(request)), "link": link}
    return render(request, "providers/shortlist.html", context)


@login_not_required
@require_GET
def shared(request, token):
    """A list that somebody shared."""
    found = searches.read_shortlist(token)
    if found is None:
        raise Http404
    return render(request, "providers/shared.html", {"columns": columns(found.services), "until": found.expires_at})
