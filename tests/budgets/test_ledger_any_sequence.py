"""Whatever is posted, promised, paid, released and reversed, and in which order: the books agree with plain Python.

In CI 500 sequences; PROOF_DEPTH=nightly: 10,000.
"""

import hypothesis
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule
from hypothesis.stateful import run_state_machine_as_test as run

from budgets import ledger
from budgets.ledger import Entry, Kind
from budgets.models import Account
from budgets.verifying import wrongs
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken
from tests.budgets.books import BY, NIGHTLY, account, person_of, seed
from tests.budgets.plain_ledger import PlainLedger, Refused
from tests.factories import council

KINDS = {"funding": Kind.FUNDING, "budget": Kind.COUNCIL_MANAGED, "fund": Kind.ISF, "own": Kind.OWN_MONEY,
         "paid": Kind.ENTERPRISE}  # fmt: skip
NAMES = st.sampled_from(sorted(KINDS))
PENCE = st.integers(1, 120)


@st.composite
def sums(draw) -> dict[str, int]:
    """Out of one account or two, into another."""
    names = draw(st.lists(NAMES, min_size=2, max_size=3, unique=True))
    into, *out = names
    taken = {name: -draw(PENCE) for name in out}
    return taken | {into: -sum(taken.values())}


class Books(RuleBasedStateMachine):
    made = Bundle("made")

    @initialize(gives=st.integers(0, 200))
    def begin(self, gives):
        nottingham = self.council
        self.person = person_of(nottingham)
        self.accounts = {name: account(nottingham, kind) for name, kind in KINDS.items()}
        self.plain, self.postings, self.run = PlainLedger({"budget", "fund"}), {}, uuid7()
        for name in ("budget", "fund"):
            if gives:
                self.both(f"given:{name}", "post", {"funding": -gives, name: gives})

    def both(self, key, verb, *given):
        """The same of both books; both do it, or both refuse."""
        try:
            getattr(self.plain, verb)(key, *given)
            expected = True
        except Refused:
            expected = False
        try:
            self.postings[key] = getattr(self, f"real_{verb}")(f"{self.run}:{key}", *given)
            done = True
        except RuleBroken:
            done = False
        assert done == expected, (verb, key, given)
        return done

    def named(self, lines):
        return {self.accounts[name]: pence for name, pence in lines.items()}

    def real_post(self, key, lines):
        return ledger.post(Entry.ADJUSTMENT, self.named(lines), key=key, source=self.person, by=BY)

    def real_reserve(self, key, lines):
        return ledger.reserve(self.named(lines), key=key, source=self.person, by=BY)

    def real_settle(self, key, of, lines):
        if lines:
            return ledger.post_reserved(self.postings[of], lines=self.named(lines), key=key, by=BY)
        return ledger.void(self.postings[of], key=key, by=BY)

    def real_reverse(self, key, of):
        return ledger.reverse(self.postings[of], key=key, by=BY)

    def new(self) -> str:
        return f"{len(self.plain.done)}:{uuid7()}"

    @rule(target=made, verb=st.sampled_from(["post", "reserve"]), lines=sums())
    def moves_or_promises(self, verb, lines):
        key = self.new()
        return key if self.both(key, verb, lines) else multiple()

    @rule(target=made, of=made, less=st.integers(0, 3))
    def pays_what_was_promised(self, of, less):
        """All of it, or a penny or more less, or a penny too much."""
        out = [name for name, pence in self.plain.movements[of].lines.items() if pence < 0]
        lines = dict(self.plain.movements[of].lines)
        into = next(name for name in lines or ["-"] if name not in out) if lines else ""
        by = -1 if less == 3 else less
        if not lines or lines[out[0]] + by >= 0 or lines[into] - by <= 0:
            return multiple()
        lines[out[0]] += by
        lines[into] -= by
        key = self.new()
        return key if self.both(key, "settle", of, lines) else multiple()

    @rule(target=made, of=made)
    def releases(self, of):
        key = self.new()
        return key if self.both(key, "settle", of, {}) else multiple()

    @rule(target=made, of=made)
    def reverses(self, of):
        key = self.new()
        return key if self.both(key, "reverse", of) else multiple()

    @rule(key=made, lines=sums())
    def sends_a_key_again(self, key, lines):
        verb, *asked = self.plain.done[key]
        if verb in ("post", "reserve"):
            self.both(key, verb, dict(asked[0]))
            self.both(key, "post", lines)

    @rule(of=consumes(made))
    def forgets(self, of):
        pass

    @invariant()
    def the_books_agree(self):
        if not hasattr(self, "plain"):
            return
        found = Account.objects.in_bulk([each.pk for each in self.accounts.values()])
        for name, each in self.accounts.items():
            real = found[each.pk]
            assert (real.posted, real.pending) == (self.plain.posted.get(name, 0), self.plain.pending.get(name, 0))


@pytest.mark.R3
def test_the_books_agree_with_plain_python_after_any_sequence(fresh_db):
    Books.council = council()
    depth = settings(
        max_examples=10_000 if NIGHTLY else 500, stateful_step_count=12, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run(hypothesis.seed(seed())(Books), settings=depth)
    assert list(wrongs()) == []
