"""By when a plan is looked at again.

Direct payments: at least once within the first six months, then at intervals of at most twelve (SI 2014/2871 reg 7).
NHS money: within three months of its start, then at least yearly. The same rhythm is kept for every plan.
"""

import calendar
from datetime import date

FIRST_MONTHS = {"nhs": 3}
USUAL_FIRST_MONTHS = 6
THEN_MONTHS = 12


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    number = day.month - 1 + months
    year, month = day.year + number // 12, number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def first_due_on(begun_on: date, funder: str = "") -> date:
    """The latest day of the first review."""
    return months_after(begun_on, FIRST_MONTHS.get(funder, USUAL_FIRST_MONTHS))


def next_due_on(done_on: date) -> date:
    """The latest day of each that follows."""
    return months_after(done_on, THEN_MONTHS)
