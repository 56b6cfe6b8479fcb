"""Many spend the last money at the same moment: one succeeds, and without the protection they would overspend."""

import random
from functools import partial

import pytest

from budgets import ledger
from marketplace.workflow.errors import RuleBroken
from tests.budgets.books import BY, NIGHTLY, books, holds, pay, promise, seed
from tests.test_races import at_once

pytestmark = pytest.mark.R1
ROUNDS = 500 if NIGHTLY else 50


def spenders(dice, made) -> list:
    """Eight to sixteen who each want 60 of 100, some at once and some as a promise."""
    return [partial(dice.choice([pay, promise]), made, 60) for _each in range(dice.randint(8, 16))]


@pytest.fixture
def dice():
    return random.Random(seed())


def test_of_many_who_want_60_of_100_exactly_one_gets_it(fresh_db, nottingham, dice):
    for _round in range(ROUNDS):
        made = books(nottingham, gives=100)
        answers = at_once(*spenders(dice, made))
        refused = [answer for answer in answers if isinstance(answer, RuleBroken)]
        assert len(answers) - len(refused) == 1 and {str(each) for each in refused} == {
            "There is not enough money left for this."
        }
        posted, pending = holds(made.budget)
        assert posted - pending == 40


def test_without_the_protection_they_overspend(fresh_db, nottingham, dice, owner):
    """The control: the same spenders, where the limit is taken away, find 60 each."""
    owner.execute("ALTER TABLE budgets_account DROP CONSTRAINT account_keeps_its_minimum")
    made = books(nottingham, gives=100)
    answers = at_once(*spenders(dice, made))
    assert not [answer for answer in answers if isinstance(answer, RuleBroken)]
    posted, pending = holds(made.budget)
    assert posted - pending == 100 - 60 * len(answers) < 0


def test_a_promise_that_is_paid_and_released_at_once_ends_once(fresh_db, nottingham):
    for _round in range(10):
        made = books(nottingham, gives=100)
        promised = promise(made, 60)
        ends = [partial(ledger.post_reserved, promised, key=f"p:{promised.pk}", by=BY)]
        ends += [partial(ledger.void, promised, key=f"v:{promised.pk}", by=BY)]
        answers = at_once(*ends)
        assert sorted(isinstance(answer, RuleBroken) for answer in answers) == [False, True]
        assert holds(made.budget) in [(40, 0), (100, 0)]


def test_two_who_pay_each_other_never_wait_for_ever(fresh_db, nottingham):
    """Accounts are locked in one order, whichever way the money goes."""
    one, other = books(nottingham, gives=10_000), books(nottingham, gives=10_000)
    there = [lambda: _many(one, other)] * 4 + [lambda: _many(other, one)] * 4
    assert at_once(*there) == [20] * 8
    assert holds(one.budget) == holds(other.budget) == (10_000, 0)


def _many(giver, taker) -> int:
    for _each in range(20):
        pay(type(giver)(**(vars(giver) | {"paid": taker.budget})), 1)
    return 20
