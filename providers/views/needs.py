"""Somebody looked and found nobody: with their agreement it is counted, in choices only."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.ids import uuid7
from marketplace.workflow.limits import too_many
from providers import facets, searches, taxonomy
from providers.actions import record_unmet_need
from providers.forms.enquiries import NeedForm
from providers.models import UnmetNeed
from providers.placing import outcode_near
from providers.understanding import understand

MOST_AN_HOUR = 10
KEPT, MOST_KEPT = "needs-counted", 20
KNOWN = {term.slug for term in taxonomy.ACTIVITIES}


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def record(request, token: str) -> HttpResponse:
    """Show what would be written down, and write it only when they say so."""
    body = searches.read(token)
    if body is None:
        raise Http404
    place, outcode = body["place"], outcode_near(body["place"])
    form = NeedForm(request.POST if request.method == "POST" else None, initial=_understood(body))
    if form.is_valid() and not too_many(request, "need", most=MOST_AN_HOUR):
        said = form.cleaned_data | {"outcode": outcode, "council_code": place.get("council", "")}
        said["key"] = _key_of(request, token)
        record_unmet_need(source=UnmetNeed.Source.SEARCH, **said, by=request.actor)
        messages.success(request, _("Thank you. It is counted. Nobody can tell that it was you."))
        return redirect("providers:results", token)
    if form.is_valid():
        form.add_error(None, _("Many were counted from here in one hour. Please ring us, or wait."))
    return render(request, "providers/enquiries/need.html", {"form": form, "outcode": outcode, "token": token})


def _key_of(request, token: str) -> UUID:
    """The same for one search of one visitor, so that going back and pressing again counts once."""
    search = salted_hmac("providers.need", token, algorithm="sha256").hexdigest()[:16]
    kept: dict[str, str] = request.session.get(KEPT, {})
    key = kept.get(search) or str(uuid7())
    request.session[KEPT] = dict(
        [*((old, of) for old, of in kept.items() if old != search), (search, key)][-MOST_KEPT:]
    )
    return UUID(key)


def _understood(body: dict) -> dict:
    """What the search took the words to mean, as choices."""
    meant = [tag for meaning in understand(body["help"]).meanings for tag in (*meaning.exact, *meaning.perhaps)]
    does = [tag.partition(":")[2] for tag in meant if tag.startswith("act:")]
    when = [tag.partition(":")[2] for tag in (*meant, *body["filters"]) if tag.startswith("when:")]
    times = [slot for slot in dict.fromkeys(when) if slot in facets.SLOTS]
    return {"activity": next((slug for slug in does if slug in KNOWN), ""), "times": times}
