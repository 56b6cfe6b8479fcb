"""The picture of a period: what came in, is promised, was spent and is left, by week and by four weeks.

What is promised stays promised until it is released: a visit that was paid is released and spent, one that did not
happen is only released. So left = came in - promised and not released - spent, in every week and in all of them.
What is set aside or asked back is none of these: it is no longer in hand, and the week is no worse for it.
A promise counts in the week of its visit, and its release on the same day, whenever either was recorded. What comes in
for four weeks may say so, and is then shown in the weeks that it is for; what is in hand counts it on its day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from budgets.weeks import DAY, WEEKS_IN_CYCLE, Period, refuse, spread, weeks_of

MOST_DAYS = 366 * 5  # nobody reads more in one picture


class Kind(StrEnum):
    """What a line of the ledger means to the person."""

    CAME_IN = "came-in"
    PROMISED = "promised"
    SPENT = "spent"
    RELEASED = "released"
    MOVED = "moved"  # set aside, asked back, put together with others; or back from there


@dataclass(frozen=True)
class Row:
    """One movement on the day on which it has effect; pence below nothing take an earlier one back.

    `covers_until` is the last day that money which came in is for.
    """

    effective_on: date
    kind: Kind
    pence: int
    covers_until: date | None = None


@dataclass(frozen=True)
class Sums:
    """What happened in some days, and what is in hand at the end of them."""

    period: Period
    came_in_pence: int
    promised_pence: int
    spent_pence: int
    in_hand_pence: int
    running_pence: int
    moved_pence: int = 0

    @property
    def left_pence(self) -> int:
        """Of the money for these days: what is neither spent nor promised."""
        return self.came_in_pence - self.promised_pence - self.spent_pence

    @property
    def is_short(self) -> bool:
        """More is promised or spent than there was for these days, and what was saved does not cover it."""
        return self.left_pence < 0 and self.running_pence < 0


@dataclass(frozen=True)
class Picture:
    """A period: what was in hand before it, its weeks, its four weeks, and all of it.

    `in_hand_pence` is money that is there (came in - spent, and less what was moved aside); `running_pence` is that
    less what is promised.
    """

    period: Period
    opening_in_hand_pence: int
    opening_pence: int
    weeks: tuple[Sums, ...]
    four_weeks: tuple[Sums, ...]
    whole: Sums


def picture(rows: Iterable[Row], period: Period, *, opening_pence: int = 0) -> Picture:
    """The rows may begin before the period: those make what is in hand when it opens, beside `opening_pence`."""
    refuse(problems(period))
    kept = sorted((row for row in rows if row.effective_on <= period.ends_on), key=lambda row: row.effective_on)
    before = [row for row in kept if row.effective_on < period.starts_on]
    weeks = weeks_of(period)
    fours = [_joined(weeks[n : n + WEEKS_IN_CYCLE], n) for n in range(0, len(weeks), WEEKS_IN_CYCLE)]
    shown = {part: _sums(kept, part, opening_pence) for part in dict.fromkeys([*weeks, *fours, period])}
    return Picture(
        period, opening_pence + _in_hand(before), opening_pence + _in_hand(before) - _promised(before),
        tuple(shown[week] for week in weeks), tuple(shown[four] for four in fours), shown[period],
    )  # fmt: skip


def problems(period: Period) -> list[str]:
    """Why a period cannot be shown, in sentences."""
    if period.ends_on < period.starts_on:
        return [_("The last day is before the first.")]
    if period.days > MOST_DAYS:
        return [_("Choose five years at most.")]
    return []


def _joined(weeks: Sequence[Period], first: int) -> Period:
    return Period(weeks[0].starts_on, weeks[-1].ends_on, first // WEEKS_IN_CYCLE + 1)


def _sums(rows: Sequence[Row], part: Period, opening_pence: int) -> Sums:
    inside = [row for row in rows if row.effective_on in part]
    until = [row for row in rows if row.effective_on <= part.ends_on]
    in_hand = opening_pence + _in_hand(until)
    came_in = sum(_came_in(row, part) for row in rows if row.kind == Kind.CAME_IN)
    spent, moved = _total(inside, Kind.SPENT), _total(inside, Kind.MOVED)
    return Sums(part, came_in, _promised(inside), spent, in_hand, in_hand - _promised(until), moved)


def _came_in(row: Row, part: Period) -> int:
    """What of money that came in is for these days."""
    if row.covers_until is None or row.covers_until < row.effective_on:
        return row.pence if row.effective_on in part else 0
    return spread(row.pence, Period(row.effective_on, row.covers_until), part)


def _in_hand(rows: Iterable[Row]) -> int:
    kept = list(rows)
    return _total(kept, Kind.CAME_IN) + _total(kept, Kind.MOVED) - _total(kept, Kind.SPENT)


def _promised(rows: Iterable[Row]) -> int:
    """Promised, and neither paid nor taken back."""
    kept = list(rows)
    return _total(kept, Kind.PROMISED) - _total(kept, Kind.RELEASED)


def _total(rows: Iterable[Row], kind: Kind) -> int:
    return sum(row.pence for row in rows if row.kind == kind)


def this_week(day: date) -> Period:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + 6 * DAY)
