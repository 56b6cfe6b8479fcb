"""How a check that runs out acts by itself, without a database.

Sixty, thirty and seven days before its last day the enterprise is reminded. After the last day the check card is grey;
some working days later the mark goes, and some later the listing hides. The council sets the days; what the law asks
has no days of grace.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import IntEnum

from marketplace.workflow.working_days import working_day_after

MOST_DAYS = 60


class Step(IntEnum):
    """How far a check has come on its way out; each comes after the one before."""

    NONE = 0
    TOLD_FIRST = 1
    TOLD_AGAIN = 2
    TOLD_LAST = 3
    GREY = 4
    MARK_GONE = 5
    HIDDEN = 6


@dataclass(frozen=True)
class Days:
    """A council's own days: before the end for reminders, working days after it for what follows."""

    first: int = 60
    again: int = 30
    last: int = 7
    mark: int = 5
    hides: int = 10

    @classmethod
    def of(cls, adjustments: Mapping) -> "Days":
        """Those of a council's rules, `{"expiry": {"mark": 10}}`; what is not a number of days is left out."""
        given = adjustments.get("expiry", {})
        known = {field.name for field in fields(cls)}
        days = {name: value for name, value in given.items() if name in known and is_days(value)}
        return cls(**days)


def is_days(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_DAYS


def due(good_until: date, today: date, days: Days, *, is_statutory: bool = False) -> Step:
    """The furthest step that is due today for a check that is good until this day, that day included."""
    if today > good_until:
        return _after(good_until, today, days, is_statutory)
    left = (good_until - today).days
    told = [(days.last, Step.TOLD_LAST), (days.again, Step.TOLD_AGAIN), (days.first, Step.TOLD_FIRST)]
    return next((step for limit, step in told if left <= limit), Step.NONE)


def _after(good_until: date, today: date, days: Days, is_statutory: bool) -> Step:
    if is_statutory or today >= hides_on(good_until, days):
        return Step.HIDDEN
    return Step.MARK_GONE if today >= mark_goes_on(good_until, days) else Step.GREY


def mark_goes_on(good_until: date, days: Days) -> date:
    """The day on which the mark goes."""
    return working_day_after(good_until + timedelta(days=1), days.mark)


def hides_on(good_until: date, days: Days, *, is_statutory: bool = False) -> date:
    """The day on which the listing hides: for what the law asks the day after the last."""
    return (
        good_until + timedelta(days=1)
        if is_statutory
        else working_day_after(good_until + timedelta(days=1), max(days.hides, days.mark))
    )
