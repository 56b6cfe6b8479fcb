"""Can I spend it on this? Read by whoever has a budget or asks about one; written by the body that gives it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from budgets import access, actions, spending
from budgets.forms.spending import Answers, RulesForm, rows_of
from budgets.models import MoneyRules
from budgets.views.whose import mine
from marketplace.workflow.errors import RuleBroken

FORM = ["GET", "HEAD", "POST"]
FACTS = ("surplus_weeks", "late_days", "contact_words", "assess_words", "assess_url")


@never_cache
@require_safe
def can_i(request) -> HttpResponse:
    """The answers of my own council or NHS body, or the usual ones."""
    person = mine(request)
    page = spending.page_of(person.organisation if person else None)
    return render(request, "budgets/can_i.html", {"page": page})


@never_cache
@require_http_methods(FORM)
def set_spending(request, pk: UUID) -> HttpResponse:
    """What the body answers; it begins with the usual rules, to be changed."""
    body = get_object_or_404(access.deciding_bodies_of(request.actor), pk=pk)
    data = request.POST if request.method == "POST" else None
    rules = MoneyRules.of(body)
    start = {name: getattr(rules, name) for name in FACTS}
    page = spending.page_of(body)
    known = [{name: str(getattr(each, name)) for name in ("question", "verdict", "answer", "url")}
             for each in page.answers]  # fmt: skip
    form, rows = RulesForm(data, initial=start), Answers(data, initial=known, prefix="a")
    if request.method == "POST" and form.is_valid() and rows.is_valid() and _set(request, body, form, rows):
        return redirect("budgets:set-spending", pk)
    return render(request, "budgets/set_spending.html", {"body": body, "form": form, "rows": rows, "page": page})


def _set(request, body, form: RulesForm, rows) -> bool:
    try:
        actions.set_spending(body, form.cleaned_data, rows_of(rows), by=request.actor)
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Saved. People with a budget of yours read it now."))
    return True
