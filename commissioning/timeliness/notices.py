"""What has to be published about payments: the payments compliance notice, the same by choice, and the older figures.

Procurement Act 2023 s.69; Procurement Regulations 2024 (SI 2024/692) reg 38; in force on 1 January 2026 in England and
on 1 April 2026 in Wales. The notice is about public contracts only, which are those above the threshold; a small
contract is below it and stands in a report of the same fields that is published by choice. Percentages are of the
number of payments. Money that came on the day of the invoice counts with day 1 to 30.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from budgets.weeks import Period, refuse
from commissioning.timeliness.days import Taken, Timed, taken_to_pay
from commissioning.timeliness.figures import Speed, per_cent, share, speed_of

FIRST_DAYS = {"england": date(2026, 1, 1), "wales": date(2026, 4, 1)}
DAYS_TO_PUBLISH = 30  # s.69(1): before the end of 30 days that begin with the last day, which is day 1
LEGACY_DAYS = 30
GOLD, SILVER, BRONZE = "gold", "silver", "bronze"
ENOUGH = Fraction(95, 100)


@dataclass(frozen=True)
class Authority:
    """Who publishes, as the central digital platform knows them."""

    name: str
    identifier: str
    address: str
    contact: str


@dataclass(frozen=True)
class Approval:
    """The director or officer who is responsible for the finances and approves the notice, with their job title."""

    name: str
    job_title: str


@dataclass(frozen=True)
class Notice:
    """The fields of reg 38(2), with the numbers behind each, so that anybody can do the sums again."""

    authority: Authority
    period: Period
    publish_by: date
    payments: int
    total_days: int
    in_30: int
    in_60: int
    later: int
    became_payable: int
    became_payable_pence: int
    not_paid: int
    not_paid_pence: int
    approval: Approval | None = None

    @property
    def average_days(self) -> Fraction | None:
        """(c)(i): the arithmetic mean of the days that the payments of the period took."""
        return share(self.total_days, self.payments)

    @property
    def per_cent_in_30(self) -> Decimal | None:
        """(c)(ii)(aa)."""
        return per_cent(share(self.in_30, self.payments))

    @property
    def per_cent_in_60(self) -> Decimal | None:
        """(c)(ii)(bb): from day 31 to day 60."""
        return per_cent(share(self.in_60, self.payments))

    @property
    def per_cent_later(self) -> Decimal | None:
        """(c)(ii)(cc): on or after day 61."""
        return per_cent(share(self.later, self.payments))

    @property
    def per_cent_not_paid(self) -> Decimal | None:
        """(d): of the sums that became payable in the period, those that were not paid within it."""
        return per_cent(share(self.not_paid, self.became_payable))

    @property
    def has_to_be_published(self) -> bool:
        """s.69(1): only if something was paid or became payable in the period."""
        return bool(self.payments or self.became_payable)


@dataclass(frozen=True)
class VoluntaryReport:
    """The fields of the notice for all small contracts, and what the notice leaves out."""

    notice: Notice
    days: Speed
    days_outside_queries: Speed
    working_days: Speed
    queried: int


@dataclass(frozen=True)
class LegacyFigures:
    """Public Contracts Regulations 2015 reg 113(7): a year of contracts that began under the older law."""

    paid: int
    in_30: int
    interest_paid_pence: int
    interest_liable_pence: int

    def row(self, council: str, period: str, address: str = "") -> list[str]:
        """The figures as councils publish them: per cent and pounds with two places."""
        shown = per_cent(share(self.in_30, self.paid))
        return [council, period, "" if shown is None else f"{shown:.2f}", _pounds(self.interest_paid_pence),
                _pounds(self.interest_liable_pence), address]  # fmt: skip


def reporting_period(on: date, nation: str = "england") -> Period:
    """The time that a day is reported in: 1 April to 30 September, or 1 October to 31 March; the first began later."""
    first = FIRST_DAYS[nation]
    if on < first:
        refuse([_("No notice is asked for about days before %(day)s.") % {"day": date_format(first, "j F Y")}])
    if 4 <= on.month <= 9:
        return Period(date(on.year, 4, 1), date(on.year, 9, 30))
    year = on.year - (on.month < 4)
    return Period(max(date(year, 10, 1), first), date(year + 1, 3, 31))


def publish_by(period: Period) -> date:
    """The last day to publish: 29 April or 29 October. The last day of the period is the first of the thirty."""
    return period.ends_on + timedelta(days=DAYS_TO_PUBLISH - 1)


def statutory_notice(
    invoices: Iterable[Timed], period: Period, authority: Authority, approval: Approval | None = None
) -> Notice:
    """The notice of s.69, about public contracts alone."""
    return _notice([each for each in invoices if each.is_public_contract], period, authority, approval)


def voluntary_report(
    invoices: Iterable[Timed], period: Period, authority: Authority, approval: Approval | None = None
) -> VoluntaryReport:
    """The same about all contracts that are not public contracts, by choice."""
    small = [each for each in invoices if not each.is_public_contract]
    paid = [took for _each, took in _paid_in(small, period)]
    return VoluntaryReport(
        _notice(small, period, authority, approval), speed_of(took.days for took in paid),
        speed_of(took.days_outside_queries for took in paid), speed_of(took.working_days for took in paid),
        sum(bool(each.queries) for each, _took in _paid_in(small, period)),
    )  # fmt: skip


def legacy_figures(
    invoices: Iterable[Timed], period: Period, *, interest_paid_pence: int, interest_liable_pence: int
) -> LegacyFigures:
    """Paid within 30 days of being valid and undisputed, so without the days of queries; and the interest of the year.

    Interest that was owed counts whether it was paid or not.
    """
    if min(interest_paid_pence, interest_liable_pence) < 0:
        refuse([_("Interest cannot be less than nothing.")])
    days = [took.days_outside_queries for _each, took in _paid_in(invoices, period)]
    in_30 = sum(each <= LEGACY_DAYS for each in days)
    return LegacyFigures(len(days), in_30, interest_paid_pence, interest_liable_pence)


def fair_payment_level(invoices: Sequence[Timed], period: Period) -> str:
    """The level of the Fair Payment Code (Small Business Commissioner, 2024) that a period reaches; empty: none.

    Gold: 95 % of all in 30 days. Silver: 95 % of all in 60, and of those of businesses with fewer than 50 staff in 30.
    Bronze: 95 % of all in 60.
    """
    paid = list(_paid_in(invoices, period))
    small = [took.days for each, took in paid if each.is_small]
    days = [took.days for _each, took in paid]
    if not days:
        return ""
    if _is_enough(days, 30):
        return GOLD
    if not _is_enough(days, 60):
        return ""
    return SILVER if not small or _is_enough(small, 30) else BRONZE


def missing(notice: Notice) -> list[str]:
    """What a notice still needs before it can be published, in sentences."""
    asked = {
        _("Say the name of the authority."): notice.authority.name,
        _("Say the identifier of the authority on the central digital platform."): notice.authority.identifier,
        _("Say the address of the authority."): notice.authority.address,
        _("Say who can be asked about it."): notice.authority.contact,
        _("Say who is responsible for the finances and approves it."): notice.approval and notice.approval.name,
        _("Say their job title."): notice.approval and notice.approval.job_title,
    }
    return [words for words, given in asked.items() if not (given or "").strip()]


def _notice(invoices: Sequence[Timed], period: Period, authority: Authority, approval: Approval | None) -> Notice:
    days = [took.days for _each, took in _paid_in(invoices, period)]
    payable = [each for each in invoices if (day := each.payable_on()) is not None and day in period]
    open_ = [each for each in payable if _is_unpaid_at(each, period.ends_on)]
    return Notice(
        authority, period, publish_by(period), len(days), sum(days), sum(each <= 30 for each in days),
        sum(30 < each <= 60 for each in days), sum(each > 60 for each in days),
        len(payable), _total(payable), len(open_), _total(open_), approval,
    )  # fmt: skip


def _paid_in(invoices: Iterable[Timed], period: Period) -> list[tuple[Timed, Taken]]:
    """What was paid in a period, by the day that counts, with how long it took."""
    return [
        (each, took)
        for each in invoices
        if (day := each.counts_as_paid_on) is not None and day in period and (took := taken_to_pay(each)) is not None
    ]


def _is_unpaid_at(invoice: Timed, day: date) -> bool:
    return invoice.counts_as_paid_on is None or invoice.counts_as_paid_on > day


def _is_enough(days: Sequence[int], within: int) -> bool:
    return Fraction(sum(each <= within for each in days), len(days)) >= ENOUGH


def _total(invoices: Iterable[Timed]) -> int:
    return sum(each.pence for each in invoices)


def _pounds(pence: int) -> str:
    return f"{pence // 100}.{pence % 100:02}"
