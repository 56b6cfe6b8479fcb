"""A statement that does not hold is refused in a sentence; weeks, part weeks and years add up, wherever cut."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgets.allocation import (
    ACCOUNTS,
    BY_FUNDER,
    NAMES,
    PAID_AS,
    Account,
    Deployment,
    Funder,
    Mechanism,
    Statement,
    check,
    part_week,
    payments_on,
    problems,
    version_problems,
)
from budgets.weeks import DAY, Period, cycle, due_between, for_days, four_weekly, in_pence, spread, weeks_of
from marketplace.workflow.errors import RuleBroken
from providers.taxonomy import PAYMENTS

PATIENT = settings(deadline=None)  # a busy machine is no fault of the sums
START, END = date(2026, 4, 6), date(2027, 4, 5)
LATER = date(2026, 10, 5)
PENCE, DAYS = st.integers(0, 10_000_000), st.dates(date(2024, 1, 1), date(2029, 12, 31))


def direct(pence=10_000, starts_on=START, ends_on=None, account=Account.OWN):
    return Deployment(Mechanism.DIRECT_PAYMENT, pence, starts_on, ends_on, account)


def managed(pence=10_000, starts_on=START, ends_on=None):
    return Deployment(Mechanism.COUNCIL_MANAGED, pence, starts_on, ends_on)


def budget(*deployments, gross=10_000, **other):
    return Statement(gross, START, **({"ends_on": END} | other), deployments=deployments or (direct(gross),))


@pytest.mark.parametrize("mechanism", Mechanism)
def test_every_way_of_paying_can_carry_a_budget_and_is_named(mechanism):
    funder = next(funder for funder, ways in BY_FUNDER.items() if mechanism in ways)
    account = Account.OWN if mechanism in (Mechanism.DIRECT_PAYMENT, Mechanism.PHB_DIRECT_PAYMENT) else None
    way = Deployment(mechanism, 10_000, START, account=account)
    assert problems(Statement(10_000, START, funder=funder, deployments=(way,))) == []
    assert NAMES[mechanism] and PAID_AS[mechanism] in {term.slug for term in PAYMENTS} and len(ACCOUNTS) == 3
    hard = {Mechanism.COUNCIL_MANAGED, Mechanism.ISF, Mechanism.PHB_NOTIONAL, Mechanism.PHB_THIRD_PARTY}
    assert way.has_hard_limit == (mechanism in hard)


@pytest.mark.parametrize("statement", [
    budget(),
    budget(direct(6000), managed(4000)),
    budget(managed(ends_on=LATER - DAY), direct(starts_on=LATER)),
    budget(direct(6000, account=Account.OWN), direct(4000, account=Account.MANAGED)),
    budget(ends_on=None),
    budget(is_free_of_charge=True, one_off_pence=50_000, contingency_pence=20_000, top_up_weekly_pence=100),
])  # fmt: skip
def test_a_statement_that_holds_has_no_problem(statement):
    assert problems(statement) == [] and check(statement) is None


@pytest.mark.parametrize(("statement", "words"), [
    (budget(direct(6000), managed(3000)),
     "From 6 April 2026 the ways of paying come to £90 a week, £10 short of its £100."),
    (budget(direct(6000), managed(5000)),
     "From 6 April 2026 the ways of paying come to £110 a week, £10 above its £100."),
    (budget(direct(ends_on=LATER)),
     "From 6 October 2026 the ways of paying come to £0 a week, £100 short of its £100."),
    (budget(managed(), direct(starts_on=LATER)),
     "From 5 October 2026 the ways of paying come to £200 a week, £100 above its £100."),
    (budget(direct(5000), direct(5000, LATER)),
     "“Direct payment” is there twice from 5 October 2026. End the first before, or make them one."),
    (budget(managed(ends_on=LATER), managed(starts_on=LATER)),
     "“The council pays for you” is there twice from 5 October 2026. End the first before, or make them one."),
    (budget(ends_on=START - DAY), "The budget ends on 5 April 2026, before it starts on 6 April 2026."),
    (budget(direct(starts_on=LATER, ends_on=START)),
     "“Direct payment” ends on 6 April 2026, before it starts on 5 October 2026."),
    (budget(direct(starts_on=START - DAY)), "“Direct payment” has days outside of the budget."),
    (budget(direct(ends_on=END + DAY)), "“Direct payment” has days outside of the budget."),
    (budget(gross=-1), "What a week costs cannot be less than nothing."),
    (budget(gross=9_999_999_999),
     "What a week costs is £99,999,999.99. The most we take is £100,000: look for a digit too many."),
    (budget(assessed_weekly_pence=-1), "The contribution cannot be less than nothing."),
    (budget(top_up_weekly_pence=-1), "The top-up cannot be less than nothing."),
    (budget(one_off_pence=-1), "The sum that is paid once cannot be less than nothing."),
    (budget(contingency_pence=-1), "The sum that is kept back cannot be less than nothing."),
    (budget(contingency_pence=521_430), "What is kept back is more than the budget of a whole year."),
    (budget(direct(-1)), "Direct payment cannot be less than nothing."),
    (budget(direct(), managed(0)), "“The council pays for you” has no sum. Take it away, or say how much."),
    (budget(direct(account=None)), "Say where “Direct payment” is paid to."),
    (budget(replace(managed(), account=Account.OWN)),
     "“The council pays for you” is not paid into an account of the person."),
    (budget(Deployment(Mechanism.PHB_NOTIONAL, 10_000, START)),
     "“Personal health budget, paid by the NHS” is not a way to pay this money. Money of another body has its own "
     "budget."),
    (budget(is_free_of_charge=True, assessed_weekly_pence=1),
     "Nobody pays towards support that is free of charge. Set the contribution to nothing."),
    (Statement(10_000, START), "Say in which way the money is paid."),
    (Statement(10_000, START, funder=Funder.PERSON, assessed_weekly_pence=1,
               deployments=(Deployment(Mechanism.SELF_FUNDED, 10_000, START),)),
     "Whoever pays with their own money has no contribution besides. Set it to nothing."),
])  # fmt: skip
def test_a_statement_that_does_not_hold_says_why(statement, words):
    assert words in problems(statement)
    with pytest.raises(RuleBroken):
        check(statement)


def test_who_pays_with_their_own_money_pays_it_all_and_nobody_bills_it():
    own = Statement(5000, START, funder=Funder.PERSON, deployments=(Deployment(Mechanism.SELF_FUNDED, 5000, START),))
    assert own.authority_weekly_pence == 0 and own.contribution_weekly_pence == 5000
    assert payments_on(own, START).billed_weekly_pence == 0


def test_there_are_no_weeks_of_eight_days():
    with pytest.raises(RuleBroken, match="seven days"):
        part_week(7000, 8)


@PATIENT
@given(PENCE, DAYS, st.integers(1, 800))
def test_the_weeks_of_a_period_and_its_four_weeks_come_to_the_period(weekly, since, days):
    period = Period(since, since + timedelta(days=days - 1))
    whole = due_between(weekly, since, period)
    assert whole == for_days(weekly, days)
    assert sum(due_between(weekly, since, week) for week in weeks_of(period)) == whole
    assert sum(due_between(weekly, since, four) for four in cycle(period.starts_on, period.ends_on)) == whole


@PATIENT
@given(PENCE, DAYS, st.tuples(DAYS, DAYS, DAYS))
def test_a_period_cut_anywhere_adds_up_whenever_the_budget_started(weekly, since, days):
    first, middle, last = sorted(days)
    whole, before, after = Period(first, last), Period(first, middle), Period(middle + DAY, last)
    parts = due_between(weekly, since, before) + (due_between(weekly, since, after) if middle < last else 0)
    assert parts == due_between(weekly, since, whole) >= 0


@PATIENT
@given(PENCE, DAYS, st.integers(0, 60))
def test_whole_weeks_and_four_weeks_from_the_start_are_never_a_penny_out(weekly, since, weeks):
    starts_on = since + timedelta(weeks=weeks)
    assert due_between(weekly, since, Period(starts_on, starts_on + 6 * DAY)) == weekly
    assert due_between(weekly, since, Period(starts_on, starts_on + 27 * DAY)) == four_weekly(weekly)


@PATIENT
@given(PENCE, PENCE, DAYS, st.integers(1, 400))
def test_who_pays_which_part_is_the_whole_in_every_period(gross, assessed, since, days):
    statement = Statement(gross, since, assessed_weekly_pence=assessed)
    period = Period(since, since + timedelta(days=days - 1))
    assert statement.authority_in(period) + statement.contribution_in(period) == statement.gross_in(period)
    assert min(statement.authority_in(period), statement.contribution_in(period)) >= 0


@PATIENT
@given(st.lists(st.integers(1, 100_000), min_size=1, max_size=4), PENCE, st.booleans(), st.randoms())
def test_what_is_paid_and_what_is_billed_make_the_councils_share(sums, assessed, is_paid_net, random):
    ways = [direct(pence, account=account) for pence, account in zip(sums, Account, strict=False)]
    ways += [managed(pence) for pence in sums[3:]]
    random.shuffle(ways)
    statement = Statement(sum(sums), START, assessed_weekly_pence=assessed, deployments=tuple(ways))
    paid = payments_on(statement, START, is_paid_net=is_paid_net)
    assert problems(statement) == [] and all(way.net_weekly_pence >= 0 for way in paid.ways)
    net = sum(way.net_weekly_pence for way in paid.ways)
    assert net - paid.billed_weekly_pence == statement.authority_weekly_pence


@PATIENT
@given(st.integers(-10_000_000, 10_000_000), DAYS, st.integers(1, 400), st.lists(st.integers(0, 399), max_size=4))
def test_one_sum_spread_over_days_is_whole_again(pence, since, days, cuts):
    over = Period(since, since + timedelta(days=days - 1))
    starts = sorted({0, *(cut for cut in cuts if cut < days)})
    parts = [Period(since + a * DAY, since + (b - 1) * DAY) for a, b in zip(starts, [*starts[1:], days], strict=True)]
    assert sum(spread(pence, over, part) for part in parts) == pence
    assert spread(pence, over, Period(over.ends_on + DAY, over.ends_on + DAY)) == 0


@PATIENT
@given(st.fractions(-1000, 1000))
def test_rounding_is_to_the_nearest_penny_and_the_same_below_nothing(exact):
    assert abs(in_pence(exact) - exact) * 2 <= 1 and in_pence(-exact) == -in_pence(exact)
    assert in_pence(Fraction(7, 2)) == 4 and in_pence(Fraction(-7, 2)) == -4  # half a penny


def test_a_budget_that_has_ended_owes_nothing_more():
    statement = budget(ends_on=START + 6 * DAY)
    assert statement.gross_in(Period(START, END)) == 10_000
    assert statement.gross_in(Period(START + 7 * DAY, END)) == statement.contribution_in(Period(LATER, END)) == 0
    assert statement.gross_in(Period(START - 7 * DAY, START - DAY)) == 0


def test_a_sum_that_is_paid_once_is_paid_on_the_first_day():
    statement = budget(one_off_pence=50_000)
    assert statement.paid_in(Period(START, START + 6 * DAY)) == 60_000
    assert statement.paid_in(Period(START + 7 * DAY, START + 13 * DAY)) == 10_000


def test_two_versions_on_one_day_are_refused_unless_another_body_pays():
    first, second = budget(ends_on=LATER), replace(budget(ends_on=None), starts_on=LATER)
    words = "There is another budget from 5 October 2026. End the first on the day before."
    assert version_problems([second, first]) == version_problems([replace(first, ends_on=None), second]) == [words]
    assert version_problems([replace(first, ends_on=LATER - DAY), second]) == []
    assert version_problems([first, replace(second, funder=Funder.NHS)]) == []
