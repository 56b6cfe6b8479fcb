"""How fast payers pay, as figures that can be worked out again by hand, and what waits now.

Mean: the arithmetic mean. Median: the middle one, or half way between the two in the middle. 90th percentile: the
fewest days within which at least nine of ten were paid (nearest rank; `percentile_disc(0.9)` in PostgreSQL). Shares
are by number. Everything is exact until it is shown; then it is rounded half up.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from commissioning.timeliness.days import Taken, Timed, taken, taken_to_pay

WITHIN = (5, 10, 30, 60)


class Clock(StrEnum):
    """Which days are counted."""

    DAYS = "days"
    WORKING_DAYS = "working-days"
    DAYS_OUTSIDE_QUERIES = "days-outside-queries"
    WORKING_DAYS_OUTSIDE_QUERIES = "working-days-outside-queries"


COUNTED: dict[Clock, Callable[[Taken], int]] = {
    Clock.DAYS: lambda each: each.days,
    Clock.WORKING_DAYS: lambda each: each.working_days,
    Clock.DAYS_OUTSIDE_QUERIES: lambda each: each.days_outside_queries,
    Clock.WORKING_DAYS_OUTSIDE_QUERIES: lambda each: each.working_days_outside_queries,
}


@dataclass(frozen=True)
class Speed:
    """The figures of some invoices that were paid; without any there is nothing to say, and it is None, not 0."""

    paid: int
    mean: Fraction | None = None
    median: Fraction | None = None
    ninetieth: int | None = None
    within: tuple[tuple[int, int], ...] = ()  # days, and how many were paid within them

    def share_within(self, days: int) -> Fraction | None:
        """What part was paid within so many days, by number."""
        return share(dict(self.within)[days], self.paid)


def share(part: int, whole: int) -> Fraction | None:
    """Part of a whole; of nothing there is none."""
    return Fraction(part, whole) if whole else None


def per_cent(part: Fraction | None, places: int = 2) -> Decimal | None:
    """A share in per cent, as it is shown."""
    return None if part is None else rounded(part * 100, places)


def rounded(exact: Fraction | int, places: int) -> Decimal:
    """A number that is not below nothing, half up."""
    return Decimal((exact * 10**places + Fraction(1, 2)).__floor__()).scaleb(-places)


def speed_of(days: Iterable[int], within: Sequence[int] = WITHIN) -> Speed:
    """The figures of some numbers of days."""
    ordered = sorted(days)
    n = len(ordered)
    if not n:
        return Speed(0, within=tuple((each, 0) for each in within))
    middle = Fraction(ordered[(n - 1) // 2] + ordered[n // 2], 2)
    rank = -(-9 * n // 10)
    counts = tuple((each, sum(day <= each for day in ordered)) for each in within)
    return Speed(n, Fraction(sum(ordered), n), middle, ordered[rank - 1], counts)


def speed(invoices: Iterable[Timed], clock: Clock = Clock.DAYS) -> Speed:
    """The figures of those invoices that are paid."""
    return speed_of(COUNTED[clock](each) for each in map(taken_to_pay, invoices) if each is not None)


def speed_by(invoices: Iterable[Timed], group: Callable[[Timed], str], clock: Clock = Clock.DAYS) -> dict[str, Speed]:
    """The figures of each group, in the order of their names."""
    groups: dict[str, list[Timed]] = defaultdict(list)
    for each in invoices:
        groups[group(each)].append(each)
    return {name: speed(groups[name], clock) for name in sorted(groups)}


def month_paid(invoice: Timed) -> str:
    """The month in which the payment counts, as 2026-11; empty while it waits."""
    day = invoice.counts_as_paid_on
    return f"{day:%Y-%m}" if day else ""


@dataclass(frozen=True)
class Wait:
    """One invoice that waits: for how long, and how many days are left (below nothing: it is late).

    Of a sum that is disputed no days are left or gone: it is not payable yet.
    """

    invoice: Timed
    so_far: Taken
    days_left: int | None

    @property
    def is_late(self) -> bool:
        return self.days_left is not None and self.days_left < 0


@dataclass(frozen=True)
class Waiting:
    """What waits with somebody: how many, how much, and the longest wait."""

    number: int
    pence: int
    longest_days: int
    late: int


def waits(invoices: Iterable[Timed], on: date) -> list[Wait]:
    """Every invoice that was received by a day and is not paid on it, the longest wait first."""
    found = [
        Wait(each, taken(each, on), _days_left(each, on))
        for each in invoices
        if each.received_on <= on and (each.paid_on is None or each.paid_on > on)
    ]
    return sorted(found, key=lambda wait: (-wait.so_far.days, wait.invoice.key))


def _days_left(invoice: Timed, on: date) -> int | None:
    day = invoice.payable_on()
    return None if day is None else (day - on).days


def waiting_with(found: Iterable[Wait]) -> dict[str, Waiting]:
    """The same by whoever has to act next, in the order of their codes."""
    by: dict[str, list[Wait]] = defaultdict(list)
    for wait in found:
        by[wait.invoice.waits_with].append(wait)
    return {
        name: Waiting(
            len(rows), sum(row.invoice.pence for row in rows), max(row.so_far.days for row in rows),
            sum(row.is_late for row in rows),
        )
        for name, rows in sorted(by.items())
    }  # fmt: skip
