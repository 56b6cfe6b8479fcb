"""What becomes of introductions: all of theirs by deadline, one with its choices, and how each ends."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets import access, actions, display
from budgets.forms.introducing import OutcomeForm
from budgets.models import Introduction
from budgets.views.introducing import FORM, mine
from marketplace.accounts.access import require
from marketplace.accounts.actors import system
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import address_of
from providers.actions.enquiries.telling import link_of

ON_A_PAGE = 20
Status = Introduction.Status


@never_cache
@require_safe
def index(request) -> HttpResponse:
    """All of theirs: what needs somebody soonest comes first."""
    require(access.can_introduce(request.actor))
    found = Introduction.objects.visible_to(request.actor).by_deadline().with_choices()
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"rows": [display.row_of(each) for each in page], "page": display.page_of(page)}
    left = Introduction.objects.to_take_over(request.actor).by_deadline().with_choices()[:ON_A_PAGE]
    shown["left"] = [display.row_of(each) for each in left]
    return render(request, "budgets/introductions.html", shown | {"total": page.paginator.count})


@require_POST
def take_over(request, pk: UUID) -> HttpResponse:
    """Go on with an introduction about which nobody cares now."""
    found = get_object_or_404(Introduction.objects.to_take_over(request.actor), pk=pk)
    try:
        actions.take_over(found, by=request.actor)
        messages.success(request, _("It is yours now."))
        return redirect("budgets:introduction", pk)
    except RuleBroken as refused:
        messages.error(request, str(refused))
        return redirect("budgets:introductions")


@never_cache
@require_safe
def detail(request, pk: UUID) -> HttpResponse:
    """One introduction; an answer or silence that has just come is taken over before it is shown."""
    introduction = mine(request, pk)
    if introduction.status == Status.OPEN:
        actions.catch_up(introduction, by=system("introduction-opened"))
        introduction = Introduction.objects.visible_to(request.actor).with_choices().get(pk=pk)
    choices = display.choices_of(introduction)
    shown = {
        "introduction": introduction,
        "talk": _talk(introduction),
        "state": display.state_of(introduction),
        "steps": display.steps_of(introduction),
        "facts": display.facts_of(introduction),
        "choices": choices,
        "has_waiting": any(each["choice"].status == "waiting" for each in choices),
    }
    return render(request, "budgets/introduction.html", shown)


def _talk(introduction: Introduction) -> str:
    """Where to write to whoever said yes."""
    found = (choice.enquiry for choice in introduction.choices.all() if choice.status == "accepted")
    enquiry = next((each for each in found if each and not each.ended_at), None)
    return reverse("providers:enquiry", args=[address_of(link_of(enquiry).pk)]) if enquiry else ""


@never_cache
@require_http_methods(FORM)
def outcome(request, pk: UUID) -> HttpResponse:
    """It started, and when; or not, and why; or the next choice is asked."""
    introduction = mine(request, pk)
    statuses = {choice.status for choice in introduction.choices.all()}
    facts = {"said_yes": "accepted" in statuses, "has_next": "waiting" in statuses}
    form = OutcomeForm(request.POST if request.method == "POST" else None, **facts)
    if request.method == "POST" and form.is_valid() and _recorded(request, introduction, form):
        return redirect("budgets:introduction", pk)
    return render(request, "budgets/outcome.html", {"form": form, "introduction": introduction})


def _recorded(request, introduction: Introduction, form: OutcomeForm) -> bool:
    given = form.cleaned_data
    try:
        if given["what"] == "started":
            actions.record_start(introduction, given["started_on"], by=request.actor)
        elif given["what"] == "next":
            actions.ask_the_next(introduction, by=request.actor)
        else:
            actions.record_no_start(introduction, given["why"], by=request.actor)
    except RuleBroken as refused:
        form.add_error("started_on" if given["what"] == "started" else None, str(refused))
        return False
    messages.success(request, _("Written down."))
    return True


@never_cache
@require_http_methods(FORM)
def withdraw(request, pk: UUID) -> HttpResponse:
    """Take it back."""
    introduction = mine(request, pk)
    if request.method == "POST":
        actions.withdraw(introduction, by=request.actor)
        messages.success(request, _("Taken back. It goes to nobody else."))
        return redirect("budgets:introduction", pk)
    return render(request, "budgets/withdraw.html", {"introduction": introduction})


@require_POST
def no_match(request, pk: UUID) -> HttpResponse:
    """Nobody fits: counted for commissioners, without a name."""
    introduction = mine(request, pk)
    counted = actions.no_match(introduction, by=request.actor)
    said = _("Counted as an unmet need, without a name.") if counted else _("This was counted already.")
    messages.success(request, said)
    return redirect("budgets:introduction", pk)
