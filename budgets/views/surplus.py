"""More money than planned: the list for those who decide, and one of them."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets import access, actions
from budgets.forms.surplus import DecideSurplusForm, GivenBackForm
from budgets.models import Surplus
from budgets.saving import surplus_of
from marketplace.accounts.access import require
from marketplace.organisations.access import holds
from marketplace.organisations.models import Role
from marketplace.workflow.errors import RuleBroken

FORM = ["GET", "HEAD", "POST"]
ON_A_PAGE = 20


@never_cache
@require_safe
def surpluses(request) -> HttpResponse:
    """What waits for a decision, and what was asked back; the longest waiting first."""
    require(holds(request.actor, Role.COMMISSIONER) or access.can_introduce(request.actor))
    found = Surplus.objects.to_decide_by(request.actor).open()
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "budgets/surpluses.html", {"rows": page, "page": page, "today": timezone.localdate()})


@never_cache
@require_http_methods(FORM)
def surplus(request, pk: UUID) -> HttpResponse:
    """One of them: how it comes about, and what happens with it."""
    found = get_object_or_404(Surplus.objects.to_decide_by(request.actor), pk=pk)
    require(access.can_decide_surplus(request.actor, found))
    form = DecideSurplusForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _decided(request, found, form):
        return redirect("budgets:surpluses")
    actions.note_money_reading(found.budget.person, by=request.actor)
    shown = {"surplus": found, "now": surplus_of(found.budget, timezone.localdate()), "form": form}
    return render(request, "budgets/surplus.html", shown | {"back": GivenBackForm()})


def _decided(request, found: Surplus, form: DecideSurplusForm) -> bool:
    given = form.cleaned_data
    try:
        if given["decision"] == "ask":
            actions.ask_back(found, given["pence"], given["because"], by=request.actor)
        else:
            actions.leave_surplus(found, given["because"], by=request.actor)
    except RuleBroken as refused:
        form.add_error("pence" if given["decision"] == "ask" else None, str(refused))
        return False
    messages.success(request, _("Saved."))
    return True


@require_POST
def surplus_ended(request, pk: UUID) -> HttpResponse:
    """What was asked back has come, or is not asked any more."""
    found = get_object_or_404(Surplus.objects.to_decide_by(request.actor), pk=pk)
    form = GivenBackForm(request.POST)
    try:
        if request.POST.get("end") == "stop":
            actions.stop_asking(found, by=request.actor)
        elif form.is_valid():
            actions.record_given_back(found, form.cleaned_data["on"], by=request.actor)
        else:
            messages.error(request, _("Enter the day on which it came."))
            return redirect("budgets:surplus", pk)
        messages.success(request, _("Saved."))
    except RuleBroken as refused:
        messages.error(request, str(refused))
    return redirect("budgets:surplus", pk)
