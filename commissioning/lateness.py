"""What is owed by law for invoices that were paid late, or wait past their day: interest and a fixed sum for each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commissioning.interest import Debt, NoRate, Owed, Part, Payer, owed, relevant_day
from commissioning.models import Invoice, Payment
from commissioning.timing import timed


@dataclass(frozen=True)
class Late:
    """One late invoice, and what is owed for it; without a Bank Rate, the words that say so."""

    invoice: Invoice
    owed: Owed | None
    why_not: str = ""


@dataclass(frozen=True)
class LateSum:
    """All of them: a sum that leaves something out is never shown as if it were the whole."""

    rows: tuple[Late, ...]

    @property
    def pence(self) -> int:
        return sum(row.owed.pence for row in self.rows if row.owed)

    @property
    def missing(self) -> list[str]:
        return sorted({row.why_not for row in self.rows if row.why_not})


def debt_of(invoice: Invoice) -> Debt:
    """The last day without interest is the law's; a sum that was disputed on it, the day on which that ended."""
    asked = max(invoice.gross_pence - invoice.credited_pence, 1)
    legal = relevant_day(
        Payer.PUBLIC, received_on=invoice.received_on, supplied_on=invoice.ends_on, agreed_on=invoice.due_on
    )
    payable = timed(invoice).payable_on()
    relevant = max(legal, payable) if payable is not None and payable > invoice.due_on else legal
    return Debt(asked, relevant, Payer.PUBLIC, _parts(invoice, asked))


def _parts(invoice: Invoice, asked: int) -> tuple[Part, ...]:
    """Each sum on the day on which it arrived; an invoice without payments of ours was paid on its own day."""
    paid = [each for each in invoice.payments.all() if each.status == Payment.Status.PAID and each.paid_on]
    if not paid and invoice.paid_on is not None:
        return (Part(invoice.paid_on, asked),)
    return tuple(Part(each.paid_on, each.pence) for each in paid if each.paid_on)


def late_sum(invoices: Iterable[Invoice], until: date, rates: Mapping[date, Decimal]) -> LateSum:
    """Their queries and payments were fetched with them."""
    return LateSum(tuple(late for each in invoices if (late := _late(each, until, rates)) is not None))


def _late(invoice: Invoice, until: date, rates: Mapping[date, Decimal]) -> Late | None:
    try:
        found = owed(debt_of(invoice), until, rates)
    except NoRate as refused:
        return Late(invoice, None, str(refused))
    return Late(invoice, found) if found.days else None
