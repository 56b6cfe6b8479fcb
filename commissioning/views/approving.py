"""The side of whoever pays: what waits and with whom, one invoice with its differences and twins, several at once."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commissioning import access, actions, contract_money
from commissioning.forms.invoicing import AskForm, FindForm, MoneyBackForm, SendBackForm, SendForm
from commissioning.invoice_shown import asker_of, title_of, waits_with
from commissioning.models import Contract, Invoice, InvoiceQuery
from commissioning.money_back_shown import money_back_of
from commissioning.querysets.whose import bodies_for
from commissioning.receiving import twins_of, vat_number_of
from commissioning.views.invoicing import _review, _sent, orders_of
from marketplace.accounts.access import require
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Role
from marketplace.ui.fields import visible_answers
from marketplace.ui.filters import long_date, pounds
from marketplace.workflow.errors import RuleBroken

FORM = ["GET", "HEAD", "POST"]
ON_A_PAGE = 50
SEEING = (Role.FINANCE, Role.COMMISSIONER)


@never_cache
@require_http_methods(FORM)
def invoices(request) -> HttpResponse:
    """What waits, with whom, and until when; several are approved at once."""
    actor = request.actor
    works = bodies_for(actor, *SEEING)
    require(works.exists() or Invoice.objects.ordered_by(actor).exists())
    if request.method == "POST":
        return _approve_many(request)
    find = FindForm(request.GET)
    found = Invoice.objects.of_body(actor) | Invoice.objects.ordered_by(actor)
    kept = (
        found.filter(credits=None).shown_as(find.wanted(), timezone.localdate()).with_steps().order_by("due_on", "pk")
    )
    page = Paginator(kept.with_steps().order_by("due_on", "pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    may = access.approvable(actor, page.object_list)
    rows = [{"invoice": each, "title": title_of(each), "with": waits_with(each),
             "can": each.pk in may and each.status in Invoice.WAITS and actions.to_owe(each) > 0}
            for each in page]  # fmt: skip
    shown = {"rows": rows, "page": page, "find": find, "wanted": find.wanted(), "can": any(r["can"] for r in rows)}
    return render(request, "commissioning/invoices/payer.html", shown)


def _approve_many(request) -> HttpResponse:
    keys = [key for each in request.POST.getlist("invoice") if (key := _uuid(each))]
    done, stays = actions.approve_invoices(keys, by=request.actor)
    if done:
        said = ngettext("%(num)s invoice is approved.", "%(num)s invoices are approved.", done) % {"num": done}
        messages.success(request, said)
    for each in stays:
        messages.error(request, each)
    if not done and not stays:
        messages.error(request, _("Tick the invoices that you approve."))
    return redirect("commissioning:invoices")


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


@never_cache
@require_http_methods(FORM)
def invoice(request, pk: UUID) -> HttpResponse:
    """One of them: accept it, approve it, ask about a part, or send it back."""
    seen = Invoice.objects.visible_to(request.actor).filter(payer="body").with_steps()
    found = get_object_or_404(seen, pk=pk)
    actor = request.actor
    is_payer = bodies_for(actor, *SEEING).filter(pk=found.body_id).exists()
    require(is_payer or access.can_ask_about(actor, found))
    sent = visible_answers(request.POST) if request.method == "POST" else None
    forms = forms_for(found, sent)
    if sent is not None and settled(request, found, sent, forms):
        return redirect("commissioning:invoice", pk)
    twins = twins_of(found) if found.status in Invoice.WAITS else []
    shown = forms | facts_of(found) | {
        "with": waits_with(found), "can": _can(actor, found), "twins": twins,
        "to_owe": max(actions.to_owe(found), 0),
        "payments": found.payments.all(), "is_payer": is_payer,
        "leads_to_contract": contract_money.is_open_to(actor, found.contract),
    }  # fmt: skip
    return render(request, "commissioning/invoices/invoice.html", shown)


def facts_of(found: Invoice) -> dict:
    """What every page of one invoice shows."""
    queries = list(found.queries.all())
    return {
        "invoice": found, "title": title_of(found), "lines": found.lines.all(), "queries": queries,
        "asker": asker_of(found, next(iter(queries), None)), "vat_number": vat_number_of(found),
    } | money_back_of(found)  # fmt: skip


def forms_for(found: Invoice, sent) -> dict:
    lines = [(str(line.pk), f"{long_date(line.on)}: {pounds(left)}") for line in found.lines.all()
             if (left := actions.left_to_ask(found, line)) > 0]  # fmt: skip
    asked = sent if sent and "ask" in sent else None
    back = sent if sent and "back" in sent else None
    received = sent if sent and "receive" in sent else None
    return {
        "ask": AskForm(asked, invoice=found, lines=lines, initial={"key": uuid7()}), "back": SendBackForm(back),
        "receive": MoneyBackForm(received, initial={"key": uuid7()}, auto_id="id_receive_%s"),
    }  # fmt: skip


def _can(actor, found: Invoice) -> dict:
    waits, asks = found.status in Invoice.WAITS, access.can_ask_about(actor, found)
    in_time = timezone.localdate() <= found.query_by
    clear = actions.left_to_ask(found) > 0 and found.status in (*Invoice.WAITS, Invoice.Status.APPROVED)
    return {
        "accept": waits and found.accepted_at is None and access.can_accept(actor, found),
        "approve": waits and actions.to_owe(found) > 0 and access.can_approve(actor, found),
        "ask": asks and in_time and clear, "late": asks and waits and not in_time,
        "back": asks and in_time and waits and not found.approved_pence,
        "receive": actions.arrived_too_much(found) > 0 and found.body is not None
        and access.can_pay_for(actor, found.body, found.enterprise),
        "resolve": {each.pk for each in found.queries.all() if not each.resolved_at
                    and access.can_resolve(actor, each)},
    }  # fmt: skip


def settled(request, found: Invoice, sent, forms: dict) -> bool:
    """Whether what was pressed was done; what was typed stays where it was not."""
    by, form = request.actor, next((form for name, form in forms.items() if name in sent), None)
    if form is not None and not form.is_valid():
        return False
    try:
        said = _act(found, sent, form, by=by)
    except RuleBroken as refused:
        if form is None:
            messages.error(request, str(refused))
            return True
        form.add_error(None, str(refused))
        return False
    messages.success(request, said)
    return True


def _act(found: Invoice, sent, form, *, by) -> str:
    """One button, one verb."""
    if "accept" in sent:
        actions.accept_invoice(found, by=by)
        return _("Accepted. Finance approves it next.")
    if "approve" in sent:
        actions.approve_invoice(found, by=by)
        return _("Approved. It goes with the next payments.")
    if "resolve" in sent:
        query = get_object_or_404(InvoiceQuery, invoice=found, pk=_uuid(sent["resolve"]))
        actions.resolve_query(query, by=by)
        return _("Settled. The rest goes on.")
    if "paid" in sent:
        actions.say_paid(found, by=by)
        return _("Thank you. They know it now.")
    if form is None:
        raise RuleBroken(_("Choose what to do."))
    return _write(found, sent, form, by=by)


def _write(found: Invoice, sent, form, *, by) -> str:
    """What is more than a button: asked, sent back, or come back."""
    given = form.cleaned_data
    if "ask" in sent:
        line, pence = form.about()
        actions.raise_query(found, given["words"], pence, line=line, key=given["key"], by=by)
        return _("Asked. What you did not ask about goes on.")
    if "receive" in sent:
        actions.receive_back(found, given["pence"], given["on"], key=given["key"], by=by)
        return _("Written down. They get a message.")
    actions.reject_invoice(found, given["because"], by=by)
    return _("Sent back.")


@never_cache
@require_http_methods(FORM)
def self_bill(request, pk: UUID) -> HttpResponse:
    """Where both agreed that the buyer writes the invoices: what was confirmed, in two taps."""
    found = Contract.objects.of_body(request.actor).select_related("body", "enterprise__organisation", "agreement")
    contract = get_object_or_404(found, pk=pk)
    require(access.can_self_bill(request.actor, contract))
    form = SendForm(request.POST if request.method == "POST" else None)
    of = {"agreement": contract.agreement} if contract.agreement else {"contract": contract}
    if request.method == "POST" and form.is_valid() and (sent := _sent(request, form, **of)):
        return redirect("commissioning:invoice", sent.pk)
    rows = orders_of(contract)
    if contract.agreement is not None:
        visits = contract.agreement.visits.to_invoice().order_by("on", "at")
        rows = [{"pk": v.pk, "on": v.on, "at": v.at, "pence": v.due_pence, "words": ""} for v in visits]
    pays = _("Written for %(who)s, as both agreed") % {"who": contract.enterprise.name}
    shown = {
        "who": contract.group or contract.number,
        "pays": pays,
        "is_payer": True,
        "back": reverse("commissioning:invoices"),
    }
    return render(request, "commissioning/invoices/make.html", _review(rows, form) | shown)
