"""A plan: read, printed, and written a part at a time; who fits it; and looked at again when that is due."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from budgets import access, actions
from budgets.candidates import around
from budgets.forms.plans import FORMS, BeginForm, ReviewForm
from budgets.match_words import left_of, money_words, placed_of
from budgets.models import Person, Plan, Power
from budgets.plan_words import TITLES, parts_of
from budgets.views import whose
from marketplace.accounts.access import require
from marketplace.workflow.errors import RuleBroken

FORM = ["GET", "HEAD", "POST"]


def _of(request, pk: UUID | None) -> Person:
    """Somebody whose plan one may see; each reading by another goes on the trail."""
    person = whose.of_power(request.actor, pk, Power.PLAN)
    if request.method != "POST":
        actions.note_plan_reading(person, by=request.actor)
    return person


def _plan_of(person: Person) -> Plan:
    """The plan, or an empty one that is not written down yet."""
    return Plan.objects.select_related("person").filter(person=person).first() or Plan(person=person)


def _shown(request, person: Person, pk: UUID | None, **more) -> dict:
    can = {
        "keep": access.can_keep_circle(request.actor, person),
        "review": access.is_named_worker(request.actor, person),
        "money": access.may(request.actor, person, Power.MONEY),
    }
    return {"person": person, "is_mine": pk is None, "home": whose.home_of(request.actor, person), "can": can} | more


@never_cache
@require_http_methods(FORM)
def mine(request) -> HttpResponse:
    """My plan; whoever has none here begins for themselves."""
    if whose.own(request.actor) is not None:
        return read(request) if request.method != "POST" else redirect("budgets:my-plan")
    form = BeginForm(request.POST if request.method == "POST" else None, initial={"name": request.actor.person.name})
    if request.method == "POST" and form.is_valid():
        actions.begin_for_myself(form.cleaned_data, by=request.actor)
        return redirect("budgets:my-plan-part", "matters")
    return render(request, "budgets/plan_begin.html", {"form": form})


@never_cache
@require_safe
def read(request, pk: UUID | None = None) -> HttpResponse:
    """All of it, readable and ready to print."""
    person = _of(request, pk)
    plan = _plan_of(person)
    reviews = {"to_come": person.reviews.to_do().first(), "done": person.reviews.done()[:5]}
    shown = {"plan": plan, "parts": parts_of(plan), "is_begun": not plan._state.adding, "reviews": reviews}
    return render(request, "budgets/plan.html", _shown(request, person, pk, **shown, today=timezone.localdate()))


@never_cache
@require_http_methods(FORM)
def part(request, part: str, pk: UUID | None = None) -> HttpResponse:
    """A few questions, and on to the next few while the plan is new."""
    if part not in FORMS:
        raise Http404
    person = _of(request, pk)
    plan = _plan_of(person)
    kind = FORMS[part]
    form = kind(request.POST if request.method == "POST" else None, initial=kind.known(plan))
    if request.method == "POST" and form.is_valid():
        actions.write_plan(person, part, form.facts(), by=request.actor)
        messages.success(request, _("Saved."))
        return redirect(_after(part, person, pk, goes_on="on" in request.POST))
    step = {"form": form, "part": part, "title": TITLES[part], "next": _next(part)}
    return render(request, "budgets/plan_part.html", _shown(request, person, pk, **step))


def _next(part: str) -> str:
    slugs = list(FORMS)
    return slugs[slugs.index(part) + 1] if part != slugs[-1] else ""


def _after(part: str, person: Person, pk: UUID | None, *, goes_on: bool) -> str:
    if goes_on and _next(part):
        return whose.address("plan-part", person, is_mine=pk is None, more=(_next(part),))
    return whose.address("plan", person, is_mine=pk is None)


@never_cache
@require_safe
def match(request, pk: UUID | None = None) -> HttpResponse:
    """Who fits, the best first, with a reason for each place; and who drops out, and why."""
    person = _of(request, pk)
    plan = _plan_of(person)
    sees_money = access.may(request.actor, person, Power.MONEY)
    found = around(plan, counts_money=sees_money)
    shown = {
        "plan": plan,
        "placed": placed_of(found),
        "left": left_of(found),
        "money": money_words(found.money) if sees_money else "",
        "agrees": access.may(request.actor, person, Power.AGREE) or access.can_order(request.actor, person),
        "introduces": access.can_introduce(request.actor) and access.can_see_person(request.actor, person),
    }
    return render(request, "budgets/match.html", _shown(request, person, pk, **shown))


@never_cache
@require_http_methods(FORM)
def reviews(request, pk: UUID) -> HttpResponse:
    """When it was looked at, what was said, and by when next; the named worker records it."""
    person = _of(request, pk)
    require(access.is_named_worker(request.actor, person))
    form = ReviewForm(request.POST if request.method == "POST" else None, person=person)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.record_review(
                person, given["done_on"], given["said"], again_on=given["again_on"], by=request.actor
            )
            messages.success(request, _("Saved. The next one has its day."))
            return redirect("budgets:plan", pk)
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    shown = {"form": form, "to_come": person.reviews.to_do().first(), "done": person.reviews.done()}
    return render(request, "budgets/reviews.html", _shown(request, person, pk, **shown, today=timezone.localdate()))
