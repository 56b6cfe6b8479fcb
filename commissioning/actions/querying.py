"""What is asked about an invoice: for how much, in its days; the rest goes on; answered, and settled."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning import access
from commissioning.actions.approving import (
    approve_straight_through,
    approve_what_is_clear,
    pay_undisputed,
    refuse_late,
)
from commissioning.actions.crediting import close_if_paid, give_up, settle_rest
from commissioning.actions.invoice_news import tell_asker, tell_owners
from commissioning.actions.owing import cancel_payment
from commissioning.models import Invoice, InvoiceLine, InvoiceQuery, Payment
from commissioning.receiving import held_against, reasons_to_wait, twins_of
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.ui.filters import pounds
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.keys import is_done
from marketplace.workflow.moves import lock, move, one_at_a_time, record_entry

Status = Invoice.Status
ASKABLE = (*Invoice.WAITS, Status.APPROVED)
GOING = (Status.APPROVED, Status.SCHEDULED, Status.IN_RUN)
BODY = Invoice.Payer.BODY


@transaction.atomic
def raise_query(
    invoice: Invoice, words: str, pence: int, *, key: UUID, by: Actor, line: InvoiceLine | None = None
) -> InvoiceQuery:
    """Name what is wrong and for how much: that waits, and the part that nobody disputes goes on at once."""
    lock(invoice)
    require(access.can_ask_about(by, invoice))
    if is_done(key, "raise-query", invoice, words, pence, line.pk if line else "", by=by):
        return InvoiceQuery.objects.get(key=key)
    _refuse_to_ask(invoice, words, pence, line)
    _dispute(invoice, pence, line)
    made = InvoiceQuery.objects.create(
        key=key, invoice=invoice, line=line, words=words.strip(), disputed_pence=pence, raised_by=by.person
    )
    record_entry(made, "raised", by=by)
    if invoice.approved_pence:
        _owe_less(invoice, by=by)
    elif invoice.status != Status.QUERIED:
        move(invoice, Status.QUERIED, by=by)
    _go_on(invoice, by=by)
    tell_owners(invoice, "invoice-asked", made.pk)
    return made


def left_to_ask(invoice: Invoice, line: InvoiceLine | None = None) -> int:
    """Of what is still asked for, that about which nobody asks yet; of one line or of all."""
    asked = sum(each.disputed_pence for each in invoice.queries.all() if each.resolved_at is None)
    left = invoice.gross_pence - invoice.credited_pence - invoice.paid_pence - asked
    return min(left, line.gross_pence - _asked_of(invoice, line)) if line else left


def _asked_of(invoice: Invoice, line: InvoiceLine) -> int:
    rows = [each for each in invoice.queries.all() if each.resolved_at is None and each.line_id == line.pk]
    return sum(each.disputed_pence for each in rows)


def _refuse_to_ask(invoice: Invoice, words: str, pence: int, line: InvoiceLine | None) -> None:
    if not words.strip():
        raise RuleBroken(_("Say what is wrong, so that they can answer."))
    if invoice.status not in ASKABLE or invoice.credits_id is not None:
        raise RuleBroken(_("It is settled, or on its way to the bank. Ask them for a credit note instead."))
    refuse_late(invoice)
    most = left_to_ask(invoice, line)
    if not 0 < pence <= most:
        raise RuleBroken(_("Ask about a sum between £0.01 and %(most)s: more is not asked for there.") % {
            "most": pounds(max(most, 0))})  # fmt: skip


def _dispute(invoice: Invoice, pence: int, line: InvoiceLine | None) -> None:
    """Which lines it is about: the one that was named, or the last ones first; what differed already stays so."""
    pence -= _differs(invoice, pence, line)
    invoice.undisputed_pence -= pence
    invoice.save(update_fields=["undisputed_pence"])
    for row in [line] if line else list(invoice.lines.order_by("-place")):
        part = min(row.gross_pence - row.disputed_pence, pence)
        row.disputed_pence += part
        row.save(update_fields=["disputed_pence"])
        pence -= part


def _differs(invoice: Invoice, pence: int, line: InvoiceLine | None) -> int:
    """How much of it the three-way match held back already, and nobody asks about yet."""
    if line is not None:
        held = line.disputed_pence - _asked_of(invoice, line)
    else:
        asked = sum(each.disputed_pence for each in invoice.queries.all() if each.resolved_at is None)
        held = invoice.gross_pence - invoice.credited_pence - invoice.undisputed_pence - asked
    return max(min(held, pence), 0)


def _owe_less(invoice: Invoice, *, by: Actor) -> None:
    """It was approved before: what is in no run yet is owed anew without the part that is asked about."""
    for payment in invoice.payments.filter(status=Payment.Status.DUE):
        cancel_payment(payment, by=by)
    invoice.refresh_from_db()
    if invoice.approved_pence > invoice.undisputed_pence:
        raise RuleBroken(_("It is settled, or on its way to the bank. Ask them for a credit note instead."))
    pay_undisputed(invoice, by=by)


def _go_on(invoice: Invoice, *, by: Actor) -> None:
    """What nobody disputes: approved by whoever may, or by itself where it would have gone straight through."""
    if invoice.payer != BODY or invoice.status not in Invoice.WAITS or invoice.undisputed_pence <= 0:
        return
    if twins_of(invoice):
        return  # whoever approves looks at both first
    if access.can_approve(by, invoice):
        approve_what_is_clear(invoice, by=by)
    else:
        _straight_through(invoice, by=by)


def _straight_through(invoice: Invoice, *, by: Actor) -> None:
    """By itself, where nothing but the question held it."""
    if invoice.payer == BODY and not reasons_to_wait(invoice, held_against(invoice)):
        approve_straight_through(invoice, by=by)


@transaction.atomic
def answer_query(query: InvoiceQuery, words: str, give_up_pence: int, *, by: Actor) -> None:
    """The enterprise explains, gives up a sum, or both; what it gives up whole is settled with that."""
    one_at_a_time(f"invoices:{query.invoice.enterprise_id}")
    lock(query.invoice)
    lock(query)
    require(access.can_invoice(by, query.invoice.enterprise))
    _must_be_open(query)
    if not words.strip() and not give_up_pence:
        raise RuleBroken(_("Explain it, or say how much you give up."))
    if not 0 <= give_up_pence <= query.disputed_pence:
        raise RuleBroken(_("They ask about %(sum)s. Give up that, or less.") % {"sum": pounds(query.disputed_pence)})
    query.answer, query.answered_by, query.answered_at = words.strip(), by.person, timezone.now()
    query.given_up_pence = give_up_pence
    query.save(update_fields=["answer", "answered_by", "answered_at", "given_up_pence"])
    record_entry(query, "answered", by=by)
    if give_up_pence == query.disputed_pence:
        _settle(query, by=by)
    tell_asker(query)


@transaction.atomic
def resolve_query(query: InvoiceQuery, *, by: Actor) -> None:
    """Whoever asked, or finance, is content: what was given up is credited, and the rest goes on from where it was."""
    one_at_a_time(f"invoices:{query.invoice.enterprise_id}")
    lock(query.invoice)
    lock(query)
    require(access.can_resolve(by, query))
    if query.resolved_at is not None:
        return
    _settle(query, by=by)


def _must_be_open(query: InvoiceQuery) -> None:
    if query.resolved_at is not None:
        raise RuleBroken(_("This is settled already."))


def _settle(query: InvoiceQuery, *, by: Actor) -> None:
    """The clock of the query stops, and the invoice is where it was: what differs still waits for who ordered."""
    invoice, given_up = query.invoice, query.given_up_pence
    query.resolved_by, query.resolved_at = by.person, timezone.now()
    query.save(update_fields=["resolved_by", "resolved_at"])
    record_entry(query, "resolved", by=by)
    clear = _clear(query) - given_up
    if given_up:
        give_up(invoice, given_up, _("Given up after a question"), by=by, line=query.line)
    invoice.undisputed_pence += max(clear, 0)
    invoice.save(update_fields=["undisputed_pence"])
    _go_on_after(invoice, by=by)


def _clear(query: InvoiceQuery) -> int:
    """How much of it is in question no more; before anybody has accepted it, what differs stays as it was."""
    invoice, pence = query.invoice, query.disputed_pence
    waits = invoice.awaits_acceptance and invoice.status in Invoice.WAITS
    held = {each["line"]: each["pence"] for each in invoice.differences} if waits else {}
    for row in [query.line] if query.line else list(invoice.lines.order_by("-place")):
        part = max(min(row.disputed_pence - held.get(row.place, 0), pence), 0)
        row.disputed_pence -= part
        row.save(update_fields=["disputed_pence"])
        pence -= part
    return query.disputed_pence - (pence if waits else 0)


def _go_on_after(invoice: Invoice, *, by: Actor) -> None:
    if invoice.status in GOING:
        _back_for_the_rest(invoice, by=by)
        pay_undisputed(invoice, by=by)
        close_if_paid(invoice, by=by)
        return
    if invoice.credited_pence >= invoice.gross_pence:
        settle_rest(invoice, by=by)
        return
    if invoice.queries.open().exists():
        return
    _straight_through(invoice, by=by)
    if invoice.status == Status.QUERIED:
        move(invoice, Status(invoice.before_the_question), by=by)


def _back_for_the_rest(invoice: Invoice, *, by: Actor) -> None:
    """The first part has left and arrived: the rest waits for the next payments like any other."""
    away = invoice.payments.filter(status__in=(Payment.Status.LOCKED, Payment.Status.SENT)).exists()
    if invoice.status == Status.IN_RUN and not away:
        move(invoice, Status.APPROVED, by=by)
