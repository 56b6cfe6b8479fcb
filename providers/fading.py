"""How a listing fades that nobody confirms: which day it is on its way, without a database."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def last_said_on(service: Any) -> date | None:
    """The last day on which somebody said that the entry is right, or that there is room."""
    days = [day for day in (service.confirmed_on, service.room_said_on, service.listed_on) if day]
    return max(days) if days else None


def marked_after(said_on: date) -> date:
    """The last day on which the entry counts as lately confirmed."""
    return said_on + timedelta(days=settings.FADING_MARKED_DAYS)


def is_marked(said_on: date | None, today: date) -> bool:
    return said_on is not None and marked_after(said_on) < today


def words(said_on: date | None, today: date) -> str:
    """How long nobody has confirmed the entry, once that is long."""
    if said_on is None or not is_marked(said_on, today):
        return ""
    return _("Nobody has confirmed this since %(day)s") % {"day": date_format(said_on, "j F Y")}


def asked_from(said_on: date) -> date:
    """The day from which it is asked about again, and stands lower in every search."""
    return said_on + timedelta(days=settings.FADING_LOWERED_DAYS + 1)


def warned_from(said_on: date) -> date:
    """The day from which its people are told that it will be hidden."""
    return hidden_from(said_on) - timedelta(days=settings.FADING_WARNED_DAYS)


def hidden_from(said_on: date) -> date:
    """The first day on which it may be hidden."""
    return said_on + timedelta(days=settings.FADING_HIDDEN_DAYS + 1)


def hides_on(said_on: date, warned_on: date) -> date:
    """The day on which it is hidden: never sooner than promised in the warning."""
    return max(hidden_from(said_on), warned_on + timedelta(days=settings.FADING_WARNED_DAYS))


def due_days(today: date) -> dict[str, date]:
    """The last words of those with something due today, and the warnings whose promise is kept."""
    steps = {"asked": asked_from(today), "warned": warned_from(today), "hidden": hidden_from(today)}
    days = {step: today - (day - today) for step, day in steps.items()}
    return days | {"promised": today - timedelta(days=settings.FADING_WARNED_DAYS)}
