"""Life happens: one page to say it, one that says in words what will happen; and the sheet for a first visit."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from budgets import access, actions
from budgets.forms.life import HomeForm, LifeForm, SheetForm
from budgets.life_shown import death_of, home_form, known_of, what_will_happen
from budgets.models import Agreement, FirstVisitSheet, LifeChange, Person, Power
from budgets.views.visits import acted, home_of
from budgets.views.weeks import own
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7
from marketplace.ui.fields import visible_answers
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.fields import KeyField

FORM = ["GET", "HEAD", "POST"]


def _mine(request) -> Person:
    person = own(request)
    if person is None:
        raise Http404
    return person


def _theirs(request, pk: UUID, power: str) -> Person:
    """Somebody for whom the actor may do this; each reading goes on the trail."""
    found = Person.objects.known().select_related("organisation", "account", "named_worker")
    person = get_object_or_404(found.filter(pk__in=Person.objects.open_to(request.actor, power).values("pk")), pk=pk)
    if request.method != "POST":
        actions.note_visits_reading(person, by=request.actor)
    return person


@never_cache
@require_http_methods(FORM)
def my_life(request) -> HttpResponse:
    """I am in hospital, away, or moving."""
    return _life(request, _mine(request))


@never_cache
@require_http_methods(FORM)
def person_life(request, pk: UUID) -> HttpResponse:
    """The same, said for somebody; whoever loses their powers by what they said is answered twice alike."""
    key = KeyField().to_python(request.POST.get("key"))
    said = LifeChange.objects.filter(key=key, person=pk, said_by=request.actor.person).first()
    return _life(request, said.person if said else _theirs(request, pk, Power.CONFIRM), is_again=said is not None)


def _life(request, person: Person, *, is_again: bool = False) -> HttpResponse:
    is_own = person.account_id == request.actor.person.pk
    if not is_again and not access.can_say_life(request.actor, person):
        return render(request, "budgets/life.html", known_of(person, request.actor) | {"form": None})
    answers = visible_answers(request.POST) if request.method == "POST" else None
    form = LifeForm(answers, is_own=is_own, initial={"key": uuid7()})
    shown = known_of(person, request.actor) | {"form": form, "is_own": is_own}
    if request.method != "POST" or not form.is_valid() or "change" in request.POST:
        return render(request, "budgets/life.html", shown)
    if "sure" not in request.POST and _can_be(person, form, request.actor):
        return render(request, "budgets/life_sure.html", shown | what_will_happen(person, form, request.actor))
    if "sure" in request.POST and _said(request, person, form):
        return redirect(home_of(person, request.actor, timezone.localdate()))
    return render(request, "budgets/life.html", shown)


def _can_be(person: Person, form: LifeForm, by: Actor) -> bool:
    """Asked before anybody is asked if they are sure."""
    try:
        actions.refuse_impossible(person, form.cleaned_data["kind"], form.facts(), by=by)
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _said(request, person: Person, form: LifeForm) -> bool:
    given = form.cleaned_data
    try:
        actions.life_happens(person, given["kind"], form.facts(), key=given["key"], by=request.actor)
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Saved. We have told those who must know."))
    return True


def _event(request, pk: UUID) -> LifeChange:
    found = LifeChange.objects.select_related("person__organisation", "person__account", "person__named_worker")
    event = get_object_or_404(found, pk=pk)
    if not access.may(request.actor, event.person, Power.CONFIRM):
        raise Http404
    return event


@require_http_methods(FORM)
def home(request, pk: UUID) -> HttpResponse:
    """They are home again."""
    event = _event(request, pk)
    person, form = event.person, home_form(event, request.POST)
    is_own = person.account_id == request.actor.person.pk
    if request.method != "POST":
        return redirect("budgets:my-life-happens") if is_own else redirect("budgets:person-life-happens", person.pk)
    if form.is_valid() and _is_home(request, event, form):
        return redirect(home_of(person, request.actor, timezone.localdate()))
    empty = LifeForm(is_own=is_own, initial={"key": uuid7()}) if access.can_say_life(request.actor, person) else None
    shown = known_of(person, request.actor, {event.pk: form}) | {"form": empty, "is_own": is_own}
    return render(request, "budgets/life.html", shown)


def _is_home(request, event: LifeChange, form: HomeForm) -> bool:
    try:
        done, left = actions.come_home(event, form.cleaned_data["home_on"], by=request.actor)
    except RuleBroken as refused:
        form.add_error("home_on", str(refused))
        return False
    messages.success(request, _home_words(done, left))
    return True


def _home_words(done: int, left: int) -> str:
    if left:
        return _("Saved. %(done)d visits go on. For %(left)d there is no money now: ask your worker.") % {
            "done": done, "left": left,
        }  # fmt: skip
    return _("Saved. Visits go on: %(done)d are planned again.") % {"done": done}


@never_cache
@require_http_methods(FORM)
def death(request, pk: UUID) -> HttpResponse:
    """That somebody died: it is so, it was a mistake, or it was taken back."""
    found = LifeChange.objects.said_deaths().select_related("person__account", "person__organisation")
    event = get_object_or_404(found, pk=pk)
    if not access.knows_of_death(request.actor, event):
        raise Http404
    act = {"so": _so, "mistake": _back}.get(request.POST.get("said", ""))
    if act and acted(request, act, event):
        return redirect(home_of(event.person, request.actor, timezone.localdate()))
    return render(request, "budgets/death.html", death_of(event, request.actor))


def _so(request, event: LifeChange) -> str:
    actions.say_it_is_so(event, by=request.actor)
    return _("Written down. Their agreements have ended.")


def _back(request, event: LifeChange) -> str:
    was_sure = event.settled_at is not None
    actions.take_back_life(event, by=request.actor)
    if was_sure:
        return _("Taken back. Their circle is as it was. The agreements have to be made again.")
    return _("Taken back. Visits go on.")


# --- The sheet for a first visit -------------------------------------------------------------------------------------
@never_cache
@require_http_methods(FORM)
def my_sheet(request) -> HttpResponse:
    """What whoever comes to me first has to know."""
    return _sheet(request, _mine(request), reverse("budgets:my-week"))


@never_cache
@require_http_methods(FORM)
def person_sheet(request, pk: UUID) -> HttpResponse:
    """The same, written for somebody."""
    person = _theirs(request, pk, Power.PLAN)
    return _sheet(request, person, home_of(person, request.actor, timezone.localdate()))


def _sheet(request, person: Person, back: str) -> HttpResponse:
    require(access.can_write_sheet(request.actor, person))
    kept = FirstVisitSheet.objects.filter(person=person).select_related("written_by").first()
    answers = visible_answers(request.POST) if request.method == "POST" else None
    form = SheetForm(answers, initial=SheetForm.known(kept))
    if request.method == "POST" and form.is_valid():
        actions.write_sheet(person, form.cleaned_data, by=request.actor)
        messages.success(request, _("Saved. Whoever comes sees it while they come to you, and nobody else."))
        return redirect(back)
    shown = {"form": form, "person": person, "back": back, "kept": kept}
    return render(request, "budgets/write_sheet.html", shown)


@never_cache
@require_safe
def sheet(request, pk: UUID) -> HttpResponse:
    """What to know before the first visit, while the agreement lasts."""
    found = Agreement.objects.with_open_sheet(request.actor, timezone.localdate()).with_terms()
    agreement = get_object_or_404(found, pk=pk)
    kept = actions.read_sheet(agreement, by=request.actor)
    shown = {"agreement": agreement, "sheet": kept, "person": agreement.person}
    return render(request, "budgets/sheet.html", shown)
