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
from commissioning.timeliness import Approval, Authority, publish_by
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
    """The last times that are over, the newest first."""
    whole = quarter_of if kind in QUARTERLY else half_of
    found, day = [], whole(today).starts_on - DAY
    for _each in range(number):
        found.append(whole(day))
        day = found[-1].starts_on - DAY
    return found


def period_from(kind: str, starts_on: date) -> Period | None:
    """The time that begins on a day, if one does."""
    period = (quarter_of if kind in QUARTERLY else half_of)(starts_on)
    return period if period.starts_on == starts_on else None


def due_on(period: Period) -> date:
    """The last of thirty days that begin with the last day: the law's for the notice, and ours for all."""
    return publish_by(period)
