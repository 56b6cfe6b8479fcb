"""How dates, times, money and text are said on a page."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from markupsafe import Markup


def _day(when: date | datetime | str) -> date:
    """The day of a date, a moment, or a date as messages keep it (2026-11-24)."""
    if isinstance(when, str):
        return date.fromisoformat(when)
    return timezone.localdate(when) if isinstance(when, datetime) else when


def long_date(when: date | datetime | str) -> str:
    """A day as it is said aloud, with its year only when that is not this year."""
    day = _day(when)
    return date_format(day, "l j F" if day.year == timezone.localdate().year else "l j F Y")


def short_date(when: date | datetime | str) -> str:
    """A day without its weekday, with its year only when that is not this year."""
    day = _day(when)
    return date_format(day, "j F" if day.year == timezone.localdate().year else "j F Y")


def hour(when: time | datetime) -> str:
    """A time of day in words: 9am, 10.30am, noon, midnight."""
    clock = timezone.localtime(when).time() if isinstance(when, datetime) else when
    if (clock.hour, clock.minute) == (0, 0):
        return _("midnight")
    if (clock.hour, clock.minute) == (12, 0):
        return _("noon")
    minutes = f".{clock.minute:02}" if clock.minute else ""
    return f"{clock.hour % 12 or 12}{minutes}{'am' if clock.hour < 12 else 'pm'}"


def pounds(pence: int) -> str:
    """Pence as pounds, without the pennies when there are none: £18.50, £37."""
    whole, rest = divmod(abs(pence), 100)
    sign = "-" if pence < 0 else ""
    return f"{sign}£{whole:,}.{rest:02}" if rest else f"{sign}£{whole:,}"


def lines(text: str) -> Markup:
    """Plain text as paragraphs, with nothing in it taken for markup."""
    return Markup(linebreaks(text, autoescape=True))


def ticked(options: Iterable[Mapping]) -> list[Mapping]:
    """Those of many answers that are given."""
    return [option for option in options if option["checked"]]


FILTERS = {"long_date": long_date, "short_date": short_date, "hour": hour, "pounds": pounds, "lines": lines,
           "ticked": ticked}  # fmt: skip
