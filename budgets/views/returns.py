"""Returns of direct payments: which are due, what one says, sending it, and what became of it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from budgets import access, actions
from budgets.forms.returns import SendForm, WordsForm
from budgets.forms.stating import period_of
from budgets.models import Budget, MoneyReturn, Person
from budgets.returning import facts_of, last_quarter, quarters
from budgets.views.whose import mine, theirs
from marketplace.accounts.access import require
from marketplace.accounts.ids import uuid7
from marketplace.organisations.access import holds
from marketplace.organisations.models import Role
from marketplace.workflow.errors import RuleBroken

FORM = ["GET", "HEAD", "POST"]
ON_A_PAGE = 20


@never_cache
@require_safe
def my_returns(request) -> HttpResponse:
    """Which quarters I have told about, and which are due."""
    return _of(request, mine(request), is_mine=True)


@never_cache
@require_safe
def returns(request, pk: UUID) -> HttpResponse:
    """The same of somebody whose money the actor may see."""
    return _of(request, theirs(request, pk), is_mine=False)


def _of(request, person: Person | None, *, is_mine: bool) -> HttpResponse:
    today, rows = timezone.localdate(), []
    mine_ = Budget.objects.filter(person=person) if person else Budget.objects.none()
    sent = list(MoneyReturn.objects.filter(budget__in=mine_).select_related("budget", "sent_by", "seen_by"))
    for quarter in quarters(today):
        due = list(mine_.return_due(quarter.period))
        rows += [{"quarter": quarter, "budget": each, "is_over": quarter.period.ends_on < today} for each in due]
    can = person is not None and access.can_declare(request.actor, person)
    shown = {"person": person, "due": rows, "sent": sent, "is_mine": is_mine, "today": today, "can": can}
    return render(request, "budgets/returns.html", shown)


@never_cache
@require_http_methods(FORM)
def make_return(request, pk: UUID) -> HttpResponse:
    """What a return of some days says, the last quarter if none are named; looked at, and sent."""
    budget = get_object_or_404(Budget.objects.visible_to(request.actor).select_related("person__organisation"), pk=pk)
    require(access.can_declare(request.actor, budget.person))
    today, asked = timezone.localdate(), request.GET
    period = period_of(asked, today)[1] if asked else last_quarter(today).period
    form = SendForm(request.POST if request.method == "POST" else None, initial={"key": uuid7()})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.send_return(budget, period, key=form.cleaned_data["key"], by=request.actor)
            messages.success(request, _("Sent. It stays as it is now; if something was wrong, send a new one."))
            return redirect("budgets:return", made.pk)
        except RuleBroken as refused:
            form.add_error(None, str(refused))
    shown = {"budget": budget, "period": period, "facts": facts_of(budget, period), "form": form, "today": today}
    return render(request, "budgets/make_return.html", shown | {"home": _home(budget.person, request.actor)})


def _home(person: Person, actor) -> str:
    is_own = actor.account is not None and person.account_id == actor.account.pk
    return reverse("budgets:my-returns") if is_own else reverse("budgets:returns", args=[person.pk])


STEPS = {
    "ask": lambda sent, words, by: actions.ask_about_return(sent, words, by=by),
    "answer": lambda sent, words, by: actions.answer_return(sent, words, by=by),
    "seen": lambda sent, words, by: actions.mark_return_seen(sent, by=by),
}


@never_cache
@require_http_methods(FORM)
def one_return(request, pk: UUID) -> HttpResponse:
    """As it was sent; the worker looks at it or asks, the person answers."""
    sent = get_object_or_404(MoneyReturn.objects.visible_to(request.actor), pk=pk)
    step = request.POST.get("step", "")
    form = WordsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and step not in STEPS:
        raise Http404
    if request.method == "POST" and (step == "seen" or form.is_valid()) and _taken(request, sent, step, form):
        return redirect("budgets:return", pk)
    person = sent.budget.person
    if request.method != "POST" and person.account_id != request.actor.person.pk:
        actions.note_money_reading(person, by=request.actor)
    can = {"check": access.can_check_return(request.actor, sent), "answer": access.can_declare(request.actor, person)}
    shown = {"sent": sent, "facts": sent.facts, "form": form, "can": can, "home": _home(person, request.actor)}
    return render(request, "budgets/return.html", shown)


def _taken(request, sent: MoneyReturn, step: str, form: WordsForm) -> bool:
    words = form.cleaned_data.get("words", "") if form.is_valid() else ""
    try:
        STEPS[step](sent, words, request.actor)
        messages.success(request, _("Saved."))
    except RuleBroken as refused:
        messages.error(request, str(refused))
    return True


@never_cache
@require_safe
def returns_to_check(request) -> HttpResponse:
    """For those who look at them: what was sent, and what is due for the last quarter."""
    require(holds(request.actor, Role.COMMISSIONER) or access.can_introduce(request.actor))
    today = timezone.localdate()
    quarter = last_quarter(today)
    sent = MoneyReturn.objects.to_check_by(request.actor)
    due = Budget.objects.supported_by(request.actor).return_due(quarter.period).order_by("person_id")
    page = Paginator(due, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {"sent": sent[:ON_A_PAGE], "number": sent.count(), "rows": page, "page": page, "quarter": quarter}
    return render(request, "budgets/returns_to_check.html", shown | {"today": today})
