"""Lines, VAT and days of invoices: each sum is written out beside what the program says."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.invoicing import (
    RATES,
    Line,
    Total,
    Vat,
    Visit,
    due_on,
    fast_on,
    line_for,
    line_of,
    lines_for,
    query_by,
    send_by,
    total,
    totals_by_vat,
    vat_on,
    vat_within,
)

PATIENT = settings(deadline=None)  # a busy machine is no fault of the sums
DAY = date(2026, 11, 20)


@pytest.mark.parametrize(("quantity", "unit", "vat", "net", "tax"), [
    ("4", 1_850, Vat.NOT_REGISTERED, 7_400, 0),
    ("1.5", 1_850, Vat.STANDARD, 2_775, 555),  # 27.75 x 20 % = 5.55
    ("0.25", 1_850, Vat.STANDARD, 463, 93),  # 4.625 is 4.63; 4.63 x 20 % = 0.926
    ("3", 333, Vat.REDUCED, 999, 50),  # 9.99 x 5 % = 0.4995
    ("1", 10, Vat.REDUCED, 10, 1),  # half a penny goes up
    ("1", 10_000, Vat.ZERO, 10_000, 0), ("1", 10_000, Vat.EXEMPT, 10_000, 0), ("1", 10_000, Vat.OUTSIDE, 10_000, 0),
    ("12.3", 45, Vat.NOT_REGISTERED, 554, 0),  # miles: 5.535
])  # fmt: skip
def test_a_line_that_somebody_writes(quantity, unit, vat, net, tax):
    line = line_of("Company", DAY, Decimal(quantity), unit, vat)
    assert (line.net_pence, line.vat_pence, line.gross_pence) == (net, tax, net + tax)


@pytest.mark.parametrize(("pence", "vat", "has_vat_in_it", "net", "tax"), [
    (18_000, Vat.STANDARD, True, 15_000, 3_000),  # 180 x 20 / 120 = 30
    (10_000, Vat.STANDARD, True, 8_333, 1_667),  # 100 x 20 / 120 = 16.666
    (10_500, Vat.REDUCED, True, 10_000, 500),  # 105 x 5 / 105
    (18_000, Vat.STANDARD, False, 18_000, 3_600),
    (18_000, Vat.EXEMPT, True, 18_000, 0), (18_000, Vat.NOT_REGISTERED, False, 18_000, 0),
])  # fmt: skip
def test_the_line_of_a_confirmed_visit(pence, vat, has_vat_in_it, net, tax):
    line = line_for(Visit("v1", DAY, pence, "Company, 2 hours"), vat, has_vat_in_it=has_vat_in_it)
    assert line == Line("Company, 2 hours", DAY, net, tax, vat, "v1", unit_pence=net)


def test_confirmed_visits_become_lines_by_day_and_those_that_cost_nothing_do_not():
    visits = [Visit("b", date(2026, 11, 9), 3_700), Visit("a", date(2026, 11, 2), 3_700), Visit("c", DAY, 0)]
    assert [(line.visit, line.gross_pence) for line in lines_for(visits)] == [("a", 3_700), ("b", 3_700)]


def test_an_invoice_is_the_sum_of_its_rounded_lines():
    """Three lines of 0.33 at 20 %: 0.066 is 0.07 each, 0.21 together; of 0.99 at once it would be 0.20."""
    lines = [line_of("Stamps", DAY, Decimal(1), 33, Vat.STANDARD) for _n in range(3)]
    assert total(lines) == Total(99, 21) and total(lines).gross_pence == 120
    mixed = [*lines, line_of("Support", DAY, Decimal(2), 1_850, Vat.EXEMPT)]
    assert totals_by_vat(mixed) == {Vat.STANDARD: Total(99, 21), Vat.EXEMPT: Total(3_700, 0)}
    assert total([]) == Total(0, 0) and totals_by_vat([]) == {}


@PATIENT
@given(st.lists(st.tuples(st.decimals("0.01", "99", places=2), st.integers(1, 100_000), st.sampled_from(Vat)),
                max_size=20))  # fmt: skip
def test_all_kinds_of_vat_together_are_the_invoice(rows):
    lines = [line_of("x", DAY, *row) for row in rows]
    parts = totals_by_vat(lines).values()
    assert total(lines) == Total(sum(part.net_pence for part in parts), sum(part.vat_pence for part in parts))
    assert all(abs(line.net_pence - line.quantity * line.unit_pence) <= Decimal("0.5") for line in lines)


@PATIENT
@given(st.integers(0, 10**9), st.sampled_from(Vat))
def test_vat_in_a_price_and_vat_on_top_of_it_are_the_same_but_for_a_penny(pence, vat):
    line = line_for(Visit("v", DAY, pence), vat)
    assert line.gross_pence == pence and abs(vat_on(line.net_pence, vat) - line.vat_pence) <= 1
    on_top = vat_on(pence, vat)
    assert abs(vat_within(pence + on_top, vat) - on_top) <= 1
    if vat not in RATES:
        assert line.vat_pence == 0


def test_another_rate_can_be_given_when_the_law_changes():
    assert vat_on(10_000, Vat.STANDARD, {Vat.STANDARD: Decimal("17.5")}) == 1_750


@pytest.mark.R13
@pytest.mark.parametrize(("received", "asked", "expected"), [
    (date(2026, 9, 1), None, date(2026, 9, 30)),  # the day it came is the first of thirty
    (date(2026, 11, 26), None, date(2026, 12, 25)),
    (date(2027, 2, 1), None, date(2027, 3, 2)), (date(2028, 2, 1), None, date(2028, 3, 1)),  # a leap year
    (date(2026, 11, 26), date(2026, 11, 20), date(2026, 12, 25)),  # a day before it came does not shorten it
    (date(2026, 11, 26), date(2026, 12, 1), date(2026, 12, 30)),  # a later one does begin it later
    (date(2026, 10, 24), None, date(2026, 11, 22)),  # the clocks go back in between
])  # fmt: skip
def test_the_last_day_of_the_term(received, asked, expected):
    assert due_on(received, asked) == expected


@pytest.mark.R13
@pytest.mark.parametrize(("received", "fast", "query"), [
    (date(2026, 11, 26), date(2026, 12, 3), date(2026, 12, 3)),  # Thursday to Thursday
    (date(2026, 11, 28), date(2026, 12, 4), date(2026, 12, 5)),  # received on a Saturday
    (date(2026, 12, 22), date(2026, 12, 31), date(2026, 12, 29)),  # Christmas Day and the Monday after are no work
])  # fmt: skip
def test_the_fast_day_counts_working_days_and_the_query_day_all_days(received, fast, query):
    assert (fast_on(received), query_by(received)) == (fast, query)


@pytest.mark.R13
@pytest.mark.parametrize(("due", "sent"), [
    (date(2026, 12, 25), date(2026, 12, 24)), (date(2026, 12, 28), date(2026, 12, 24)),
    (date(2026, 11, 29), date(2026, 11, 27)), (date(2026, 11, 27), date(2026, 11, 27)),
])  # fmt: skip
def test_what_is_due_on_a_day_without_work_is_sent_before_it(due, sent):
    assert send_by(due) == sent
