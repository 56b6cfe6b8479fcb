"""Worked examples for whoever keeps the accounts: each sum is written out beside what the program says."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from budgets import actions, ledger
from budgets import models as books
from budgets.actions.allocating import account_of
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
from budgets.models import Line, Person, SharedArrangement
from budgets.saving import surplus_of
from budgets.sharing import equal_shares
from budgets.statements import Kind, Row, picture
from budgets.stating import statement_of
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
from marketplace.accounts.actors import system
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken
from tests.budgets.clubbing import CLOCK, begun, joins, leaves, paid_to, place, pool, pot, somebody, today
from tests.budgets.making import budget_of, limit_of
from tests.factories import ServiceFactory
from tests.people import acting

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


@pytest.mark.django_db
def test_a_pool_from_each_ones_own_pot_to_the_enterprise_and_what_was_not_needed_back(nottingham, sam):
    """
    An art morning costs 50.00. Ben (direct payment), Joan (direct payment) and Edith (the council pays) share it.
    Each was given 400.00 on 2 November, for four weeks. It pauses below three people.

                                              Ben      Joan     Edith    together
    2 Nov   put into the pool               - 16.67  - 16.67  - 16.66  =  - 50.00     50.00 / 3 = 16.666
    2 Nov   out of the pool, paid             16.67    16.67    16.66  =    50.00     to the enterprise
    9 Nov   put into the pool               - 16.66  - 16.67  - 16.67  =  - 50.00     the odd pennies go round
    9 Nov   it cost 48.00; paid               16.00    16.00    16.00  =    48.00
            left in each one's pool share      0.66     0.67     0.67  =     2.00
    9 Nov   Edith gives a week's notice: her last day is 16 November
    16 Nov  put into the pool               - 16.01  - 15.99  - 16.00  =  - 48.00     the shares less what is in it
    16 Nov  out of the pool, paid             16.67    16.66    16.67  =    50.00
    17 Nov  Edith has left: nothing of hers is in the pool, and her pot holds what she did not spend
            what each has paid                49.34    49.33    49.33  =   148.00     the enterprise has 148.00
    """
    art = ServiceFactory(listed=True, people="Amina")
    with time_machine.travel("2026-11-02 09:00", tick=False) as clock:
        made, (ben, joan, edith) = _club(art, nottingham, sam)
        assert _morning(made, ben, 5_000) == ([pounds("16.67"), pounds("16.67"), pounds("16.66")], [0, 0, 0])
        clock.move_to("2026-11-09 09:00")
        paid, left = _morning(made, ben, 4_800)
        assert paid == [pounds("16.00")] * 3 and left == [66, 67, 67]
        leaves(made, edith, by=acting(sam))
        assert place(made, edith).left_on == date(2026, 11, 16)
        clock.move_to("2026-11-16 09:00")
        assert _morning(made, ben, 5_000)[0] == [pounds("16.67"), pounds("16.66"), pounds("16.67")]
        clock.move_to("2026-11-17 09:00")
        actions.keep_together(SharedArrangement.objects.get(pk=made.pk), by=CLOCK)
        assert SharedArrangement.objects.get(pk=made.pk).status == "paused"
        places = [place(made, each) for each in (ben, joan, edith)]
        spent = [pounds("400.00") - pot(each) - pool(each) for each in places]
    assert spent == [pounds("49.34"), pounds("49.33"), pounds("49.33")] and sum(spent) == paid_to(art) == pounds(
        "148.00"
    )
    assert pool(places[2]) == 0 and sum(line.pence for line in Line.objects.moved()) == 0


def _club(art, nottingham, sam):
    ben, joan = (somebody(name, nottingham, sam) for name in ("ben", "joan"))
    edith = somebody("edith", nottingham, sam, way="council-managed")
    made = begun(art, ben, cost_pence=5_000, notice_weeks=1)
    joins(made, joan)
    joins(made, edith, by=acting(sam))
    return made, (ben, joan, edith)


def _morning(made, lead, cost):
    """One morning, planned for today and paid: what each paid, and what is left in each pool share."""
    session = actions.plan_session(SharedArrangement.objects.get(pk=made.pk), today(), by=acting(lead.account))
    actions.settle_session(session, session.shares.values_list("member", flat=True), cost, by=acting(lead.account))
    shares = session.shares.select_related("member").order_by("member__joined_on", "member")
    return [each.pence for each in shares], [pool(place(made, each.member.person)) for each in shares]


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


# --- Through the real books ------------------------------------------------------------------------------------------
# Each account after each step, as an accountant writes it: what came into it, less what went out.
NAMES = {"pot": "direct-payment", "council": "funding", "contribution": "contribution", "bank": "outside",
         "aside": "contingency", "asked": "clawback", "pool": "pool-share"}  # fmt: skip


@pytest.fixture
def ben_of(db, nottingham, sam, connor):
    """Ben's direct payment of 100.00 a week since Monday 2 November 2026, of which he pays 20.00; sixteen weeks on."""
    limit_of(nottingham, "social_worker", 10_000_000, connor)
    person = Person.objects.create(organisation=nottingham, named_worker=sam, name="Ben Carter", outcode="NG5")
    with time_machine.travel("2026-11-02 09:00", tick=False):
        version = budget_of(person, sam, 10_000, days=0, assessed_weekly_pence=2_000)
    with time_machine.travel("2027-02-22 09:00", tick=False):
        actions.allocate(version, by=system("budgets-allocated"))
        yield version


def books_of(version, *names) -> list:
    rows = books.Account.objects.filter(budget_id=version.budget_id, kind__in=[NAMES[name] for name in names])
    held = {row.kind: row.posted for row in rows}
    return [held.get(NAMES[name], 0) for name in names]


def step(version, kind, sum_, mechanism="direct-payment") -> None:
    facts = {"mechanism": mechanism, "pence": pounds(sum_), "on": timezone.localdate(), "words": ""}
    actions.take_step(version.budget, kind, facts, key=uuid7(), by=acting(version.proposed_by))


def test_the_contribution_is_due_paid_in_and_paid_in_too_much(ben_of):
    """
    Five times four weeks are in the books, from 2 November to 21 March:
                                  pot        council   contribution   his bank
    5 x 4 x 80.00 given     +1,600.00     -1,600.00
    5 x 4 x 20.00 due         +400.00                      -400.00
    he pays in 430.00                                      +430.00    -430.00
    he paid 30.00 too much  =2,000.00    =-1,600.00          30.00    -430.00
    refunded                                                -30.00     +30.00
    """
    step(ben_of, "contribution", "430.00", "")
    names = ("pot", "council", "contribution", "bank")
    assert books_of(ben_of, *names) == [pounds(p) for p in ("2000.00", "-1600.00", "30.00", "-430.00")]
    with pytest.raises(RuleBroken, match="only £30 there"):
        step(ben_of, "refund", "30.01", "")
    step(ben_of, "refund", "30.00", "")
    assert books_of(ben_of, *names) == [pounds(p) for p in ("2000.00", "-1600.00", "0.00", "-400.00")]


def test_a_clawback_notice_and_the_money_that_comes_back(ben_of):
    """
    2,000.00 in hand, nothing set aside or promised; 8 weeks x 80.00 = 640.00 may stay; 1,360.00 is over
                                  pot   asked back      council
                             2,000.00         0.00    -1,600.00
    notice of 1,000.00      -1,000.00    +1,000.00
    it has come                          -1,000.00    +1,000.00
                            =1,000.00        =0.00     =-600.00
    """
    found = actions.raise_surplus(ben_of.budget, by=system("surplus-raised"))
    assert (found.balance_pence, found.weekly_authority_pence) == (pounds("2000.00"), pounds("80.00"))
    by = acting(ben_of.proposed_by)
    actions.ask_back(found, pounds("1000.00"), "More than you need.", by=by)
    assert books_of(ben_of, "pot", "asked", "council") == [pounds(p) for p in ("1000.00", "1000.00", "-1600.00")]
    actions.record_given_back(found, timezone.localdate(), by=by)
    assert books_of(ben_of, "pot", "asked", "council") == [pounds(p) for p in ("1000.00", "0.00", "-600.00")]


def test_what_is_set_aside_is_no_surplus_and_comes_back(ben_of):
    """
                                  pot    set aside
                             2,000.00         0.00
    set aside for holiday pay -500.00      +500.00     2,000.00 - 500.00 set aside - 640.00 = 860.00 is over
    120.00 is needed          +120.00      -120.00
                            =1,620.00      =380.00
    """
    step(ben_of, "set-aside", "500.00")
    assert surplus_of(ben_of.budget, timezone.localdate()).over_pence == pounds("860.00")
    step(ben_of, "release", "120.00")
    assert books_of(ben_of, "pot", "aside") == [pounds("1620.00"), pounds("380.00")]
    with pytest.raises(RuleBroken, match="only £380 there"):
        step(ben_of, "release", "380.01")


def test_own_money_put_in_and_a_mistake_put_right(ben_of):
    """
                                  pot     his bank      council
                             2,000.00         0.00    -1,600.00
    he puts 45.00 in           +45.00       -45.00
    10.00 too little was paid  +10.00                    -10.00
    2.50 too much was paid      -2.50                     +2.50
                            =2,052.50      =-45.00   =-1,607.50
    """
    step(ben_of, "top-up", "45.00")
    step(ben_of, "more", "10.00")
    step(ben_of, "less", "2.50")
    assert books_of(ben_of, "pot", "bank", "council") == [pounds(p) for p in ("2052.50", "-45.00", "-1607.50")]
    call_command("verify_ledger")
    call_command("reconcile")


def test_a_transfer_to_what_is_shared_and_back(ben_of):
    """2,000.00: 60.00 is put together with others, 12.50 of it comes back; 1,952.50 and 47.50 are his all the time."""
    share = ledger.open_account(
        ledger.Kind.POOL_SHARE, ben_of.budget.person.organisation, person=ben_of.budget.person,
        budget_id=ben_of.budget_id, is_limited=False,
    )  # fmt: skip
    pot, by = account_of(ben_of.budget, "direct-payment"), system("worked-examples")
    facts = {"source": ben_of, "by": by}
    ledger.post(ledger.Entry.TRANSFER_TO_POOL, {pot: -6_000, share: 6_000}, key="to", **facts)
    ledger.post(ledger.Entry.TRANSFER_FROM_POOL, {share: -1_250, pot: 1_250}, key="from", **facts)
    assert books_of(ben_of, "pot", "pool") == [pounds("1952.50"), pounds("47.50")]


def test_each_of_these_stands_on_the_statement_and_it_adds_up(ben_of):
    """
    in hand before 22 February                  1,600.00
    Direct payment, 4 x 80.00                     320.00
    Contribution, 4 x 20.00                        80.00
    Own money put in                               45.00
    Set aside                                    -500.00
    in hand after                               1,545.00
    """
    step(ben_of, "top-up", "45.00")
    step(ben_of, "set-aside", "500.00")
    today = timezone.localdate()
    (part,) = statement_of([ben_of.budget], Period(today, today)).parts
    assert part.picture.opening_in_hand_pence == pounds("1600.00")
    assert dict(part.kinds) == {"Direct payment": pounds("320.00"), "Contribution towards the cost": pounds("80.00"),
                                "Own money put in": pounds("45.00"), "Set aside": pounds("-500.00")}  # fmt: skip
    assert part.closing_pence == pounds("1545.00") and part.beside.set_aside_pence == pounds("500.00")
    assert part.picture.whole.moved_pence == pounds("-500.00")
