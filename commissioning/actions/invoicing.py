"""An invoice in two taps: what was confirmed is made an invoice, held against the order, and goes straight through."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import actions as budgets
from budgets.models import Agreement, Visit
from commissioning import access
from commissioning.actions.approving import look_at, release_lines
from commissioning.actions.invoice_news import tell_payer
from commissioning.actions.numbering import next_number, numbers_of
from commissioning.invoicing import Line, Vat, due_on, fast_on, lines_for, number_key, query_by, total, vat_number
from commissioning.invoicing import Visit as Supplied
from commissioning.models import CallOff, Contract, Invoice, InvoiceLine, InvoicingSettings
from commissioning.receiving import PERSON_DAYS, Draft, contract_of, days_of_order, payer_of, settings_of
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.ui.filters import long_date, pounds
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.keys import is_done
from marketplace.workflow.moves import lock, move, one_at_a_time, record_entry
from providers.models import Enterprise

Source, Status = Invoice.Source, Invoice.Status
LONG_AGO = timedelta(days=730)


@transaction.atomic
def set_invoicing(enterprise: Enterprise, facts: dict, *, by: Actor) -> InvoicingSettings:
    """The owner says how their numbers begin, and whether they are registered for VAT."""
    require(access.can_invoice(by, enterprise))
    told = {name: facts[name] for name in ("prefix", "vat", "vat_number") if name in facts}
    if told.get("vat", Vat.NOT_REGISTERED) != Vat.NOT_REGISTERED and not told.get("vat_number"):
        raise RuleBroken(_("Write the VAT number, or say that you are not registered for VAT."))
    if typed := told.get("vat_number"):
        told["vat_number"] = vat_number(typed)
        if not told["vat_number"]:
            raise RuleBroken(_("This is no VAT number. It has GB and nine digits, like GB 999 9999 73."))
    made, _new = InvoicingSettings.objects.update_or_create(enterprise=enterprise, defaults=told)
    record_entry(made, "set", by=by)
    return made


@transaction.atomic
def send_invoice(agreement: Agreement, keys: Collection[UUID], *, shown_pence: int, key: UUID, by: Actor) -> Invoice:
    """Confirmed visits of one agreement; RuleBroken where they do not come to what the page showed any more."""
    enterprise, contract = agreement.service.enterprise, contract_of(agreement)
    source = _source(by, enterprise, contract)
    one_at_a_time(f"invoices:{enterprise.pk}")
    if is_done(key, "send-invoice", agreement, sorted(set(keys)), shown_pence, by=by):
        return Invoice.objects.get(key=key)
    visits = budgets.note_invoiced(agreement, _visits(agreement, keys), by=by)
    payer, body = payer_of(agreement)
    settings = numbers_of(enterprise)
    supplied = [Supplied(str(visit.pk), visit.on, visit.due_pence or 0, _words(visit)) for visit in visits]
    lines = tuple(lines_for(supplied, Vat(settings.vat)))
    _must_be_as_shown(lines, shown_pence)
    known = {str(visit.pk): visit for visit in visits}
    draft = Draft(enterprise, payer, body, agreement, contract, source=source, lines=lines, visits=known)
    return _receive(draft, settings, key=key, by=by)


@transaction.atomic
def send_call_offs(contract: Contract, keys: Collection[UUID], *, shown_pence: int, key: UUID, by: Actor) -> Invoice:
    """Confirmed orders under a contract that is not for one person."""
    source = _source(by, contract.enterprise, contract)
    one_at_a_time(f"invoices:{contract.enterprise_id}")
    if is_done(key, "send-call-offs", contract, sorted(set(keys)), shown_pence, by=by):
        return Invoice.objects.get(key=key)
    lock(contract)
    found = list(contract.call_offs.to_invoice().filter(pk__in=keys))
    if not found or len(found) != len(set(keys)):
        raise RuleBroken(_("Some of these are not confirmed, or are on an invoice already. Look at them again."))
    settings = numbers_of(contract.enterprise)
    supplied = [Supplied(str(each.pk), each.on, each.pence, each.words) for each in found]
    lines = tuple(lines_for(supplied, Vat(settings.vat)))
    _must_be_as_shown(lines, shown_pence)
    known: dict[str, CallOff] = {str(each.pk): each for each in found}
    body = Invoice.Payer.BODY, contract.body
    draft = Draft(contract.enterprise, *body, contract.agreement, contract, source, lines, call_offs=known)
    return _receive(draft, settings, key=key, by=by)


@transaction.atomic
def write_invoice(
    order: Agreement | Contract, lines: Sequence[Line], *, number: str, invoiced_on: date, stated_pence: int,
    key: UUID, by: Actor,
) -> Invoice:  # fmt: skip
    """By hand, with the enterprise's own number: nothing of it was confirmed here, so whoever ordered looks at it."""
    draft = _by_hand(order, tuple(lines))
    enterprise = draft.enterprise
    require(access.can_invoice(by, enterprise))
    one_at_a_time(f"invoices:{enterprise.pk}")
    if is_done(key, "write-invoice", order, list(map(repr, lines)), number, invoiced_on, stated_pence, by=by):
        return Invoice.objects.get(key=key)
    refuse_self_billed(draft.contract)
    _refuse_by_hand(order, draft, invoiced_on)
    _must_be_as_shown(lines, stated_pence)
    return _receive(draft, numbers_of(enterprise), key=key, by=by, number=number.strip(), invoiced_on=invoiced_on)


def _by_hand(order: Agreement | Contract, lines: tuple[Line, ...]) -> Draft:
    """Of an agreement about a person, or of a contract for a group."""
    if isinstance(order, Contract):
        body = Invoice.Payer.BODY, order.body
        return Draft(order.enterprise, *body, order.agreement, order, source=Source.BY_HAND, lines=lines)
    contract = contract_of(order)
    return Draft(order.service.enterprise, *payer_of(order), order, contract, source=Source.BY_HAND, lines=lines)


def _refuse_by_hand(order: Agreement | Contract, draft: Draft, invoiced_on: date) -> None:
    """Everything that can be said before it is sent."""
    today, lines = timezone.localdate(), draft.lines
    if order.status not in (Agreement.Status.AGREED, Agreement.Status.ENDED):
        raise RuleBroken(_("Nothing is agreed there, so nothing can be invoiced."))
    if not lines:
        raise RuleBroken(_("Write what you supplied, on which day, and for how much."))
    days = [invoiced_on, *(line.on for line in lines)]
    if max(days) > today:
        raise RuleBroken(_("Its date is in the future. Send it on that day, or put the date right."))
    if min(days) < today - LONG_AGO:
        raise RuleBroken(_("A day on it is more than two years ago. Look at the years again."))
    _refuse_outside(draft)


def _refuse_outside(draft: Draft) -> None:
    """What was before the order began, or after it ended, cannot be on it."""
    first, last = days_of_order(draft.agreement, draft.contract)
    if first is not None and any(line.on < first for line in draft.lines):
        raise RuleBroken(_("The order began on %(day)s. What was before cannot be on it.") % {"day": long_date(first)})
    if last is not None and any(line.on > last for line in draft.lines):
        raise RuleBroken(_("The order ended on %(day)s. What was later cannot be on it.") % {"day": long_date(last)})


def refuse_self_billed(contract: Contract | None) -> None:
    """Where both agreed that the buyer writes the invoices, the enterprise sends none."""
    if contract is not None and contract.is_self_billed:
        raise RuleBroken(_("You both agreed that %(who)s writes the invoices. You send none yourself.") % {
            "who": contract.body.name})  # fmt: skip


def _source(by: Actor, enterprise: Enterprise, contract: Contract | None) -> str:
    """The owner sends it; whoever pays writes it where both agreed so."""
    if access.can_invoice(by, enterprise):
        refuse_self_billed(contract)
        return Source.VISITS
    require(contract is not None and access.can_self_bill(by, contract))
    return Source.SELF_BILLED


def _must_be_as_shown(lines: Sequence[Line], shown_pence: int) -> None:
    comes_to = total(lines).gross_pence
    if comes_to != shown_pence:
        said = {"sum": pounds(comes_to), "shown": pounds(shown_pence)}
        raise RuleBroken(_("It comes to %(sum)s, not to %(shown)s. Look at it again before you send it.") % said)


def _visits(agreement: Agreement, keys: Collection[UUID]) -> list[Visit]:
    """Those of this agreement; RuleBroken where one is not there."""
    found = list(agreement.visits.filter(pk__in=keys).with_agreement())
    if not found or len(found) != len(set(keys)):
        raise RuleBroken(_("Choose at least one visit that was confirmed."))
    return found


def _words(visit: Visit) -> str:
    """What stands on the line; never what somebody needs."""
    if visit.status == Visit.Status.CONFIRMED:
        return _("A visit of %(minutes)s minutes") % {"minutes": visit.minutes_done or visit.minutes}
    return _("A visit that was called off late, as agreed")


def _receive(
    draft: Draft, settings: InvoicingSettings, *, key: UUID, by: Actor, number: str = "",
    invoiced_on: date | None = None,
) -> Invoice:  # fmt: skip
    """It has come: the clock starts. Held against the order at once; whoever pays hears of it where it waits."""
    _refuse_same_number(draft, number)
    made = Invoice(
        key=key, enterprise=draft.enterprise, agreement=draft.agreement, contract=draft.contract, person=draft.person,
        payer=draft.payer, body=draft.body, source=draft.source, number=number or next_number(settings),
        order_number=draft.order_number, invoiced_on=invoiced_on or timezone.localdate(), made_by=by.person,
        **_sums(draft), **_terms(draft), **_where(draft),
    )  # fmt: skip
    made.number_key = number_key(made.number)
    made.save(force_insert=True)
    InvoiceLine.objects.bulk_create(_row(made, place, line, draft) for place, line in enumerate(draft.lines, 1))
    record_entry(made, "received", by=by)
    look_at(made, by=by)
    tell_payer(made)
    return made


def _refuse_same_number(draft: Draft, number: str) -> None:
    same = Invoice.objects.live().filter(enterprise=draft.enterprise, number_key=number_key(number))
    if number and same.exists():
        raise RuleBroken(_("You have an invoice with this number already: %(number)s.") % {
            "number": same[0].number})  # fmt: skip


def _sums(draft: Draft) -> dict:
    sums = total(draft.lines)
    days = sorted(line.on for line in draft.lines)
    facts = {"net_pence": sums.net_pence, "vat_pence": sums.vat_pence, "gross_pence": sums.gross_pence}
    return facts | {"starts_on": days[0], "ends_on": days[-1]}


def _terms(draft: Draft) -> dict:
    """The law's days where a body pays; what is usual where a person does."""
    today = timezone.localdate()
    if draft.body is None:
        until = today + timedelta(days=PERSON_DAYS)
        return {"due_on": until, "fast_on": until, "query_by": until}
    rules = settings_of(draft.body)
    return {
        "due_on": due_on(today), "fast_on": fast_on(today, rules.fast_days),
        "query_by": query_by(today, rules.query_days),
    }  # fmt: skip


def _where(draft: Draft) -> dict:
    """Whose team it is counted for, and under which law."""
    contract = draft.contract
    if contract is not None:
        return {"team": contract.team, "is_public_contract": contract.regime in ("light-touch", "user-choice", "full")}
    return {}


def _row(invoice: Invoice, place: int, line: Line, draft: Draft) -> InvoiceLine:
    return InvoiceLine(
        invoice=invoice, place=place, visit=draft.visits.get(line.visit), call_off=draft.call_offs.get(line.visit),
        words=line.words, on=line.on, quantity=line.quantity, unit_pence=line.unit_pence, net_pence=line.net_pence,
        vat_pence=line.vat_pence, vat=line.vat,
    )  # fmt: skip


@transaction.atomic
def withdraw_invoice(invoice: Invoice, *, by: Actor) -> None:
    """The enterprise takes it back while nobody has approved it: its visits can stand on another one."""
    lock(invoice)
    require(access.can_invoice(by, invoice.enterprise))
    if invoice.status not in Invoice.WAITS or invoice.approved_pence:
        raise RuleBroken(_("It is approved already, so it cannot be taken back. Give up a part of it instead."))
    move(invoice, Status.WITHDRAWN, by=by)
    release_lines(invoice, by=by)
