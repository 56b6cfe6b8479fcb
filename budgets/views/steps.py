"""Moving money by hand beside the budget: a small form for each, for whoever may."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from budgets import access, actions
from budgets.forms.steps import StepForm
from budgets.models import Budget, MoneyStep
from marketplace.accounts.access import require
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken

FORM = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(FORM)
def step(request, pk: UUID, kind: str) -> HttpResponse:
    """One kind of movement: how much, when and why."""
    budget = get_object_or_404(Budget.objects.visible_to(request.actor).select_related("person__organisation"), pk=pk)
    if kind not in MoneyStep.Kind.values:
        raise Http404
    require(access.can_step(request.actor, budget.person, kind))
    data = request.POST if request.method == "POST" else None
    form = StepForm(data, budget=budget, kind=kind, initial={"key": uuid7()})
    if request.method == "POST" and form.is_valid() and _taken(request, budget, kind, form):
        return redirect(_home(budget, request.actor))
    shown = {"form": form, "budget": budget, "kind": MoneyStep.Kind(kind), "home": _home(budget, request.actor)}
    return render(request, "budgets/step_money.html", shown)


def _taken(request, budget: Budget, kind: str, form: StepForm) -> bool:
    try:
        actions.take_step(budget, kind, form.facts(), key=form.cleaned_data["key"], by=request.actor)
    except RuleBroken as refused:
        form.add_error("pence", str(refused))
        return False
    messages.success(request, _("Written down, and in the books."))
    return True


def _home(budget: Budget, actor) -> str:
    own = budget.person.account_id == actor.person.pk
    return reverse("budgets:my-money") if own else reverse("budgets:money", args=[budget.person_id])


@require_POST
def take_back_step(request, pk: UUID) -> HttpResponse:
    """It was a mistake."""
    seen = MoneyStep.objects.filter(budget__in=Budget.objects.visible_to(request.actor))
    found = get_object_or_404(seen.select_related("budget__person__organisation"), pk=pk)
    try:
        actions.take_back_step(found, by=request.actor)
        messages.success(request, _("Taken back."))
    except RuleBroken as refused:
        messages.error(request, str(refused))
    return redirect(_home(found.budget, request.actor))
