"""Counts of what could not be met, so that a commissioner sees the market and nobody sees a person.

What is smaller than a council is shown from three upwards. Smaller counts are put together, and with them the next
larger one where their sum would still be under three, so that no small number can be worked out from a total.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from providers import taxonomy

FEWEST = 3
MONTHS = 12
ACTIVITIES = {term.slug: term.name for term in (*taxonomy.FAMILIES, *taxonomy.ACTIVITIES)}
NEEDS = {term.slug: term.name for term in taxonomy.NEEDS}


@dataclass(frozen=True)
class Counted:
    """One table: what it counts, its sentence, and rows of words and numbers; `hidden` says why it has none."""

    slug: str
    title: str
    rows: list[tuple[str, int]] = field(default_factory=list)
    hidden: str = ""

    @property
    def most(self) -> int:
        return max((number for _words, number in self.rows), default=1)


def first_day(today: date) -> date:
    """The first day of the first of the twelve months that are shown, this month included."""
    months = today.year * 12 + today.month - MONTHS
    return date(months // 12, months % 12 + 1, 1)


def folded(counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Areas with three or more, the largest first, and at the end what the others come to together."""
    shown = sorted(counts, key=lambda each: (-each[1], each[0]))
    rest = [number for _area, number in shown if number < FEWEST]
    shown = [each for each in shown if each[1] >= FEWEST]
    while shown and 0 < sum(rest) < FEWEST:
        rest.append(shown.pop()[1])
    together = [(_("Other areas together"), sum(rest))] if sum(rest) >= FEWEST else []
    return [*shown, *together]


def _named(counts: Iterable[tuple[str, int]], names: dict[str, str]) -> list[tuple[str, int]]:
    said = [(_(names[slug]) if slug in names else _("Not said"), number) for slug, number in counts]
    return sorted(said, key=lambda each: (-each[1], each[0]))


def by_month(counts: Iterable[tuple[date, int]], today: date) -> list[tuple[str, int]]:
    """Every one of the twelve months, the newest first, those with nothing too."""
    known = {(day.year, day.month): number for day, number in counts}
    months = [today.year * 12 + today.month - 1 - back for back in range(MONTHS)]
    days = [date(month // 12, month % 12 + 1, 1) for month in months]
    return [(date_format(day, "F Y"), known.get((day.year, day.month), 0)) for day in days]


def tables(
    *,
    activities: Sequence[tuple[str, int]],
    needs: Sequence[tuple[str, int]],
    areas: Sequence[tuple[str, int]],
    months: Sequence[tuple[date, int]],
    today: date,
) -> list[Counted]:
    """What a commissioner sees of their council: what was looked for, for whom, where and when."""
    places = folded(areas)
    few = "" if places else _("Fewer than 3 altogether: too few to say where, so that nobody can be known by it.")
    return [
        Counted("activity", _("What would have helped"), _named(activities, ACTIVITIES)),
        Counted("needs", _("Whom it was for"), _named(needs, NEEDS)),
        Counted("area", _("Where"), places, few),
        Counted("month", _("When"), by_month(months, today)),
    ]
