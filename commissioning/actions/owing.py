"""What is approved is owed: a payment with its money promised, sent, arrived or come back, each step in the books.

A promise goes from the pot to the clearing account of the enterprise. It is posted when the payment is sent, so that
the money is spent and on its way; what arrives goes on to the account of the enterprise, and the clearing account is
empty again. What comes back is reversed, and another payment takes its place.
"""

from datetime import date
from uuid import uuid4

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import actions as budgets
from budgets import ledger
from budgets.models import Account, Posting, Visit
from commissioning.actions.grants import grant_arrived, grant_came_back
from commissioning.actions.timing import forget_time, note_time
from commissioning.models import Grant, Invoice, Payment
from commissioning.paying_out import SENT_BACK, is_sent_back
from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move

Status, Entry = Payment.Status, Posting.EntryType
LESS = "LESS"  # our own return code: the whole is put right, and paid in parts
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no letter looks like a digit


@transaction.atomic
def owe(invoice: Invoice, pence: int, *, by: Actor, source: Posting | None = None) -> Payment:
    """So much of an approved invoice is to be paid, once: RuleBroken above what it asks for, or what the pot has.

    What was promised for its visits is free again before: whoever approves says with `keep_promised` what stays.
    `source`: what came back of another invoice, where it is paid with that.
    """
    lock(invoice)
    if pence <= 0 or invoice.approved_pence + pence > wanted_of(invoice):
        raise RuleBroken(_("No more is paid than the invoice asks for."))
    part = invoice.payments.count() + 1
    payment = Payment(
        kind=Payment.Kind.INVOICE, invoice=invoice, part=part, pence=pence, due_on=invoice.due_on,
        fast_on=invoice.fast_on, body=payer_of(invoice), reference=new_id(), end_to_end_id=new_id(),
        source_id=source.pk if source else None,
    )  # fmt: skip
    payment.reference = payment.end_to_end_id
    payment.reservation = _promise(payment, by=by)
    payment.save(force_insert=True)
    invoice.approved_pence += pence
    invoice.save(update_fields=["approved_pence"])
    return payment


def wanted_of(invoice: Invoice) -> int:
    """What is paid of it in all: what it asks for, and what was paid too much and came back."""
    left = invoice.gross_pence - invoice.credited_pence
    if not invoice.credited_pence:
        return left
    return left + (invoice.credit_notes.aggregate(back=Sum("paid_pence"))["back"] or 0)


def payer_of(invoice: Invoice) -> Organisation:
    """In whose books it is: the body that pays, or the one whose money somebody else holds."""
    if invoice.body is not None:
        return invoice.body
    assert invoice.person is not None
    return invoice.person.organisation


def new_id() -> str:
    """What is on the payment and comes back with the answer: JR and twelve letters that nobody guesses."""
    number = uuid4().int
    return "JR" + "".join(LETTERS[number >> (5 * place) & 31] for place in range(12))


def _promise(payment: Payment, *, by: Actor) -> Posting | None:
    """Nothing where the money of an agreement is not in the books; a body without a pot pays from its own."""
    invoice = payment.invoice
    assert invoice is not None
    pot = pot_of(invoice)
    if pot is None:
        return None
    sums = {pot: -payment.pence, budgets.clearing_of(payment.body, invoice.enterprise): payment.pence}
    return ledger.reserve(sums, key=f"payment:{payment.pk}", source=payment, by=by)


def pot_of(invoice: Invoice) -> Account | None:
    """Out of which account it is paid."""
    pot = budgets.pot_for(invoice.agreement) if invoice.agreement else None
    if pot is None and invoice.payer == Invoice.Payer.BODY:
        return ledger.open_account(Account.Kind.FUNDING, payer_of(invoice))
    return pot


@transaction.atomic
def send_payment(payment: Payment, *, by: Actor) -> None:
    """It left for the bank, or for the finance system: the money is spent and on its way; a second time is none."""
    lock(payment)
    if payment.status == Status.SENT:
        return
    move(payment, Status.SENT, by=by, sent_at=timezone.now(), posting=_spend(payment, by=by))


def _spend(payment: Payment, *, by: Actor) -> Posting | None:
    if payment.reservation is None:
        return None
    return ledger.post_reserved(payment.reservation, key=f"payment-sent:{payment.pk}", by=by, source=payment)


@transaction.atomic
def payment_arrived(payment: Payment, on: date, *, by: Actor) -> None:
    """It reached the payee on this day; a second time is none."""
    lock(payment)
    if payment.status == Status.PAID:
        return
    move(payment, Status.PAID, by=by, paid_on=on)
    _book_arrival(payment, on, by=by)


@transaction.atomic
def arrived_at_once(payment: Payment, on: date, *, by: Actor) -> None:
    """It is with the payee already, without a run of ours."""
    sent = {"sent_at": timezone.now(), "posting": _spend(payment, by=by)}
    move(payment, Status.PAID, by=by, paid_on=on, **sent)
    _book_arrival(payment, on, by=by)


def _book_arrival(payment: Payment, on: date, *, by: Actor) -> None:
    """On its way no more: the enterprise has it."""
    if payment.posting is not None and payment.invoice is not None:
        clearing = budgets.clearing_of(payment.body, payment.invoice.enterprise)
        paid = ledger.open_account(Account.Kind.ENTERPRISE, payment.body, enterprise=payment.invoice.enterprise)
        sums = {clearing: -payment.pence, paid: payment.pence}
        key = f"payment-arrived:{payment.pk}"
        ledger.post(Entry.PAYMENT_ARRIVED, sums, key=key, source=payment, by=by, effective_on=on)
    if payment.invoice is not None:
        _note_paid(payment.invoice, payment.pence, on, by=by)
    if payment.kind == Payment.Kind.GRANT and payment.run is not None:
        grant = Grant.objects.get(pk=str(payment.source_id))
        two = [each for each in (payment.run.approved_by, payment.run.made_by) if each]
        grant_arrived(grant, on, next(each for each in two if each.pk != grant.decided_by_id), by=by)


def _note_paid(invoice: Invoice, pence: int, on: date, *, by: Actor) -> None:
    """The invoice is paid when all that it still asks for has arrived."""
    lock(invoice)
    invoice.paid_pence += pence
    invoice.save(update_fields=["paid_pence"])
    is_whole = invoice.paid_pence >= wanted_of(invoice)
    if is_whole and invoice.status != Invoice.Status.PAID:
        move(invoice, Invoice.Status.PAID, by=by, paid_on=on)
        note_time(invoice)
        for visit in _visits(invoice):
            budgets.settle_visit(visit, by=by)


def _visits(invoice: Invoice) -> list[Visit]:
    """Those that stand on it, always in the same order."""
    keys = invoice.lines.filter(visit__isnull=False).values("visit")
    return list(Visit.objects.filter(pk__in=keys).with_agreement().order_by("pk"))


@transaction.atomic
def payment_came_back(payment: Payment, code: str, *, by: Actor) -> Payment | None:
    """It did not arrive, or came back: the books are put right, and another payment takes its place; None: known."""
    lock(payment)
    if payment.status == Status.RETURNED:
        return None
    was_paid, invoice = payment.status == Status.PAID, payment.invoice
    move(payment, Status.RETURNED, by=by, return_code=code)
    if was_paid and invoice is not None:
        _note_unpaid(payment, invoice, by=by)
    if payment.kind == Payment.Kind.GRANT:
        grant_came_back(Grant.objects.get(pk=str(payment.source_id)), by=by)
    if payment.posting is not None:
        ledger.reverse(payment.posting, key=f"payment-back:{payment.pk}", by=by)
    if invoice is not None:
        _note_it_is_due_again(invoice, by=by)
    return _again(payment, by=by) if _is_still_due(payment) else None


def _is_still_due(payment: Payment) -> bool:
    """Not where what it paid was taken back since: a grant that nobody wants any more, or money that was given."""
    if payment.kind == Payment.Kind.GRANT:
        return Grant.objects.filter(pk=str(payment.source_id), status=Grant.Status.AGREED).exists()
    return payment.invoice is not None or not Posting.objects.filter(reverses=payment.source_id).exists()


def _note_it_is_due_again(invoice: Invoice, *, by: Actor) -> None:
    """Where nothing else of it is on its way."""
    lock(invoice)
    left = invoice.payments.filter(status__in=(Status.LOCKED, Status.SENT)).exists()
    if invoice.status == Invoice.Status.IN_RUN and not left:
        move(invoice, Invoice.Status.APPROVED, by=by)


@transaction.atomic
def paid_less(payment: Payment, pence: int, on: date, *, by: Actor) -> Payment:
    """Only so much arrived: as if it came back, was paid in two parts, and one of these arrived. The other part."""
    again = payment_came_back(payment, LESS, by=by)
    invoice = payment.invoice
    if again is None or invoice is None:
        raise RuleBroken(_("This is known already."))
    rest = payment.pence - pence
    cancel_payment(again, by=by)
    arrived_at_once(owe(invoice, pence, by=by), on, by=by)
    return owe(invoice, rest, by=by)


def _note_unpaid(payment: Payment, invoice: Invoice, *, by: Actor) -> None:
    lock(invoice)
    invoice.paid_pence -= payment.pence
    invoice.save(update_fields=["paid_pence"])
    if invoice.status == Invoice.Status.PAID:
        move(invoice, Invoice.Status.APPROVED, by=by, paid_on=None)
        forget_time(invoice)
        for visit in _visits(invoice):
            budgets.unsettle_visit(visit, by=by)
    if arrived := Posting.objects.filter(key=f"payment-arrived:{payment.pk}").first():
        ledger.reverse(arrived, key=f"payment-not-arrived:{payment.pk}", by=by)


def _again(payment: Payment, *, by: Actor) -> Payment:
    """The same sum is due once more, to the account that is right then."""
    again = Payment(
        kind=payment.kind, invoice=payment.invoice, source_id=payment.source_id, body=payment.body,
        part=_next_part(payment), replaces=payment, pence=payment.pence, due_on=payment.due_on,
        fast_on=payment.fast_on, reference=payment.reference, end_to_end_id=new_id(),
        held_because=SENT_BACK if is_sent_back(payment) else "",
    )  # fmt: skip
    if payment.reservation is not None:
        again.reservation = _promise(again, by=by)
    again.save(force_insert=True)
    return again


def _next_part(payment: Payment) -> int:
    same = Payment.objects.filter(kind=payment.kind, source_id=payment.source_id)
    if payment.invoice is not None:
        same = payment.invoice.payments.all()
    return same.count() + 1


@transaction.atomic
def cancel_payment(payment: Payment, *, by: Actor) -> None:
    """It is not paid any more, as with a credit note: what was promised is free again."""
    lock(payment)
    move(payment, Status.CANCELLED, by=by)
    if payment.reservation is not None:
        ledger.void(payment.reservation, key=f"payment-void:{payment.pk}", by=by)
    if payment.invoice is not None:
        lock(payment.invoice)
        payment.invoice.approved_pence -= payment.pence
        payment.invoice.save(update_fields=["approved_pence"])
