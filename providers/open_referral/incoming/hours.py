"""Days and times of a service that repeat every week; every other way to repeat goes into words."""

import re
from datetime import date, time

from django.utils import timezone
from django.utils.translation import gettext as _

from providers.models import Schedule, Service
from providers.open_referral.incoming.notes import Notes
from providers.open_referral.incoming.words import rows_of, text_of

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?", re.ASCII)
OURS = {None, "Z", "+00:00", "+0000", "+01:00", "+0100"}
STRETCHES_A_DAY = 2
TAKEN = "Taken at the moment"  # as our own feed says of hours that nobody new can have


def hours_of(document: dict, notes: Notes) -> tuple[list[Schedule], str]:
    """Stretches of days, and what else is said about when."""
    found: dict[tuple[int, time], Schedule] = {}
    said: list[str] = []
    for row in rows_of(document, "schedules"):
        description = text_of(row, "description") or text_of(row, "notes")
        if is_over(row):
            notes.say("hours", _("Left out, because it has ended: %(words)s") % {"words": description or _("hours")})
        elif stretches := _weekly(row):
            found |= {key: each for key, each in stretches.items() if key not in found}
        else:
            notes.say("hours", _("We could not read this as days and times: %(words)s") % {"words": description})
            said += [description] if description else []
    kept = _two_a_day(found, notes)
    limit: int = Service._meta.get_field("when_note").max_length or 0
    cut = _("What the feed says about when was too long, and was cut.")
    return kept, notes.fit("when_note", " ".join(dict.fromkeys(said)), limit, cut=cut)


def is_over(row: dict) -> bool:
    """Whether the row says that it ended before today."""
    try:
        return date.fromisoformat(text_of(row, "valid_to")[:10]) < timezone.localdate()
    except ValueError:
        return False


def _weekly(row: dict) -> dict[tuple[int, time], Schedule]:
    """One stretch for each day; nothing when it does not plainly repeat every week."""
    days = [day.strip() for day in text_of(row, "byday").upper().split(",")]
    opens, closes = clock(text_of(row, "opens_at")), clock(text_of(row, "closes_at"))
    every_week = row.get("freq") == "WEEKLY" and row.get("interval", 1) == 1
    if not every_week or opens is None or closes is None or not set(days) <= set(DAYS):
        return {}
    free = TAKEN not in text_of(row, "description")
    numbers = [DAYS.index(day) for day in days]
    return {(day, opens): Schedule(day=day, opens_at=opens, closes_at=closes, is_free=free) for day in numbers}


def clock(text: str) -> time | None:
    """The time on a British clock, as it is written; a time of another part of the world is none of ours."""
    found = CLOCK.fullmatch(text)
    if not found or found[3] not in OURS:
        return None
    try:
        return time(int(found[1]), int(found[2]))
    except ValueError:
        return None


def _two_a_day(found: dict[tuple[int, time], Schedule], notes: Notes) -> list[Schedule]:
    kept: list[Schedule] = []
    for _key, row in sorted(found.items()):
        if sum(each.day == row.day for each in kept) < STRETCHES_A_DAY:
            kept.append(row)
        else:
            notes.say("hours", _("More than two times on one day; left out: %(row)s") % {"row": row})
    return kept
