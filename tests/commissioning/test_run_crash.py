"""A run is killed at every commit and every file: it goes on, pays each invoice once, and no byte differs."""

import asyncio
import os
import random
import signal
from dataclasses import dataclass

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from budgets.models import Account, Line
from budgets.reconciling import gaps
from budgets.verifying import wrongs
from commissioning import actions
from commissioning.models import Invoice, Payment, PaymentRun, RunFile
from marketplace.accounts.models import User
from marketplace.notifications.models import Message
from marketplace.organisations.models import Organisation
from tests.commissioning.crashing import in_a_child
from tests.commissioning.making_runs import SWEEP, may_be_paid, owing
from tests.people import acting
from tests.plugins.databases import clone, point_to

pytestmark = pytest.mark.R2
SEED = random.randrange(1_000_000)
IN_CI = 24  # so many points of the matrix; every night all of them
OPEN = ("proposed", "made", "locked", "sent")


@dataclass
class People:
    body: Organisation
    one: User
    other: User


def sweeps(who: People) -> None:
    """What the clock starts."""
    actions.propose_all(by=SWEEP)
    for act in (actions.post_some, actions.apply_some, actions.tell_some):
        while act(by=SWEEP):
            pass


def officers(who: People) -> None:
    """What two finance officers do with the run that they find, whatever state it is in."""
    run = PaymentRun.objects.filter(body=who.body, status__in=OPEN).first()
    if run is None:
        return
    if run.status == "proposed":
        actions.make_run(run, by=acting(who.one))
    if run.status == "made":
        actions.approve_run(run, by=acting(who.other))
    if run.status == "locked":
        actions.note_download(run.files.first(), by=acting(who.one))
        actions.note_run_sent(run, by=acting(who.one))
    if run.status == "sent" and run.payments.waiting_for_an_answer().exists():
        actions.say_run_paid(run, timezone.localdate(), by=acting(who.one))


def everything(who: People) -> None:
    sweeps(who)
    officers(who)
    sweeps(who)


def files() -> dict:
    return {(each.run_id, each.kind): bytes(each.content) for each in RunFile.objects.all()}


@pytest.fixture
def world(fresh_db, doreen, cooking, amina, sam, time_machine, pays, good_company, nottingham, fiona, raj):
    """Three visits are owed and may be paid; a database with this in it, from which others are made."""
    owing(doreen, cooking, amina, sam, time_machine.move_to)
    may_be_paid(good_company, amina, nottingham, fiona, raj)
    connections.close_all()
    yield fresh_db, People(nottingham, fiona, raj)
    point_to(fresh_db)


def all_is_paid_once(before: dict) -> None:
    assert set(Payment.objects.values_list("status", flat=True)) == {"paid"} and Payment.objects.count() == 3
    assert set(Invoice.objects.values_list("status", "paid_pence")) == {("paid", 1_800)}
    assert set(PaymentRun.objects.values_list("status", flat=True)) <= {"done", "dropped"}, "something is stuck"
    paid = Account.objects.get(kind="enterprise")
    assert paid.posted == 5_400 and sum(Line.objects.filter(layer="posted").values_list("pence", flat=True)) == 0
    assert list(gaps()) == [] and list(wrongs()) == []
    assert Message.objects.filter(template="remittance").count() == 1
    now = files()
    assert before.items() <= now.items() and len(now) == 2, "a file is not as it was"


def test_killed_at_any_commit_or_file_a_run_goes_on_and_pays_each_invoice_once(world):
    template, who = world
    print(f"seed {SEED}")
    for point in chosen(points_of(template, who)):
        with clone(template):
            assert in_a_child(lambda: everything(who), die_at=point) == -signal.SIGKILL, point
            before = files()
            assert list(gaps()) == [], f"point {point}"
            everything(who)
            sweeps(who)
            all_is_paid_once(before)


def points_of(template: str, who: People) -> int:
    """How many points there are when nobody dies."""
    with clone(template):
        number = in_a_child(lambda: everything(who))
        all_is_paid_once({})
    print(f"{number} points")
    assert number > 30
    return number


def chosen(number: int) -> list[int]:
    if os.environ.get("PROOF_DEPTH") == "nightly":
        return list(range(number))
    return sorted(random.Random(SEED).sample(range(number), IN_CI))


def test_money_that_moved_twice_would_be_noticed(world):
    """The proof can fail: somebody who can switch the rules off books an arrival a second time."""
    template, who = world
    with clone(template):
        everything(who)
        all_is_paid_once({})
        with psycopg.connect(settings.MIGRATION_DATABASE_URL, autocommit=True) as owner:
            owner.execute("SET session_replication_role = replica")
            owner.execute("UPDATE budgets_account SET posted = posted + 1800 WHERE kind = 'enterprise'")
        with pytest.raises(AssertionError):
            all_is_paid_once({})


def test_a_child_beside_an_event_loop_works_on_the_database_of_its_parent(template, fresh_db, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

    async def beside_a_loop() -> int:
        with clone(template):
            in_a_child(lambda: Organisation.objects.create(name="A new one", kind="enterprise") and None)
            return Organisation.objects.filter(name="A new one").count()

    connection.ensure_connection()
    assert asyncio.run(beside_a_loop()) == 1
