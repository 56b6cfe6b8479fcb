"""Which visits an agreement plans, and what each costs: pure.

A pattern is a list of {'weekday': 0 to 6 from Monday, 'at': '10:00', 'minutes': 60}. Prices by time are for the
minutes of a visit, to the penny, half a penny up; all others are for one visit, meal, trip or night.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.weeks import DAY

MINUTES = {"hour": 60, "half-hour": 30}
MONDAY = date(2026, 1, 5)  # any will do
MOST_A_WEEK = 42  # visits: six a day
EACH = frozenset({"visit", "session", "half-day", "day", "sleeping-night", "waking-night", "meal", "trip", "one-off"})
UNITS = EACH | MINUTES.keys()  # a week and a mile say nothing of one visit


@dataclass(frozen=True)
class Planned:
    """One visit as it comes out of a pattern."""

    on: date
    at: time
    minutes: int


def visits_of(pattern: Iterable[Mapping], first: date, last: date) -> Iterator[Planned]:
    """Every visit from the first day to the last, both included, in order."""
    rows = sorted(pattern, key=lambda row: (row["weekday"], row["at"]))
    day = first
    while day <= last:
        for row in rows:
            if row["weekday"] == day.weekday():
                yield Planned(day, time.fromisoformat(row["at"]), row["minutes"])
        day += DAY


def spans(versions: Iterable, first: date, last: date) -> list[tuple]:
    """Which terms hold from when to when: each from its first day on, until those with a higher number begin."""
    found, until = [], last
    for terms in sorted(versions, key=lambda each: -each.number):
        begins_on, ends_on = max(terms.starts_on, first), min(until, terms.ends_on or until)
        if begins_on <= ends_on:
            found.append((terms, begins_on, ends_on))
        until = min(until, terms.starts_on - DAY)
    return found[::-1]


def pence_for(pence: int, unit: str, minutes: int) -> int:
    """What one visit costs."""
    if unit not in MINUTES:
        return pence
    return (2 * pence * minutes + MINUTES[unit]) // (2 * MINUTES[unit])


def weekly_pence(pattern: Iterable[Mapping], pence: int, unit: str) -> int:
    """What a full week costs."""
    return sum(pence_for(pence, unit, row["minutes"]) for row in pattern)


def problems(pattern: list[Mapping], unit: str) -> list[str]:
    """What is wrong with it, in words; nothing when it can be planned."""
    found = []
    if not pattern:
        found.append(_("Say on which days they come."))
    if len(pattern) > MOST_A_WEEK:
        found.append(ngettext("At most %(n)d visit a week.", "At most %(n)d visits a week.", MOST_A_WEEK)
                     % {"n": MOST_A_WEEK})  # fmt: skip
    times = [(row["weekday"], row["at"]) for row in pattern]
    if len(set(times)) < len(times):
        found.append(_("Two visits begin at the same time."))
    elif _some_overlap(pattern):
        found.append(_("Two visits overlap. Change the time of one of them."))
    if any(not 5 <= row["minutes"] <= 24 * 60 for row in pattern):
        found.append(_("A visit is from five minutes to a day."))
    if unit not in UNITS:
        found.append(_("Choose a price for an hour or for a visit."))
    return found


def _some_overlap(pattern: Iterable[Mapping]) -> bool:
    """Whether one visit begins before the one before it is over, round the week: Sunday night is before Monday."""
    week = [(MONDAY + row["weekday"] * DAY, time.fromisoformat(row["at"]), row["minutes"]) for row in pattern]
    spans = sorted(lasts(*visit) for visit in week)
    after = [*(begins for begins, _ends in spans[1:]), *(begins + 7 * DAY for begins, _ends in spans[:1])]
    return any(ends > begins for (_begins, ends), begins in zip(spans, after, strict=True))


def lasts(on: date, at: time, minutes: int) -> tuple[datetime, datetime]:
    """From when to when a visit is, on the clock of the wall."""
    begins = datetime.combine(on, at)
    return begins, begins + timedelta(minutes=minutes)


def part_due(pence: int, per_cent: int) -> int:
    """What is paid of a visit that does not happen: to the penny, half a penny up."""
    return (2 * pence * per_cent + 100) // 200


def absence_due(pence: int, days: int, absence_days: int, per_cent: int) -> int:
    """What is paid of a visit so many days after the first of an absence: part of it at first, then nothing."""
    return part_due(pence, per_cent) if 0 <= days < absence_days else 0


def is_late(hours_before: float, cancel_hours: int) -> bool:
    """Whether it is called off so late that part of it is paid."""
    return hours_before < cancel_hours


def last_day_of_notice(told_on: date, notice_days: int, *, starts_on: date, trial_weeks: int) -> date:
    """In the trial it ends on the same day, later after the notice; never before the day it was to begin."""
    in_trial = told_on < starts_on + timedelta(weeks=trial_weeks)
    return told_on if in_trial else told_on + timedelta(days=notice_days)
