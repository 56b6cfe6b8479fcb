"""A professional introduces somebody: whom, what would help, to whom in which order, who agreed, and off it goes."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from budgets import access, actions, display
from budgets.forms.introducing import ChooseForm, GroundForm, NeedsForm, WhoForm
from budgets.models import Introduction, Person
from budgets.shortlisting import Shortlist, shortlist
from marketplace.accounts.access import require
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken
from providers.models import Service

FORM = ["GET", "HEAD", "POST"]


def mine(request, pk: UUID) -> Introduction:
    """One of theirs, or nothing at all; each reading goes on the trail."""
    found = get_object_or_404(Introduction.objects.visible_to(request.actor).with_choices(), pk=pk)
    if request.method != "POST":
        actions.note_reading(found, found.person, by=request.actor)
    return found


def _asked_for(persons, key: str) -> UUID | None:
    """The one of them from whose page or match the reader comes."""
    return next((pk for pk in persons.values_list("pk", flat=True) if str(pk) == key), None) if key else None


def _on_to(request, step: str, pk: UUID) -> HttpResponse:
    """The next step; the service from whose match the reader comes goes with it, as the first choice."""
    service = request.GET.get("service", "")
    return redirect(reverse(f"budgets:{step}", args=[pk]) + (f"?{urlencode({'service': service})}" if service else ""))


@never_cache
@require_http_methods(FORM)
def begin(request) -> HttpResponse:
    """Whom?"""
    require(access.can_introduce(request.actor))
    persons = Person.objects.visible_to(request.actor).known().filter(died_on=None).select_related("organisation")
    asked = _asked_for(persons, request.GET.get("person", ""))
    known = {"key": uuid7(), "who": "known" if asked else None, "person": asked}
    facts = {"bodies": access.bodies_of(request.actor), "persons": persons}
    form = WhoForm(request.POST, **facts) if request.method == "POST" else WhoForm(initial=known, **facts)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin(**form.said(), by=request.actor)
            return _on_to(request, "needs", made.pk)
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    return render(request, "budgets/begin.html", {"form": form, "has_persons": persons.exists()})


@never_cache
@require_http_methods(FORM)
def needs(request, pk: UUID) -> HttpResponse:
    """What would help?"""
    introduction = mine(request, pk)
    known = {name: getattr(introduction, name) for name in ("activity", "words", "needs", "times", "most_pence")}
    form = NeedsForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        actions.describe(introduction, form.cleaned_data, by=request.actor)
        return _on_to(request, "choose", pk)
    return _step(request, "budgets/needs.html", introduction, form=form)


@never_cache
@require_http_methods(FORM)
def choose(request, pk: UUID) -> HttpResponse:
    """To whom, in which order? Nobody else ever gets it."""
    introduction = mine(request, pk)
    if not introduction.words:
        return redirect("budgets:needs", pk)
    found = shortlist(introduction, by=request.actor)
    before = {str(c.service_id): c.position for c in introduction.choices.all() if c.status == "waiting"}
    if not before and (service := request.GET.get("service")):
        before = {service: 1}
    first = min(before.values(), default=1)
    places = {service: place - first + 1 for service, place in before.items()}
    data = request.POST if request.method == "POST" else None
    form = ChooseForm(data, candidates=found.candidates, before=places, most=actions.MOST_CHOICES)
    if data is not None and form.is_valid() and _chosen(request, introduction, form):
        return redirect("budgets:ground", pk)
    return _step(request, "budgets/choose.html", introduction, form=form, found=found)


def _chosen(request, introduction: Introduction, form: ChooseForm) -> bool:
    cards = form.chosen()
    services = {str(s.pk): s for s in Service.objects.filter(pk__in=[card["id"] for card in cards]).with_enterprise()}
    try:
        named = [(services[card["id"]], "\n".join(card["reasons"])) for card in cards]
        actions.choose(introduction, named, by=request.actor)
        return True
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False


@never_cache
@require_http_methods(FORM)
def ground(request, pk: UUID) -> HttpResponse:
    """Who agreed that it goes to those who are named?"""
    introduction = mine(request, pk)
    form = GroundForm(request.POST if request.method == "POST" else None, initial=GroundForm.known(introduction))
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_ground(introduction, **form.said(), by=request.actor)
            return redirect("budgets:introduction", pk)
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    choices = display.choices_of(introduction)
    return _step(request, "budgets/ground.html", introduction, form=form, choices=choices)


def _step(request, template: str, introduction: Introduction, *, found: Shortlist | None = None, **more):
    shown = {"introduction": introduction, "steps": display.steps_of(introduction), "found": found, **more}
    return render(request, template, shown | {"facts": display.facts_of(introduction)})


@require_POST
def send(request, pk: UUID) -> HttpResponse:
    """Off it goes to the first choice."""
    introduction = mine(request, pk)
    actions.send(introduction, by=request.actor)
    if introduction.status == Introduction.Status.OPEN:
        messages.success(request, _("Sent. We tell you by e-mail what they answer."))
    return redirect("budgets:introduction", pk)
