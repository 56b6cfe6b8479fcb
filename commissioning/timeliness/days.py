"""How long an invoice took to be paid: in days and in working days, with and without the time in which it was queried.

Day 1 is the day after the invoice was received (Procurement Regulations 2024 reg 38(2)(c)); money that arrives on the
day of the invoice took 0 days. A query counts in the same way: from the day after it was raised, until the day on
which it was resolved. Two queries on the same day are one day. Days are London's, working days are those of England.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from budgets.weeks import DAY
from marketplace.workflow.working_days import is_working_day, working_days_since


@dataclass(frozen=True)
class Query:
    """The time in which something was asked about an invoice; without a last day it is still open."""

    raised_on: date
    resolved_on: date | None = None

    def is_open_on(self, day: date) -> bool:
        return self.raised_on <= day and (self.resolved_on is None or day < self.resolved_on)


@dataclass(frozen=True)
class Timed:
    """What the clock needs to know of one invoice, or of the part of one that goes its own way.

    `paid_on` is the day on which the money reached the supplier. `should_have_arrived_on` is the day on which it would
    have done so without a delay that was not the payer's fault (reg 38(4)(b)). `waits_with` is a code of whoever has
    to act next. `team` and `size` are what the figures are grouped by.
    """

    key: str
    pence: int
    received_on: date
    due_on: date
    paid_on: date | None = None
    should_have_arrived_on: date | None = None
    queries: tuple[Query, ...] = ()
    is_public_contract: bool = False
    is_small: bool = True
    size: str = ""
    team: str = ""
    waits_with: str = ""

    @property
    def counts_as_paid_on(self) -> date | None:
        """The day that the law counts: never later than the day on which the money came."""
        if self.paid_on is None or self.should_have_arrived_on is None:
            return self.paid_on
        return min(self.paid_on, self.should_have_arrived_on)

    def payable_on(self) -> date | None:
        """The day by which it had to be paid; a sum that is disputed on that day becomes payable when that ends."""
        day = self.due_on
        for query in sorted(self.queries, key=lambda each: each.raised_on):
            if query.is_open_on(day):
                if query.resolved_on is None:
                    return None
                day = query.resolved_on
        return day


@dataclass(frozen=True)
class Taken:
    """How long it took: all of it, and how much of that was queried."""

    days: int
    working_days: int
    queried_days: int = 0
    queried_working_days: int = 0

    @property
    def days_outside_queries(self) -> int:
        return self.days - self.queried_days

    @property
    def working_days_outside_queries(self) -> int:
        return self.working_days - self.queried_working_days


def taken(invoice: Timed, until: date) -> Taken:
    """From the day after it was received until a day, which is the day of payment, or today while it waits."""
    until = max(until, invoice.received_on)
    queried = queried_days(invoice.queries, invoice.received_on, until)
    return Taken(
        (until - invoice.received_on).days,
        working_days_since(invoice.received_on, until),
        len(queried),
        sum(is_working_day(day) for day in queried),
    )


def taken_to_pay(invoice: Timed) -> Taken | None:
    """How long the payer took; nothing while it is not paid."""
    return None if invoice.counts_as_paid_on is None else taken(invoice, invoice.counts_as_paid_on)


def queried_days(queries: Iterable[Query], after: date, until: date) -> set[date]:
    """The days after one day and up to another on which at least one query stood."""
    found: set[date] = set()
    for query in queries:
        first = max(query.raised_on, after) + DAY
        last = until if query.resolved_on is None else min(query.resolved_on, until)
        found.update(first + timedelta(days=n) for n in range((last - first).days + 1))
    return found


def problems(invoices: Sequence[Timed]) -> list[str]:
    """What cannot be true of the days of an invoice, in sentences."""
    found = []
    for each in invoices:
        name = {"key": each.key}
        if each.paid_on is not None and each.paid_on < each.received_on:
            found.append(_("%(key)s was paid before it was received.") % name)
        if any(query.resolved_on is not None and query.resolved_on < query.raised_on for query in each.queries):
            found.append(_("%(key)s has a query that was resolved before it was raised.") % name)
        if each.pence <= 0:
            found.append(_("%(key)s has no sum.") % name)
    return found
