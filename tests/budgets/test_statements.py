"""The picture of a period agrees with a plain count of its rows, in every week, in four weeks and in all."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgets.statements import Kind, Row, picture, this_week
from budgets.weeks import DAY, Period
from marketplace.workflow.errors import RuleBroken

PATIENT = settings(deadline=None)  # a busy machine is no fault of the sums
MONDAY = date(2026, 11, 2)
FOUR = Period(MONDAY, MONDAY + 27 * DAY)
DAYS = st.integers(-40, 60).map(lambda n: MONDAY + timedelta(days=n))
ROWS = st.lists(st.builds(Row, DAYS, st.sampled_from(Kind), st.integers(-5000, 50_000)), max_size=30)
SIGN = {Kind.CAME_IN: 1, Kind.PROMISED: -1, Kind.SPENT: -1, Kind.RELEASED: 1, Kind.MOVED: 1}


def running(rows, day):
    return sum(SIGN[row.kind] * row.pence for row in rows if row.effective_on <= day)


@PATIENT
@given(ROWS, st.integers(1, 70), st.integers(-1000, 100_000))
def test_each_week_runs_on_from_the_one_before_and_all_of_them_are_the_period(rows, days, opening):
    shown = picture(rows, Period(MONDAY, MONDAY + (days - 1) * DAY), opening_pence=opening)
    at = shown.opening_pence
    assert at == opening + running(rows, MONDAY - DAY)
    for week in shown.weeks:
        at += week.left_pence + week.moved_pence
        assert week.running_pence == at == opening + running(rows, week.period.ends_on)
    for name in ("came_in_pence", "promised_pence", "spent_pence", "left_pence", "moved_pence"):
        whole = getattr(shown.whole, name)
        assert sum(getattr(week, name) for week in shown.weeks) == whole
        assert sum(getattr(four, name) for four in shown.four_weeks) == whole
    assert shown.weeks[-1].running_pence == shown.four_weeks[-1].running_pence == shown.whole.running_pence
    spent = shown.whole.came_in_pence - shown.whole.spent_pence + shown.whole.moved_pence
    assert shown.opening_in_hand_pence + spent == shown.whole.in_hand_pence


@PATIENT
@given(ROWS, st.randoms())
def test_the_order_of_rows_does_not_matter(rows, random):
    shown = picture(rows, FOUR)
    random.shuffle(rows)
    assert picture(rows, FOUR) == shown


def test_what_is_in_hand_before_the_period_opens_it():
    """Before: 100 came in, 30 spent, 20 promised. It opens with 70 in hand, of which 50 are free."""
    before = MONDAY - DAY
    rows = [Row(before, Kind.CAME_IN, 100), Row(before, Kind.SPENT, 30), Row(before, Kind.PROMISED, 20)]
    shown = picture(rows, FOUR, opening_pence=5)
    assert (shown.opening_in_hand_pence, shown.opening_pence) == (75, 55)
    assert shown.whole.left_pence == 0 and shown.whole.running_pence == 55


def test_money_that_is_for_later_weeks_is_in_hand_at_once_and_shown_where_it_belongs():
    """280 on the first Monday for four weeks: 70 each week, and 280 in hand from the first day."""
    shown = picture([Row(MONDAY, Kind.CAME_IN, 280, FOUR.ends_on)], FOUR)
    assert [week.came_in_pence for week in shown.weeks] == [70] * 4
    assert [week.in_hand_pence for week in shown.weeks] == [280] * 4
    half = picture([Row(MONDAY - 14 * DAY, Kind.CAME_IN, 280, MONDAY + 13 * DAY)], FOUR)
    assert [week.came_in_pence for week in half.weeks] == [70, 70, 0, 0]


def test_a_week_is_short_only_when_nothing_saved_covers_it():
    """Week 2 spends 150 of 100. With 60 saved it is covered, without it is short."""
    rows = [Row(MONDAY + 7 * DAY, Kind.CAME_IN, 100), Row(MONDAY + 8 * DAY, Kind.SPENT, 150)]
    assert [week.is_short for week in picture(rows, FOUR, opening_pence=60).weeks] == [False] * 4
    assert [week.is_short for week in picture(rows, FOUR).weeks] == [False, True, False, False]


def test_ten_weeks_are_three_times_four_weeks_the_last_one_cut_short():
    shown = picture([], Period(MONDAY, MONDAY + 69 * DAY))
    assert [four.period.days for four in shown.four_weeks] == [28, 28, 14]
    assert [four.period.number for four in shown.four_weeks] == [1, 2, 3] and len(shown.weeks) == 10


@pytest.mark.parametrize(("period", "words"), [
    (Period(MONDAY, MONDAY - DAY), "The last day is before the first."),
    (Period(MONDAY, MONDAY + 2000 * DAY), "Choose five years at most."),
])  # fmt: skip
def test_days_that_cannot_be_shown_are_refused(period, words):
    with pytest.raises(RuleBroken, match=words):
        picture([], period)


def test_a_week_is_monday_to_sunday():
    assert this_week(date(2026, 11, 26)) == Period(date(2026, 11, 23), date(2026, 11, 29)) == this_week(
        date(2026, 11, 23))  # fmt: skip
