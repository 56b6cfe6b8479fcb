"""Small contracts: let in one sitting, read by both sides, answered, changed, ended, and ordered from."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissioning import access, actions, contract_money, contract_shown
from commissioning.actions.contracts import last_day
from commissioning.forms.contracts import BecauseForm, ChangeForm, DutyForm, OrderForm
from commissioning.models import CallOff, Contract
from marketplace.accounts.access import require
from marketplace.accounts.ids import uuid7
from marketplace.ui.filters import long_date
from marketplace.workflow.errors import RuleBroken
from providers.models import Enterprise

FORM = ["GET", "HEAD", "POST"]
A_PAGE = 25
AGREED = gettext_lazy("Agreed. Both of you have it in writing here.")


def one_of(request, pk: UUID) -> Contract:
    found = Contract.objects.visible_to(request.actor).with_sides().with_versions()
    return get_object_or_404(found, pk=pk)


@never_cache
@require_safe
def contracts(request) -> HttpResponse:
    """What the body buys: what waits, what runs, what ends soon, and how much of each is used."""
    require(access.sees_contracts(request.actor))
    found = Contract.objects.of_body(request.actor).with_sides().with_used().with_versions().waiting_first()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    to_decide = Contract.objects.to_decide_by(request.actor).with_sides().with_used().with_versions()[:A_PAGE]
    shown = {"page": page, "rows": [contract_shown.row_of(each) for each in page]}
    shown |= {"to_decide": [contract_shown.row_of(each) for each in to_decide]}
    return render(request, "commissioning/contracts/list.html", shown)


@never_cache
@require_safe
def my_contracts(request) -> HttpResponse:
    """What councils and the NHS buy from my enterprise."""
    require(Enterprise.objects.run_by(request.actor).exists())
    found = Contract.objects.of_enterprise(request.actor).with_sides().with_used().with_versions().waiting_first()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "rows": [contract_shown.row_of(each) for each in page]}
    return render(request, "commissioning/contracts/mine.html", shown)


@never_cache
@require_safe
def contract(request, pk: UUID) -> HttpResponse:
    """All of it on one page, for both sides; it prints."""
    return _shown(request, one_of(request, pk))


def _shown(request, found: Contract, duty: DutyForm | None = None, status: int = 200) -> HttpResponse:
    waits = next((each for each in found.versions.all() if each.is_open), None)
    can = contract_shown.can_of(request.actor, found, waits)
    used, is_ours = found.call_offs.all().ordered_pence(), contract_shown.is_ours(request.actor, found)
    shown = contract_money.money_of(request.actor, found, is_ours) | {
        "c": found, "waits": waits, "can": can, "state": contract_shown.state_of(found, waits),
        "answers": contract_shown.waits_words(found, waits), "used": used,
        "left": max(found.value_pence - used, 0), "law": contract_shown.law_of(found), "duty": duty or DutyForm(),
        "person": contract_shown.person_of(request.actor, found), "history": contract_shown.history_of(found),
        "today": [(part, getattr(timezone.localdate(), part)) for part in ("day", "month", "year")],
        "call_offs": contract_shown.call_offs_of(found, can), "is_ours": is_ours,
        "writes_invoices": found.status in contract_money.AGREED and access.can_self_bill(request.actor, found),
    }  # fmt: skip
    return render(request, "commissioning/contracts/one.html", shown, status=status)


def _number(request) -> int:
    typed = request.POST.get("number", "")
    return int(typed) if typed.isdecimal() and len(typed) < 5 else 0


@require_http_methods(FORM)
def contract_yes(request, pk: UUID) -> HttpResponse:
    """The yes that is missing: of whoever decides about more, then of the enterprise."""
    if request.method == "POST":
        found, number = one_of(request, pk), _number(request)
        if access.can_supply_contract(request.actor, found):
            actions.accept_contract(found, number, by=request.actor)
        else:
            actions.decide_contract(found, number, by=request.actor)
        asked = found.versions.still_open().filter(number=number).exists()
        messages.success(request, _("Thank you. The enterprise is asked now.") if asked else AGREED)
    return redirect("commissioning:contract", pk)


@never_cache
@require_http_methods(FORM)
def contract_no(request, pk: UUID) -> HttpResponse:
    """No, and why."""
    found = one_of(request, pk)
    waits = next((each for each in found.versions.all() if each.is_open), None)
    can = contract_shown.can_of(request.actor, found, waits)
    require(can.accept or can.decide)
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.decline_contract(found, _number(request), form.cleaned_data["because"], by=request.actor)
        messages.success(request, _("We have told them."))
        return redirect("commissioning:contract", pk)
    return render(request, "commissioning/contracts/no.html", {"form": form, "c": found, "waits": waits})


@require_http_methods(FORM)
def withdraw_contract(request, pk: UUID) -> HttpResponse:
    """Whoever let it thinks again."""
    if request.method == "POST":
        actions.withdraw_contract(one_of(request, pk), by=request.actor)
        messages.success(request, _("Taken back."))
    return redirect("commissioning:contract", pk)


@never_cache
@require_http_methods(FORM)
def change_contract(request, pk: UUID) -> HttpResponse:
    """A longer time, or another value; the other side says yes or no."""
    found = one_of(request, pk)
    require(access.can_change_contract(request.actor, found))
    start = {"key": uuid7(), "ends_on": found.ends_on, "value_pence": f"{found.value_pence / 100:.2f}"}
    buys = access.can_buy_contract(request.actor, found)
    form = ChangeForm(request.POST if request.method == "POST" else None, initial=start, buys=buys)
    if request.method == "POST" and form.is_valid() and _done(form, actions.vary_contract, found, request):
        messages.success(request, _("Sent. Nothing changes before the other side says yes."))
        return redirect("commissioning:contract", pk)
    return render(request, "commissioning/contracts/change.html", {"form": form, "c": found})


def _done(form, act, found, request) -> bool:
    facts = {name: value for name, value in form.cleaned_data.items() if name != "key"}
    try:
        act(found, facts, key=form.cleaned_data["key"], by=request.actor)
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False
    return True


@never_cache
@require_http_methods(FORM)
def end_contract(request, pk: UUID) -> HttpResponse:
    """Notice, with the last day said before."""
    found = one_of(request, pk)
    require(access.can_buy_contract(request.actor, found) or access.can_supply_contract(request.actor, found))
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        day = actions.end_contract(found, form.cleaned_data["because"], by=request.actor)
        messages.success(
            request, _("It ends. The last day is %(day)s. Both of you are told.") % {"day": long_date(day)}
        )
        return redirect("commissioning:contract", pk)
    shown = {"form": form, "c": found, "last": last_day(found, timezone.localdate())}
    return render(request, "commissioning/contracts/end.html", shown)


@never_cache
@require_http_methods(FORM)
def order_call_off(request, pk: UUID) -> HttpResponse:
    """One session, stage or day."""
    found = one_of(request, pk)
    require(access.can_buy_contract(request.actor, found))
    form = OrderForm(request.POST if request.method == "POST" else None, initial={"key": uuid7()})
    if request.method == "POST" and form.is_valid() and _ordered(form, found, request):
        messages.success(request, _("Ordered. They are told."))
        return redirect("commissioning:contract", pk)
    left = max(found.value_pence - found.call_offs.all().ordered_pence(), 0)
    return render(request, "commissioning/contracts/order.html", {"form": form, "c": found, "left": left})


def _ordered(form, found: Contract, request) -> bool:
    given = form.cleaned_data
    try:
        actions.order_call_off(found, given["on"], given["words"], given["pence"], key=given["key"], by=request.actor)
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return False
    return True


SAY = {
    "confirm": (actions.confirm_call_off, gettext_lazy("Thank you. They can send an invoice for it.")),
    "not-done": (actions.call_off_not_done, gettext_lazy("Written down. It is not paid.")),
    "off": (actions.cancel_call_off, gettext_lazy("Called off. They are told.")),
    "again": (actions.unsay_call_off, gettext_lazy("Taken back. Nothing is said of it now.")),
}


@require_POST
def call_off(request, pk: UUID) -> HttpResponse:
    """One tap: it happened, it did not, it is called off, or that was a mistake."""
    found = get_object_or_404(CallOff.objects.visible_to(request.actor).with_sides(), pk=pk)
    act, words = SAY.get(request.POST.get("what", ""), (None, ""))
    if act is None:
        raise Http404
    act(found, by=request.actor)
    if act is actions.confirm_call_off and found.contract.is_self_billed:
        words = _("Thank you. Whoever pays for you can write the invoice for it now.")
    messages.success(request, words)
    return redirect("commissioning:contract", found.contract_id)


@never_cache
@require_POST
def tick_duty(request, pk: UUID) -> HttpResponse:
    """What the law asks, done on a day."""
    found = one_of(request, pk)
    require(access.can_buy_contract(request.actor, found))
    form = DutyForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, form)
    actions.tick_duty(found, form.cleaned_data["code"], form.cleaned_data["done_on"], by=request.actor)
    messages.success(request, _("Written down."))
    return redirect("commissioning:contract", pk)
