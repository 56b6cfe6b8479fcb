"""Whatever was tampered with, even by the tables' owner with the rules switched off, is found and named."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from budgets import ledger, reconciling
from budgets.ledger import Entry, Kind
from budgets.models import Person, Posting
from budgets.reconciling import Source
from tests.budgets.books import BY, account, books, pay, promise

pytestmark = pytest.mark.R9


@pytest.fixture
def bens(fresh_db, nottingham):
    """Some of everything, and all of it right."""
    made = books(nottingham, gives=100_00)
    pay(made, 10_00, key="paid")
    ledger.post_reserved(promise(made, 20_00), key="kept", by=BY)
    ledger.void(promise(made, 5_00), key="released", by=BY)
    ledger.reverse(pay(made, 1_00), key="reversed", by=BY)
    promise(made, 30_00)
    return made


def said(command: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command(command, stdout=out)
        return 0, out.getvalue()
    except CommandError as wrong:
        return wrong.returncode, out.getvalue()


def tamper(owner, *statements: str) -> None:
    tables = ("budgets_account", "budgets_posting", "budgets_line")
    for way in ("DISABLE", "ENABLE"):
        for table in tables:
            owner.execute(f"ALTER TABLE {table} {way} TRIGGER ALL")
        if way == "DISABLE":
            for statement in statements:
                owner.execute(statement)


def test_books_that_are_right_are_found_right(bens):
    code, words = said("verify_ledger")
    assert code == 0 and "9 postings" in words and "3 accounts" in words and "The books are right." in words


PAID = "(SELECT id FROM budgets_posting WHERE key = 'paid')"
KEPT = "(SELECT id FROM budgets_posting WHERE key = 'kept')"
TAMPERED = {
    "a sum": (
        [f"UPDATE budgets_line SET pence = pence + 1 WHERE pence > 0 AND posting_id = {PAID}"],
        "out of nowhere",
    ),
    "a balance": (["UPDATE budgets_account SET posted = posted + 1 WHERE kind = 'enterprise'"], "its lines say"),
    "a promise": (["UPDATE budgets_account SET pending = pending - 1 WHERE pending > 0"], "are promised"),
    "a line that is gone": ([f"DELETE FROM budgets_line WHERE pence > 0 AND posting_id = {PAID}"], "has 1 lines"),
    "a posting that is gone": ([f"DELETE FROM budgets_posting WHERE id = {PAID}"], "belongs to no posting"),
    "all that makes a sum": (
        [
            f"UPDATE budgets_line SET pence = pence * 2 WHERE posting_id = {PAID}",
            "UPDATE budgets_account SET posted = posted - 1000 WHERE kind = 'council-managed'",
            "UPDATE budgets_account SET posted = posted + 1000 WHERE kind = 'enterprise'",
        ],
        "its seal is broken",
    ),
    "a day": ([f"UPDATE budgets_posting SET effective_on = '2020-01-01' WHERE id = {PAID}"], "its seal is broken"),
    "more than was promised": (
        [f"UPDATE budgets_line SET pence = pence * 2 WHERE layer = 'posted' AND posting_id = {KEPT}"],
        "pays other than was promised",
    ),
    "a reversal": (
        ["UPDATE budgets_line SET pence = pence * 2 WHERE posting_id = "
         "(SELECT id FROM budgets_posting WHERE key = 'reversed')"],
        "is no mirror",
    ),
}  # fmt: skip


@pytest.mark.parametrize("statements, words", TAMPERED.values(), ids=TAMPERED.keys())
def test_what_was_tampered_with_is_found(bens, owner, statements, words):
    tamper(owner, *statements)
    code, found = said("verify_ledger")
    assert code == 1 and words in found and "The books are right." not in found


# --- What postings are for -------------------------------------------------------------------------------------------
@pytest.fixture
def known(monkeypatch):
    """People are a reason for postings, in these tests."""
    monkeypatch.setattr(reconciling, "SOURCES", [Source("budgets.person", Person.objects.all, (Entry.ALLOCATION,))])


def test_where_everything_has_its_reason_all_agrees(bens, known):
    assert said("reconcile") == (0, "Everything agrees.\n")


def test_a_posting_for_nothing_known_is_named(bens):
    code, words = said("reconcile")
    assert code == 1 and words.count("“budgets.person”, of which nobody knows") == Posting.objects.count()


def test_a_posting_whose_reason_is_gone_is_named(bens, known, owner):
    tamper(owner, f"UPDATE budgets_posting SET source_id = id WHERE id = {PAID}")
    code, words = said("reconcile")
    assert code == 1 and f"Posting {Posting.objects.get(key='paid').pk} was written for budgets.person" in words


def test_whoever_should_have_money_and_has_none_is_named(bens, known, nottingham):
    other = books(nottingham)
    assert said("reconcile") == (1, f"budgets.person {other.person.pk} has no posting.\n")


def test_money_that_is_left_on_its_way_is_named(bens, known, nottingham):
    way = account(nottingham, Kind.CLEARING)
    ledger.post(Entry.DP_PAYMENT, {bens.funding: -7, way: 7}, key="out", source=bens.person, by=BY)
    assert said("reconcile") == (1, f"Account {way.pk} should be empty in the end, and holds 7 pence.\n")
    ledger.post(Entry.DP_PAYMENT, {way: -7, bens.paid: 7}, key="there", source=bens.person, by=BY)
    assert said("reconcile")[0] == 0
