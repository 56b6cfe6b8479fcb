"""When a message may go: no text comes at night, and news that is not urgent comes in the rhythm a person chose."""

from datetime import datetime, time, timedelta
from typing import Protocol

from django.utils import timezone

MORNING = time(8)
MONDAY = 0


class Wishes(Protocol):
    """What timing needs to know of somebody's wishes."""

    rhythm: str
    quiet_from: time
    quiet_until: time


def after_the_night(now: datetime, wishes: Wishes) -> datetime:
    """This moment, or the end of their quiet hours (London time) if it is in them."""
    here = timezone.localtime(now)
    start, end = wishes.quiet_from, wishes.quiet_until
    over_midnight = start > end
    is_quiet = here.time() >= start or here.time() < end if over_midnight else start <= here.time() < end
    if not is_quiet:
        return now
    day = here.date() + timedelta(days=1 if here.time() >= end else 0)
    return timezone.make_aware(datetime.combine(day, end))


def next_round(now: datetime, rhythm: str) -> datetime:
    """The next moment at which news of this rhythm goes: this one, the next morning, or Monday morning."""
    if rhythm not in ("daily", "weekly"):
        return now
    here = timezone.localtime(now)
    day = here.date() + timedelta(days=1 if here.time() >= MORNING else 0)
    while rhythm == "weekly" and day.weekday() != MONDAY:
        day += timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, MORNING))
