"""How long a case has waited, and for whom: working days of London, without a database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.utils import timezone

from marketplace.workflow.working_days import is_working_day, working_day_after, working_days_since

PROMISED = 15  # working days from application to decision


@dataclass(frozen=True)
class Clock:
    """The working days of one case so far, one side for each, and the day by which a decision is promised."""

    sides: tuple[str, ...]
    promised_on: date
    began_on: date

    @property
    def days(self) -> int:
        return len(self.sides)

    @property
    def with_council(self) -> int:
        return self.sides.count("council")

    @property
    def with_enterprise(self) -> int:
        return self.sides.count("enterprise")

    @property
    def left(self) -> int:
        return max(PROMISED - self.days, 0)


def clock(applied_at: datetime, turns: Iterable[tuple[str, datetime, datetime | None]], today: date) -> Clock:
    """`turns` are (whose, began, ended) in order. A day belongs to whose turn it was at its end.

    What was decided and came back later, as for a renewal, is a round of its own and counts from its beginning.
    """
    last = _last_round(turns)
    began_on = timezone.localdate(last[0][1] if last else applied_at)
    known = [
        (whose, timezone.localdate(start), timezone.localdate(end) if end else None) for whose, start, end in last
    ]
    days = [began_on + timedelta(days=n) for n in range(1, (today - began_on).days + 1)]
    sides = tuple(_whose(day, known) for day in days if is_working_day(day))
    return Clock(sides, working_day_after(began_on, PROMISED), began_on)


def _last_round(turns: Iterable[tuple[str, datetime, datetime | None]]) -> list:
    """The turns since nobody held it last."""
    found: list = []
    for turn in turns:
        if found and (found[-1][2] is None or turn[1] > found[-1][2]):
            found = []
        found.append(turn)
    return found


def _whose(day: date, turns: list[tuple[str, date, date | None]]) -> str:
    held = [whose for whose, began, ended in turns if began <= day and (ended is None or ended > day)]
    return held[-1] if held else "council"


def median_days(decided: Iterable[tuple[datetime, datetime]]) -> float | None:
    """Of (applied, decided): the median of working days; nothing where nothing was decided."""
    days = [working_days_since(applied, timezone.localdate(end)) for applied, end in decided]
    return median(days) if days else None
