"""What the law stops before an agreement, and what it only warns of: one table for each rule."""

from dataclasses import replace
from datetime import date

import pytest

from budgets.lawful import Facts, stops, warnings

TODAY, YEAR_END = date(2026, 11, 26), date(2026, 12, 31)
ORDERED, DIRECT, HELD = ("council-managed", "phb-notional"), ("direct-payment", "phb-direct-payment"), (
    "isf", "phb-third-party")  # fmt: skip
OWN = ("self-funded", "")
EVERY = ORDERED + DIRECT + HELD + OWN
COOKS = Facts(
    mechanism="direct-payment", status="listed", standing="in-order", personal_care="none", setting="comes",
    activities=["cooking-with-you"], kin="none", is_one_to_one=True, is_directed=False, employment="self-employed",
    employment_on=TODAY, starts_on=TODAY, ends_on=None, today=TODAY,
)  # fmt: skip
WASHES = replace(COOKS, personal_care="directed", activities=["washing-dressing"])


def codes(facts: Facts, **more) -> list[str]:
    return [each.code for each in stops(replace(facts, **more))]


@pytest.mark.parametrize("mechanism", EVERY)
def test_cooking_with_somebody_is_stopped_for_nobody(mechanism):
    assert codes(COOKS, mechanism=mechanism) == []


CARE = [
    *((way, directed, ["care-unregistered"]) for way in ORDERED for directed in (True, False)),
    *((way, True, []) for way in DIRECT + OWN),
    *((way, False, ["care-undirected"]) for way in DIRECT + OWN),
    *((way, directed, []) for way in HELD for directed in (True, False)),
]


@pytest.mark.parametrize(("mechanism", "is_directed", "found"), CARE)
def test_help_with_washing_by_somebody_who_is_not_registered(mechanism, is_directed, found):
    """Health and Social Care Act 2008 s.10; SI 2014/2936 Sch 1 para 1(3)(c)."""
    assert codes(WASHES, mechanism=mechanism, is_directed=is_directed) == found


@pytest.mark.parametrize("mechanism", EVERY)
def test_whoever_is_registered_and_whoever_helps_in_a_hall_is_not_stopped(mechanism):
    assert codes(WASHES, mechanism=mechanism, personal_care="registered") == []
    assert codes(WASHES, mechanism=mechanism, setting="venue") == []


@pytest.mark.parametrize("mechanism", ORDERED)
def test_an_activity_that_the_law_calls_personal_care_counts_whatever_they_said_of_themselves(mechanism):
    assert codes(COOKS, mechanism=mechanism, activities=["help-eating"]) == ["care-unregistered"]


CARE_IN_WORDS = (
    "washing and dressing her, help with the toilet", "Help him to wash.\nThen tea", "Cooking; give her tablets",
    "Cooking together and " + "a long talk and " * 20 + "then help in the shower and tea",
)  # fmt: skip


@pytest.mark.parametrize("what", CARE_IN_WORDS)
@pytest.mark.parametrize("mechanism", ORDERED)
def test_help_with_washing_is_not_ordered_in_other_words_of_somebody_who_cooks(mechanism, what):
    assert codes(COOKS, mechanism=mechanism, what=what) == ["care-unregistered"]
    assert codes(COOKS, mechanism=mechanism, what=what, personal_care="registered") == []
    assert codes(COOKS, mechanism=mechanism, what=what, setting="venue") == []


@pytest.mark.parametrize(("what", "does"), [
    ("Cooking together, and the washing up", "cooking-with-you"), ("Washing and ironing", "laundry"),
    ("A walk to the shops. No washing or dressing", "shopping"), ("", "gardening"),
])  # fmt: skip
def test_words_that_ask_for_no_such_help_are_no_hindrance(what, does):
    assert codes(COOKS, mechanism="council-managed", what=what, activities=[does]) == []


FAMILY = [
    *((way, kin, ["close-relative"]) for way in DIRECT for kin in ("household", "partner")),
    *((way, "elsewhere", []) for way in DIRECT),
    *((way, kin, []) for way in OWN + HELD + ORDERED for kin in ("household", "partner", "elsewhere")),
]


@pytest.mark.parametrize(("mechanism", "kin", "found"), FAMILY)
def test_a_relative_is_paid(mechanism, kin, found):
    """SI 2014/2871 reg 3: a partner wherever they live, others only in the same home; never asked of own money."""
    assert codes(COOKS, mechanism=mechanism, kin=kin) == found


@pytest.mark.parametrize(
    ("until", "ends_on", "found"),
    [(YEAR_END, YEAR_END, []), (YEAR_END, date(2026, 12, 1), []), (YEAR_END, None, ["close-relative-until"]),
     (YEAR_END, date(2027, 1, 1), ["close-relative-until"]), (date(2026, 11, 25), TODAY, ["close-relative"])],
)  # fmt: skip
def test_what_the_council_finds_necessary_lasts_as_long_as_it_says(until, ends_on, found):
    assert codes(COOKS, kin="partner", necessary_until=until, ends_on=ends_on) == found


@pytest.mark.parametrize("mechanism", EVERY)
def test_only_a_council_or_an_nhs_body_has_to_know_about_employment_first(mechanism):
    found = ["employment-unknown"] if mechanism in ORDERED else []
    assert codes(COOKS, mechanism=mechanism, employment="", employment_on=None) == found
    assert codes(COOKS, mechanism=mechanism, employment="", employment_on=None, is_one_to_one=False) == []


def test_no_tool_has_answered_tomorrow():
    assert codes(COOKS, employment_on=date(2026, 11, 27)) == ["employment-later"]


def test_no_tool_answered_before_there_was_one():
    assert codes(COOKS, employment_on=date(2017, 2, 28)) == ["employment-before"]
    assert codes(COOKS, employment_on=date(2017, 3, 1)) == []


STANDS = [
    ("suspended", "in-order", "not-shown"), ("hidden", "in-order", "not-shown"), ("closed", "none", "not-listed"),
    ("draft", "none", "not-listed"), ("listed", "waits", "not-checked"),
]  # fmt: skip


@pytest.mark.parametrize("mechanism", EVERY)
@pytest.mark.parametrize(("status", "standing", "found"), STANDS)
def test_whoever_is_not_in_order_is_not_bought(mechanism, status, standing, found):
    assert codes(COOKS, mechanism=mechanism, status=status, standing=standing) == [found]


@pytest.mark.parametrize("mechanism", EVERY)
def test_a_check_that_ran_out_stops_only_who_orders_with_public_money(mechanism):
    found = ["not-checked"] if mechanism in ORDERED else []
    assert codes(COOKS, mechanism=mechanism, standing="run-out") == found


def test_under_my_direction_may_make_me_an_employer():
    said = " ".join(warnings(replace(COOKS, is_directed=True)))
    assert "may be their employer" in said and "payroll" in said and "insurance" in said
    assert warnings(replace(COOKS, is_directed=True, is_one_to_one=False)) == warnings(COOKS) == []


def test_whoever_has_not_asked_hmrcs_tool_is_told_of_it_and_goes_on():
    assert "HMRC" in warnings(replace(COOKS, employment="", employment_on=None))[0]
    assert "employment" in warnings(replace(COOKS, employment="employed"))[0]


@pytest.mark.parametrize("mechanism", HELD)
def test_a_fund_holder_is_told_to_take_advice(mechanism):
    assert "legal advice" in warnings(replace(WASHES, mechanism=mechanism))[0]


@pytest.mark.parametrize("code", ["care-unregistered", "close-relative", "employment-unknown"])
def test_what_is_stopped_is_said_in_words_for_people(code):
    every = [*stops(replace(WASHES, mechanism="council-managed", employment="", employment_on=None)),
             *stops(replace(COOKS, kin="partner"))]  # fmt: skip
    words = next(each.words for each in every if each.code == code)
    assert all(len(sentence.split()) <= 35 for sentence in words.split(". ")) and "SI 2014" not in words
