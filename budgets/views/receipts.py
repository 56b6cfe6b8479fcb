"""Receipts of what was paid elsewhere: added, opened, taken away."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgets import access, actions
from budgets.forms.returns import ReceiptsForm
from budgets.models import Budget, Expense, Receipt
from marketplace.accounts.access import require
from marketplace.workflow import files
from marketplace.workflow.errors import RuleBroken

FORM = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(FORM)
def receipts(request, pk: UUID) -> HttpResponse:
    """What shows that one payment was made."""
    seen = Expense.objects.filter(budget__in=Budget.objects.visible_to(request.actor))
    expense = get_object_or_404(seen.select_related("budget__person__organisation"), pk=pk)
    require(access.can_declare(request.actor, expense.budget.person))
    sent = request.method == "POST"
    form = ReceiptsForm(request.POST if sent else None, request.FILES if sent else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_receipts(expense, form.cleaned_data["papers"], by=request.actor)
            messages.success(request, _("Kept."))
            return redirect("budgets:receipts", pk)
        except RuleBroken as refused:
            form.add_error("papers", str(refused))
    kept = expense.receipts.exclude(stored_as="")
    return render(request, "budgets/receipts.html", {"expense": expense, "kept": kept, "form": form})


@never_cache
@require_safe
def receipt(request, pk: UUID) -> HttpResponse:
    """One receipt, for whoever may see the money: always as a download, in a box without rights, on the trail."""
    found = get_object_or_404(Receipt.objects.visible_to(request.actor), pk=pk)
    if not access.can_see_money(request.actor, found.expense.budget.person):
        raise Http404
    if not actions.read_receipt(found, by=request.actor):
        raise Http404
    return files.as_download(found.stored_as, found.content_type, f"receipt-{found.pk}")


@require_POST
def remove_receipt(request, pk: UUID) -> HttpResponse:
    """It was the wrong one."""
    found = get_object_or_404(Receipt.objects.visible_to(request.actor), pk=pk)
    try:
        actions.remove_receipt(found, by=request.actor)
        messages.success(request, _("Taken away."))
    except RuleBroken as refused:
        messages.error(request, str(refused))
    return redirect("budgets:receipts", found.expense_id)
