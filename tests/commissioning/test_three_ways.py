"""An invoice against its order and what was confirmed, and against other invoices: each case has its one outcome."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.invoicing import (
    Code,
    Confirmed,
    Invoice,
    Known,
    Line,
    Order,
    Vat,
    Visit,
    Why,
    lines_for,
    match,
    number_key,
    straight_through,
    twins,
)

PATIENT = settings(deadline=None)  # a busy machine is no fault of the sums
TODAY = date(2026, 11, 26)
ORDER = Order("PO-31", "good-company", "p1", date(2026, 11, 1), date(2026, 11, 30), 100_000)
DAYS = [date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)]
CONFIRMED = {f"v{n}": Confirmed(day, 6_000) for n, day in enumerate(DAYS, 1)}
LINES = tuple(lines_for(Visit(key, each.on, each.pence, "Company") for key, each in CONFIRMED.items()))
INVOICE = Invoice("i1", "GC-7", "good-company", "p1", "po 31", date(2026, 11, 20), date(2026, 11, 21), LINES, 18_000)


def changed(lines=None, **facts):
    """The same invoice with some lines, and with their sum unless another is stated."""
    if lines is not None:
        facts = {"lines": tuple(lines), "stated_pence": sum(line.gross_pence for line in lines)} | facts
    return replace(INVOICE, **facts)


def first(**facts):
    return (replace(LINES[0], **facts), *LINES[1:])


def outcome(found):
    return [(each.code, each.line, each.pence) for each in found.differences], found.undisputed_pence


def test_an_invoice_for_what_was_ordered_and_confirmed_matches():
    found = match(INVOICE, ORDER, CONFIRMED, TODAY)
    assert found.is_matched and (found.undisputed_pence, found.disputed_pence) == (18_000, 0)


@pytest.mark.parametrize(("invoice", "differences", "undisputed"), [
    (changed(enterprise="other"), [(Code.ENTERPRISE, 0, 0)], 0),
    (changed(person="p2"), [(Code.PERSON, 0, 0)], 0),
    (changed(order_number=""), [(Code.ORDER_NUMBER, 0, 0)], 0),
    (changed(order_number="PO 32"), [(Code.ORDER_NUMBER, 0, 0)], 0),
    (changed(lines=()), [(Code.NO_LINES, 0, 0), (Code.NO_SUM, 0, 0)], 0),
    (changed(stated_pence=-1), [(Code.NO_SUM, 0, 0), (Code.TOTAL, 0, 0)], 0),
    (changed(invoiced_on=date(2026, 11, 27)), [(Code.FUTURE, 0, 0)], 0),
    (changed(stated_pence=20_000), [(Code.TOTAL, 0, 0)], 18_000),  # never more than the lines
    (changed(stated_pence=15_000), [(Code.TOTAL, 0, 0)], 15_000),  # nor more than is asked for
    (changed(first(visit="")), [(Code.NOT_CONFIRMED, 1, 6_000)], 12_000),
    (changed(first(visit="v9")), [(Code.NOT_CONFIRMED, 1, 6_000)], 12_000),
    (changed((*LINES, LINES[0])), [(Code.TWICE, 4, 6_000)], 18_000),
    (changed(first(net_pence=7_500)), [(Code.ABOVE_CONFIRMED, 1, 1_500)], 18_000),
    (changed(first(net_pence=4_500)), [], 16_500),  # less than was confirmed is what they ask for
    (changed(first(on=date(2026, 12, 1))), [(Code.FUTURE, 1, 6_000)], 12_000),
    (changed(first(net_pence=5_000, vat_pence=1_000, vat=Vat.STANDARD)),
     [(Code.VAT_NOT_REGISTERED, 1, 1_000)], 17_000),
    (changed(first(vat_pence=1_200, vat=Vat.STANDARD)), [(Code.VAT_NOT_REGISTERED, 1, 1_200)], 18_000),
    (changed(first(net_pence=5_000, vat_pence=1_000, vat=Vat.STANDARD), is_vat_registered=True), [], 18_000),
    (changed(first(net_pence=4_000, vat_pence=1_000, vat=Vat.STANDARD), is_vat_registered=True),
     [(Code.VAT_SUM, 1, 167)], 16_833),  # 50 with VAT in it has 8.33
    (changed(first(net_pence=5_000, vat_pence=1_000, vat=Vat.EXEMPT), is_vat_registered=True),
     [(Code.VAT_SUM, 1, 1_000)], 17_000),
])  # fmt: skip
def test_whatever_differs_is_named_and_the_rest_goes_on(invoice, differences, undisputed):
    found = match(invoice, ORDER, CONFIRMED, TODAY)
    assert outcome(found) == (differences, undisputed)
    assert found.disputed_pence == max(invoice.stated_pence, 0) - undisputed
    assert all(each.words.endswith(".") and "%" not in each.words_with_line for each in found.differences)


@pytest.mark.parametrize(("order", "differences", "undisputed"), [
    (replace(ORDER, left_pence=10_000), [(Code.ABOVE_ORDER, 0, 8_000)], 10_000),
    (replace(ORDER, left_pence=0), [(Code.ABOVE_ORDER, 0, 18_000)], 0),
    (replace(ORDER, left_pence=-500), [(Code.ABOVE_ORDER, 0, 18_500)], 0),
    (replace(ORDER, left_pence=18_000), [], 18_000),
    (replace(ORDER, ends_on=date(2026, 11, 9)), [(Code.AFTER_ORDER, 3, 6_000)], 12_000),  # cancelled from the 10th
    (replace(ORDER, starts_on=date(2026, 11, 3)), [(Code.BEFORE_ORDER, 1, 6_000)], 12_000),
    (replace(ORDER, ends_on=None), [], 18_000),
])  # fmt: skip
def test_an_order_pays_within_its_days_and_its_value(order, differences, undisputed):
    assert outcome(match(INVOICE, order, CONFIRMED, TODAY)) == (differences, undisputed)


def test_a_visit_that_is_on_another_invoice_is_not_paid_twice():
    elsewhere = CONFIRMED | {"v2": replace(CONFIRMED["v2"], invoiced_in="i0")}
    assert outcome(match(INVOICE, ORDER, elsewhere, TODAY)) == ([(Code.INVOICED, 2, 6_000)], 12_000)
    here = CONFIRMED | {"v2": replace(CONFIRMED["v2"], invoiced_in="i1")}
    assert match(INVOICE, ORDER, here, TODAY).is_matched


def test_the_words_name_the_line_the_day_and_the_sum():
    order = replace(ORDER, ends_on=date(2026, 11, 9))
    found = match(changed(first(net_pence=7_500)), order, CONFIRMED, TODAY)
    assert [each.words_with_line for each in found.differences] == [
        "Line 1: It is £15 more than what was confirmed, £60.",
        "Line 3: It was after the order ended on 9 November 2026.",
    ]


@pytest.mark.parametrize(("facts", "why"), [
    ({}, []),
    ({"stated_pence": 100_000}, []),  # the limit itself goes through
    ({"stated_pence": 100_001}, ["It is above £1,000, so somebody approves it."]),
    ({"is_payee_checked": False}, ["The bank account is not checked by two people yet."]),
    ({"has_twins": True}, ["It looks like another invoice, so somebody looks at both."]),
])  # fmt: skip
def test_what_goes_straight_through(facts, why):
    usual = {"stated_pence": 18_000, "limit_pence": 100_000, "is_payee_checked": True, "has_twins": False}
    given_facts = usual | facts
    assert straight_through(match(INVOICE, ORDER, CONFIRMED, TODAY), **given_facts) == why
    differs = match(changed(person="p2"), ORDER, CONFIRMED, TODAY)
    assert straight_through(differs, **given_facts) == ["The order is for somebody else.", *why]


KEYS = st.sampled_from(["", "v1", "v2", "v3", "v4"])
ANY_LINE = st.builds(Line, st.just("x"), st.sampled_from(DAYS), st.integers(-5_000, 9_000), st.integers(-500, 2_000),
                     st.sampled_from(Vat), KEYS)  # fmt: skip


@PATIENT
@given(st.lists(ANY_LINE, max_size=6), st.integers(-1_000, 40_000), st.integers(-1_000, 30_000), st.booleans())
def test_nobody_is_ever_paid_more_than_was_asked_for_confirmed_or_left(lines, stated, left, is_registered):
    invoice = changed(lines=lines, stated_pence=stated, is_vat_registered=is_registered)
    found = match(invoice, replace(ORDER, left_pence=left), CONFIRMED, TODAY)
    keys = {line.visit for line in lines} & set(CONFIRMED)
    most = min(max(stated, 0), max(left, 0), sum(CONFIRMED[key].pence for key in keys))
    assert 0 <= found.undisputed_pence <= most
    assert found.undisputed_pence + found.disputed_pence == max(stated, 0)
    if found.is_matched:
        assert found.undisputed_pence == stated


KNOWN = Known("i1", "good-company", "p1", "INV-0042/26", date(2026, 11, 1), date(2026, 11, 30), 18_000)


@pytest.mark.parametrize(("one", "other"), [
    ("INV-0042/26", "inv 42 26"), ("Invoice No. 42", "42"), ("gc007", "GC-7"), ("ＩＮＶ４２", "inv42"), ("000", "0"),
])  # fmt: skip
def test_numbers_that_people_write_in_different_ways_are_one(one, other):
    assert number_key(one) == number_key(other) != ""


@pytest.mark.parametrize(("one", "other"), [
    ("42-26", "4226"), ("1-11", "11-1"), ("GC-7", "GC-70"), ("A1", "B1"), ("100", "1"), ("7a", "7b"),
])  # fmt: skip
def test_numbers_that_are_different_stay_different(one, other):
    assert number_key(one) != number_key(other)


@pytest.mark.parametrize(("facts", "why"), [
    ({"number": "inv 42 26", "pence": 5}, Why.NUMBER),
    ({"number": "43", "visits": frozenset({"v1", "v2"}), "pence": 5}, Why.VISITS),
    ({"number": "43"}, Why.MEANING),
    ({"number": "43", "visits": frozenset({"v9"})}, Why.MEANING),
    ({"number": "43", "starts_on": date(2026, 11, 20), "ends_on": date(2026, 12, 20)}, Why.OVERLAP),
    ({"number": "43", "starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 31)}, None),  # the next month
    ({"number": "43", "starts_on": date(2026, 11, 20), "visits": frozenset({"v9"})}, None),  # other visits
    ({"number": "43", "pence": 18_001}, None), ({"number": "43", "person": "p2"}, None),
    ({"enterprise": "other"}, None), ({"is_live": False}, None), ({"key": "i1"}, None),
    ({"number": "", "pence": 5}, None), ({"number": "—", "pence": 5}, None),
])  # fmt: skip
def test_invoices_that_are_the_same_by_what_they_mean(facts, why):
    new = replace(KNOWN, visits=frozenset({"v1"}))
    earlier = replace(KNOWN, **{"key": "i0"} | facts)
    found = twins(new, [earlier])
    assert [twin.why for twin in found] == ([why] if why else [])
    assert all(twin.is_certain == (why in (Why.NUMBER, Why.VISITS)) and twin.words.endswith(".") for twin in found)


def test_certain_twins_come_first_and_numbers_without_letters_are_no_twins():
    rows = [replace(KNOWN, key="a", number="1"), replace(KNOWN, key="b")]
    assert [(twin.key, twin.why) for twin in twins(KNOWN, rows)] == [("b", Why.NUMBER), ("a", Why.MEANING)]
    blank = replace(KNOWN, number="")
    assert [twin.why for twin in twins(blank, [replace(blank, key="c", pence=5)])] == []
