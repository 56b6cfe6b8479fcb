"""Bills that a person, or whoever holds their fund, pays: said paid, and kindly reminded of, once before and after."""

from datetime import timedelta
from uuid import uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import actions as budgets
from commissioning import access
from commissioning.actions.invoice_news import remind_payers, tell_owners
from commissioning.models import Invoice, InvoiceLine
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, record_entry

Status = Invoice.Status
SOON = timedelta(days=2)
CHUNK = 100


@transaction.atomic
def say_paid(invoice: Invoice, *, by: Actor) -> None:
    """The person says that they paid: all but what they ask about; the visits are paid with that."""
    lock(invoice)
    require(access.can_say_paid(by, invoice))
    if invoice.status == Status.PAID:
        return
    if invoice.status not in Invoice.WAITS:
        raise RuleBroken(_("Nothing is to be paid for it any more."))
    if (pence := left_to_pay(invoice)) <= 0:
        raise RuleBroken(_("You ask about all that is left of it. Settle that first."))
    _pay(invoice, pence, by=by)
    invoice.approved_pence += pence
    invoice.paid_pence += pence
    invoice.said_paid_at = timezone.now()
    invoice.save(update_fields=["approved_pence", "paid_pence", "said_paid_at"])
    what = record_entry(invoice, "said-paid", by=by)
    if invoice.paid_pence >= invoice.gross_pence - invoice.credited_pence:
        told = {"approved_at": timezone.now(), "approved_by": by.person, "paid_on": timezone.localdate()}
        move(invoice, Status.PAID, by=by, **told)
    tell_owners(invoice, "bill-paid", what.pk)


def left_to_pay(invoice: Invoice) -> int:
    """What is asked for and not paid, without whole visits that somebody asks about."""
    held = [line for line in _rows(invoice) if line.disputed_pence]
    waits = sum(min(line.gross_pence, _due(line)) for line in held)
    return invoice.gross_pence - invoice.credited_pence - invoice.paid_pence - waits


def _rows(invoice: Invoice) -> list[InvoiceLine]:
    return list(invoice.lines.all())


def _due(line: InvoiceLine) -> int:
    return (line.visit.due_pence or 0) if line.visit else line.gross_pence


def _pay(invoice: Invoice, pence: int, *, by: Actor) -> None:
    """Out of which money: that of the visits, or what was written by hand."""
    person, rows = invoice.person, _rows(invoice)
    assert person is not None
    visits = [line.visit for line in rows if line.visit and not line.disputed_pence]
    if invoice.payer == Invoice.Payer.HOLDER:
        for visit in sorted(visits, key=lambda each: each.pk):
            budgets.note_paid_by_holder(visit, by=by)
    elif visits:
        budgets.pay_visits(person, [visit.pk for visit in visits], by=by)
    agreement = invoice.agreement
    is_held = invoice.payer == Invoice.Payer.PERSON and agreement is not None and agreement.budget is not None
    if invoice.source == Invoice.Source.BY_HAND and is_held:
        assert agreement is not None and agreement.budget is not None
        facts = {"pence": pence, "spent_on": timezone.localdate(), "kind": "provider", "words": ""}
        key = uuid5(invoice.pk, f"paid:{invoice.paid_pence}")
        budgets.declare_expense(agreement.budget, agreement.mechanism, facts, key=key, by=by)


@transaction.atomic
def remind_of_bills(*, by: Actor) -> int:
    """Two days before a bill is due, and once after; how many were reminded now."""
    require(bool(by.rule))
    today = timezone.localdate()
    found = Invoice.objects.select_for_update(of=("self",), skip_locked=True).bills_to_remind(today, SOON)
    bills = list(found.with_sides()[:CHUNK])
    for bill in bills:
        remind_payers(bill, "bill-late" if bill.due_on < today else "bill-soon")
        bill.reminded_at = timezone.now()
        bill.save(update_fields=["reminded_at"])
    return len(bills)
