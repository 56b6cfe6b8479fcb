"""Where is my money? What is ready to send, what was sent and why it waits, and what is asked about it."""

from datetime import date
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from budgets.models import Agreement, Visit
from commissioning import access, actions
from commissioning.forms.invoicing import (
    AnswerForm,
    CreditForm,
    LineForm,
    NumbersForm,
    SendForm,
    WriteForm,
    line_forms,
)
from commissioning.invoice_shown import card_of, cards_of, days_of, paid_line, payer_words
from commissioning.invoicing import Line, Vat, total
from commissioning.models import CallOff, Contract, Invoice
from commissioning.money_back_shown import money_back_of
from commissioning.receiving import ORDERED, contract_of, invoicing_of, vat_number_of
from marketplace.accounts.access import require
from marketplace.accounts.ids import uuid7
from marketplace.ui.fields import visible_answers
from marketplace.workflow.errors import RuleBroken
from providers.models import Enterprise

FORM = ["GET", "HEAD", "POST"]
ON_A_PAGE, MOST = 25, 200


@never_cache
@require_safe
def my_invoices(request) -> HttpResponse:
    """Every invoice that is not paid with its steps, what is ready to send, and what was paid."""
    enterprises = Enterprise.objects.run_by(request.actor).select_related("organisation")
    require(enterprises.exists())
    mine = Invoice.objects.of_enterprise(request.actor).filter(credits=None).with_steps()
    over = mine.exclude(pk__in=mine.waiting().values("pk"))
    page = Paginator(over.order_by("-received_at"), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "cards": cards_of(mine.waiting()[:MOST]), "ready": _ready(request.actor), "page": page,
        "paid": [(each, paid_line(each) if each.paid_on else "") for each in page], "enterprises": enterprises,
        "by_hand": _by_hand(request.actor),
        "owns": [each for each in enterprises if access.can_invoice(request.actor, each)],
    }  # fmt: skip
    return render(request, "commissioning/invoices/mine.html", shown)


def _ready(actor) -> list[dict]:
    """What was confirmed and is on no invoice: a line for each agreement, and for each contract of a group."""
    visits = Visit.objects.to_come(actor).to_invoice().with_agreement().order_by("agreement", "on")
    theirs = {each.agreement_id: each.body.name for each in _written_by_others(actor)}
    found = []
    for agreement, kept in groupby(visits, key=lambda visit: visit.agreement):
        rows = [(visit.on, visit.due_pence or 0) for visit in kept]
        found.append(_line(rows, agreement.person.name.split(" ")[0]) | {
            "agreement": agreement, "contract": None, "writes": theirs.get(agreement.pk, "")})  # fmt: skip
    orders = CallOff.objects.filter(contract__in=Contract.objects.of_enterprise(actor)).to_invoice()
    called = orders.select_related("contract__body").order_by("contract", "on")
    for contract, each in groupby(called, key=lambda order: order.contract):
        rows = [(order.on, order.pence) for order in each]
        found.append(_line(rows, contract.group or contract.body.name) | {
            "agreement": None, "contract": contract,
            "writes": contract.body.name if contract.is_self_billed else ""})  # fmt: skip
    return found


def _written_by_others(actor):
    """Where the buyer writes the invoices."""
    found = Contract.objects.of_enterprise(actor).filter(is_self_billed=True, status__in=ORDERED)
    return found.select_related("body")


def _by_hand(actor) -> list[dict]:
    """For whom one can be written by hand: what is agreed about a person, and contracts for a group."""
    agreed = Agreement.objects.of_enterprise(actor).filter(person__isnull=False, status__in=ORDERED)
    agreed = agreed.exclude(pk__in=_written_by_others(actor).exclude(agreement=None).values("agreement"))
    groups = Contract.objects.of_enterprise(actor).filter(agreement=None, is_self_billed=False, status__in=ORDERED)
    rows = [{"pk": each.pk, "who": each.person.name, "number": each.reference}
            for each in agreed.select_related("person").order_by("-pk")[:MOST] if each.person]  # fmt: skip
    return rows + [{"pk": each.pk, "who": each.group, "number": each.number} for each in groups[:MOST]]


def _line(rows: list[tuple[date, int]], who: str) -> dict:
    days = days_of(rows[0][0], rows[-1][0])
    return {"number": len(rows), "pence": sum(pence for _day, pence in rows), "days": days, "who": who}


# --- Two taps --------------------------------------------------------------------------------------------------------
@never_cache
@require_http_methods(FORM)
def make_invoice(request, pk: UUID) -> HttpResponse:
    """Look at it, and send it."""
    agreements = Agreement.objects.of_enterprise(request.actor).filter(person__isnull=False)
    agreement = get_object_or_404(agreements.select_related("person", "service__enterprise__organisation"), pk=pk)
    require(access.can_invoice(request.actor, agreement.service.enterprise))
    if (contract := contract_of(agreement)) is not None and contract.is_self_billed:
        return _they_write_it(request, contract)
    form = SendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (sent := _sent(request, form, agreement=agreement)):
        return redirect("commissioning:my-invoice", sent.pk)
    rows = [{"pk": visit.pk, "on": visit.on, "at": visit.at, "pence": visit.due_pence, "words": visit}
            for visit in agreement.visits.to_invoice().with_agreement().order_by("on", "at")]  # fmt: skip
    shown = {"order": agreement.pk, "who": agreement.person.name, "pays": payer_words(agreement)}
    return render(request, "commissioning/invoices/make.html", _review(rows, form) | shown)


@never_cache
@require_http_methods(FORM)
def invoice_orders(request, pk: UUID) -> HttpResponse:
    """The same for confirmed orders under a contract for a group."""
    found = Contract.objects.of_enterprise(request.actor).select_related("body", "enterprise__organisation")
    contract = get_object_or_404(found, pk=pk)
    require(access.can_invoice(request.actor, contract.enterprise))
    if contract.is_self_billed:
        return _they_write_it(request, contract)
    form = SendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (sent := _sent(request, form, contract=contract)):
        return redirect("commissioning:my-invoice", sent.pk)
    rows = orders_of(contract)
    shown = {"who": contract.group, "pays": _("%(who)s pays") % {"who": contract.body.name}}
    if contract.agreement_id is None:
        shown["order"] = contract.pk
    return render(request, "commissioning/invoices/make.html", _review(rows, form) | shown)


def orders_of(contract: Contract) -> list[dict]:
    return [{"pk": each.pk, "on": each.on, "at": None, "pence": each.pence, "words": each.words}
            for each in contract.call_offs.to_invoice().order_by("on")]  # fmt: skip


def _review(rows: list[dict], form: SendForm) -> dict:
    """Everything is chosen, unless the page came back with less."""
    chosen = set(form.data.getlist("chosen")) if form.is_bound else None  # type: ignore[union-attr,attr-defined]
    for row in rows:
        row["value"] = f"{row['pk']}:{row['pence']}"
        row["on_it"] = chosen is None or row["value"] in chosen
    total = sum(row["pence"] for row in rows)
    key = form.data.get("key") if form.is_bound else uuid7()
    return {"rows": rows, "form": form, "total": total, "key": key}


def _sent(request, form: SendForm, *, agreement: Agreement | None = None, contract: Contract | None = None):
    keys, pence = form.cleaned_data["chosen"]
    given = {"shown_pence": pence, "key": form.cleaned_data["key"], "by": request.actor}
    try:
        if agreement is not None:
            made = actions.send_invoice(agreement, keys, **given)
        else:
            assert contract is not None
            made = actions.send_call_offs(contract, keys, **given)
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return None
    said = _("Sent, and approved by itself: it matches what was confirmed.") if made.approved_rule else _("Sent.")
    messages.success(request, said)
    return made


@never_cache
@require_http_methods(FORM)
def write_invoice(request, pk: UUID) -> HttpResponse:
    """By hand, for what is not a visit: with a number of one's own. The total is shown before it is sent."""
    order = _order_of(request.actor, pk)
    enterprise, who, contract = _sides(order)
    require(access.can_invoice(request.actor, enterprise))
    if contract is not None and contract.is_self_billed:
        return _they_write_it(request, contract)
    data = visible_answers(request.POST) if request.method == "POST" else None
    form = WriteForm(data, initial={"key": uuid7(), "invoiced_on": timezone.localdate()})
    rows = line_forms(data)
    lines = _lines(enterprise, form, rows) if data is not None else []
    shown = {"form": form, "rows": rows, "who": who, "total": total(lines) if lines else None}
    was_shown = data is not None and lines and data.get("shown") == str(total(lines).gross_pence)
    if was_shown and "send" in request.POST and (made := _written(request, order, form, lines)):
        messages.success(request, _("Sent. Whoever ordered it looks at it first: nobody has confirmed it here."))
        return redirect("commissioning:my-invoice", made.pk)
    shown["wrong"] = any(each.errors for each in (form, *rows))
    shown["is_long"] = data is not None and any(each.has_changed() for each in rows[1:])
    return render(request, "commissioning/invoices/write.html", shown)


def _order_of(actor, pk: UUID) -> Agreement | Contract:
    """An agreement about a person, or a contract for a group."""
    agreements = Agreement.objects.of_enterprise(actor).filter(person__isnull=False)
    found = agreements.select_related("person", "service__enterprise__organisation").filter(pk=pk).first()
    if found is not None:
        return found
    contracts = Contract.objects.of_enterprise(actor).filter(agreement=None, status__in=ORDERED)
    return get_object_or_404(contracts.with_sides(), pk=pk)


def _sides(order: Agreement | Contract) -> tuple[Enterprise, str, Contract | None]:
    """Whose it is, for whom, and the contract if there is one."""
    if isinstance(order, Contract):
        return order.enterprise, order.group, order
    return order.service.enterprise, order.person.name if order.person else "", contract_of(order)


def _they_write_it(request, contract: Contract) -> HttpResponse:
    messages.info(request, _("You both agreed that %(who)s writes the invoices. You send none yourself.") % {
        "who": contract.body.name})  # fmt: skip
    return redirect("commissioning:contract", contract.pk)


def _lines(enterprise: Enterprise, form: WriteForm, rows: list[LineForm]) -> list[Line]:
    """What is written in them; nothing while something is wrong, and then each says what."""
    if not all([each.is_valid() for each in (form, *rows)]):  # each of them, to say all that is wrong at once
        return []
    vat = Vat(invoicing_of(enterprise).vat)
    return [row.line(vat) for row in rows if row.has_changed()]


def _written(request, order: Agreement | Contract, form: WriteForm, lines: list[Line]) -> Invoice | None:
    given = form.cleaned_data
    said = {"number": given["number"], "invoiced_on": given["invoiced_on"], "key": given["key"]}
    stated = total(lines).gross_pence
    try:
        return actions.write_invoice(order, lines, stated_pence=stated, by=request.actor, **said)
    except RuleBroken as refused:
        form.add_error(None, str(refused))
        return None


# --- One invoice -----------------------------------------------------------------------------------------------------
@never_cache
@require_http_methods(FORM)
def my_invoice(request, pk: UUID) -> HttpResponse:
    """Its steps and lines; answer what is asked, give up a part, take it back."""
    found = Invoice.objects.of_enterprise(request.actor).with_steps()
    invoice = get_object_or_404(found, pk=pk)
    is_owner = access.can_invoice(request.actor, invoice.enterprise)
    require(is_owner or request.method != "POST")
    sent = visible_answers(request.POST) if request.method == "POST" else None
    forms = {
        "answer": AnswerForm(sent if sent and "answer" in sent else None),
        "credit": CreditForm(sent if sent and "credit" in sent else None, initial={"key": uuid7()}),
    }
    if sent is not None and _settled(request, invoice, sent, forms):
        return redirect("commissioning:my-invoice", pk)
    shown = card_of(invoice) | forms | money_back_of(invoice) | {
        "is_owner": is_owner, "vat_number": vat_number_of(invoice), "lines": invoice.lines.all(),
        "queries": invoice.queries.all(), "left": [each for each in invoice.payments.all() if each.has_left],
        "notes": invoice.credit_notes.all(),
        "can_withdraw": is_owner and invoice.status in Invoice.WAITS and not invoice.approved_pence,
        "can_credit": is_owner and invoice.is_live and invoice.credits_id is None,
        "error_form": next((form for form in forms.values() if form.errors), None),
    }  # fmt: skip
    return render(request, "commissioning/invoices/my_invoice.html", shown)


def _settled(request, invoice: Invoice, sent, forms: dict) -> bool:
    """Whether it was done; what was typed stays where it was not."""
    by, form = request.actor, forms["answer" if "answer" in sent else "credit"]
    if "withdraw" in sent:
        return _done(request, None, lambda: actions.withdraw_invoice(invoice, by=by))
    if not form.is_valid():
        return False
    given = form.cleaned_data
    if "answer" in sent:
        query = get_object_or_404(invoice.queries.open(), pk=_uuid(sent["answer"]))
        give_up = given["give_up"] or 0
        return _done(request, form, lambda: actions.answer_query(query, given["words"], give_up, by=by))
    return _done(request, form, lambda: actions.credit_invoice(
        invoice, given["pence"], given["words"], key=given["key"], by=by))  # fmt: skip


def _done(request, form, act) -> bool:
    try:
        act()
    except RuleBroken as refused:
        if form is None:
            messages.error(request, str(refused))
        else:
            form.add_error(None, str(refused))
        return form is None
    messages.success(request, _("Saved."))
    return True


def _uuid(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        return UUID(int=0)


@never_cache
@require_http_methods(FORM)
def invoicing_settings(request, pk: UUID) -> HttpResponse:
    """Numbers and VAT."""
    enterprise = get_object_or_404(Enterprise.objects.run_by(request.actor).select_related("organisation"), pk=pk)
    require(access.can_invoice(request.actor, enterprise))
    form = NumbersForm(request.POST if request.method == "POST" else None, instance=invoicing_of(enterprise))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_invoicing(enterprise, form.cleaned_data, by=request.actor)
        except RuleBroken as refused:
            form.add_error("vat_number", str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("commissioning:my-invoices")
    return render(request, "commissioning/invoices/settings.html", {"form": form, "enterprise": enterprise})
