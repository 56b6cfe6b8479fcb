"""The site's own role can do its work and nothing else, even with raw SQL."""

import psycopg
import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

pytestmark = [pytest.mark.S14, pytest.mark.django_db]

APPEND_ONLY = ["workflow_entry", "budgets_account", "budgets_posting", "budgets_line",
               *(m._meta.db_table for m in apps.get_models() if m.__name__.endswith("Event"))]  # fmt: skip


def refused(statement):
    with pytest.raises(ProgrammingError, match="permission denied|must be owner"), transaction.atomic():
        connection.cursor().execute(statement)
    return True


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (x int)",
        "DROP TABLE providers_service",
        "ALTER TABLE providers_service ADD COLUMN x int",
        "TRUNCATE workflow_entry",
        "CREATE ROLE friend SUPERUSER",
        "ALTER TABLE providers_serviceevent DISABLE TRIGGER ALL",
    ],
)
def test_the_site_cannot_change_its_tables(statement):
    assert refused(statement)


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET {}"])
def test_nobody_can_rewrite_what_happened(table, statement):
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s LIMIT 1", [table])
        column = cursor.fetchone()[0]
    assert refused(statement.format(table, f"{column} = {column}"))


def test_the_site_is_not_the_owner():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)


def test_the_reading_role_only_reads(owner):
    with owner.transaction(force_rollback=True):
        owner.execute("SET LOCAL ROLE justright_readonly")
        assert owner.execute("SELECT count(*) FROM providers_service").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege), owner.transaction():
            owner.execute("INSERT INTO providers_correction (id) VALUES (gen_random_uuid())")
