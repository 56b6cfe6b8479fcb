"""A file before it is published: for which days, with what in it, and when it has to be there."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from budgets.weeks import DAY, Period
from commissioning.models import Publication
from commissioning.open_books.figures import notice_file, quarter_of, speed_file
from commissioning.open_books.register import register_of
from commissioning.open_books.releases import releases_of
from commissioning.open_books.spending import spending_of
from commissioning.speed import half_of
from commissioning.timeliness import Approval, Authority, publish_by, reporting_period
from commissioning.timeliness.notices import FIRST_DAYS
from marketplace.organisations.models import Organisation

Kind = Publication.Kind
QUARTERLY = (Kind.SPENDING, Kind.CONTRACTS, Kind.RELEASES)
HALF_YEARLY = (Kind.NOTICE, Kind.SPEED)


@dataclass(frozen=True)
class Draft:
    content: bytes
    rows: int
    redacted: int
    suffix: str


def draft_of(
    body: Organisation, kind: str, period: Period, *, authority: Authority | None = None,
    approval: Approval | None = None, at: datetime | None = None,
) -> Draft:  # fmt: skip
    """What the file holds now; after it is published it never changes."""
    if kind == Kind.RELEASES:
        return Draft(*releases_of(body, period, at or timezone.now()), "json")
    if kind in QUARTERLY:
        make = spending_of if kind == Kind.SPENDING else register_of
        return Draft(*make(body, period), "csv")
    make_figures = notice_file if kind == Kind.NOTICE else speed_file
    whose = authority or Authority(body.name, "", "", "")
    return Draft(*make_figures(body, period, whose, approval or Approval("", "")), "csv")


def periods_of(kind: str, today: date, number: int = 4) -> list[Period]:
    """The last times that are over, the newest first; a notice has none before the law began to ask for it."""
    now = time_of(kind, today)
    found, day = [], now.starts_on - DAY if now else today
    for _each in range(number):
        if (period := time_of(kind, day)) is None:
            break
        found.append(period)
        day = period.starts_on - DAY
    return found


def time_of(kind: str, day: date) -> Period | None:
    """The quarter, or the half year, that a day is published with."""
    if kind in QUARTERLY:
        return quarter_of(day)
    if kind == Kind.NOTICE:
        return reporting_period(day) if day >= FIRST_DAYS["england"] else None
    return half_of(day)


def offered(kind: str, today: date) -> list[Period]:
    """Of which times somebody publishes today, first or again: those of the last year."""
    return periods_of(kind, today, 2 if kind in HALF_YEARLY else 4)


def due_on(period: Period) -> date:
    """The last of thirty days that begin with the last day: the law's for the notice, and ours for all."""
    return publish_by(period)
