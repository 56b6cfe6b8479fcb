"""The payments compliance notice and its companions, against forty invoices that were counted by hand (DOMAIN 4.3)."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from budgets.weeks import Period
from commissioning.timeliness import (
    Approval,
    Authority,
    LegacyFigures,
    Query,
    Timed,
    fair_payment_level,
    legacy_figures,
    missing,
    publish_by,
    reporting_period,
    statutory_notice,
    voluntary_report,
)
from marketplace.workflow.errors import RuleBroken
from tests.beside import beside

PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "data" / "contracts" / "prompt_payment_published.csv"
CITY = Authority("Hallam City Council", "PXYZ-1234-ABCD", "Town Hall, Hallam HA1 1AA", "payments@hallam.example")
SIGNED = Approval("Ruth Okafor", "Director of Finance")
NOW = Period(date(2026, 10, 1), date(2027, 3, 31))


def row(number, received, days, *, public=True, queries=(), **more):
    """An invoice that was due 30 days with its own day, and paid after so many days; None waits."""
    paid = None if days is None else received + timedelta(days=days)
    return Timed(f"{number}", more.pop("pence", 10_000), received, received + timedelta(days=29), paid,
                 queries=queries, is_public_contract=public, **more)  # fmt: skip


def forty():
    """
    paid in the period: 20 in 4 days, 8 in 10, 3 in 30, 1 in 31, 2 in 60, 1 in 61, 1 in 90           36
    their days: 80 + 80 + 90 + 31 + 120 + 61 + 90 = 552; 552 / 36 = 15.33
    day 1 to 30: 31 of 36 = 86.11 %; day 31 to 60: 3 of 36 = 8.33 %; on or after day 61: 2 of 36 = 5.56 %
    received in November and never paid: 2; received on 20 March and not paid: 1; disputed since November: 1     4
    became payable: those 36 (all were due within the period) and the 2 of November. Not the one of March, which is due
    on 18 April, nor the one that is disputed. Not paid within the period: 2 of 38 = 5.26 %, which are £200
    """
    took = [4] * 20 + [10] * 8 + [30] * 3 + [31] + [60] * 2 + [61, 90]
    rows = [row(n, date(2026, 11, 2), days) for n, days in enumerate(took)]
    rows += [row("w1", date(2026, 11, 3), None), row("w2", date(2026, 11, 4), None)]
    disputed = (Query(date(2026, 11, 9)),)
    return [*rows, row("march", date(2027, 3, 20), None), row("q", date(2026, 11, 5), None, queries=disputed)]


def test_the_notice_of_forty_invoices_by_hand():
    rows = forty()
    notice = statutory_notice(rows, NOW, CITY, SIGNED)
    assert len(rows) == 40 and (notice.payments, notice.total_days) == (36, 552)
    assert notice.average_days == Fraction(552, 36)
    assert (notice.in_30, notice.in_60, notice.later) == (31, 3, 2)
    shown = (notice.per_cent_in_30, notice.per_cent_in_60, notice.per_cent_later)
    assert shown == (Decimal("86.11"), Decimal("8.33"), Decimal("5.56"))
    assert (notice.not_paid, notice.became_payable, notice.not_paid_pence) == (2, 38, 20_000)
    assert notice.per_cent_not_paid == Decimal("5.26")
    assert missing(notice) == [] and notice.has_to_be_published and notice.publish_by == date(2027, 4, 29)


def test_the_notice_is_about_public_contracts_and_the_report_by_choice_about_all_others():
    small = [row(f"s{n}", date(2026, 12, 1), days, public=False) for n, days in enumerate((2, 4, 12))]
    asked = (Query(date(2026, 12, 3), date(2026, 12, 11)),)
    small += [row("q", date(2026, 12, 1), 14, public=False, queries=asked)]
    rows = forty() + small
    assert statutory_notice(rows, NOW, CITY) == statutory_notice(forty(), NOW, CITY)
    report = voluntary_report(rows, NOW, CITY, SIGNED)
    assert (report.notice.payments, report.notice.total_days, report.queried) == (4, 32, 1)
    assert (report.days.mean, report.days_outside_queries.mean) == (8, 6)  # the query took 8 of the 32 days
    assert report.working_days.mean == Fraction(2 + 3 + 8 + 10, 4)  # 1 December 2026 is a Tuesday


def test_a_payment_belongs_to_the_period_in_which_it_was_made():
    rows = [row(1, date(2026, 9, 21), 9), row(2, date(2026, 9, 21), 10)]  # 30 September, 1 October
    assert statutory_notice(rows, NOW, CITY).payments == 1
    before = statutory_notice(rows, reporting_period(date(2026, 9, 30)), CITY)
    assert (before.payments, before.became_payable) == (1, 0)
    after = statutory_notice(rows, NOW, CITY)
    assert (after.became_payable, after.not_paid) == (2, 0)  # both were due on 20 October


def test_what_is_paid_on_the_last_day_of_a_period_is_paid_within_it():
    rows = [row(1, date(2027, 2, 20), 39), row(2, date(2027, 2, 20), 40)]  # 31 March, 1 April
    notice = statutory_notice(rows, NOW, CITY)
    assert (notice.payments, notice.became_payable, notice.not_paid) == (1, 2, 1)


def test_money_that_is_held_up_elsewhere_counts_from_the_day_it_should_have_come():
    late = row(1, date(2026, 11, 2), 33, should_have_arrived_on=date(2026, 12, 2))
    assert statutory_notice([late], NOW, CITY).in_30 == 1


def test_money_on_the_day_of_the_invoice_counts_with_the_first_thirty():
    notice = statutory_notice([row(1, date(2026, 11, 2), 0)], NOW, CITY)
    assert (notice.in_30, notice.average_days, notice.per_cent_in_30) == (1, 0, Decimal("100.00"))


def test_a_period_without_payments_has_nothing_to_publish():
    notice = statutory_notice([], NOW, CITY)
    assert not notice.has_to_be_published and notice.average_days is None and notice.per_cent_in_30 is None


@pytest.mark.R13
@pytest.mark.parametrize(("on", "nation", "first", "last", "by"), [
    (date(2026, 1, 1), "england", date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 29)),  # the first, a short one
    (date(2026, 3, 31), "england", date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 29)),
    (date(2026, 4, 1), "england", date(2026, 4, 1), date(2026, 9, 30), date(2026, 10, 29)),
    (date(2026, 4, 1), "wales", date(2026, 4, 1), date(2026, 9, 30), date(2026, 10, 29)),
    (date(2026, 11, 26), "england", date(2026, 10, 1), date(2027, 3, 31), date(2027, 4, 29)),
    (date(2027, 1, 1), "wales", date(2026, 10, 1), date(2027, 3, 31), date(2027, 4, 29)),
    (date(2028, 2, 29), "england", date(2027, 10, 1), date(2028, 3, 31), date(2028, 4, 29)),
])  # fmt: skip
def test_periods_and_the_last_day_to_publish(on, nation, first, last, by):
    period = reporting_period(on, nation)
    assert (period.starts_on, period.ends_on, publish_by(period)) == (first, last, by)


@pytest.mark.parametrize(("on", "nation", "since"), [
    (date(2025, 12, 31), "england", "1 January 2026"), (date(2026, 3, 31), "wales", "1 April 2026"),
])  # fmt: skip
def test_before_the_section_was_in_force_no_notice_is_asked_for(on, nation, since):
    with pytest.raises(RuleBroken, match=f"before {since}"):
        reporting_period(on, nation)


def test_a_notice_without_the_officer_who_approves_it_is_not_finished():
    nobody = statutory_notice(forty(), NOW, Authority("Hallam", " ", "", "x"), Approval("Ruth Okafor", ""))
    assert missing(nobody) == [
        "Say the identifier of the authority on the central digital platform.", "Say the address of the authority.",
        "Say their job title."]  # fmt: skip
    assert len(missing(statutory_notice([], NOW, CITY))) == 2


@pytest.mark.parametrize(("all_days", "small_days", "level"), [
    ([30] * 19 + [31], [], "gold"),  # 95 % exactly
    ([30] * 94 + [31] * 6, [30] * 0, "silver"),  # nobody small was late
    ([60] * 20, [30] * 19 + [31], "silver"),
    ([60] * 20, [30] * 18 + [31] * 2, "bronze"),
    ([61] * 2 + [60] * 18, [], ""),
    ([], [], ""),
])  # fmt: skip
def test_the_level_of_the_fair_payment_code(all_days, small_days, level):
    rows = [row(n, date(2026, 11, 2), days, is_small=False) for n, days in enumerate(all_days)]
    rows += [row(f"s{n}", date(2026, 11, 2), days) for n, days in enumerate(small_days)]
    assert fair_payment_level(rows, NOW) == level


def test_the_older_figures_leave_the_days_of_queries_out():
    """Of four paid in the year: 10 days; 31; 40 of which 10 were queried; 45 of which 10 were. Two of four: 50 %."""
    year, asked = Period(date(2026, 4, 1), date(2027, 3, 31)), (Query(date(2026, 11, 5), date(2026, 11, 15)),)
    rows = [row(n, date(2026, 11, 2), days) for n, days in enumerate((10, 31))]
    rows += [row(f"q{n}", date(2026, 11, 2), days, queries=asked) for n, days in enumerate((40, 45))]
    found = legacy_figures(rows, year, interest_paid_pence=1205, interest_liable_pence=19_315)
    assert found.row("Hallam", "2026/27", "x") == ["Hallam", "2026/27", "50.00", "12.05", "193.15", "x"]
    empty = legacy_figures([], year, interest_paid_pence=0, interest_liable_pence=0)
    assert empty.row("Hallam", "2026/27") == ["Hallam", "2026/27", "", "0.00", "0.00", ""]
    with pytest.raises(RuleBroken, match="less than nothing"):
        legacy_figures([], year, interest_paid_pence=-1, interest_liable_pence=0)


def test_published_figures_of_councils_have_the_shape_of_ours():
    with beside(PUBLISHED, "The published figures").open(newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["council", "period", "pct_invoices_paid_within_30_days", "interest_paid_gbp",
                    "interest_liable_gbp", "source_url"] and len(rows) > 10  # fmt: skip
    for council, period, in_30, paid, liable, address in rows:
        in_ten_thousand, paid_pence, liable_pence = (int(Decimal(each) * 100) for each in (in_30, paid, liable))
        found = LegacyFigures(10_000, in_ten_thousand, paid_pence, liable_pence).row(council, period, address)
        assert found[:4] == [council, period, in_30, paid] and found[5] == address
        assert found[4] in (liable, f"{liable}.00")  # one council writes whole pounds
