"""One visit: what happened, moved, called off, paid, and taken back."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from budgets import access, actions, week_shown
from budgets.forms.visits import HappenedForm, TimeForm
from budgets.models import Person, Power, Visit
from marketplace.accounts.access import require
from marketplace.ui.fields import visible_answers
from marketplace.workflow.errors import RuleBroken

FORM = ["GET", "HEAD", "POST"]
POWERS = (Power.CONFIRM, Power.AGREE, Power.PAY)


def home_of(person: Person, actor, day: date) -> str:
    """The week in which the reader came from it."""
    if person.account_id == actor.person.pk:
        return f"{reverse('budgets:my-week')}?week={day}"
    if any(access.may(actor, person, power) for power in POWERS):
        return f"{reverse('budgets:person-week', args=[person.pk])}?week={day}"
    if access.holds_for(actor, person):
        return reverse("budgets:fund", args=[person.pk])
    return reverse("budgets:by-phone" if access.can_take_down(actor, person) else "budgets:my-people")


def acted(request, act: Callable, *given) -> bool:
    """Do it and say so, or say why not."""
    try:
        messages.success(request, act(request, *given))
    except RuleBroken as refused:
        messages.error(request, str(refused))
        return False
    return True


def _visit(request, pk: UUID) -> tuple[Visit, Person]:
    """One for whose person the actor speaks, or that somebody at the desk takes down."""
    visit = get_object_or_404(Visit.objects.with_agreement(), pk=pk)
    person = visit.agreement.person
    is_open = Visit.objects.open_to(request.actor).filter(pk=pk).exists()
    if person is None or not (is_open or access.can_take_down(request.actor, person)):
        raise Http404
    return visit, person


# --- One tap ---------------------------------------------------------------------------------------------------------
def _told(request) -> dict:
    """How somebody knows, and which status they saw."""
    return {"how": request.POST.get("how", ""), "shown": request.POST.get("shown", "")}


def _came(request, visit: Visit) -> str:
    actions.confirm(visit, by=request.actor, **_told(request))
    return _("Saved: they came.")


def _nobody(request, visit: Visit) -> str:
    actions.nobody_came(visit, by=request.actor, **_told(request))
    return _("Saved: nobody came. We have told those who look after this. It costs nothing.")


def _undo(request, visit: Visit) -> str:
    actions.take_back_word(visit, by=request.actor)
    return _("Taken back. Nobody has said anything about it now.")


def _paid(request, visit: Visit) -> str:
    actions.pay_visit(visit, by=request.actor)
    return _("Written down: it is paid.")


def _unpaid(request, visit: Visit) -> str:
    actions.take_back_payment(visit, by=request.actor)
    return _("Taken back: it is not paid.")


def _yes(request, visit: Visit) -> str:
    actions.answer_proposal(visit, True, by=request.actor)
    return _("Moved. We have told them.")


def _no(request, visit: Visit) -> str:
    actions.answer_proposal(visit, False, by=request.actor)
    return _("It stays as it is. We have told them.")


SAID = {"came": _came, "nobody": _nobody, "undo": _undo, "paid": _paid, "unpaid": _unpaid, "yes": _yes, "no": _no}


@require_http_methods(FORM)
def say(request, pk: UUID) -> HttpResponse:
    """What one button says about a visit."""
    if request.method != "POST":
        return redirect("budgets:visit", pk)
    visit, person = _visit(request, pk)
    act = SAID.get(request.POST.get("said", ""))
    if act is None:
        return redirect("budgets:visit", pk)
    acted(request, act, visit)
    return redirect(home_of(person, request.actor, visit.on))


# --- With more words -------------------------------------------------------------------------------------------------
@never_cache
@require_http_methods(FORM)
def visit(request, pk: UUID) -> HttpResponse:
    """What it costs, what is left, and what was different on the day."""
    (found, person), by = _visit(request, pk), request.actor
    answers = visible_answers(request.POST) if request.method == "POST" else None
    form = HappenedForm(answers, initial={"how": "call"}, sees_prices=access.can_see_prices(by, person))
    if request.method == "POST" and form.is_valid() and _happened(request, found, form):
        return redirect(home_of(person, by, found.on))
    if request.method != "POST":
        actions.note_visits_reading(person, by=by)
    row = week_shown.row_of(found, timezone.now(), week_shown.Rights.of(by, person, [found]))
    left = actions.left_for(found) if access.may(by, person, Power.MONEY) else None
    shown = {"row": row, "form": form, "person": person, "left": left, "home": home_of(person, by, found.on)}
    return render(request, "budgets/visit.html", shown | {"asks_how": access.is_told(by, person)})


def _happened(request, found: Visit, form: HappenedForm) -> bool:
    try:
        actions.confirm(found, by=request.actor, facts=form.facts(), **_told(request))
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Saved: they came."))
    return True


@never_cache
@require_http_methods(FORM)
def move(request, pk: UUID) -> HttpResponse:
    """Another day or time: whoever buys moves it, whoever comes asks for it."""
    found, comes, home = _either_side(request, pk)
    start = {"on": found.on, "at": found.at}
    form = TimeForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        act = actions.propose_time if comes else actions.move_visit
        try:
            act(found, given["on"], given["at"], by=request.actor)
            asked = _("Asked. It stays as it is until they say yes.")
            messages.success(request, asked if comes else _("Moved. We have told them."))
            return redirect(home)
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    shown = {"form": form, "visit": found, "comes": comes, "home": home, "when": week_shown.when(found)}
    return render(request, "budgets/move_visit.html", shown)


@never_cache
@require_http_methods(FORM)
def call_off(request, pk: UUID) -> HttpResponse:
    """What it costs to call it off now, and then: called off."""
    found, comes, home = _either_side(request, pk)
    if request.method == "POST" and acted(request, _off, found):
        return redirect(home)
    due = 0 if comes else actions.due_if_called_off(found, timezone.now())
    person = found.agreement.person
    shown = {"visit": found, "comes": comes, "home": home, "due": due, "when": week_shown.when(found)}
    shown["sees_prices"] = comes or (person is not None and access.can_see_prices(request.actor, person))
    return render(request, "budgets/call_off.html", shown)


def _off(request, found: Visit) -> str:
    actions.call_off(found, by=request.actor)
    return _("Called off. We have told them.")


def _either_side(request, pk: UUID) -> tuple[Visit, bool, str]:
    """The visit, whether the actor is whoever comes, and where they go back to."""
    theirs = Visit.objects.to_come(request.actor).with_agreement().filter(pk=pk).first()
    if theirs is not None:
        return theirs, True, f"{reverse('budgets:visits')}?week={theirs.on}"
    found, person = _visit(request, pk)
    require(access.can_change_visit(request.actor, found))
    return found, False, home_of(person, request.actor, found.on)
