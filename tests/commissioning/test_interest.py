"""Statutory interest and fixed sums (DOMAIN 4.4): each sum is written out beside what the program says."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.interest import (
    Debt,
    NoRate,
    Part,
    Payer,
    fixed_sum,
    missing_rates,
    owed,
    rate_day,
    relevant_day,
)
from marketplace.workflow.errors import RuleBroken

PATIENT = settings(deadline=None)  # a busy machine is no fault of the sums
RATES = {
    date(2023, 12, 31): Decimal("5.25"), date(2024, 6, 30): Decimal("5.25"), date(2024, 12, 31): Decimal("4.75"),
    date(2025, 6, 30): Decimal("4.25"), date(2025, 12, 31): Decimal("3.75"),
}  # fmt: skip
RELEVANT = date(2026, 2, 1)


def late(pence, days, relevant_on=RELEVANT, payer=Payer.PUBLIC):
    """A debt that is paid so many days late, in one."""
    paid_on = relevant_on + timedelta(days=days)
    return owed(Debt(pence, relevant_on, payer, (Part(paid_on, pence),)), date(2040, 1, 1), RATES)


def test_ten_thousand_pounds_sixty_days_late():
    """
    10,000 x (8 + 3.75) / 100 x 60 / 365 = 193.1507, which is 193.15; and 100, as the debt is 10,000 or more
    """
    found = late(1_000_000, 60)
    assert (found.days, found.per_cent) == (60, Decimal("11.75"))
    assert (found.interest_pence, found.fixed_pence, found.pence) == (19_315, 10_000, 29_315)
    assert found.words == "£193.15 of interest at 11.75% a year from 2 February 2026, and a fixed sum of £100."


@pytest.mark.parametrize(("pence", "days", "interest", "fixed"), [
    (18_000, 1, 6, 4_000),  # 180 x 0.1175 / 365 = 0.0579
    (18_000, 30, 174, 4_000),  # 180 x 0.1175 x 30 / 365 = 1.7384
    (99_999, 365, 11_750, 4_000),  # 999.99 x 0.1175 = 117.4988
    (100_000, 365, 11_750, 7_000),
    (999_999, 10, 3_219, 7_000),  # 9,999.99 x 0.1175 x 10 / 365 = 32.1917
])  # fmt: skip
def test_small_debts_by_hand(pence, days, interest, fixed):
    found = late(pence, days)
    assert (found.interest_pence, found.fixed_pence) == (interest, fixed)


@pytest.mark.parametrize(("pence", "fixed"), [
    (1, 4_000), (99_999, 4_000), (100_000, 7_000), (999_999, 7_000), (1_000_000, 10_000), (10**12, 10_000),
])  # fmt: skip
def test_the_fixed_sum_goes_by_the_size_of_the_debt(pence, fixed):
    assert fixed_sum(pence) == fixed


@pytest.mark.R13
@pytest.mark.parametrize(("relevant_on", "counts", "per_cent"), [
    (date(2025, 12, 30), date(2025, 6, 30), "12.25"),  # starts on 31 December: still the second half
    (date(2025, 12, 31), date(2025, 12, 31), "11.75"),  # starts on 1 January
    (date(2025, 6, 29), date(2024, 12, 31), "12.75"),  # starts on 30 June
    (date(2025, 6, 30), date(2025, 6, 30), "12.25"),  # starts on 1 July
    (date(2024, 2, 28), date(2023, 12, 31), "13.25"),  # starts on a leap day
])  # fmt: skip
def test_the_rate_is_of_the_half_year_in_which_interest_starts(relevant_on, counts, per_cent):
    assert rate_day(relevant_on + timedelta(days=1)) == counts
    assert late(100_000, 5, relevant_on).per_cent == Decimal(per_cent)


def test_the_rate_stays_the_same_for_the_whole_debt_and_a_leap_year_has_365_parts():
    """From 2 January 2024 to 31 December 2024, 364 days over two halves: 1,000 x 0.1325 x 364 / 365 = 132.137."""
    found = late(100_000, 364, date(2024, 1, 2))
    assert (found.interest_pence, found.per_cent) == (13_214, Decimal("13.25"))


def test_without_a_rate_nothing_is_worked_out_and_the_day_is_named():
    with pytest.raises(NoRate, match="The Bank Rate of 30 June 2026 is not written down"):
        late(100_000, 5, date(2026, 7, 1))
    assert missing_rates([date(2026, 7, 1), date(2026, 8, 1), date(2027, 1, 1), date(2026, 1, 1)], RATES) == [
        date(2026, 6, 30), date(2026, 12, 31)]  # fmt: skip


@pytest.mark.parametrize("days", [-5, 0])
def test_what_is_paid_in_time_owes_nothing_and_needs_no_rate(days):
    found = late(100_000, days, date(2026, 7, 1))
    assert (found.pence, found.days, found.words) == (0, 0, "It is not late: nothing is owed.")


def test_a_person_who_pays_for_their_own_support_owes_no_interest():
    found = late(1_000_000, 60, date(2026, 7, 1), Payer.CONSUMER)
    assert found.pence == 0 and found.words == "A person who pays for their own support owes no interest."


def test_what_is_unpaid_runs_until_the_day_that_is_asked_about():
    debt = Debt(1_000_000, RELEVANT, Payer.PUBLIC)
    assert owed(debt, RELEVANT + timedelta(days=60), RATES).interest_pence == 19_315
    assert owed(debt, RELEVANT, RATES).pence == 0


def test_parts_that_came_earlier_run_for_fewer_days_and_the_fixed_sum_is_owed_once():
    """
    600 came 10 days late, 400 came 40 days late: 600 x 10 + 400 x 40 = 22,000 pound days
    22,000 x 0.1175 / 365 = 7.0822; the debt was 1,000: 70
    """
    parts = (Part(RELEVANT + timedelta(days=10), 60_000), Part(RELEVANT + timedelta(days=40), 40_000))
    found = owed(Debt(100_000, RELEVANT, Payer.PUBLIC, parts), date(2026, 12, 1), RATES)
    assert (found.interest_pence, found.fixed_pence, found.days) == (708, 7_000, 40)
    last = owed(Debt(100_000, RELEVANT, Payer.PUBLIC, parts), parts[1].paid_on, RATES)
    assert (last.interest_pence, last.days) == (708, 40)  # asked on the very day of the last payment
    early = owed(Debt(100_000, RELEVANT, Payer.PUBLIC, parts), RELEVANT + timedelta(days=20), RATES)
    assert early.interest_pence == 451  # 600 x 10 + 400 x 20 = 14,000 pound days: 4.5068


@pytest.mark.R13
@pytest.mark.parametrize(("payer", "agreed", "is_fair", "expected"), [
    (Payer.PUBLIC, None, False, date(2026, 4, 8)),  # 10 March is the first of 30 days
    (Payer.PUBLIC, date(2026, 3, 20), False, date(2026, 3, 20)),
    (Payer.PUBLIC, date(2026, 6, 1), True, date(2026, 4, 8)),  # a later day cannot be agreed
    (Payer.BUSINESS, None, False, date(2026, 4, 8)),
    (Payer.BUSINESS, date(2026, 5, 1), False, date(2026, 5, 1)),
    (Payer.BUSINESS, date(2026, 6, 1), False, date(2026, 5, 8)),  # the last of 60 days
    (Payer.BUSINESS, date(2026, 6, 1), True, date(2026, 6, 1)),
])  # fmt: skip
def test_the_last_day_without_interest(payer, agreed, is_fair, expected):
    for received, supplied in ((date(2026, 3, 10), date(2026, 3, 1)), (date(2026, 3, 1), date(2026, 3, 10))):
        assert relevant_day(payer, received_on=received, supplied_on=supplied, agreed_on=agreed,
                            is_fair=is_fair) == expected  # fmt: skip


@pytest.mark.parametrize(("debt", "rates", "words"), [
    (Debt(0, RELEVANT, Payer.PUBLIC), RATES, "more than nothing"),
    (Debt(5, RELEVANT, Payer.PUBLIC, (Part(RELEVANT, 0),)), RATES, "A payment is more than nothing"),
    (Debt(5, RELEVANT, Payer.PUBLIC, (Part(RELEVANT, 6),)), RATES, "More was paid than was owed"),
    (Debt(5, RELEVANT, Payer.PUBLIC), {date(2026, 1, 1): Decimal(4)}, "not of 1 January 2026"),
    (Debt(5, RELEVANT, Payer.PUBLIC), {date(2025, 12, 31): Decimal(375)}, "cannot be right"),
    (Debt(5, RELEVANT, Payer.PUBLIC), {date(2025, 12, 31): Decimal(-1)}, "cannot be right"),
])  # fmt: skip
def test_what_cannot_be_is_refused(debt, rates, words):
    with pytest.raises(RuleBroken, match=words):
        owed(debt, date(2026, 5, 1), rates)


@PATIENT
@given(st.integers(1, 10**9), st.integers(1, 2000), st.integers(1, 2000))
def test_later_never_owes_less_and_interest_is_never_on_interest(pence, days, more):
    one, two = late(pence, days), late(pence, days + more)
    assert two.interest_pence >= one.interest_pence and two.fixed_pence == one.fixed_pence
    both = late(pence, 2 * days).interest_pence
    assert abs(both - 2 * one.interest_pence) <= 1  # simple: twice as long is twice as much, but for rounding
