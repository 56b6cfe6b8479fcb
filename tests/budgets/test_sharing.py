"""Clubbing together: shares that always add up, odd pennies that go round, and what happens below the minimum."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgets.sharing import (
    Arrangement,
    Below,
    By,
    Dearer,
    Member,
    Now,
    arrangement_problems,
    divided,
    equal_shares,
    last_day,
    problems,
    shared_on,
    shares,
    standing,
    starts_on,
)
from marketplace.workflow.errors import RuleBroken

PATIENT = settings(deadline=None)  # a busy machine is no fault of the sums
TOTALS = st.integers(0, 10_000_000)
WEIGHTS = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.integers(0, 500).map(Fraction), min_size=1)
MARCH = date(2026, 3, 2)


@PATIENT
@given(TOTALS, WEIGHTS, st.integers(0, 50))
def test_shares_always_add_up_and_nobodys_is_negative(total, weights, turn):
    parts = divided(total, weights, turn=turn)
    assert parts.keys() == weights.keys() and all(pence >= 0 for pence in parts.values())
    assert sum(parts.values()) == (total if sum(weights.values()) else 0)
    assert all(parts[key] == 0 for key, weight in weights.items() if weight == 0)


@PATIENT
@given(TOTALS, WEIGHTS.filter(lambda weights: sum(weights.values())), st.integers(0, 50))
def test_nobody_is_a_penny_away_from_their_exact_share_and_the_odd_ones_go_to_the_largest_remainders(
    total, weights, turn
):
    parts, whole = divided(total, weights, turn=turn), sum(weights.values())
    exact = {key: total * weight / whole for key, weight in weights.items()}
    assert all(abs(parts[key] - exact[key]) < 1 for key in weights)
    lost = {key: exact[key] - exact[key].__floor__() for key in weights}
    up = [lost[key] for key in weights if parts[key] > exact[key].__floor__()]
    down = [lost[key] for key in weights if parts[key] == exact[key].__floor__()]
    assert not up or not down or min(up) >= max(down)


@PATIENT
@given(TOTALS, st.integers(1, 9))
def test_over_as_many_bills_as_people_everybody_pays_the_same(total, people):
    paid = Counter()
    for bill in range(people):
        paid.update(equal_shares(total, [f"m{n}" for n in range(people)], bill=bill))
    assert set(paid.values()) == {total}


@PATIENT
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=8), st.integers(0, 99))
def test_fixed_sums_are_paid_as_they_are(sums, bill):
    members = [Member(f"m{n}", fixed_pence=pence) for n, pence in enumerate(sums)]
    assert list(shares(sum(sums), members, By.FIXED, bill=bill).values()) == sums


def test_the_last_penny_of_a_three_way_split_goes_round():
    """£10 by three is £3.33 and a third of a penny each: one penny is over, and each bears it once in three bills."""
    trio = ["ben", "joan", "raj"]
    assert equal_shares(1000, trio, bill=0) == {"ben": 334, "joan": 333, "raj": 333}
    assert equal_shares(1000, trio, bill=1) == {"ben": 333, "joan": 334, "raj": 333}
    assert equal_shares(1000, trio, bill=2) == {"ben": 333, "joan": 333, "raj": 334}
    assert equal_shares(1000, trio, bill=3) == equal_shares(1000, trio, bill=0)


def test_per_cent_and_sessions_by_hand():
    """33.3, 33.3 and 33.4 per cent of £100.01 are 3330.333p, 3330.333p and 3340.334p: the odd penny is the third's.

    £60 for 4 + 3 + 0 sessions is 3428.57p, 2571.43p and nothing: the odd penny is the first's.
    """
    part = [Member("a", per_cent=Decimal("33.3")), Member("b", per_cent=Decimal("33.3")),
            Member("c", per_cent=Decimal("33.4"))]  # fmt: skip
    assert shares(10_001, part, By.PER_CENT) == {"a": 3330, "b": 3330, "c": 3341}
    came = [Member("a", sessions=4), Member("b", sessions=3), Member("c")]
    assert shares(6000, came, By.SESSION) == {"a": 3429, "b": 2571, "c": 0}


@pytest.mark.parametrize(("total", "members", "by", "words"), [
    (-1, [Member("a", 1)], By.FIXED, "less than nothing"),
    (10_000_001, [Member("a", 1)], By.FIXED, "digit too many"),
    (100, [], By.SESSION, "Nobody is there"),
    (100, [Member("a", 50), Member("a", 50)], By.FIXED, "twice"),
    (100, [Member("a", -50), Member("b", 150)], By.FIXED, "Nobody’s share"),
    (100, [Member("a", 50), Member("b", 49)], By.FIXED, "come to £0.99, and the bill is £1"),
    (100, [Member("a", per_cent=Decimal("99.5"))], By.PER_CENT, "99.5 per cent"),
    (100, [Member("a"), Member("b")], By.SESSION, "Nobody came"),
])  # fmt: skip
def test_what_cannot_be_shared_is_refused_in_a_sentence(total, members, by, words):
    with pytest.raises(RuleBroken, match=words):
        shares(total, members, by)
    assert len(problems(total, members, by)) == 1


def trio(below=Below.PAUSE, **left):
    names = ("ben", "joan", "raj")
    members = tuple(Member(n, joined_on=MARCH + timedelta(weeks=i), left_on=left.get(n)) for i, n in enumerate(names))
    return Arrangement(members, minimum=3, notice_weeks=4, below=below)


def test_it_starts_when_enough_people_have_joined():
    first = standing(trio(), MARCH)
    assert (first.now, first.missing, first.words) == (Now.WAITING, 2, "Starts when 2 more people join.")
    assert standing(trio(), MARCH + timedelta(weeks=1)).words == "Starts when one more person joins."
    assert starts_on(trio()) == MARCH + timedelta(weeks=2)
    runs = standing(trio(), MARCH + timedelta(weeks=2))
    assert (runs.now, runs.members, runs.words) == (Now.RUNNING, 3, "It runs, with 3 people.")


LAST = date(2026, 5, 31)


@pytest.mark.parametrize(("below", "day", "now", "words"), [
    (Below.PAUSE, LAST, Now.RUNNING, "It runs, with 3 people."),
    (Below.PAUSE, date(2026, 6, 1), Now.PAUSED, "It pauses until one more person joins. Nobody pays."),
    (Below.SHARE_ON, date(2026, 6, 1), Now.BELOW,
     "It goes on, and those who stay share the cost. Each is asked before their share goes up."),
    (Below.END, date(2026, 6, 1), Now.BELOW, "One more person is needed, or it ends on 28 June 2026."),
    (Below.END, date(2026, 6, 28), Now.BELOW, "One more person is needed, or it ends on 28 June 2026."),
    (Below.END, date(2026, 6, 29), Now.ENDED, "It has ended. What is left of your money is yours."),
])  # fmt: skip
def test_below_the_minimum_what_was_agreed_happens(below, day, now, words):
    found = standing(trio(below, raj=LAST), day)
    assert (found.now, found.words) == (now, words)


def test_a_newcomer_ends_the_pause_and_when_all_have_gone_it_is_over():
    paused = trio(raj=LAST)
    again = replace(paused, members=(*paused.members, Member("liz", joined_on=date(2026, 6, 15))))
    assert standing(again, date(2026, 6, 14)).now == Now.PAUSED
    assert standing(again, date(2026, 6, 15)).now == Now.RUNNING
    assert standing(trio(ben=LAST, joan=LAST, raj=LAST), date(2026, 6, 1)).now == Now.ENDED


def test_the_time_below_is_counted_from_the_last_time_it_had_enough():
    below = trio(Below.END, raj=LAST, joan=date(2026, 6, 10))
    assert standing(below, date(2026, 6, 20)).since == date(2026, 6, 1)


def test_notice_is_counted_from_the_day_after_it_was_given_and_who_stays_sees_what_it_would_cost():
    assert last_day(date(2026, 5, 3), trio()) == LAST
    assert shared_on(6000, trio(), "raj") == [Dearer("ben", 2000, 3000), Dearer("joan", 2000, 3000)]


@pytest.mark.parametrize(("changes", "words"), [
    ({"minimum": 1}, "Sharing takes at least two people."),
    ({"notice_weeks": -1}, "The notice cannot be less than nothing."),
    ({"members": (Member("ben"), Member("ben"))}, "Somebody is on the list twice."),
    ({"members": (Member("ben", joined_on=LAST, left_on=MARCH),)}, "Somebody leaves before they join."),
])  # fmt: skip
def test_what_cannot_be_agreed_is_refused_in_a_sentence(changes, words):
    assert arrangement_problems(trio()) == []
    assert arrangement_problems(replace(trio(), **changes)) == [words]
