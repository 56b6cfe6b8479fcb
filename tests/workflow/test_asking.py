"""A question finds a new connection when the old one has died, and is never asked twice for a fault of its own."""

import pytest
from django.db import DataError, OperationalError, ProgrammingError, connection, transaction

from marketplace.workflow.asking import ask


def seven(cursor):
    cursor.execute("SELECT 7")
    return cursor.fetchone()[0]


def end_the_connection():
    """As a restart of PostgreSQL or a proxy would: the client does not know yet."""
    connection.ensure_connection()
    connection.connection.pgconn.finish()


@pytest.mark.usefixtures("fresh_db")
def test_nobody_looks_at_a_connection_before_a_question(monkeypatch):
    monkeypatch.setattr(connection, "is_usable", lambda: pytest.fail("that is a round trip of its own"))
    connection.ensure_connection()
    connection.health_check_enabled, connection.health_check_done = True, False
    assert ask(seven) == 7


@pytest.mark.usefixtures("fresh_db")
def test_a_connection_that_died_since_the_last_visit_is_made_anew():
    end_the_connection()
    connection.health_check_enabled, connection.health_check_done = True, False
    assert ask(seven) == 7


@pytest.mark.usefixtures("fresh_db")
def test_a_connection_that_dies_in_a_transaction_is_said():
    with pytest.raises(OperationalError), transaction.atomic():
        end_the_connection()
        connection.health_check_done = False
        ask(seven)


@pytest.mark.usefixtures("fresh_db")
@pytest.mark.parametrize(("sql", "fault"), [("SELECT 1/0", DataError), ("SELECT nothing", ProgrammingError)])
def test_a_fault_of_the_question_is_said_after_one_try(sql, fault):
    connection.health_check_enabled, connection.health_check_done = True, False
    tries = []

    def wrong(cursor):
        tries.append(sql)
        cursor.execute(sql)

    with pytest.raises(fault):
        ask(wrong)
    assert len(tries) == 1
