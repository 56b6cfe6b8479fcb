"""What was paid too much comes back after a credit note: set against what is owed next, or sent by the enterprise.

A credit note says itself how much of it came back (`approved_pence` and `paid_pence`). Each time that is in the books:
from the account of the enterprise back into the pot that had paid. What is set against another invoice is paid of that
one in the same moment, out of the same pot: no money leaves, and both sides see both steps.
"""

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import ledger
from budgets.models import Account, Posting
from commissioning import access
from commissioning.actions.invoice_news import tell_owners
from commissioning.actions.owing import arrived_at_once, cancel_payment, owe, pot_of, wanted_of
from commissioning.models import Invoice, Payment
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation
from marketplace.ui.filters import pounds
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.keys import is_done
from marketplace.workflow.moves import lock, one_at_a_time, record_entry


def arrived_too_much(invoice: Invoice) -> int:
    """What the enterprise has, and neither asks for any more nor has given back."""
    return max(invoice.paid_pence - wanted_of(invoice), 0)


@transaction.atomic
def receive_back(invoice: Invoice, pence: int, on: date, *, key: UUID, by: Actor) -> None:
    """The enterprise sent it back, as a finance officer sees on the account of the body; never more than it owes."""
    lock(invoice)
    require(invoice.body is not None and access.can_pay_for(by, invoice.body, invoice.enterprise))
    if is_done(key, "receive-back", invoice, pence, on, by=by):
        return
    if not invoice.received_on <= on <= timezone.localdate():
        raise RuleBroken(_("Choose a day from when the invoice came up to today."))
    if not 0 < pence <= arrived_too_much(invoice):
        raise RuleBroken(_("%(sum)s has to come back, and no more.") % {"sum": pounds(arrived_too_much(invoice))})
    for note, part in _parts(invoice, pence):
        _book(note, part, on, "received-back", by=by)
    tell_owners(invoice, "money-received-back", key, sum=pounds(pence))


@transaction.atomic
def set_off(body: Organisation, *, by: Actor) -> int:
    """What has to come back goes off what is owed next out of the same pot; how many payments are less for it."""
    require(bool(by.rule) or access.can_pay_for(by, body))
    one_at_a_time(f"payments:{body.pk}")
    return sum(_set_off(invoice, by=by) for invoice in Invoice.objects.to_come_back(body).order_by("pk"))


def _set_off(invoice: Invoice, *, by: Actor) -> int:
    lock(invoice)
    less = 0
    for payment in Payment.objects.due_beside(invoice).select_related("invoice"):
        other = payment.invoice
        if other is None or pot_of(other) != pot_of(invoice):
            continue
        lock(other)
        lock(payment)
        pence = min(arrived_too_much(invoice), payment.pence)
        if pence and payment.status == Payment.Status.DUE and not payment.is_kept_back:
            _settle(payment, other, invoice, pence, by=by)
            less += 1
    return less


def _settle(payment: Payment, other: Invoice, invoice: Invoice, pence: int, *, by: Actor) -> None:
    """So much of the payment is no payment: it is paid by what the enterprise has already."""
    today, rest = timezone.localdate(), payment.pence - pence
    cancel_payment(payment, by=by)
    for note, part in _parts(invoice, pence):
        posting = _book(note, part, today, "set-off", by=by)
        arrived_at_once(owe(other, part, by=by, source=posting), today, by=by)
    if rest:
        owe(other, rest, by=by)
    tell_owners(other, "money-set-off", payment.pk, sum=pounds(pence), of=invoice.number)


def _parts(invoice: Invoice, pence: int) -> Iterator[tuple[Invoice, int]]:
    """Of which credit notes it is, the first ones first."""
    for note in invoice.credit_notes.order_by("received_at", "pk"):
        if part := min(note.gross_pence - note.paid_pence, pence):
            pence -= part
            yield note, part


def _book(note: Invoice, pence: int, on: date, what: str, *, by: Actor) -> Posting:
    """Back from the account of the enterprise into the pot; what came back of the note in all makes it once."""
    lock(note)
    note.approved_pence += pence
    note.paid_pence += pence
    note.save(update_fields=["approved_pence", "paid_pence"])
    record_entry(note, what, by=by)
    pot = pot_of(note)
    assert pot is not None and note.body is not None
    had = ledger.open_account(Account.Kind.ENTERPRISE, note.body, enterprise=note.enterprise)
    key = f"money-back:{note.pk}:{note.paid_pence}"
    return ledger.post(Posting.EntryType.INVOICE_PAID, {had: -pence, pot: pence}, key=key, source=note, by=by,
                       effective_on=on)  # fmt: skip


def notes_behind(parts: Collection[Payment]) -> dict[UUID, Invoice]:
    """By payment the credit note whose money it was made with."""
    keys = {part.pk: part.source_id for part in parts if part.source_id is not None}
    postings = dict(Posting.objects.filter(pk__in=keys.values()).values_list("pk", "source_id"))
    notes = Invoice.objects.filter(pk__in=postings.values()).select_related("credits").in_bulk()
    return {key: notes[postings[source]] for key, source in keys.items() if source in postings}
