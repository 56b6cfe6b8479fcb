"""Weekly money over days, weeks, four weeks and years. Decimal or whole numbers in, integer pence out.

Every sum is rounded once, to the nearest penny, half a penny up. A day is a seventh of a week. What falls on some days
of a longer time is what has fallen up to their last day, less what had fallen before their first: so that the parts
of a time always add up to the whole, to the penny, wherever it is cut. Days are counted with both ends.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from marketplace.workflow.errors import RuleBroken

DAYS_IN_WEEK = 7
WEEKS_IN_CYCLE = 4
DAY = timedelta(days=1)


class Year(StrEnum):
    """How a council turns a week into a year on paper: 365 days of a seventh, 52.142857 weeks; or 52 weeks."""

    DAYS = "days"
    WEEKS = "weeks"


WEEKS_IN_YEAR = {Year.DAYS: Fraction(365, 7), Year.WEEKS: Fraction(52)}


@dataclass(frozen=True)
class Period:
    """Days from the first to the last, both counted; `number` is its place in a cycle, from 1."""

    starts_on: date
    ends_on: date
    number: int = 1

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def in_pence(pence: Fraction | Decimal | int) -> int:
    """To the nearest penny, half a penny up, away from nothing for sums below it."""
    exact = Fraction(pence)
    whole, rest = divmod(abs(exact.numerator), exact.denominator)
    whole += 2 * rest >= exact.denominator
    return whole if exact >= 0 else -whole


def pence_of(pounds: Decimal | str) -> int:
    """Pounds as people write them, in pence: 18.5 is 1850, and half a penny goes up."""
    return int((Decimal(pounds) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def for_days(weekly_pence: int, days: int) -> int:
    """So many days of a weekly sum: a part week is so many sevenths."""
    return in_pence(Fraction(weekly_pence * days, DAYS_IN_WEEK))


def four_weekly(weekly_pence: int) -> int:
    """The payment of a cycle: four weeks. There are thirteen in a year."""
    return weekly_pence * WEEKS_IN_CYCLE


def annual(weekly_pence: int, year: Year = Year.DAYS) -> int:
    """A year on paper: x 52.142857 (365/7), or x 52 where the council counts so. What falls due goes by days."""
    return in_pence(weekly_pence * WEEKS_IN_YEAR[year])


def due_between(weekly_pence: int, since: date, period: Period) -> int:
    """What a weekly sum that runs since a day comes to in a period; nothing before that day."""
    before = max((period.starts_on - since).days, 0)
    until = max((period.ends_on - since).days + 1, before)
    return for_days(weekly_pence, until) - for_days(weekly_pence, before)


def spread(pence: int, over: Period, part: Period) -> int:
    """The part of one sum that falls on some of the days that it is for: evenly by days, whole in the end."""
    fallen = [min(max(days, 0), over.days) for days in ((part.starts_on - over.starts_on).days,
                                                        (part.ends_on - over.starts_on).days + 1)]  # fmt: skip
    before, until = (in_pence(Fraction(pence * days, over.days)) for days in fallen)
    return until - before


def cycle(starts_on: date, until: date, *, weeks: int = WEEKS_IN_CYCLE) -> Iterator[Period]:
    """Four weeks after four weeks from a first day; the last one ends with the day on which everything ends."""
    number = 1
    while starts_on <= until:
        ends_on = min(starts_on + timedelta(weeks=weeks) - DAY, until)
        yield Period(starts_on, ends_on, number)
        starts_on, number = ends_on + DAY, number + 1


def weeks_of(period: Period) -> list[Period]:
    """The weeks of a period, counted from its first day; the last may be a part of one."""
    return list(cycle(period.starts_on, period.ends_on, weeks=1))


def financial_year_end(on: date) -> date:
    """The 31 March on which the financial year of a day ends."""
    return date(on.year + (on.month > 3), 3, 31)


def refuse(problems: list[str]) -> None:
    """Say everything that is wrong, before anything is written."""
    if problems:
        raise RuleBroken(" ".join(problems))
