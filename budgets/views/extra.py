"""Urgent extra hours: either side asks, somebody with a name says yes or no."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets import access, actions
from budgets.agreement_words import for_long
from budgets.forms.extra import DecideExtraForm, ExtraHoursForm
from budgets.models import Agreement, ExtraHours
from marketplace.accounts.access import require
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken

FORM = ["GET", "HEAD", "POST"]
ON_A_PAGE = 20


@never_cache
@require_safe
def index(request) -> HttpResponse:
    """What was asked: by me, of me, and of those for whom I decide; what waits comes first."""
    found = ExtraHours.objects.visible_to(request.actor).waiting_first().with_agreement()
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "budgets/extra_hours.html", {"page": page})


@never_cache
@require_http_methods(FORM)
def ask(request, pk: UUID) -> HttpResponse:
    """One visit more than was agreed."""
    agreement = get_object_or_404(Agreement.objects.visible_to(request.actor).with_terms(), pk=pk)
    require(access.can_ask_extra(request.actor, agreement))
    form = ExtraHoursForm(request.POST if request.method == "POST" else None, initial={"key": uuid7()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        facts = {name: given[name] for name in ("on", "at", "minutes", "because")}
        try:
            made = actions.ask_extra(agreement, facts, key=given["key"], by=request.actor)
        except RuleBroken as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Planned.") if made.status == "approved" else _("Asked. You hear from us."))
            return redirect("budgets:extra", made.pk)
    asks_nobody = access.approves_what_they_ask(request.actor, agreement)
    shown = {"form": form, "agreement": agreement, "approver": access.approver_of_extra(agreement)}
    return render(request, "budgets/ask_extra.html", shown | {"asks_nobody": asks_nobody})


@never_cache
@require_http_methods(FORM)
def detail(request, pk: UUID) -> HttpResponse:
    """One question: what was asked, what came of it, and for whoever decides, yes or no."""
    extra = get_object_or_404(ExtraHours.objects.visible_to(request.actor).with_agreement(), pk=pk)
    decides = extra.status == "asked" and access.can_decide_extra(request.actor, extra)
    form = DecideExtraForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _decided(request, extra, form):
        return redirect("budgets:extra", pk)
    limit = access.limit_for_extra(request.actor, extra.agreement) if decides else None
    shown = {"form": form, "extra": extra, "decides": decides, "limit": limit}
    return render(request, "budgets/extra.html", shown | {"long": for_long(extra.minutes)})


def _decided(request, extra: ExtraHours, form: DecideExtraForm) -> bool:
    try:
        if form.cleaned_data["decision"] == "yes":
            actions.approve_extra(extra, by=request.actor)
        else:
            actions.refuse_extra(extra, form.cleaned_data["why_not"], by=request.actor)
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Saved. Both sides are told."))
    return True


@require_POST
def withdraw(request, pk: UUID) -> HttpResponse:
    """It is not needed any more."""
    extra = get_object_or_404(ExtraHours.objects.visible_to(request.actor).with_agreement(), pk=pk)
    actions.withdraw_extra(extra, by=request.actor)
    messages.success(request, _("Taken back."))
    return redirect("budgets:extra", pk)
