"""Rows of a form: the hours of a week and the prices."""

from datetime import time

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from marketplace.ui.fields import HalfHourField, PoundsField
from marketplace.ui.filters import hour
from providers.forms.steps import StepForm, short_text, yes_or_no
from providers.models import Price, Schedule, Service

STRETCHES = 2
PRICES = 6
DEAREST = 1_000_000  # pence
LONGEST_STRETCH = 16  # hours


class WeekForm(StepForm):
    """Seven days of up to two stretches, each free for somebody new or taken."""

    def __init__(self, service: Service, data: QueryDict | None = None):
        super().__init__(service, data)
        known = _by_day(service)
        for day in range(7):
            for n in range(STRETCHES):
                self._ask(day, n, known.get((day, n)))

    def _ask(self, day: int, n: int, known: Schedule | None) -> None:
        for edge, label in (("opens", _now("From")), ("closes", _now("To"))):
            value = getattr(known, f"{edge}_at") if known else None
            field = HalfHourField(label=label, required=False, initial=value)
            field.choices = _choices(field.choices, value)
            self.fields[f"{edge}_{day}_{n}"] = field
        free = _now("Free for somebody new")
        self.fields[f"free_{day}_{n}"] = yes_or_no(free, initial=known.is_free if known else True)

    def days(self) -> list[dict]:
        """The days with their questions, for the page."""
        return [
            {
                "name": _now(name),
                "stretches": [
                    [self[f"{part}_{day}_{n}"] for part in ("opens", "closes", "free")] for n in range(STRETCHES)
                ],
            }
            for day, name in enumerate(Schedule.DAYS)
        ]

    def clean(self) -> dict:
        given = super().clean() or {}
        self.schedules: list[Schedule] = []
        for day in range(7):
            for n in range(STRETCHES):
                self._add(day, n, given)
        return given

    def _add(self, day: int, n: int, given: dict) -> None:
        opens, closes = given.get(f"opens_{day}_{n}"), given.get(f"closes_{day}_{n}")
        if opens is None and closes is None:
            return
        if opens is None or closes is None:
            missing, words = ("opens", _now("starts")) if opens is None else ("closes", _now("ends"))
            say = _now("Choose when %(day)s %(what)s.") % {"day": _now(Schedule.DAYS[day]), "what": words}
            self.add_error(f"{missing}_{day}_{n}", say)
            return
        row = Schedule(day=day, opens_at=opens, closes_at=closes, is_free=given.get(f"free_{day}_{n}", False))
        if (hours := _length(row)) > LONGEST_STRETCH:
            said = {"from": hour(opens), "to": hour(closes), "hours": f"{hours:g}"}
            say = _now("%(from)s to %(to)s is %(hours)s hours. Is that right? Use two stretches.") % said
            self.add_error(f"closes_{day}_{n}", say)
            return
        if any(_overlap(row, other) for other in self.schedules if other.day == day):
            say = _now("The two times on %(day)s overlap. Change one of them.") % {"day": _now(Schedule.DAYS[day])}
            self.add_error(f"opens_{day}_{n}", say)
            return
        self.schedules.append(row)

    def facts(self) -> dict:
        rest = {name: value for name, value in super().facts().items() if name in self.base_fields}
        return rest | {"schedules": self.schedules}


def _length(row: Schedule) -> float:
    """Hours; what ends at or before its start ends the next morning."""
    opens, closes = (at.hour + at.minute / 60 for at in (row.opens_at, row.closes_at))
    return closes - opens if closes > opens else closes - opens + 24


def _by_day(service: Service) -> dict[tuple[int, int], Schedule]:
    found: dict[tuple[int, int], Schedule] = {}
    for row in service.schedules.all():
        n = sum(day == row.day for day, _n in found)
        found[row.day, n] = row
    return found


def _choices(choices, value: time | None) -> list:
    """The half hours, and a quarter past if that is what somebody's list said."""
    known = [("", "–"), *list(choices)[1:]]
    if value is not None and f"{value:%H:%M}" not in dict(known):
        known.append((f"{value:%H:%M}", hour(value)))
    return known


def _overlap(one: Schedule, other: Schedule) -> bool:
    return one.opens_at < _end(other) and other.opens_at < _end(one) or one.opens_at == other.opens_at


def _end(row: Schedule) -> time:
    """The end within the day itself: what goes on into the night ends it."""
    return row.closes_at if row.closes_at > row.opens_at else time.max


class MoneyForm(StepForm):
    """Up to six prices: an amount, what one pays it for, and a note."""

    def __init__(self, service: Service, data: QueryDict | None = None):
        super().__init__(service, data)
        known = list(service.prices.all())[:PRICES]
        units = [("", _("Choose")), *Price.Unit.choices]
        for n in range(PRICES):
            row = known[n] if n < len(known) else None
            self.fields[f"amount_{n}"] = PoundsField(
                label=_now("Pounds"), required=False, max_pence=DEAREST, initial=row.pence if row else None
            )
            self.fields[f"unit_{n}"] = forms.ChoiceField(
                label=_now("For what?"), choices=units, required=False, initial=row.unit if row else ""
            )
            self.fields[f"note_{n}"] = short_text(_now("Note"), 60)
            self.fields[f"note_{n}"].initial = row.note if row else ""

    def price_rows(self) -> list[list]:
        return [[self[f"{part}_{n}"] for part in ("amount", "unit", "note")] for n in range(PRICES)]

    def clean(self) -> dict:
        given = super().clean() or {}
        self.prices: list[Price] = []
        for n in range(PRICES):
            self._add(n, given)
        return given

    def _add(self, n: int, given: dict) -> None:
        amount, unit, note = (given.get(f"{part}_{n}") for part in ("amount", "unit", "note"))
        if amount is None:
            if (unit or note) and f"amount_{n}" not in self.errors:
                self.add_error(f"amount_{n}", _now("Type an amount for price %(n)s, or clear its row.") % {"n": n + 1})
        elif not unit:
            if f"unit_{n}" not in self.errors:
                self.add_error(f"unit_{n}", _now("Choose what price %(n)s is for.") % {"n": n + 1})
        else:
            self.prices.append(Price(pence=amount, unit=unit, note=note or "", position=n))

    def facts(self) -> dict:
        rest = {name: value for name, value in super().facts().items() if name in self.base_fields}
        return rest | {"prices": self.prices}
