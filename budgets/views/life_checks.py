"""How is life? Answered on one page, by the person or with somebody beside them; and what has changed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from budgets import access, actions, lives
from budgets.forms.life_checks import LifeForm
from budgets.models import AscotWording, Instrument, LifeCheck, Person
from budgets.views.whose import mine
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken

FORM = ["GET", "HEAD", "POST"]


def _theirs(request, pk: UUID) -> Person:
    """Somebody whose plan the actor may see; each reading goes on the trail."""
    person = get_object_or_404(Person.objects.known().select_related("organisation"), pk=pk)
    if not access.can_see_life(request.actor, person):
        raise Http404
    if request.method in ("GET", "HEAD"):
        actions.note_life_reading(person, by=request.actor)
    return person


@never_cache
@require_safe
def my_life(request) -> HttpResponse:
    """How my life was and is."""
    return _page(request, mine(request), is_mine=True)


@never_cache
@require_safe
def life(request, pk: UUID) -> HttpResponse:
    """How life was and is for somebody whom the actor supports."""
    return _page(request, _theirs(request, pk), is_mine=False)


def _page(request, person: Person | None, *, is_mine: bool) -> HttpResponse:
    wording, since = AscotWording.objects.on(), request.GET.get("since", "")
    checks = list(LifeCheck.objects.of(person)) if person else []
    parts = []
    for instrument in Instrument:
        its = [each for each in checks if each.instrument == instrument]
        if its or instrument == Instrument.LIFE or wording:
            told = lives.shown(its, since, wording)
            facts = {"told": told, "earlier": its[:-1], "can": _can(instrument, wording)}
            parts.append({"instrument": instrument} | facts)
    context = {"person": person, "parts": parts, "is_mine": is_mine, "wording": wording}
    return render(request, "budgets/how_is_life.html", context)


def _can(instrument: str, wording: AscotWording | None) -> bool:
    return instrument == Instrument.LIFE or wording is not None


@never_cache
@require_http_methods(FORM)
def answer_my_life(request, instrument: str) -> HttpResponse:
    """My answers of today."""
    person = mine(request)
    if person is None:
        raise Http404
    return _answer(request, person, instrument, reverse("budgets:my-life"), is_mine=True)


@never_cache
@require_http_methods(FORM)
def answer_life(request, pk: UUID, instrument: str) -> HttpResponse:
    """What somebody says today, typed in with them."""
    return _answer(request, _theirs(request, pk), instrument, reverse("budgets:life", args=[pk]), is_mine=False)


def _answer(request, person: Person, instrument: str, home: str, *, is_mine: bool) -> HttpResponse:
    wording = AscotWording.objects.on() if instrument == Instrument.ASCOT else None
    if instrument not in Instrument.values or not _can(instrument, wording):
        raise Http404
    start = {"key": uuid7()}
    form = LifeForm(request.POST if request.method == "POST" else None, wording=wording, initial=start)
    if request.method == "POST" and form.is_valid() and _said(request, person, instrument, form):
        return redirect(home)
    shown = {"form": form, "person": person, "home": home, "is_mine": is_mine, "wording": wording}
    return render(request, "budgets/answer_life.html", shown)


def _said(request, person: Person, instrument: str, form: LifeForm) -> bool:
    given = form.cleaned_data
    try:
        actions.say_life(person, instrument, form.levels(given), key=given["key"], by=request.actor)
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Thank you. It is kept, and only you and those who help you with your plan see it."))
    return True
