"""What PostgreSQL refuses of the books by itself, in plain SQL: as the site's role, and as the tables' owner too."""

from types import SimpleNamespace

import psycopg
import pytest
from django.db import Error, IntegrityError, connection, transaction

from budgets import ledger
from budgets.ledger import Kind
from marketplace.accounts.ids import uuid7
from tests.budgets.books import BY, account, books, pay, promise

pytestmark = [pytest.mark.django_db, pytest.mark.R7]
TABLES = ["budgets_account", "budgets_posting", "budgets_line"]
POSTING = """
INSERT INTO budgets_posting (id, key, digest, entry_type, effective_on, recorded_at, source_type, source_id,
    line_count, rule, settles_id, reverses_id)
VALUES (%s, %s, '', %s, '2026-11-02', '2026-11-02 12:00+00', 'x', %s, %s, 'attack', %s, %s)
"""
LINE = "INSERT INTO budgets_line (id, posting_id, account_id, layer, pence) VALUES (%s, %s, %s, %s, %s)"


@pytest.fixture
def bens(nottingham):
    made = books(nottingham, gives=100)
    made.other = account(nottingham, Kind.ENTERPRISE)
    return made


def write(*lines, count=None, settles=None, reverses=None, entry="adjustment"):
    """A posting and its lines of (account, layer, pence), up to what a commit would ask."""
    key = uuid7()
    with connection.cursor() as cursor:
        number = len(lines) if count is None else count
        of = [settles and settles.pk, reverses and reverses.pk]
        cursor.execute(POSTING, [key, str(key), entry, uuid7(), number, *of])
        if lines:
            values = [[uuid7(), key, each.pk, layer, pence] for each, layer, pence in lines]
            several = LINE + ", (%s, %s, %s, %s, %s)" * (len(values) - 1)
            cursor.execute(several, sum(values, []))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return SimpleNamespace(pk=key)


def refused(name: str, deed, *given, **more) -> None:
    with pytest.raises(IntegrityError) as found, transaction.atomic():
        deed(*given, **more)
    assert found.value.__cause__.diag.constraint_name == name


def plain(sql: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


# --- Whole postings that sum to zero ---------------------------------------------------------------------------------
def test_a_good_posting_is_taken(bens):
    write((bens.budget, "posted", -60), (bens.other, "posted", 60))
    bens.budget.refresh_from_db()
    assert bens.budget.posted == 40


def test_money_comes_from_somewhere(bens):
    refused("posting_sums_to_zero", write, (bens.budget, "posted", 60), (bens.other, "posted", 60))
    refused("posting_sums_to_zero", write, (bens.budget, "pending", -60), (bens.other, "pending", 50))


def test_no_posting_is_empty_or_has_one_line(bens):
    refused("posting_is_written_whole", write, count=2)
    refused("posting_has_two_lines", write, count=0)
    refused("posting_is_written_whole", write, (bens.budget, "posted", 60), count=2)


def test_no_line_is_added_later(bens):
    paid = pay(bens, 1)
    for sums in ((5,), (5, -5)):
        values = [[uuid7(), paid.pk, each.pk, "posted", p] for each, p in zip((bens.other, bens.funding), sums)]  # noqa: B905
        several = LINE + ", (%s, %s, %s, %s, %s)" * (len(values) - 1)
        refused("posting_is_written_whole", plain, several, *sum(values, []))


def test_a_line_needs_its_posting_first(bens):
    refused("posting_is_written_whole", plain, LINE, uuid7(), uuid7(), bens.budget.pk, "posted", 5)


def test_a_line_moves_a_sensible_sum(bens):
    for pence in (0, 10**9, -(10**9)):
        refused("line_moves_money", write, (bens.budget, "posted", pence), (bens.other, "posted", -pence))
    refused("line_is_posted_or_pending", write, (bens.budget, "maybe", -1), (bens.other, "maybe", 1))


def test_a_key_is_used_once(bens):
    paid = pay(bens, 1)
    refused("posting_once", plain, POSTING, uuid7(), paid.key, "adjustment", uuid7(), 2, None, None)


# --- Limits ----------------------------------------------------------------------------------------------------------
def test_no_more_is_spent_or_promised_than_there_is(bens):
    for layer in ("posted", "pending"):
        refused("account_keeps_its_minimum", write, (bens.budget, layer, -101), (bens.other, layer, 101))
    promise(bens, 60)
    refused("account_keeps_its_minimum", write, (bens.budget, "posted", -41), (bens.other, "posted", 41))


def test_public_money_has_a_limit_and_own_money_has_none(nottingham):
    sql = """INSERT INTO budgets_account (id, kind, organisation_id, pot, posted, pending, minimum, opened_at)
        VALUES (%s, %s, %s, '', 0, 0, %s, '2026-11-02 12:00+00')"""
    for kind, minimum in (("isf", None), ("isf", -1), ("own-money", 0), ("pool-share", -1)):
        refused("account_limits_only_public_money", plain, sql, uuid7(), kind, nottingham.pk, minimum)


def test_no_account_begins_with_money(nottingham):
    sql = """INSERT INTO budgets_account (id, kind, organisation_id, pot, posted, pending, opened_at)
        VALUES (%s, 'outside', %s, '', %s, %s, '2026-11-02 12:00+00')"""
    for posted, pending in ((5, 0), (0, 5)):
        refused("account_changes_only_by_lines", plain, sql, uuid7(), nottingham.pk, posted, pending)


# --- Promises and reversals ------------------------------------------------------------------------------------------
def paying(made, pence: int) -> list:
    back = [(made.budget, "pending", 60), (made.paid, "pending", -60)]
    return [*back, (made.budget, "posted", -pence), (made.paid, "posted", pence)]


def test_a_promise_ends_once(bens):
    promised = promise(bens, 60)
    ledger.void(promised, key="released", by=BY)
    refused("posting_settles_once", write, *paying(bens, 60), settles=promised)


def test_no_more_is_paid_than_was_promised_and_to_nobody_else(bens):
    promised, name = promise(bens, 60), "posting_settles_what_was_promised"
    refused(name, write, *paying(bens, 61), settles=promised)
    refused(name, write, *paying(bens, -1), settles=promised)
    back = paying(bens, 60)[:2]
    refused(name, write, *back, (bens.budget, "posted", -60), (bens.other, "posted", 60), settles=promised)
    refused(name, write, (bens.budget, "posted", -9), (bens.paid, "posted", 9), settles=promised)
    less = (bens.budget, "pending", 59), (bens.paid, "pending", -59)
    refused(name, write, *less, settles=promised)
    write(*paying(bens, 60), settles=promised)


def test_a_promise_is_released_only_by_what_settles_it(bens):
    promise(bens, 60)
    back = (bens.budget, "pending", 60), (bens.paid, "pending", -60)
    write(*back)  # a promise out of what the enterprise was paid, which releases nothing
    bens.budget.refresh_from_db()
    assert bens.budget.pending == 60
    refused("posting_promises_or_moves", write, *back, (bens.budget, "posted", -1), (bens.paid, "posted", 1))


def test_what_moved_is_no_promise(bens):
    paid = pay(bens, 60)
    mirror = (bens.budget, "pending", 60), (bens.paid, "pending", -60)
    with pytest.raises(IntegrityError), transaction.atomic():
        write(*mirror, settles=paid)


def test_a_reversal_mirrors_what_moved(bens):
    paid, name = pay(bens, 60), "posting_reverses_what_moved"
    wrong = [((bens.budget, 59), (bens.paid, -59)), ((bens.budget, 60), (bens.other, -60)),
             ((bens.budget, -1), (bens.paid, 1))]  # fmt: skip
    for lines in wrong:
        several = [(each, "posted", pence) for each, pence in lines]
        refused(name, write, *several, reverses=paid, entry="invoice-paid")
    right = (bens.budget, "posted", 60), (bens.paid, "posted", -60)
    refused(name, write, *right, reverses=paid, entry="allocation")
    back = write(*right, reverses=paid, entry="invoice-paid")
    refused("posting_reverses_once", write, *right, reverses=paid, entry="invoice-paid")
    forth = (bens.budget, "posted", -60), (bens.paid, "posted", 60)
    refused(name, write, *forth, reverses=back, entry="invoice-paid")


def test_a_promise_is_never_reversed(bens):
    promised = promise(bens, 60)
    lines = (bens.budget, "posted", 60), (bens.paid, "posted", -60)
    refused("posting_reverses_what_moved", write, *lines, reverses=promised, entry="commitment")


# --- Nothing is rewritten --------------------------------------------------------------------------------------------
CHANGES = [
    *(f"{deed} {table}" for table in TABLES for deed in ("DELETE FROM", "TRUNCATE")),
    "TRUNCATE budgets_account, budgets_posting, budgets_line CASCADE",
    "UPDATE budgets_line SET pence = pence * 2",
    "UPDATE budgets_posting SET effective_on = '2020-01-01'",
    "UPDATE budgets_account SET posted = posted + 100",
    "UPDATE budgets_account SET pending = 0",
    "UPDATE budgets_account SET minimum = NULL",
    "UPDATE budgets_account SET kind = 'own-money', minimum = NULL",
]
POWERS = [
    "ALTER TABLE budgets_line DISABLE TRIGGER ALL",
    "ALTER TABLE budgets_account DROP CONSTRAINT account_keeps_its_minimum",
    "SET session_replication_role = replica",
    "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
]


@pytest.mark.parametrize("sql", CHANGES + POWERS)
def test_the_site_cannot_rewrite_the_books(bens, sql):
    promise(bens, 1)
    with pytest.raises(Error) as found, transaction.atomic():
        connection.cursor().execute(sql)
    assert isinstance(found.value.__cause__, psycopg.errors.InsufficientPrivilege)


@pytest.mark.parametrize("sql", CHANGES)
def test_the_owner_cannot_rewrite_the_books_either(fresh_db, bens, owner, sql):
    promise(bens, 1)
    with pytest.raises((psycopg.errors.CheckViolation, psycopg.errors.FeatureNotSupported)) as found:
        owner.execute(sql)
    cut = "TRUNCATE" in sql and isinstance(found.value, psycopg.errors.FeatureNotSupported)  # other tables refer to it
    assert cut or found.value.diag.constraint_name in ("ledger_stays_as_written", "account_changes_only_by_lines")


def test_a_table_of_the_same_name_does_not_hide_the_books(bens):
    """Where a role may make temporary tables, which of production it may not."""
    refused("posting_is_written_whole", _hide, bens)


def _hide(made) -> None:
    key = uuid7()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE budgets_line ON COMMIT DROP AS SELECT * FROM public.budgets_line LIMIT 0")
        cursor.execute(POSTING, [key, "hidden", "adjustment", uuid7(), 2, None, None])
        for each, pence in ((made.budget, 60), (made.other, -60)):
            cursor.execute(LINE, [uuid7(), key, each.pk, "posted", pence])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
