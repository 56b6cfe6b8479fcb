"""What will be left at the end of the financial year, and what is more than a council lets people keep.

Councils let people keep some weeks of money for harder times: four to eight weeks are normal (Haringey, Sefton), more
than eight may be asked back (St Helens). The number is the council's setting. Nothing here takes money: a surplus is
raised for a person, who looks (Care Act 2014 s.33(5); SI 2014/2871).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.weeks import DAY, Period, financial_year_end, for_days, refuse
from marketplace.ui.filters import pounds

SURPLUS_WEEKS = 8


@dataclass(frozen=True)
class Forecast:
    """What there will be on the last day, if each week comes in and goes out as now."""

    on: date
    until: date
    left_pence: int
    to_come_pence: int
    to_go_pence: int
    runs_out_on: date | None

    @property
    def left_at_end_pence(self) -> int:
        return self.left_pence + self.to_come_pence - self.to_go_pence

    @property
    def words(self) -> str:
        """One sentence: when it runs out, or what will be left."""
        if self.runs_out_on is not None:
            return _("At this pace the money runs out on %(day)s.") % {"day": date_format(self.runs_out_on, "j F Y")}
        return _("On %(day)s there will be about %(sum)s left.") % {
            "day": date_format(self.until, "j F Y"), "sum": pounds(self.left_at_end_pence)}  # fmt: skip


@dataclass(frozen=True)
class Flow:
    """So much a week from a day to another, or without end; less than nothing goes out."""

    weekly_pence: int
    starts_on: date
    ends_on: date | None = None

    def runs_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def forecast(
    *, on: date, left_pence: int, weekly_in_pence: int, weekly_out_pence: int, ends_on: date | None = None
) -> Forecast:
    """From tomorrow to 31 March, or to the end of the budget when that is sooner; by days, so leap days count.

    `left_pence` is what is in hand tonight, with nothing promised taken off it, as promises are in what goes out.
    """
    flows = [Flow(weekly_in_pence, on + DAY), Flow(-weekly_out_pence, on + DAY)]
    return foresee(on=on, left_pence=left_pence, flows=flows, ends_on=ends_on)


def foresee(*, on: date, left_pence: int, flows: Sequence[Flow], ends_on: date | None = None) -> Forecast:
    """The same where what comes in and goes out changes on some days."""
    until = max(min(financial_year_end(on), ends_on or date.max), on)
    come, go, runs_out_on = 0, 0, on if left_pence < 0 else None
    for part in _parts(flows, on, until):
        running = [flow.weekly_pence for flow in flows if flow.runs_on(part.starts_on)]
        ins, outs = sum(max(pence, 0) for pence in running), -sum(min(pence, 0) for pence in running)
        left = max(left_pence + come - go, 0)
        runs_out_on = runs_out_on or _runs_out_on(part.starts_on - DAY, part.days, left, outs - ins)
        come, go = come + for_days(ins, part.days), go + for_days(outs, part.days)
    return Forecast(on, until, left_pence, come, go, runs_out_on)


def _parts(flows: Sequence[Flow], on: date, until: date) -> Iterator[Period]:
    """The days to come, cut where a flow begins or is over."""
    days = {flow.starts_on for flow in flows} | {flow.ends_on + DAY for flow in flows if flow.ends_on}
    firsts = sorted({on + DAY} | {day for day in days if on + DAY < day <= until})
    for first, after in pairwise([*firsts, until + DAY]):
        if first < after:
            yield Period(first, after - DAY)


def _runs_out_on(on: date, days: int, left_pence: int, weekly_loss_pence: int) -> date | None:
    """The first day that cannot be paid in full."""
    if weekly_loss_pence <= 0:
        return None
    lasts = left_pence * 7 // weekly_loss_pence
    return on + timedelta(days=lasts + 1) if lasts < days else None


@dataclass(frozen=True)
class Surplus:
    """What is more than the council's weeks, with every step, so that anybody can do the sum again.

    `over_pence` is split: what the person paid in too much goes back to the person, the rest is the council's.
    """

    balance_pence: int
    contingency_pence: int
    promised_pence: int
    weeks: int
    weekly_authority_pence: int
    overpaid_pence: int = 0

    @property
    def free_pence(self) -> int:
        """In hand, less what is kept back (also for holiday pay, redundancy and tax) and what is promised."""
        return self.balance_pence - self.contingency_pence - self.promised_pence

    @property
    def allowed_pence(self) -> int:
        return self.weeks * self.weekly_authority_pence

    @property
    def over_pence(self) -> int:
        return max(self.free_pence - self.allowed_pence, 0)

    @property
    def is_raised(self) -> bool:
        """A person is asked to look. Nothing is ever taken back by itself."""
        return self.over_pence > 0

    @property
    def persons_pence(self) -> int:
        """What the person paid in too much, as far as there is a surplus: it is a refund."""
        return min(self.overpaid_pence, self.over_pence)

    @property
    def councils_pence(self) -> int:
        return self.over_pence - self.persons_pence

    @property
    def words(self) -> str:
        """Why somebody looks, or that nobody has to."""
        weeks = ngettext("%(n)s week", "%(n)s weeks", self.weeks) % {"n": self.weeks}
        said = {"free": pounds(self.free_pence), "weeks": weeks, "allowed": pounds(self.allowed_pence),
                "over": pounds(self.over_pence)}  # fmt: skip
        if not self.is_raised:
            return _("%(free)s is free, which is within %(weeks)s of money, %(allowed)s.") % said
        return _("%(free)s is free, %(over)s more than %(weeks)s of money, %(allowed)s. Somebody looks first.") % said


def surplus(
    *, balance_pence: int, weekly_authority_pence: int, contingency_pence: int = 0, promised_pence: int = 0,
    overpaid_pence: int = 0, weeks: int = SURPLUS_WEEKS,
) -> Surplus:  # fmt: skip
    """Balance, less what is kept back, less what is promised for the coming weeks, against the council's weeks.

    `promised_pence` is what falls due within the same number of weeks: `looked_ahead` has the days.
    """
    if weeks < 0 or min(weekly_authority_pence, contingency_pence, promised_pence, overpaid_pence) < 0:
        refuse([_("What is kept back, promised or allowed cannot be less than nothing.")])
    return Surplus(balance_pence, contingency_pence, promised_pence, weeks, weekly_authority_pence, overpaid_pence)


def looked_ahead(on: date, weeks: int = SURPLUS_WEEKS) -> Period:
    """The days whose promises count against a surplus."""
    return Period(on + DAY, on + timedelta(weeks=weeks))
