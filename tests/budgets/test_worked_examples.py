"""Worked examples for whoever keeps the accounts: each sum is written out beside what the program says."""

from datetime import date
from decimal import Decimal

import pytest

from budgets.actions.affording import yearly_of
from budgets.allocation import (
    Account,
    Deployment,
    Mechanism,
    Statement,
    annual_statement,
    part_week,
    payments_on,
    problems,
)
from budgets.forecasting import forecast, looked_ahead, surplus
from budgets.models import AgreementVersion
from budgets.planning import part_due, pence_for, weekly_pence
from budgets.sharing import equal_shares
from budgets.statements import Kind, Row, picture
from budgets.weeks import (
    Period,
    Year,
    annual,
    cycle,
    due_between,
    financial_year_end,
    for_days,
    four_weekly,
    pence_of,
    weeks_of,
)
from tests.budgets.examples_in_the_books import (  # noqa: F401
    ben_of,
    test_a_clawback_notice_and_the_money_that_comes_back,
    test_a_transfer_to_what_is_shared_and_back,
    test_each_of_these_stands_on_the_statement_and_it_adds_up,
    test_own_money_put_in_and_a_mistake_put_right,
    test_the_contribution_is_due_paid_in_and_paid_in_too_much,
    test_what_is_set_aside_from_two_pots_is_kept_apart,
    test_what_is_set_aside_is_no_surplus_and_comes_back,
)
from tests.budgets.examples_of_agreements import (  # noqa: F401
    test_an_agreement_from_the_offer_to_a_visit_called_off,
)
from tests.budgets.examples_of_sharing import (  # noqa: F401
    test_a_pool_from_each_ones_own_pot_to_the_enterprise_and_what_was_not_needed_back,
)
from tests.budgets.examples_of_visits import (  # noqa: F401
    test_confirmation,
    test_part_week,
)

APRIL = date(2026, 4, 6)  # a Monday
DIRECT = Deployment(Mechanism.DIRECT_PAYMENT, 20_000, APRIL, account=Account.OWN)
MANAGED = Deployment(Mechanism.COUNCIL_MANAGED, 11_250, APRIL)
BEN = Statement(31_250, APRIL, assessed_weekly_pence=4785, deployments=(DIRECT, MANAGED))


def pounds(text):
    return pence_of(Decimal(text.replace(",", "")))


def test_allocation():
    """
    What a week costs (s.26(1)(a))            £312.50
    less what Ben pays (s.26(1)(b))           - 47.85
    what the council pays (s.26(1)(c))        £264.65

    direct payment 200.00 + paid by the council 112.50 = 312.50
    """
    assert BEN.gross_weekly_pence == pounds("312.50")
    assert BEN.contribution_weekly_pence == pounds("47.85")
    assert BEN.authority_weekly_pence == pounds("264.65")
    assert problems(BEN) == []


def test_a_direct_payment_is_paid_net_of_the_contribution():
    """
    direct payment     200.00 - 47.85 = 152.15 a week    x 4 = 608.60 every four weeks
    paid by council    112.50                            x 4 = 450.00
    together                            264.65 a week    x 4 = 1,058.60
    """
    paid = payments_on(BEN, APRIL)
    assert [way.net_weekly_pence for way in paid.ways] == [pounds("152.15"), pounds("112.50")]
    assert [way.net_four_weekly_pence for way in paid.ways] == [pounds("608.60"), pounds("450.00")]
    assert paid.billed_weekly_pence == 0 and four_weekly(BEN.authority_weekly_pence) == pounds("1,058.60")


def test_where_the_council_pays_gross_it_bills_the_contribution():
    """Direct payment 200.00 and 112.50 paid by the council; a bill of 47.85 a week for Ben."""
    paid = payments_on(BEN, APRIL, is_paid_net=False)
    assert [way.net_weekly_pence for way in paid.ways] == [pounds("200.00"), pounds("112.50")]
    assert paid.billed_weekly_pence == pounds("47.85")


def test_a_contribution_above_the_direct_payment_is_billed_for_the_rest():
    """Direct payment 30.00 - 30.00 = 0.00; 47.85 - 30.00 = 17.85 is billed."""
    mixed = (Deployment(Mechanism.DIRECT_PAYMENT, 3000, APRIL, account=Account.PREPAID_CARD),
             Deployment(Mechanism.ISF, 28_250, APRIL))  # fmt: skip
    paid = payments_on(Statement(31_250, APRIL, assessed_weekly_pence=4785, deployments=mixed), APRIL)
    assert [way.net_weekly_pence for way in paid.ways] == [0, pounds("282.50")]
    assert paid.billed_weekly_pence == pounds("17.85")


def test_nobody_pays_more_than_the_support_costs():
    """A week costs £60.00. Assessed at £75.00, Joan pays £60.00 and the council nothing."""
    joan = Statement(6000, APRIL, assessed_weekly_pence=7500)
    assert (joan.contribution_weekly_pence, joan.authority_weekly_pence) == (pounds("60.00"), 0)


def test_what_a_daughter_adds_stands_on_its_own_line():
    """312.50 gross + 20.00 from his daughter = 332.50 to spend; the council still pays 264.65, Ben still 47.85."""
    topped = Statement(31_250, APRIL, assessed_weekly_pence=4785, top_up_weekly_pence=2000)
    assert topped.spending_weekly_pence == pounds("332.50")
    assert (topped.gross_weekly_pence, topped.authority_weekly_pence) == (pounds("312.50"), pounds("264.65"))


def test_a_year_on_paper_by_days_and_by_52_weeks():
    """
                       x 52.142857 (365/7)      x 52
    gross 312.50       16,294.642857            16,250.00
    Ben    47.85        2,495.035714             2,488.20
    council            16,294.64 - 2,495.04     13,761.80
                     = 13,799.60
    """
    assert annual_statement(BEN) == {"gross": pounds("16,294.64"), "contribution": pounds("2,495.04"),
                                     "authority": pounds("13,799.60"), "top_up": 0}  # fmt: skip
    by_weeks = annual_statement(BEN, Year.WEEKS)
    assert (by_weeks["gross"], by_weeks["authority"]) == (pounds("16,250.00"), pounds("13,761.80"))
    assert annual(1_000_000) == pounds("521,428.57")  # 10,000 x 52.142857


def test_thirteen_payments_of_four_weeks_are_364_days_and_the_last_day_of_the_year_is_paid_for_too():
    """13 x 1,058.60 = 13,761.80; the 365th day is 264.65 / 7 = 37.807; together 13,799.61."""
    year = Period(APRIL, date(2027, 4, 5))
    assert year.days == 365 and 13 * four_weekly(BEN.authority_weekly_pence) == pounds("13,761.80")
    assert BEN.authority_in(year) == pounds("13,799.61")


@pytest.mark.parametrize(("days", "sum_"), [(0, "0"), (1, "22.29"), (2, "44.57"), (3, "66.86"), (5, "111.43"),
                                             (7, "156.00")])  # fmt: skip
def test_a_part_week_is_so_many_sevenths(days, sum_):
    """156.00 / 7 = 22.2857 a day; five days, Wednesday to Sunday, are 111.4286."""
    assert part_week(15_600, days) == pounds(sum_)


def test_a_week_that_is_cut_in_two_is_still_a_week():
    """Moved on a Thursday: 3 days 66.857 -> 66.86, then 4 days 156.00 - 66.86 = 89.14; together 156.00."""
    before = due_between(15_600, APRIL, Period(APRIL, date(2026, 4, 8)))
    after = due_between(15_600, APRIL, Period(date(2026, 4, 9), date(2026, 4, 12)))
    assert (before, after, before + after) == (pounds("66.86"), pounds("89.14"), pounds("156.00"))


def test_a_leap_year_has_a_day_more_to_pay_for():
    """70.00 a week is 10.00 a day: 365 days are 3,650.00; 1 April 2027 to 31 March 2028 are 366: 3,660.00."""
    plain, leap = (Period(date(year, 4, 1), financial_year_end(date(year, 4, 1))) for year in (2026, 2027))
    assert [due_between(7000, p.starts_on, p) for p in (plain, leap)] == [pounds("3,650.00"), pounds("3,660.00")]
    assert due_between(7000, date(2028, 2, 29), Period(date(2028, 2, 29), date(2028, 2, 29))) == pounds("10.00")


def test_a_four_weekly_cycle_to_the_end_of_the_year():
    """
    156.00 a week from Monday 2 November 2026, in advance, to 31 March 2027 (150 days):
    five times four weeks   5 x 624.00 = 3,120.00
    ten days                156.00 x 10 / 7 = 222.857
    together                156.00 x 150 / 7 = 3,342.857
    """
    starts = date(2026, 11, 2)
    cycles = list(cycle(starts, financial_year_end(starts)))
    paid = [due_between(15_600, starts, each) for each in cycles]
    assert [each.starts_on for each in cycles][1:] == [date(2026, 11, 30), date(2026, 12, 28), date(2027, 1, 25),
                                                       date(2027, 2, 22), date(2027, 3, 22)]  # fmt: skip
    assert paid == [pounds("624.00")] * 5 + [pounds("222.86")] and sum(paid) == pounds("3,342.86")
    assert [each.number for each in cycles] == [1, 2, 3, 4, 5, 6] and len(weeks_of(cycles[0])) == 4


def test_a_forecast_to_the_end_of_the_year():
    """
    On 26 November 2026, 125 days are left to 31 March 2027.
    in hand                                    300.00
    comes in    156.00 x 125 / 7 =         + 2,785.71
    goes out    170.00 x 125 / 7 =         - 3,035.71
    left on 31 March                            50.00
    """
    found = forecast(on=date(2026, 11, 26), left_pence=30_000, weekly_in_pence=15_600, weekly_out_pence=17_000)
    assert (found.to_come_pence, found.to_go_pence) == (pounds("2,785.71"), pounds("3,035.71"))
    assert found.left_at_end_pence == pounds("50.00") and found.runs_out_on is None
    assert found.words == "On 31 March 2027 there will be about £50 left."


def test_a_forecast_that_runs_out():
    """300.00 in hand, 24.00 a week more goes out than comes in: 12.5 weeks, 87 whole days; the 88th is 22 February."""
    found = forecast(on=date(2026, 11, 26), left_pence=30_000, weekly_in_pence=15_600, weekly_out_pence=18_000)
    assert (
        found.runs_out_on == date(2027, 2, 22)
        and found.words == "At this pace the money runs out on 22 February 2027."
    )


def test_a_clawback_notice_splits_a_surplus():
    """
    balance 2,400.00 - kept back 500.00 - promised in the next 8 weeks 420.00 = 1,480.00 free
    8 weeks x 152.15 = 1,217.20 may stay; 1,480.00 - 1,217.20 = 262.80 is over
    of which 47.85 was paid in by Ben by mistake and goes back to him; 262.80 - 47.85 = 214.95 is the council's
    """
    found = surplus(balance_pence=240_000, contingency_pence=50_000, promised_pence=42_000,
                    weekly_authority_pence=15_215, overpaid_pence=4785)  # fmt: skip
    assert (found.free_pence, found.allowed_pence) == (pounds("1,480.00"), pounds("1,217.20"))
    assert found.over_pence == pounds("262.80") and found.is_raised
    assert (found.persons_pence, found.councils_pence) == (pounds("47.85"), pounds("214.95"))
    assert found.words == "£1,480 is free, £262.80 more than 8 weeks of money, £1,217.20. Somebody looks first."
    assert looked_ahead(date(2026, 11, 26)) == Period(date(2026, 11, 27), date(2027, 1, 21))


def test_exactly_the_councils_weeks_are_no_surplus():
    """8 weeks x 152.15 = 1,217.20 free: nothing is raised; a penny more is."""
    at = surplus(balance_pence=121_720, weekly_authority_pence=15_215)
    above = surplus(balance_pence=121_721, weekly_authority_pence=15_215)
    assert not at.is_raised and at.words == "£1,217.20 is free, which is within 8 weeks of money, £1,217.20."
    assert above.over_pence == 1


def test_three_club_together_for_a_room():
    """25.00 by three is 8.333 each: 8.34 + 8.33 + 8.33 = 25.00; at the next bill the next one pays the odd penny."""
    assert list(equal_shares(2500, ["ben", "joan", "raj"]).values()) == [834, 833, 833]
    assert list(equal_shares(2500, ["ben", "joan", "raj"], bill=1).values()) == [833, 834, 833]


def november(day):
    return date(2026, 11, day)


def test_four_weeks_in_money():
    """
    624.00 came in on 2 November for four weeks, 156.00 for each.
    week from       spent     promised   left
    2 November      149.00      0.00       7.00
    9 November      140.00      0.00      16.00
    16 November      27.00     85.00      44.00     (112.00 was promised; 9.00 + 18.00 of it is paid)
    23 November       0.00    112.00      44.00
    four weeks      316.00    197.00     111.00     624.00 - 316.00 - 197.00
    """
    rows = [
        Row(november(2), Kind.CAME_IN, 62_400, covers_until=november(29)),
        Row(november(3), Kind.SPENT, 14_900), Row(november(12), Kind.SPENT, 14_000),
        *(Row(november(d), Kind.PROMISED, p) for d, p in ((17, 900), (18, 3800), (19, 1800), (20, 1400), (21, 3300))),
        *(Row(november(d), kind, p) for d, p in ((17, 900), (19, 1800)) for kind in (Kind.RELEASED, Kind.SPENT)),
        Row(november(24), Kind.PROMISED, 11_200),
    ]  # fmt: skip
    shown = picture(rows, Period(november(2), november(29)))
    assert [week.came_in_pence for week in shown.weeks] == [pounds("156.00")] * 4
    assert [week.spent_pence for week in shown.weeks] == [pounds(p) for p in ("149.00", "140.00", "27.00", "0.00")]
    assert [week.promised_pence for week in shown.weeks] == [0, 0, pounds("85.00"), pounds("112.00")]
    assert [week.left_pence for week in shown.weeks] == [pounds(p) for p in ("7.00", "16.00", "44.00", "44.00")]
    assert [four.left_pence for four in shown.four_weeks] == [pounds("111.00")] == [shown.whole.left_pence]
    assert shown.whole.in_hand_pence == pounds("308.00") and shown.whole.running_pence == pounds("111.00")


def test_a_refund_and_a_visit_that_did_not_happen():
    """100.00 came in; 38.00 promised and released: 100.00 left. 18.00 spent, 18.00 refunded: 100.00 left."""
    rows = [Row(november(2), Kind.CAME_IN, 10_000), Row(november(4), Kind.PROMISED, 3800),
            Row(november(4), Kind.RELEASED, 3800), Row(november(5), Kind.SPENT, 1800),
            Row(november(6), Kind.SPENT, -1800)]  # fmt: skip
    assert picture(rows, Period(november(2), november(8))).whole.left_pence == pounds("100.00")


def test_half_a_penny_goes_up():
    """0.035 -> 0.04 and 18.5 -> 18.50. Sums by days: 0.07 x 3 / 7 = 0.03; 10.00 x 52.142857 = 521.42857 -> 521.43."""
    assert pence_of("0.035") == 4 and pence_of("18.5") == 1850
    assert for_days(7, 3) == 3 and annual(1000) == pounds("521.43")


def test_an_agreement():
    """
    Two visits of an hour and a half a week at 18.50 an hour
    one visit     18.50 x 90 / 60 = 27.75
    a full week   27.75 x 2       = 55.50     of 120.00 a week, 64.50 is left
    a year        55.50 x 365 / 7 = 2,893.93  within a limit of 3,000.00 a year
    ten weeks     55.50 x 10      = 555.00    70 days, both counted, from Monday 6 April to Sunday 14 June
    Called off too late, half is paid: 27.75 / 2 = 13.875, half a penny up: 13.88
    """
    pattern = [{"weekday": day, "at": "10:00", "minutes": 90} for day in (0, 3)]
    assert pence_for(1_850, "hour", 90) == pounds("27.75")
    weekly = weekly_pence(pattern, 1_850, "hour")
    assert weekly == pounds("55.50") and 12_000 - weekly == pounds("64.50")
    assert annual(weekly) == pounds("2,893.93")
    terms = AgreementVersion(pattern=pattern, pence=1_850, unit="hour", starts_on=APRIL, ends_on=date(2026, 6, 14))
    assert yearly_of(terms) == pounds("555.00")
    terms.ends_on = None
    assert yearly_of(terms) == pounds("2,893.93")
    assert part_due(2_775, 50) == pounds("13.88")
