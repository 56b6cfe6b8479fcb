"""Databases for tests: every one is a clone of a migrated template, and no test ever empties a table.

`db` is a transaction that is rolled back. `fresh_db` is a clone of the test's own, for threads, browsers and other
processes. Both connect as the site's role; `owner` connects as the owner of the tables.
"""

import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import psycopg.sql
import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connections

CHECKOUT = Path(__file__).resolve().parent.parent.parent
APPS = ("marketplace", "providers", "budgets", "commissioning")
HOST = hashlib.sha256(socket.gethostname().encode()).hexdigest()[:6]
MINE = f"jr_test_{HOST}_{os.getpid()}_"
FLUSHING = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}
OLD_TEMPLATES_KEPT = 3
numbers = count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that would empty every table afterwards is refused before any test runs."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        flushes = marker and (marker.kwargs.get("transaction") or any(marker.args))
        if flushes or FLUSHING & set(getattr(item, "fixturenames", ())):
            raise pytest.UsageError(f"{item.nodeid} would flush the database: ask for `fresh_db` or `site` instead.")


# --- The template ----------------------------------------------------------------------------------------------------
def address(url: str, database: str) -> str:
    """The same server and role, another database."""
    return urlsplit(url)._replace(path=f"/{database}").geturl()


@contextmanager
def server() -> Iterator[psycopg.Connection]:
    """The database server as its owner, outside any test's database."""
    with psycopg.connect(address(OWNER_URL, "postgres"), autocommit=True) as connection:
        yield connection


OWNER_URL = settings.MIGRATION_DATABASE_URL
SITE_URL = os.environ["DATABASE_URL"]


def execute(connection: psycopg.Connection, statement: str, *names: str) -> None:
    """Run a statement with these names in it."""
    connection.execute(psycopg.sql.SQL(statement).format(*map(psycopg.sql.Identifier, names)))


def databases_like(connection: psycopg.Connection, pattern: str) -> list[str]:
    """Names of databases, oldest first."""
    rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid", [pattern])
    return [name for (name,) in rows]


def fingerprint() -> str:
    """Changes with anything that shapes the empty database."""
    digest = hashlib.sha256(f"{settings.DATABASES['default']['USER']}".encode())
    kinds = ("migrations/*.py", "models.py", "models/*.py")
    paths = [path for app in APPS for kind in kinds for path in (CHECKOUT / app).rglob(kind)]
    paths += [*CHECKOUT.glob("marketplace/**/grant_roles.py"), CHECKOUT / "requirements.lock"]
    for path in sorted(paths):
        digest.update(str(path.relative_to(CHECKOUT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@pytest.fixture(scope="session")
def template() -> str:
    """The migrated database that every other one is cloned from, made once and kept for the next run."""
    name = f"jr_template_{fingerprint()}"
    with server() as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('jr_template'))")
        drop_what_the_dead_left(connection)
        if name not in databases_like(connection, "jr_template_%"):
            make_template(connection, name)
    return name


def make_template(connection: psycopg.Connection, name: str) -> None:
    """Migrate as the owner, give the site's role its rights, then close the database to everybody."""
    for old in databases_like(connection, "jr_template_%")[:-OLD_TEMPLATES_KEPT]:
        execute(connection, "DROP DATABASE {} WITH (FORCE)", old)
    execute(connection, "DROP DATABASE IF EXISTS jr_building WITH (FORCE)")
    execute(connection, "CREATE DATABASE jr_building")
    owner, site = address(OWNER_URL, "jr_building"), address(SITE_URL, "jr_building")
    for command, url in (("migrate --verbosity=0 --skip-checks", owner), ("grant_roles", site)):
        environment = os.environ | {"DATABASE_URL": url, "MIGRATION_DATABASE_URL": owner}
        environment["DJANGO_SETTINGS_MODULE"] = "marketplace.settings"
        done = subprocess.run(
            [sys.executable, "manage.py", *command.split()],
            cwd=CHECKOUT,
            env=environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            pytest.exit(f"'manage.py {command}' failed, so no test can run:\n{done.stdout}{done.stderr}", returncode=1)
    execute(connection, "ALTER DATABASE jr_building RENAME TO {}", name)
    execute(connection, "ALTER DATABASE {} ALLOW_CONNECTIONS false", name)


def drop_what_the_dead_left(connection: psycopg.Connection) -> None:
    """Databases of test processes of this machine that were killed."""
    for name in databases_like(connection, f"jr_test_{HOST}_%"):
        if not alive(int(name.split("_")[3])):
            execute(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def alive(pid: int) -> bool:
    """Whether a process with this id runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


# --- Clones ----------------------------------------------------------------------------------------------------------
@contextmanager
def clone(template: str) -> Iterator[str]:
    """A database like the template, for as long as it is needed; Django and child processes use it meanwhile."""
    name = f"{MINE}{next(numbers)}"
    with server() as connection:
        execute(connection, "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
    before = settings.DATABASES["default"]["NAME"]
    point_to(name)
    try:
        yield name
    finally:
        point_to(before)
        with server() as connection:
            execute(connection, "DROP DATABASE {} WITH (FORCE)", name)


def point_to(database: str) -> None:
    """Every connection that Django opens from now on, in any thread or child process, goes to this database."""
    connections.close_all()
    for known in (settings.DATABASES["default"], connections["default"].settings_dict):
        known["NAME"] = database
    os.environ["DATABASE_URL"] = address(SITE_URL, database)
    os.environ["MIGRATION_DATABASE_URL"] = settings.MIGRATION_DATABASE_URL = address(OWNER_URL, database)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, template: str) -> Iterator[None]:
    """This worker's own database, for the tests that roll back."""
    with clone(template):
        yield


@pytest.fixture
def db(request: pytest.FixtureRequest) -> None:
    """A transaction that is rolled back; in a test that also asks for `fresh_db` (or `site`), that one instead."""
    whole = "fresh_db" in request.fixturenames
    request.getfixturevalue("fresh_db" if whole else "_django_db_helper")
    if not whole:
        caches["default"].clear()


@pytest.fixture(autouse=True)
def _django_db_marker(request: pytest.FixtureRequest) -> None:
    """The mark `django_db` asks for `db`, so that it follows the same rule."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")


@pytest.fixture
def fresh_db(template: str, django_db_setup: None, django_db_blocker) -> Iterator[str]:
    """A whole database of this test's own, in which commits are real; threads and processes see it too."""
    with django_db_blocker.unblock(), clone(template) as name:
        caches["default"].clear()
        yield name


@pytest.fixture
def owner(db: None) -> Iterator[psycopg.Connection]:
    """The owner of the tables, in the database of this test, each statement committed at once."""
    with psycopg.connect(settings.MIGRATION_DATABASE_URL, autocommit=True) as connection:
        yield connection
