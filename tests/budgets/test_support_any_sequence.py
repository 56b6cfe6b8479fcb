"""Whatever is agreed, said, called off, paid and taken back, and in which order: the books agree with plain Python.

In CI 100 sequences of public and of people's own money; PROOF_DEPTH=nightly: 10,000.
"""

from datetime import date, timedelta

import hypothesis
import pytest
import time_machine
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule
from hypothesis.stateful import run_state_machine_as_test as run

from budgets import actions
from budgets.models import Account, Person, Visit
from budgets.reconciling import gaps
from budgets.verifying import wrongs
from marketplace.accounts.actors import system
from marketplace.workflow.errors import RuleBroken
from tests.budgets.books import NIGHTLY, seed
from tests.budgets.making import agreement_of, budget_of, limit_of
from tests.budgets.plain_ledger import Refused
from tests.budgets.plain_support import PlainSupport
from tests.factories import ServiceFactory
from tests.people import acting

TODAY = date(2026, 3, 11)  # a Wednesday
BEGAN = TODAY - timedelta(days=9)
LAST = TODAY - timedelta(days=14) + timedelta(days=27)  # of the four weeks that are in the books


class Support(RuleBasedStateMachine):
    agreements, visits = Bundle("agreements"), Bundle("visits")

    @initialize(is_public=st.booleans(), weekly=st.integers(1, 4))
    def begin(self, is_public, weekly):
        sam, ben = self.sam, self.ben
        Person.objects.filter(account=ben).update(account=None)
        whose = {"organisation": self.council, "named_worker": sam, "account": ben}
        self.person = Person.objects.create(name="Ben", outcode="NG7", **whose)
        way = {"mechanism": "council-managed" if is_public else "direct-payment", "weekly_pence": weekly * 1_000}
        ways = [way if is_public else way | {"account": "own"}]
        self.version = budget_of(self.person, sam, weekly * 1_000, days=14, ways=ways)
        self.pot = Account.objects.get(budget_id=self.version.budget_id, kind=way["mechanism"])
        self.plain = PlainSupport(is_public, 4 * weekly * 1_000, TODAY)
        self.real: list = []

    def both(self, verb: str, real, *given) -> bool:
        """Both do it, or both refuse."""
        try:
            getattr(self.plain, verb)(*given)
            expected = True
        except Refused:
            expected = False
        try:
            real()
            done = True
        except RuleBroken:
            done = False
        assert done == expected, (verb, given)
        return done

    @rule(target=agreements, weekdays=st.sets(st.integers(0, 6), min_size=1, max_size=2), pence=st.integers(1, 9))
    def agrees(self, weekdays, pence):
        name, pence = len(self.real), pence * 100
        days = [BEGAN + timedelta(days=n) for n in range((LAST - BEGAN).days + 1)]
        pattern = [{"weekday": day, "at": f"{6 + name:02}:00", "minutes": 60} for day in weekdays]
        terms = {"pattern": pattern, "pence": pence, "starts_on": BEGAN}
        made = agreement_of(self.person, self.service, self.amina, self.ben, version=self.version, **terms)
        self.real.append(made)
        plans = lambda: actions.plan_visits(made, by=system("r3"))  # noqa: E731
        return (
            name
            if self.both("agree", plans, name, [d for d in days if d.weekday() in weekdays], pence)
            else multiple()
        )

    @rule(target=visits, name=agreements, number=st.integers(0, 5))
    def looks_at(self, name, number):
        keys = [key for key in self.plain.visits if key[0] == name]
        return keys[number % len(keys)] if keys else multiple()

    def visit(self, key) -> Visit:
        return Visit.objects.with_agreement().get(agreement=self.real[key[0]], on=key[1])

    @rule(key=visits, due=st.none() | st.integers(0, 12))
    def confirms(self, key, due):
        due = None if due is None else due * 100
        facts = None if due is None else {"pence": due}
        self.both("confirm", lambda: actions.confirm(self.visit(key), facts=facts, by=acting(self.ben)), key, due)

    @rule(key=visits, verb=st.sampled_from(["nobody_came", "take_back_word", "call_off"]))
    def says(self, key, verb):
        self.both(verb, lambda: getattr(actions, verb)(self.visit(key), by=acting(self.ben)), key)

    @rule(key=visits)
    def pays(self, key):
        self.both("pay", lambda: actions.pay_visit(self.visit(key), by=acting(self.ben)), key)

    @rule(key=visits)
    def takes_back_a_payment(self, key):
        real = lambda: actions.take_back_payment(self.visit(key), by=acting(self.ben))  # noqa: E731
        self.both("take_back_payment", real, key)

    @rule(name=agreements, days=st.integers(-9, 14))
    def drops(self, name, days):
        first = TODAY + timedelta(days=days)
        real = lambda: actions.drop_visits(self.real[name], first, to="stopped", by=system("r3"))  # noqa: E731
        self.both("drop", real, name, first)

    @invariant()
    def the_books_agree(self):
        if hasattr(self, "plain"):
            self.pot.refresh_from_db()
            assert (self.pot.posted, self.pot.pending) == (self.plain.posted, self.plain.promised)
            assert not self.plain.is_public or self.pot.available >= 0


@pytest.mark.R3
def test_the_books_agree_with_plain_python_whatever_happens_to_visits(
    fresh_db, nottingham, sam, ben, amina, good_company
):
    limit_of(nottingham, "social_worker", 2_000_000, sam)
    Support.council, Support.sam, Support.ben, Support.amina = nottingham, sam, ben, amina
    Support.service = ServiceFactory(enterprise=good_company, listed=True)
    depth = settings(
        max_examples=10_000 if NIGHTLY else 100, stateful_step_count=12, deadline=None, database=None,
        suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate),
    )  # fmt: skip
    with time_machine.travel("2026-03-11T12:00:00+00:00", tick=False):
        run(hypothesis.seed(seed())(Support), settings=depth)
        assert list(wrongs()) == [] and list(gaps()) == []
