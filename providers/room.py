"""Room: what somebody said about having room, in words, with the day on which they said it.

What was said fades: after 28 days nobody counts on it any more.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FADES_AFTER = timedelta(days=28)


@dataclass(frozen=True)
class Said:
    """What was said: has room (people, hours, a note), a wait in weeks, or full until a day."""

    room: str = ""
    people: int | None = None
    hours: int | None = None
    note: str = ""
    wait_weeks: int | None = None
    full_until: date | None = None
    on: date | None = None


def said_by(service) -> Said:
    """The plain value of a service's answers."""
    return Said(
        service.room, service.room_people, service.room_hours, service.room_note,
        service.wait_weeks, service.full_until, service.room_said_on,
    )  # fmt: skip


def counts_until(said: Said) -> date | None:
    """The last day on which this counts as having room."""
    return said.on + FADES_AFTER if said.room == "yes" and said.on else None


@lru_cache(maxsize=5000)
def describe(said: Said, *, today: date, subject: str = "they") -> dict[str, str]:
    """`kind` (yes, soon, full, unknown), a strong sentence, and the day it was said."""
    if not said.room or not said.on:
        return {"kind": "unknown", "strong": _unknown(subject), "soft": _("Nothing said yet")}
    if today > said.on + FADES_AFTER:
        soft = _("Last said so on %(day)s") % {"day": date_format(said.on, "j F")}
        return {"kind": "unknown", "strong": _unknown(subject), "soft": soft}
    kind, strong = {"yes": _yes, "wait": _wait, "full": _full}[said.room](said)
    return {"kind": kind, "strong": strong, "soft": _said_on(said.on, today)}


def _unknown(subject: str) -> str:
    has = _("has") if subject in ("she", "he") else _("have")
    return _("We do not know if %(who)s %(has)s room.") % {"who": subject, "has": has}


def _said_on(on: date, today: date) -> str:
    return _("Said so today") if on == today else _("Said so on %(day)s") % {"day": date_format(on, "l j F")}


def _yes(said: Said) -> tuple[str, str]:
    note = f" {said.note}" if said.note else ""
    if said.hours:
        hours = ngettext("%(n)s hour a week", "%(n)s hours a week", said.hours) % {"n": said.hours}
        return "yes", _("Has room: %(hours)s%(note)s.") % {"hours": hours, "note": note}
    if said.people:
        people = ngettext("%(n)s more person", "%(n)s more people", said.people) % {"n": said.people}
        return "yes", _("Room for %(people)s%(note)s.") % {"people": people, "note": note}
    return "yes", _("Has room%(note)s.") % {"note": note}


def _wait(said: Said) -> tuple[str, str]:
    if not said.wait_weeks:
        return "soon", _("There is a wait.")
    return "soon", ngettext("A wait of about a week.", "A wait of about %(n)s weeks.", said.wait_weeks) % {
        "n": said.wait_weeks
    }


def _full(said: Said) -> tuple[str, str]:
    if said.full_until:
        return "full", _("Full until %(day)s.") % {"day": date_format(said.full_until, "j F")}
    return "full", _("Full for now.")
