"""What PostgreSQL itself refuses of budgets, whatever writes to it; each with the control that it can write."""

import pytest
from django.db import IntegrityError, connection, transaction

from budgets.models import BudgetVersion, Person
from marketplace.accounts.ids import uuid7
from tests.budgets.making import budget_of, limit_of

pytestmark = [pytest.mark.django_db, pytest.mark.R7]


@pytest.fixture
def rose(nottingham, sam, ben, connor):
    """Ben's own file: Sam is his named worker, and agrees alone to £10,000 a year."""
    limit_of(nottingham, "social_worker", 1_000_000, connor)
    facts = {"name": "Ben Carter", "outcode": "NG5", "account": ben}
    return Person.objects.create(organisation=nottingham, named_worker=sam, **facts)


@pytest.fixture
def version(rose, sam):
    return budget_of(rose, sam)


@pytest.fixture
def waiting(version, rose, sam) -> BudgetVersion:
    """More than Sam agrees to alone."""
    return budget_of(rose, sam, 90_000, days=-1)


def run(statement: str, **facts) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, facts)
        rows = cursor.rowcount
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return rows


def is_refused(rule: str, statement: str, **facts) -> None:
    with pytest.raises(IntegrityError) as refused:
        run(statement, **facts)
    assert refused.value.__cause__.diag.constraint_name == rule


ATTACKS = {
    "budget_stays_as_agreed": "UPDATE budgets_budgetversion SET gross_weekly_pence = 1 WHERE status = 'agreed'",
    "budget_not_agreed_by_themselves": "UPDATE budgets_budgetversion SET status='agreed', agreed_by_id=%(ben)s,"
    " agreed_at=now(), limit_pence=99999999 WHERE status = 'proposed'",
    "budget_agreed_within_the_limit": "UPDATE budgets_budgetversion SET status='agreed', agreed_by_id=%(connor)s,"
    " agreed_at=now(), limit_pence=1 WHERE status = 'proposed'",
}


@pytest.mark.parametrize("rule", ATTACKS)
def test_postgresql_refuses_what_no_action_does(rule, waiting, ben, connor):
    is_refused(rule, ATTACKS[rule], ben=ben.pk, connor=connor.pk)


ADD = "INSERT INTO budgets_deployment (id, version_id, mechanism, weekly_pence, account, holder)"
ADD += " VALUES (%(new)s, %(version)s, 'isf', 100, '', '')"
WAYS = {
    "one is changed": "UPDATE budgets_deployment SET weekly_pence = 1 WHERE version_id = %(version)s",
    "one goes": "DELETE FROM budgets_deployment WHERE version_id = %(version)s",
    "one comes": ADD,
}


@pytest.mark.parametrize("change", WAYS)
def test_the_ways_of_an_agreed_budget_stay(change, version, waiting):
    is_refused("budget_stays_as_agreed", WAYS[change], version=version.pk, new=uuid7())
    assert run(WAYS[change], version=waiting.pk, new=uuid7()) == 1, "the control: nobody agreed to it yet"


def test_no_way_moves_from_another_budget_into_one_that_was_agreed(version, waiting):
    move = "UPDATE budgets_deployment SET version_id = %(into)s WHERE version_id = %(of)s"
    is_refused("budget_stays_as_agreed", move, of=waiting.pk, into=version.pk)
    is_refused("budget_stays_as_agreed", move, of=version.pk, into=waiting.pk)


def test_a_budget_that_was_agreed_or_refused_is_not_deleted_even_without_its_ways(version, waiting):
    """What was paid by it still points to it in the books; one that waits may go."""
    gone = "DELETE FROM budgets_budgetversion WHERE id = %(version)s"
    is_refused("budget_stays_as_agreed", gone, version=version.pk)
    run("DELETE FROM budgets_deployment WHERE version_id = %(version)s", version=waiting.pk)
    refuse = "UPDATE budgets_budgetversion SET status = %(status)s WHERE id = %(version)s"
    with transaction.atomic():
        run(refuse, status="refused", version=waiting.pk)
        is_refused("budget_stays_as_agreed", gone, version=waiting.pk)
        transaction.set_rollback(True)
    assert run(gone, version=waiting.pk) == 1
