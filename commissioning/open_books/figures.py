"""The payments compliance notice, and the same about small contracts by choice, as files that anybody can check."""

from datetime import date

from django.db.models import Q

from budgets.weeks import Period, refuse
from commissioning.lateness import late_sum
from commissioning.models import Invoice
from commissioning.open_books.sheets import pounds, sheet
from commissioning.speed import bank_rates
from commissioning.timeliness import (
    Approval,
    Authority,
    LegacyFigures,
    Notice,
    Timed,
    legacy_figures,
    rounded,
    statutory_notice,
    voluntary_report,
)
from commissioning.timing import timed_of
from marketplace.organisations.models import Organisation

Made = tuple[bytes, int, int]  # the file, how many rows, in how many a person is not named
GONE = ("rejected", "withdrawn")


def invoices_of(body: Organisation, period: Period):
    """All that was paid in a time, or could have had to be paid in it."""
    rows = Invoice.objects.filter(body=body, payer="body", credits=None).exclude(status__in=GONE)
    rows = rows.filter(received_on__lte=period.ends_on).filter(Q(paid_on=None) | Q(paid_on__gte=period.starts_on))
    return rows.prefetch_related("queries", "payments").with_sides()


def known_of(body: Organisation, period: Period) -> list[Timed]:
    """As the clock sees them; a whole credit leaves nothing to be paid."""
    return [each for each in timed_of(invoices_of(body, period)) if each.pence]


def notice_of(body: Organisation, period: Period, authority: Authority, approval: Approval) -> Notice:
    return statutory_notice(known_of(body, period), period, authority, approval)


def lines_of(notice: Notice) -> list[tuple[str, object]]:
    """The fields of reg 38(2), each with the numbers that it comes from."""
    approval = notice.approval or Approval("", "")
    average = "" if notice.average_days is None else f"{rounded(notice.average_days, 2)}"
    return [
        ("authority", notice.authority.name), ("identifier", notice.authority.identifier),
        ("address", notice.authority.address), ("contact", notice.authority.contact),
        ("period_starts", notice.period.starts_on.isoformat()), ("period_ends", notice.period.ends_on.isoformat()),
        ("publish_by", notice.publish_by.isoformat()), ("payments", notice.payments),
        ("total_days", notice.total_days), ("average_days", average),
        ("paid_in_day_1_to_30", notice.in_30), ("per_cent_in_day_1_to_30", _shown(notice.per_cent_in_30)),
        ("paid_in_day_31_to_60", notice.in_60), ("per_cent_in_day_31_to_60", _shown(notice.per_cent_in_60)),
        ("paid_on_or_after_day_61", notice.later), ("per_cent_on_or_after_day_61", _shown(notice.per_cent_later)),
        ("became_payable", notice.became_payable), ("became_payable_gbp", pounds(notice.became_payable_pence)),
        ("not_paid_within_period", notice.not_paid), ("not_paid_within_period_gbp", pounds(notice.not_paid_pence)),
        ("per_cent_not_paid_within_period", _shown(notice.per_cent_not_paid)),
        ("approved_by", approval.name), ("approved_by_job_title", approval.job_title),
    ]  # fmt: skip


def notice_file(body: Organisation, period: Period, authority: Authority, approval: Approval) -> Made:
    """The fields of the notice, about public contracts alone."""
    notice = notice_of(body, period, authority, approval)
    return sheet(("field", "value"), lines_of(notice)), notice.payments, 0


def speed_file(body: Organisation, period: Period, authority: Authority, approval: Approval) -> Made:
    """The same fields about all small contracts, then days outside questions, working days, and the older figures."""
    report = voluntary_report(known_of(body, period), period, authority, approval)
    more: list[tuple[str, object]] = [
        (f"{name}_{clock}", "" if value is None else f"{rounded(value, 2)}")
        for clock, speed in (("days", report.days), ("days_outside_queries", report.days_outside_queries),
                             ("working_days", report.working_days))
        for name, value in (("mean", speed.mean), ("median", speed.median), ("ninetieth", speed.ninetieth))
    ]  # fmt: skip
    more += [("queried", report.queried), *_older(body, period)]
    return sheet(("field", "value"), [*lines_of(report.notice), *more]), report.notice.payments, 0


def _older(body: Organisation, period: Period) -> list[tuple[str, object]]:
    """As councils have published them since 2015: interest counts whether it was paid or not."""
    names = ("pct_invoices_paid_within_30_days", "interest_paid_gbp", "interest_liable_gbp")
    return list(zip(names, older_of(body, period).row(body.name, "")[2:5], strict=True))


def older_of(body: Organisation, period: Period) -> LegacyFigures:
    """Nothing is published as long as a Bank Rate is missing that a sum in it needs."""
    paid = [each for each in invoices_of(body, period) if each.paid_on is not None and each.paid_on in period]
    late = late_sum(paid, period.ends_on, bank_rates())
    refuse(late.missing)
    owed = sum(row.owed.interest_pence for row in late.rows if row.owed)
    return legacy_figures(timed_of(paid), period, interest_paid_pence=0, interest_liable_pence=owed)


def _shown(value) -> str:
    return "" if value is None else f"{value:.2f}"


def quarter_of(day: date) -> Period:
    """The quarter of a year that a day is in: January, April, July and October begin one."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    following = date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
    return Period(first, date.fromordinal(following.toordinal() - 1))
