"""How a council or an NHS body pays, set by those who answer for its money."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commissioning import access, actions
from commissioning.bank_files import write_for_finance
from commissioning.forms.payees import AccountForm
from commissioning.forms.paying import PayingForm
from commissioning.models import PayerSettings
from commissioning.paying_out import layout_of, sample_line
from commissioning.paying_words import COLUMNS, GIVEN_BACK, VATS
from commissioning.querysets import bodies_for
from marketplace.accounts.access import require
from marketplace.accounts.ids import uuid7
from marketplace.accounts.still_you import ask_who, is_still_you
from marketplace.organisations.models import Organisation, Role
from marketplace.workflow.errors import RuleBroken

FORM = ["GET", "HEAD", "POST"]


def _body(request, pk: UUID) -> Organisation:
    return get_object_or_404(bodies_for(request.actor, Role.COMMISSIONER, Role.FINANCE), pk=pk)


@never_cache
@require_http_methods(FORM)
def paying(request, pk: UUID) -> HttpResponse:
    """Rail, days, codes and the file; a commissioner sets them, a finance officer reads them."""
    body = _body(request, pk)
    known = PayerSettings.objects.filter(body=body).first() or PayerSettings(body=body)
    may_set = access.can_set_paying(request.actor, body)
    if request.method == "POST":
        require(may_set)
    form = PayingForm(request.POST if request.method == "POST" else None, initial=PayingForm.showing(known))
    if request.method == "POST" and form.is_valid() and _set(request, body, form):
        return redirect("commissioning:paying", pk)
    today = timezone.localdate()
    sample = write_for_finance("sample", [sample_line(known, today)], layout_of(known)).content.decode()
    shown = {
        "body": body,
        "known": known,
        "form": form,
        "may_set": may_set,
        "may_pay": access.can_pay_for(request.actor, body),
        "sample": sample,
        "means": {"columns": COLUMNS, "vat_codes": VATS, "returned": GIVEN_BACK},
    }
    shown["may_confirm"] = access.can_confirm_payer_account(request.actor, known)
    return render(request, "commissioning/payees/paying.html", shown)


def _set(request, body: Organisation, form: PayingForm) -> bool:
    try:
        actions.set_paying(body, by=request.actor, **form.facts())
    except RuleBroken as refused:
        form.add_error("columns", str(refused))
        return False
    messages.success(request, _("Saved."))
    return True


@never_cache
@require_http_methods(FORM)
def payer_account(request, pk: UUID) -> HttpResponse:
    """The account from which the body pays: entered by one, confirmed by another."""
    body = _body(request, pk)
    if not is_still_you(request):
        return ask_who(request)
    known = PayerSettings.objects.filter(body=body).first() or PayerSettings(body=body)
    if request.method == "POST" and {"yes", "no"} & request.POST.keys():
        actions.answer_payer_account(known, is_right="yes" in request.POST, by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("commissioning:paying", pk)
    form = AccountForm(request.POST if request.method == "POST" else None, initial={"key": uuid7()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        said = (given["name"], given["sort_code"], given["number"])
        actions.propose_payer_account(body, *said, by=request.actor)
        messages.success(request, _("Saved. Now a second person has to confirm it."))
        return redirect("commissioning:paying", pk)
    shown = {"body": body, "known": known, "form": form}
    shown["may_confirm"] = access.can_confirm_payer_account(request.actor, known)
    return render(request, "commissioning/payees/payer_account.html", shown)
