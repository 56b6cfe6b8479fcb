"""By when an enterprise answers an enquiry, and when it is reminded."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from marketplace.workflow.working_days import is_working_day, working_day_after

USUAL_DAYS = 3
MORNING, EVENING = time(9), time(20)
CLOSE = timedelta(hours=6)  # two reminders nearer to each other than this are one


def answer_by(sent_on: date, days: int) -> date:
    """The last day to answer: so many working days after the one on which it came."""
    return working_day_after(sent_on, days)


def reminders(sent_at: datetime, last_day: date) -> list[datetime]:
    """At half time and on the morning of the working day before the last, both by day, and none before it came."""
    end = _at(last_day + timedelta(days=1), time.min)
    half = _by_day(sent_at + (end - sent_at) / 2)
    before = _at(_working_day_before(last_day), MORNING)
    both = sorted({half, before})
    wanted = both[1:] if both[-1] - both[0] < CLOSE else both
    return [moment for moment in wanted if moment > sent_at]


def next_reminder(sent_at: datetime, last_day: date, *, after: datetime) -> datetime | None:
    return next((moment for moment in reminders(sent_at, last_day) if moment > after), None)


def _by_day(moment: datetime) -> datetime:
    """The same moment, or the next morning at nine when people sleep."""
    local = timezone.localtime(moment)
    if local.time() >= EVENING:
        return _at(local.date() + timedelta(days=1), MORNING)
    return max(local, _at(local.date(), MORNING))


def _working_day_before(day: date) -> date:
    day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def today_plus(days: int) -> date:
    """The last day to answer what is asked today."""
    return answer_by(timezone.localdate(), days)
