"""Money: what the person sees and writes down, what their worker proposes, and what somebody agrees to."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets import access, actions
from budgets.actions.expenses import HELD
from budgets.actions.reasons import NeedsReason
from budgets.allocation import Mechanism
from budgets.delegation import EVERY_TEAM
from budgets.forms.money import BudgetForm, DecideBudgetForm, ExpenseForm, LimitsForm
from budgets.models import Agreement, Budget, BudgetVersion, Expense, MoneyStep, Person, Surplus
from budgets.plan_words import purpose_of
from budgets.saving import forecast_of
from budgets.stating import five_years, money_now, statement_of
from budgets.views.stating import csv_of
from budgets.views.whose import mine, theirs
from marketplace.accounts.access import require
from marketplace.accounts.ids import uuid7
from marketplace.organisations.access import holds
from marketplace.organisations.models import Role
from marketplace.ui.filters import long_date
from marketplace.workflow.errors import RuleBroken

FORM = ["GET", "HEAD", "POST"]
ON_A_PAGE = 20


def _shown(person: Person, actor) -> dict:
    """The picture, each budget with the version of today and what comes after, and what was paid elsewhere."""
    budgets = list(Budget.objects.of(person))
    today = timezone.localdate()
    versions = BudgetVersion.objects.filter(budget__in=budgets).with_budget()
    rows = [{"budget": each, "versions": [v for v in versions if v.budget_id == each.pk]} for each in budgets]
    money = money_now(budgets, today) if budgets else None
    expenses = list(Expense.objects.filter(budget__in=budgets).order_by("-spent_on", "-declared_at")[:ON_A_PAGE])
    held = [pot for pot in _pots(budgets) if access.can_declare(actor, person)]
    shown = {"person": person, "rows": rows, "money": money, "expenses": expenses, "held": held, "today": today}
    shown["forecast"] = forecast_of(versions, money, today) if money else None
    shown["steps"] = MoneyStep.objects.filter(budget__in=budgets).select_related("budget", "done_by")[:ON_A_PAGE]
    shown["may_step"] = [kind for kind in MoneyStep.Kind if access.can_step(actor, person, kind)]
    return shown | {"asked_back": list(Surplus.objects.asked_of(budgets))}


def _pots(budgets) -> list[tuple[Budget, str]]:
    """The money that the person holds themselves: out of which they pay, and write it down."""
    live = BudgetVersion.objects.on(timezone.localdate()).filter(budget__in=budgets).with_budget()
    return [(v.budget, d.mechanism) for v in live for d in v.deployments.all() if Mechanism(d.mechanism) in HELD]


@never_cache
@require_safe
def my_money(request) -> HttpResponse:
    """What is left this week, how it comes in, and what I paid; for whoever has a budget of their own here."""
    person = mine(request)
    shown = _shown(person, request.actor) if person else {"person": None, "money": None, "rows": []}
    return render(request, "budgets/my_money.html", shown | {"is_mine": True})


@never_cache
@require_safe
def my_money_file(request) -> HttpResponse:
    """Every movement of five years as a spreadsheet, as a statement says it."""
    person = mine(request)
    if person is None:
        raise Http404
    budgets = list(Budget.objects.of(person))
    return csv_of(statement_of(budgets, five_years(budgets)), "my-money.csv")


@never_cache
@require_http_methods(FORM)
def pay(request, pk: UUID, mechanism: str) -> HttpResponse:
    """Write down what was paid from money that the person holds."""
    budget = get_object_or_404(Budget.objects.visible_to(request.actor).select_related("person__organisation"), pk=pk)
    require(access.can_declare(request.actor, budget.person))
    if (budget, mechanism) not in _pots([budget]):
        raise Http404
    sent = request.method == "POST"
    form = ExpenseForm(request.POST if sent else None, request.FILES if sent else None, initial={"key": uuid7()})
    if request.method == "POST" and form.is_valid() and _declared(request, budget, mechanism, form):
        return redirect(_home(budget, request.actor))
    return render(request, "budgets/pay.html", {"form": form, "budget": budget, "home": _home(budget, request.actor)})


def _declared(request, budget: Budget, mechanism: str, form: ExpenseForm) -> bool:
    given = form.cleaned_data
    facts = {name: given[name] for name in ("pence", "spent_on", "kind", "words")}
    more = {"key": given["key"], "papers": given["papers"], "by": request.actor}
    try:
        actions.declare_expense(budget, mechanism, facts, **more)
    except RuleBroken as refused:
        form.add_error("papers" if given["papers"] else None, str(refused))
        return False
    messages.success(request, _("Written down."))
    return True


def _home(budget: Budget, actor) -> str:
    own = budget.person.account_id == actor.person.pk
    return reverse("budgets:my-money") if own else reverse("budgets:money", args=[budget.person_id])


@require_POST
def unpay(request, pk: UUID) -> HttpResponse:
    """It was a mistake."""
    mine = Expense.objects.filter(budget__in=Budget.objects.visible_to(request.actor))
    expense = get_object_or_404(mine.select_related("budget__person__organisation"), pk=pk)
    actions.take_back_expense(expense, by=request.actor)
    messages.success(request, _("Taken back."))
    return redirect(_home(expense.budget, request.actor))


# --- Those who support them ------------------------------------------------------------------------------------------
@never_cache
@require_safe
def money(request, pk: UUID) -> HttpResponse:
    """One person's money, for their worker and for those who decide."""
    person = theirs(request, pk)
    decides = holds(request.actor, Role.COMMISSIONER, organisation=person.organisation)
    can = {"set": access.can_set_budget(request.actor, person), "decides": decides}
    return render(request, "budgets/money.html", _shown(person, request.actor) | {"can": can, "is_mine": False})


@never_cache
@require_http_methods(FORM)
def set_budget(request, pk: UUID) -> HttpResponse:
    """A new version, from a day on."""
    person = theirs(request, pk)
    require(access.can_set_budget(request.actor, person))
    start = {"key": uuid7(), "starts_on": timezone.localdate(), "funder": "council", "reason": "new"}
    form = BudgetForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid() and _proposed(request, person, form):
        return redirect("budgets:money", pk)
    limit = access.limit_of(request.actor, person.organisation)
    return render(request, "budgets/set_budget.html", {"form": form, "person": person, "limit": limit})


def _proposed(request, person: Person, form: BudgetForm) -> bool:
    given, by = form.cleaned_data, request.actor
    try:
        made = actions.propose_budget(
            person, given["funder"], form.facts(), form.deployments(), key=given["key"], by=by
        )
    except RuleBroken as refused:
        form.add_error("why" if isinstance(refused, NeedsReason) else None, str(refused))
        return False
    waits = _("Sent on: whoever decides about money at %(body)s answers by %(day)s.")
    said = {"body": person.organisation.name, "day": long_date(made.due_on)}
    agreed = _("Agreed. It is within what you decide alone.")
    messages.success(request, agreed if made.status == "agreed" else waits % said)
    return True


@require_POST
def take_back(request, pk: UUID) -> HttpResponse:
    """Whoever proposed it thinks again, while nobody has agreed."""
    mine = BudgetVersion.objects.filter(proposed_by=request.actor.person, status="proposed")
    version = get_object_or_404(mine.with_budget(), pk=pk)
    actions.take_back_budget(version, by=request.actor)
    messages.success(request, _("Taken back. You can propose another."))
    return redirect("budgets:money", version.budget.person_id)


# --- Those who decide ------------------------------------------------------------------------------------------------
@never_cache
@require_safe
def to_agree(request) -> HttpResponse:
    """Budgets that are more than whoever proposed them agrees to alone, the soonest due first."""
    require(holds(request.actor, Role.COMMISSIONER))
    found = BudgetVersion.objects.to_agree_by(request.actor).with_budget()
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"rows": page, "page": page, "bodies": access.deciding_bodies_of(request.actor)}
    shown["orders"] = Agreement.objects.to_order_by(request.actor).with_terms()[:ON_A_PAGE]
    return render(request, "budgets/to_agree.html", shown | {"today": timezone.localdate()})


@never_cache
@require_http_methods(FORM)
def agree(request, pk: UUID) -> HttpResponse:
    """One of them: what it is for, what it costs, yes or no."""
    version = get_object_or_404(BudgetVersion.objects.to_agree_by(request.actor).with_budget(), pk=pk)
    form = DecideBudgetForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _decided(request, version, form):
        return redirect("budgets:to-agree")
    person = version.budget.person
    actions.note_money_reading(person, by=request.actor)
    actions.note_reason_reading(person, decides=True, by=request.actor)
    before = version.budget.versions.agreed().last()
    shown = {"form": form, "version": version, "before": before, "purpose": purpose_of(person)}
    return render(request, "budgets/agree.html", shown)


def _decided(request, version: BudgetVersion, form: DecideBudgetForm) -> bool:
    try:
        if form.cleaned_data["decision"] == "agree":
            actions.agree_budget(version, by=request.actor)
        else:
            actions.refuse_budget(version, form.cleaned_data["because"], by=request.actor)
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Saved."))
    return True


@never_cache
@require_http_methods(FORM)
def limits(request, pk: UUID) -> HttpResponse:
    """Up to how much each role agrees to alone, in every team, or in the one that is asked for."""
    body = get_object_or_404(access.deciding_bodies_of(request.actor), pk=pk)
    known, team = access.limits_of(body), request.GET.get("team", EVERY_TEAM)
    teams = sorted({*body.memberships.live().teams(), *(named for _role, named in known if named)})
    if team and team not in teams:
        raise Http404
    start = {role: f"{pence / 100:.2f}" for (role, named), pence in known.items() if named == team}
    otherwise = {role: pence for (role, named), pence in known.items() if named == EVERY_TEAM != team}
    form = LimitsForm(request.POST if request.method == "POST" else None, initial=start, otherwise=otherwise)
    if request.method == "POST" and form.is_valid():
        actions.set_limits(body, form.cleaned_data, team=team, by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("budgets:to-agree")
    return render(request, "budgets/limits.html", {"form": form, "body": body, "team": team, "teams": teams})
