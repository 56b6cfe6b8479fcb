"""A week of hours: as words for a card, as slots for a filter, as a table that is a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext as _

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY_SLUGS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = {"morning": (6, 12), "afternoon": (12, 17), "evening": (17, 22), "night": (22, 30)}


@dataclass(frozen=True)
class Hours:
    """One stretch of a day; `closes` at or before `opens` means the next morning. Times in minutes after midnight."""

    day: int
    opens: int
    closes: int
    is_free: bool = True

    @property
    def ends(self) -> int:
        return self.closes if self.closes > self.opens else self.closes + 24 * 60


def hours_of(schedules) -> list[Hours]:
    """The stored rows as plain values."""
    return [Hours(s.day, _minutes(s.opens_at), _minutes(s.closes_at), s.is_free) for s in schedules]


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def clock(minutes: int) -> str:
    """9am, 10.30am, noon, midnight."""
    minutes %= 24 * 60
    if minutes in (0, 720):
        return _("noon") if minutes else _("midnight")
    hour, rest = divmod(minutes, 60)
    return f"{(hour - 1) % 12 + 1}{f'.{rest:02d}' if rest else ''}{'am' if hour < 12 else 'pm'}"


def words(hours: Sequence[Hours]) -> str:
    """The week in one short line: 'Wednesday and Friday, 10am to 4pm'."""
    merged = _merge(hours)
    if not merged:
        return _("Days and times by agreement")
    patterns: dict[tuple, list[int]] = {}
    for day, day_blocks in merged.items():
        patterns.setdefault(tuple(day_blocks), []).append(day)
    if len(patterns) == 1:
        blocks, days = next(iter(patterns.items()))
        return f"{_days(days)}, {_(' and ').join(_span(*block) for block in blocks)}"
    return _parts(merged)


def _merge(hours: Sequence[Hours]) -> dict[int, list[tuple[int, int]]]:
    days: dict[int, list[tuple[int, int]]] = {}
    for h in sorted(hours, key=lambda h: (h.day, h.opens)):
        blocks = days.setdefault(h.day, [])
        if blocks and blocks[-1][1] >= h.opens:
            blocks[-1] = (blocks[-1][0], max(blocks[-1][1], h.ends))
        else:
            blocks.append((h.opens, h.ends))
    return days


def _span(opens: int, ends: int) -> str:
    return _("%(from)s to %(to)s") % {"from": clock(opens), "to": clock(ends)}


def _days(days: list[int]) -> str:
    if len(days) == 7:
        return _("Every day")
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return _("%(first)s to %(last)s") % {"first": DAYS[days[0]], "last": DAYS[days[-1]]}
    return _join([DAYS[d] for d in days])


def _join(names: list[str]) -> str:
    return _(" and ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _parts(merged: dict[int, list[tuple[int, int]]]) -> str:
    by_part: dict[str, list[int]] = {}
    for day, blocks in merged.items():
        by_part.setdefault(_part_of(blocks), []).append(day)
    return ", ".join(f"{_days(days)} {part}" for part, days in by_part.items()).replace(
        _("Every day "), _("Every day, ")
    )


def _part_of(blocks: list[tuple[int, int]]) -> str:
    opens, ends = blocks[0][0], blocks[-1][1]
    if ends - opens > 5 * 60:
        return _("nights") if opens >= 20 * 60 else _("daytime")
    middle = (opens + ends) / 2
    return _("mornings") if middle <= 720 else _("afternoons") if middle < 17.5 * 60 else _("evenings")


def slots(hours: Sequence[Hours]) -> set[str]:
    """What a filter can ask for: 'tue-morning' and 'weekday-morning', 'evening', 'weekend', 'night'.

    Hours that are free for somebody new count; when none is marked free, all do.
    """
    found = set()
    for h in [h for h in hours if h.is_free] or hours:
        for part, (start, end) in PARTS.items():
            if h.opens < end * 60 and h.ends > start * 60:
                found |= {f"{DAY_SLUGS[h.day]}-{part}", _wide(h.day, part)}
    return found


def _wide(day: int, part: str) -> str:
    if part in ("night", "evening"):
        return part
    return "weekend" if day > 4 else f"weekday-{part}"


def table(hours: Sequence[Hours]) -> tuple[list[str], list[dict]]:
    """Header labels, one every two hours, and seven rows of cells that fill them; a column is half an hour."""
    first = min((h.opens for h in hours), default=9 * 60) // 120 * 2
    last = -(-min(max((h.ends for h in hours), default=17 * 60), 24 * 60) // 120) * 2
    labels = [clock(hour * 60) for hour in range(first, last, 2)]
    return labels, [_row(day, [h for h in hours if h.day == day], first * 2, last * 2) for day in range(7)]


def _row(day: int, hours: list[Hours], first: int, last: int) -> dict:
    name = {"day": _(DAYS[day])[:3], "rest": _(DAYS[day])[3:]}
    if not hours:
        return name | {"off": True}
    cells, at = [], first
    for h in sorted(hours, key=lambda h: h.opens):
        start, end = max(h.opens // 30, at), min(-(-h.ends // 30), last)
        if end <= start:
            continue
        cells += _gap(start - at) + [_cell(h, end - start)]
        at = end
    return name | {"cells": cells + _gap(last - at)}


def _gap(span: int) -> list[dict]:
    return [{"kind": "gap", "span": span, "long": "", "short": ""}] if span else []


def _cell(h: Hours, span: int) -> dict:
    short = f"{clock(h.opens).rstrip('apm')}–{clock(h.closes).rstrip('apm')}"
    kind = "free" if h.is_free else "taken"
    return {"kind": kind, "span": span, "long": _span(h.opens, h.ends), "short": short}
