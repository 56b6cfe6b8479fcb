"""Days to pay: every figure of DOMAIN 4.2 to 4.5 beside the sum that gives it."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from statistics import mean, median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.timeliness import (
    Clock,
    Query,
    Taken,
    Timed,
    month_paid,
    per_cent,
    problems,
    speed,
    speed_by,
    speed_of,
    taken,
    taken_to_pay,
    waiting_with,
    waits,
)

PATIENT = settings(deadline=None)  # a busy machine is no fault of the sums
MONDAY = date(2026, 11, 2)


def day(number):
    """So many days after that Monday."""
    return MONDAY + timedelta(days=number)


def invoice(key="a", received=0, paid=None, due=29, queries=(), **more):
    asked = tuple(Query(day(since), None if until is None else day(until)) for since, until in queries)
    return Timed(key, more.pop("pence", 10_000), day(received), day(due), None if paid is None else day(paid),
                 queries=asked, **more)  # fmt: skip


@pytest.mark.R13
@pytest.mark.parametrize(("received", "paid", "days", "working"), [
    (date(2026, 11, 2), date(2026, 11, 2), 0, 0),  # the same day
    (date(2026, 11, 2), date(2026, 11, 3), 1, 1),  # day 1 is the day after
    (date(2026, 11, 6), date(2026, 11, 9), 3, 1),  # Friday to Monday
    (date(2026, 11, 7), date(2026, 11, 8), 1, 0),  # received and paid at a weekend
    (date(2026, 12, 24), date(2026, 12, 29), 5, 1),  # Christmas; Boxing Day's holiday is Monday the 28th
    (date(2026, 4, 2), date(2026, 4, 7), 5, 1),  # Good Friday to Easter Monday
    (date(2028, 2, 28), date(2028, 3, 1), 2, 2),  # a leap day is a day
    (date(2026, 10, 24), date(2026, 10, 26), 2, 1),  # the clocks go back on the 25th
    (date(2026, 3, 28), date(2026, 3, 30), 2, 1),  # and forward on the 29th
])  # fmt: skip
def test_day_one_is_the_day_after_it_was_received(received, paid, days, working):
    took = taken(Timed("a", 1, received, paid), paid)
    assert (took.days, took.working_days) == (days, working)


@pytest.mark.parametrize(("queries", "queried", "working"), [
    ([], 0, 0),
    ([(2, 5)], 3, 2),  # raised on Wednesday, resolved on Saturday: Thursday, Friday, Saturday
    ([(2, 2)], 0, 0),  # raised and resolved on one day
    ([(2, 5), (3, 8)], 6, 4),  # together from Wednesday to the next Tuesday: no day counts twice
    ([(2, None)], 8, 6),  # still open when it was paid on day 10
    ([(-3, 1)], 1, 1),  # a query from before it was received counts only afterwards
    ([(8, 20)], 2, 2),  # one that ended after it was paid, only before
    ([(12, 20)], 0, 0),  # one about a paid invoice, not at all
])  # fmt: skip
def test_queried_days_are_shown_inside_and_outside(queries, queried, working):
    took = taken_to_pay(invoice(paid=10, queries=queries))
    assert took == Taken(10, 8, queried, working)
    assert (took.days_outside_queries, took.working_days_outside_queries) == (10 - queried, 8 - working)


def test_a_delay_that_is_not_the_payers_fault_does_not_count():
    late = invoice(paid=12, should_have_arrived_on=day(9))
    assert taken_to_pay(late).days == 9 and late.counts_as_paid_on == day(9)
    assert taken_to_pay(invoice(paid=9, should_have_arrived_on=day(12))).days == 9
    assert taken_to_pay(invoice(should_have_arrived_on=day(9))) is None  # nothing came


def test_the_figures_of_ten_invoices_by_hand():
    """
    days 1 2 3 4 5 6 10 30 31 61: their sum is 153, mean 15.3; the middle is between 5 and 6, 5.5
    nine of ten were paid within 31 days
    within 5: five, 10: seven, 30: eight, 60: nine of ten
    """
    found = speed(invoice(paid=n) for n in (61, 1, 2, 3, 4, 5, 6, 10, 30, 31))
    assert (found.mean, found.median, found.ninetieth) == (Fraction(153, 10), Fraction(11, 2), 31)
    assert found.within == ((5, 5), (10, 7), (30, 8), (60, 9))
    assert per_cent(found.share_within(30)) == Decimal("80.00")


@pytest.mark.parametrize(("days", "expected"), [([7], 7), ([1, 9], 9), (range(1, 11), 9), (range(1, 12), 10)])
def test_the_ninetieth_percentile_is_a_number_of_days_that_somebody_waited(days, expected):
    assert speed_of(days).ninetieth == expected


def test_nothing_paid_has_no_figures_and_never_a_nought():
    found = speed([invoice()])
    assert (found.paid, found.mean, found.median, found.ninetieth) == (0, None, None, None)
    assert found.share_within(30) is None and per_cent(None) is None


def test_each_clock_counts_its_own_days():
    one = [invoice(paid=10, queries=[(2, 5)])]
    assert [speed(one, clock).mean for clock in Clock] == [10, 8, 7, 6]


def test_each_group_has_its_own_figures():
    rows = [invoice("a", paid=4, team="north"), invoice("b", paid=40, team="south"), invoice("c", team="south")]
    assert {team: (s.paid, s.mean) for team, s in speed_by(rows, lambda each: each.team).items()} == {
        "north": (1, 4), "south": (1, 40)}  # fmt: skip
    assert list(speed_by(rows, month_paid)) == ["", "2026-11", "2026-12"]


DAYS = st.lists(st.integers(0, 400), min_size=1, max_size=60)


@PATIENT
@given(DAYS)
def test_figures_agree_with_pythons_own(days):
    found = speed_of(days)
    assert found.mean == mean(map(Fraction, days)) and found.median == median(map(Fraction, days))
    within = sum(each <= found.ninetieth for each in days)
    fewer = sum(each < found.ninetieth for each in days)
    assert 10 * within >= 9 * len(days) > 10 * fewer


@PATIENT
@given(st.integers(0, 60), st.lists(st.tuples(st.integers(-5, 70), st.integers(0, 30) | st.none()), max_size=4))
def test_days_inside_and_outside_queries_are_always_all_of_them(paid, asked):
    queries = [(since, None if days is None else since + days) for since, days in asked]
    took = taken_to_pay(invoice(paid=paid, queries=queries))
    in_query = [n for n in range(1, paid + 1)
                if any(a < n and (b is None or n <= b) for a, b in queries)]  # fmt: skip
    assert took.queried_days == len(in_query) and 0 <= took.days_outside_queries <= took.days == paid
    assert 0 <= took.queried_working_days <= took.working_days <= took.days


def test_what_waits_is_shown_with_whom_and_how_long():
    rows = [
        invoice("paid", paid=3), invoice("later", received=40), invoice("new", received=30, due=59, waits_with="amy"),
        invoice("late", due=29, waits_with="finance", pence=18_000),
        invoice("asked", due=29, waits_with="supplier", queries=[(4, None)]),
        invoice("asked too late", received=1, due=29, waits_with="finance", queries=[(30, None)]),
        invoice("paid tomorrow", received=32, due=61, paid=34, waits_with="finance"),
    ]  # fmt: skip
    found = waits(rows, day(33))
    assert [(wait.invoice.key, wait.so_far.days, wait.days_left, wait.is_late) for wait in found] == [
        ("asked", 33, None, False), ("late", 33, -4, True), ("asked too late", 32, -4, True), ("new", 3, 26, False),
        ("paid tomorrow", 1, 28, False),
    ]  # fmt: skip
    finance = waiting_with(found)["finance"]
    assert (finance.number, finance.pence, finance.longest_days, finance.late) == (3, 38_000, 33, 2)
    assert list(waiting_with(found)) == ["amy", "finance", "supplier"]


@pytest.mark.parametrize(("queries", "expected"), [
    ([], 29), ([(4, 9)], 29),  # resolved before it was due
    ([(4, 35)], 35),  # disputed when it was due: payable when that ended
    ([(4, 35), (30, 41)], 41),
    ([(4, None)], None), ([(29, None)], None),
    ([(30, None)], 29),  # asked a day too late: it was payable already
    ([(4, 29)], 29),
])  # fmt: skip
def test_a_disputed_sum_becomes_payable_when_the_dispute_ends(queries, expected):
    assert invoice(queries=queries).payable_on() == (None if expected is None else day(expected))


@pytest.mark.parametrize(("on", "is_open"), [(3, False), (4, True), (8, True), (9, False)])
def test_a_query_is_open_from_its_day_until_the_day_on_which_it_is_resolved(on, is_open):
    assert Query(day(4), day(9)).is_open_on(day(on)) == is_open
    assert Query(day(4)).is_open_on(day(on)) == (on >= 4)


def test_days_that_cannot_be_are_said():
    wrong = [invoice("x", received=5, paid=4), invoice("y", queries=[(5, 4)]), invoice("z", pence=0), invoice("fine")]
    assert problems(wrong) == ["x was paid before it was received.",
                               "y has a query that was resolved before it was raised.", "z has no sum."]  # fmt: skip
