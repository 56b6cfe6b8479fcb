"""A backup is worth what comes back from it: the drill of the README, done for real and timed."""

import os
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from marketplace.requests.models import Request
from marketplace.workflow.models import Entry
from providers import actions
from providers.models import Enterprise, Service
from providers.search import Wanted, search
from tests.accounts.signing_in import sign_in_fully
from tests.dumping import program
from tests.factories import ServiceFactory
from tests.people import acting
from tests.plugins.databases import CHECKOUT, address, execute, point_to, server

pytestmark = pytest.mark.R8
NEARBY = Wanted(457500, 340500, words="cooking")
PARTS = {  # what a dump could lose without anybody noticing: how each is counted
    "constraints": "SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "triggers": "SELECT tgname || tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal",
    "indexes": "SELECT indexrelid::regclass::text || indisunique || indisvalid FROM pg_index "
    "WHERE indrelid::regclass::text NOT LIKE 'pg_%'",
    "columns": "SELECT table_name || column_name || data_type || is_nullable FROM information_schema.columns "
    "WHERE table_schema = 'public'",
    "rights": "SELECT grantee || table_name || privilege_type FROM information_schema.role_table_grants "
    "WHERE table_schema = 'public' AND grantee <> current_user",
}


@pytest.fixture
def a_working_day(fresh_db, nottingham, amina, connor, olu, good_company):
    """Amina's services are listed, sent back and paused; a complaint came; the trail knows it all."""
    for n in range(6):
        service = ServiceFactory(enterprise=good_company, easting=457500 + 100 * n, first_meeting="Tea, and a talk.")
        actions.submit(service, by=acting(amina))
        actions.list_service(service, by=acting(connor))
    actions.pause(service, by=acting(amina))
    actions.say_room(Service.objects.listed().first(), by=acting(amina), room="full")
    typed = {"kind": "complaint", "words": "The words of Edna.", "name": "Edna", "reply_by": "phone",
             "reply_to": "0115 496 0142"}  # fmt: skip
    assert Client().post(reverse("complaints"), typed).status_code == 302


@contextmanager
def restored(folder):
    """Another database, made from a backup of this one as the README says; how long each step took."""
    took, name = {}, f"{settings.DATABASES['default']['NAME']}_restored"
    before, target = settings.DATABASES["default"]["NAME"], address(settings.MIGRATION_DATABASE_URL, name)
    backup = folder / "just-right.dump"
    said = {
        "dump": ["pg_dump", "--format=custom", f"--file={backup}", settings.MIGRATION_DATABASE_URL],
        "restore": ["pg_restore", "--exit-on-error", "--no-owner", "--no-acl", f"--dbname={target}", backup],
    }
    with server() as postgres:
        execute(postgres, "CREATE DATABASE {}", name)
        try:
            for step, (command, *options) in said.items():
                took[step] = _run(program(command), *options)
            point_to(name)
            took["grant"] = _run(sys.executable, "manage.py", "grant_roles")
            yield took
        finally:
            point_to(before)
            execute(postgres, "DROP DATABASE {} WITH (FORCE)", name)


def _run(*command) -> float:
    began = time.monotonic()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(list(map(str, command)), cwd=CHECKOUT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return time.monotonic() - began


def inventory() -> dict[str, Counter]:
    """Rows of every table, and everything that holds them together."""
    with psycopg.connect(settings.MIGRATION_DATABASE_URL) as owner:
        tables = [t for (t,) in owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        rows = {t: owner.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0] for t in tables}  # noqa: S608
        parts = {part: Counter(x for (x,) in owner.execute(sql)) for part, sql in PARTS.items()}
    return {"rows": Counter(rows), **parts}


def found() -> list:
    return [row["id"] for row in search(NEARBY).rows]


def test_a_backup_brings_back_every_row_and_rule_and_people_go_on(a_working_day, amina, connor, tmp_path, capsys):
    whole, before = inventory(), found()
    assert len(before) == 5 and whole["rows"]["workflow_entry"] > 12 and whole["rights"] and whole["triggers"]
    began = time.monotonic()
    with restored(tmp_path) as took:
        cache.clear()
        after = inventory()
        assert {part: after[part] - whole[part] for part in whole} == {part: Counter() for part in whole}
        assert {part: whole[part] - after[part] for part in whole} == {part: Counter() for part in whole}
        assert found() == before
        for person in (amina, connor):
            sign_in_fully(Client(), person)
        assert Request.objects.get().words == "The words of Edna.", "the keys in FIELD_KEYS open what is sealed"
        assert_rules_hold()
        assert_life_goes_on(amina)
    steps = ", ".join(f"{step} {seconds:.2f} s" for step, seconds in took.items())
    with capsys.disabled():
        print(f"\nrestore drill: {sum(whole['rows'].values())} rows, {steps}, in all {time.monotonic() - began:.1f} s")


def assert_rules_hold() -> None:
    for statement in (
        "DELETE FROM workflow_entry",
        "UPDATE providers_serviceevent SET people = 'x'",
        "CREATE TABLE x()",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)
    with psycopg.connect(settings.MIGRATION_DATABASE_URL) as owner:
        with pytest.raises(psycopg.errors.CheckViolation), owner.transaction():
            owner.execute("UPDATE providers_enterprise SET workers = 0")
        with pytest.raises(psycopg.errors.RaiseException), owner.transaction():
            owner.execute("UPDATE providers_serviceevent SET people = 'x'")


def assert_life_goes_on(amina) -> None:
    """New rows can be written: sequences go on where they were, history is kept."""
    service, entries = Service.objects.listed().last(), Entry.objects.count()
    events = service.events.count()
    actions.describe(service, by=acting(amina), summary="Cooks, and sings too.")
    assert Entry.objects.count() > entries and service.events.count() > events
    assert actions.begin_service(Enterprise.objects.get(pk=service.enterprise_id), by=acting(amina)).pk


def test_a_restore_that_lost_a_trigger_would_be_noticed(a_working_day):
    whole = inventory()
    with psycopg.connect(settings.MIGRATION_DATABASE_URL, autocommit=True) as owner:
        name, table = owner.execute(
            "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal LIMIT 1"
        ).fetchone()
        owner.execute(f'DROP TRIGGER "{name}" ON {table}')
        owner.execute("REVOKE SELECT ON providers_service FROM " + settings.DATABASES["default"]["USER"])
    after = inventory()
    assert whole["triggers"] - after["triggers"] and whole["rights"] - after["rights"]
