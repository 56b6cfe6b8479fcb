"""How fast and how often an enterprise answers: the rule, without a database.

Counted are the last 20 enquiries of a year that are over: answered, or past their last day. A clear no is an answer.
An enquiry that was taken back before its last day counts for nothing, and nor does one that still waits in time.
Fewer than five say nothing about anybody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.workflow.working_days import working_days_since

FEWEST = 5
LAST = 20
WITHIN_DAYS = 365


@dataclass(frozen=True)
class Asked:
    """One enquiry: when it came, its last day, when it was answered and when it ended, if it was and did."""

    sent_at: datetime
    answer_by: date
    answered_at: datetime | None = None
    ended_at: datetime | None = None

    def is_over(self, today: date) -> bool:
        """Whether it was answered, or its last day went by while it waited."""
        waited_until = timezone.localdate(self.ended_at) if self.ended_at else today
        return self.answered_at is not None or self.answer_by < waited_until

    @property
    def days(self) -> int | None:
        """Working days until the answer; the same day is none."""
        return working_days_since(self.sent_at, timezone.localdate(self.answered_at)) if self.answered_at else None


@dataclass(frozen=True)
class Figures:
    """How many were asked and answered, and the working days that half of the answers took at most."""

    asked: int = 0
    answered: int = 0
    days: int | None = None


def counted(enquiries: Iterable[Asked], today: date) -> list[Asked]:
    """Those that count, the newest first."""
    over = [
        one
        for one in enquiries
        if one.is_over(today) and (today - timezone.localdate(one.sent_at)).days <= WITHIN_DAYS
    ]
    return sorted(over, key=lambda one: one.sent_at, reverse=True)[:LAST]


def figures(enquiries: Iterable[Asked], today: date) -> Figures:
    """The figures of an enterprise."""
    over = counted(enquiries, today)
    took = sorted(one.days for one in over if one.days is not None)
    return Figures(len(over), len(took), took[len(took) // 2] if took else None)


def words(said: Figures | Sequence[int | None] | None) -> list[str]:
    """What people read: how soon, and how often; nothing before there is enough to say."""
    known = said if isinstance(said, Figures) else Figures(*said) if said else Figures()  # type: ignore[arg-type]
    if known.asked < FEWEST:
        return []
    often = _("answers %(answered)s of %(asked)s") % {"answered": known.answered, "asked": known.asked}
    return [_soon(known.days), often] if known.days is not None else [often]


def _soon(days: int) -> str:
    if days == 0:
        return _("usually answers the same day")
    if days == 1:
        return _("usually answers within a day")
    return ngettext("usually answers within %(n)s working day", "usually answers within %(n)s working days", days) % {
        "n": days
    }


def sentence(said: Figures | Sequence[int | None] | None) -> str:
    """The same as one sentence: 'Usually answers within a day, answers 9 of 10'."""
    line = ", ".join(words(said))
    return line[:1].upper() + line[1:]


def line(said: Figures | Sequence[int | None] | None) -> str:
    """The sentence of the page of a service: how they answer, or plainly that it is too soon to say."""
    known = sentence(said)
    return f"{known}." if known else _("How soon they answer: not enough yet to say.")
