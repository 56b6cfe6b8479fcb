"""Every task may run twice, in parallel and out of order: it has one effect, and says its news once.

A task needs a small world in tests/worlds/; everything else is done here for all of them at once, by two real workers.
"""

import random

import pytest
from django.apps import apps
from django.db import connection

from marketplace.celery import app
from marketplace.notifications.models import Mail, Message
from tests.plugins.broker import wait_for
from tests.worlds import load

pytestmark = pytest.mark.R4
WORLDS = load()
TIMES = 3
SEED = random.randrange(1_000_000)
HOUSE = ("marketplace", "providers", "budgets", "commissioning")
OURS = {c.label for c in apps.get_app_configs() if c.name.split(".")[0] in HOUSE}


def registered() -> set[str]:
    app.loader.import_default_modules()
    return {name for name in app.tasks if not name.startswith("celery.")}


def test_every_task_has_a_world():
    assert registered() == set(WORLDS), "a task without a world in tests/worlds/ is a task without a proof"


def everything() -> dict[str, str]:
    """A digest of each table of ours."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.split("_")[0] in OURS:
                cursor.execute(f'SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM "{table}" t')
                found[table] = cursor.fetchone()[0]
    return found


def run_all(cases, broker, dice) -> None:
    """Each task several times, shuffled, by whichever worker is free; until nothing waits and nothing is owed."""
    calls = [(name, case.arguments) for name, case in cases.items() for _time in range(TIMES)]
    dice.shuffle(calls)
    for name, arguments in calls:
        app.send_task(name, arguments)
    wait_for(broker.is_idle, "the workers to come to an end", 50)


def test_run_twice_in_parallel_and_out_of_order_each_task_has_one_effect(broker, start_worker):
    print(f"seed {SEED}")
    dice = random.Random(SEED)
    cases = {name: make() for name, make in WORLDS.items()}
    workers = [start_worker(name) for name in ("one", "two")]
    for worker in workers:
        wait_for(worker.is_up, worker.name)
    broker.client.delete("celery")  # what making the worlds asked for
    run_all(cases, broker, dice)
    run_all({"notifications.sweep": cases["notifications.sweep"]}, broker, dice)  # news that the tasks gave rise to
    for case in cases.values():
        case.one_effect()
    for message in Message.objects.exclude(sent_at=None):
        assert Mail.objects.filter(message_id__contains=str(message.pk)).count() <= 1, message.template
    before = everything()
    run_all(cases, broker, dice)
    changed = {table for table, digest in everything().items() if before.get(table) != digest}
    assert not changed, "run once more, they change nothing"
    assert not [worker.name for worker in workers if "raised unexpected" in worker.said()]
