"""Servers are killed, as kill -9 does, while a run goes through them: web, worker, Valkey and PostgreSQL."""

import os
import random
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import suppress
from datetime import UTC, datetime
from http.client import HTTPException
from urllib.parse import urlencode, urlsplit

import psutil
import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError, connections
from django.test import Client

from commissioning import actions
from commissioning.models import Payment, PaymentRun
from marketplace.celery import app
from marketplace.embedded import postgres
from marketplace.embedded.home import Home, free_port
from tests.commissioning.crashing import in_a_child
from tests.commissioning.making_runs import approved, may_be_paid, owing, proposed
from tests.commissioning.test_run_crash import People, all_is_paid_once, everything, files, sweeps
from tests.dumping import program
from tests.people import acting
from tests.plugins.broker import point_celery_to, wait_for
from tests.plugins.databases import CHECKOUT

pytestmark = pytest.mark.R2
SEED = random.randrange(1_000_000)
ROUNDS = 25 if os.environ.get("PROOF_DEPTH") == "nightly" else 3
TOKEN = "a" * 32  # the same in the form as in the cookie, as a browser would have it


@pytest.fixture
def who(fresh_db, doreen, cooking, amina, sam, time_machine, pays, good_company, nottingham, fiona, raj) -> People:
    """Three visits are owed and may be paid; it is the real time again, as in the servers."""
    now = datetime.now(UTC)
    owing(doreen, cooking, amina, sam, time_machine.move_to)
    may_be_paid(good_company, amina, nottingham, fiona, raj)
    time_machine.move_to(now)
    print(f"seed {SEED}")
    return People(nottingham, fiona, raj)


# --- The web ---------------------------------------------------------------------------------------------------------
class Web:
    """The site in processes of its own."""

    def __init__(self):
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "marketplace.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--workers", "1", "--threads", "4", "--log-level", "critical", "--no-control-socket"]
        known = {"DJANGO_SETTINGS_MODULE": "tests.settings", "LOG_LEVEL": "ERROR"}
        self.process = subprocess.Popen(command, cwd=CHECKOUT, env=os.environ | known, stderr=subprocess.DEVNULL)
        wait_for(self.answers, "the web")

    def answers(self) -> bool:
        try:
            return urllib.request.urlopen(f"{self.address}/health/", timeout=2).status == 200
        except (OSError, HTTPException):
            return False

    def kill(self) -> None:
        kill_all(self.process.pid)
        self.process.wait()

    def post(self, path: str, session: str, **typed: str) -> None:
        """As a browser sends a form; nobody waits for the answer of a server that dies."""
        cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        content = urlencode({"csrfmiddlewaretoken": TOKEN, **typed}).encode()
        asked = urllib.request.Request(f"{self.address}{path}", content, {"Cookie": cookies})
        with suppress(OSError, HTTPException):
            urllib.request.build_opener(NotOn).open(asked, timeout=20)


class NotOn(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args):
        """The answer itself is enough."""


def kill_all(pid: int) -> None:
    """A process and all its children, at once."""
    parent = psutil.Process(pid)
    for each in [*parent.children(recursive=True), parent]:
        try:
            each.kill()
        except psutil.NoSuchProcess:
            continue


@pytest.fixture
def web(who):
    found = Web()
    yield found
    found.kill()


def session_of(account) -> str:
    client = Client()
    client.force_login(account)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def test_the_web_is_killed_while_somebody_approves(who, web):
    """Either it is approved with all its files, or nothing happened; then somebody presses again."""
    dice, session = random.Random(SEED), session_of(who.other)
    for _round in range(ROUNDS):
        run = proposed(who.body)
        actions.make_run(run, by=acting(who.one))
        path = f"/payments/runs/{run.pk}/act/"
        press = threading.Thread(target=web.post, args=[path, session], kwargs={"what": "approve"})
        press.start()
        time.sleep(dice.uniform(0.0, 0.15))
        web.kill()
        press.join()
        run.refresh_from_db()
        before = {key: content for key, content in files().items() if key[0] == run.pk}
        assert (run.status, len(before)) in (("made", 0), ("locked", 2))
        web.start()
        web.post(path, session, what="approve")
        run.refresh_from_db()
        assert run.status == "locked"
        now = {key: content for key, content in files().items() if key[0] == run.pk}
        assert before.items() <= now.items() and len(now) == 2
        actions.give_up_run(run, by=acting(who.one))
    assert set(Payment.objects.values_list("status", flat=True)) == {"due"}


# --- The worker and Valkey -------------------------------------------------------------------------------------------
def test_worker_and_valkey_are_killed_while_payments_are_posted_and_answered(who, broker, start_worker):
    dice = random.Random(SEED)
    run = approved(proposed(who.body), who.one, who.other)
    before = files()
    actions.note_download(run.files.first(), by=acting(who.one))
    actions.note_run_sent(run, by=acting(who.one))
    for number in range(2):
        if number:
            actions.say_run_paid(run, run.pay_on, by=acting(who.other))
        worker = start_worker(f"victim{number}")
        wait_for(worker.is_up, "the worker")
        app.send_task("commissioning.follow_payments")
        time.sleep(dice.uniform(0.0, 0.1))
        worker.kill()
        broker.stop()
        broker.start()
        point_celery_to(broker.url)
    worker = start_worker("last")
    wait_for(worker.is_up, "the worker that goes on")
    for _sweep in range(2):
        app.send_task("commissioning.follow_payments")
    wait_for(lambda: PaymentRun.objects.filter(status="done").exists(), "the run to be done", 40)
    wait_for(broker.is_idle, "the worker to come to an end", 40)
    all_is_paid_once(before)
    assert files() == before, "the files of the run are those that were approved"


# --- PostgreSQL ------------------------------------------------------------------------------------------------------
class Server:
    """A PostgreSQL of this test's own that keeps what it has promised, whatever kills it."""

    def __init__(self, folder):
        self.home = Home(folder)
        self.account = postgres._account(self.home)
        self.binaries = postgres._binaries(self.account)
        self.data = postgres._data(self.home, self.account, self.binaries)
        self.start()
        postgres._make_roles(self.home, self.port)

    def start(self) -> None:
        self.process, self.port = postgres._start(self.home, self.account, self.binaries, self.data)

    def kill(self) -> None:
        kill_all(self.process.pid)
        self.process.wait()

    def url(self, role: str, secret: str, database: str = postgres.DATABASE) -> str:
        return f"postgres://{role}:{self.home.secret(secret)}@127.0.0.1:{self.port}/{database}"

    def use(self, database: str) -> None:
        """Django connects here from now on."""
        connections.close_all()
        parts = urlsplit(self.url(postgres.APP, "app", database))
        facts = {"HOST": parts.hostname, "PORT": parts.port, "USER": parts.username, "PASSWORD": parts.password}
        for known in (settings.DATABASES["default"], connections["default"].settings_dict):
            known.update(facts, NAME=database)

    def copy(self, name: str) -> None:
        with psycopg.connect(self.url(postgres.OWNER, "owner", "postgres"), autocommit=True) as owner:
            owner.execute(f"CREATE DATABASE {name} TEMPLATE {postgres.DATABASE}")


@pytest.fixture
def own_server(who, tmp_path):
    """It has a copy of the world in it."""
    dump, before = tmp_path / "world.dump", dict(settings.DATABASES["default"])
    subprocess.run([program("pg_dump"), "-Fc", f"--file={dump}", settings.MIGRATION_DATABASE_URL], check=True)
    own = Server(tmp_path / "postgres")
    owner = own.url(postgres.OWNER, "owner")
    restore = [program("pg_restore"), "--exit-on-error", "--no-owner", "--no-acl", f"--dbname={owner}", dump]
    subprocess.run(restore, check=True)
    known = {"DATABASE_URL": own.url(postgres.APP, "app"), "MIGRATION_DATABASE_URL": owner}
    subprocess.run([sys.executable, "manage.py", "grant_roles"], cwd=CHECKOUT, env=os.environ | known, check=True)
    yield own
    connections.close_all()
    for place in (settings.DATABASES["default"], connections["default"].settings_dict):
        place.update(before)
    own.kill()


def test_postgresql_is_killed_in_the_middle_of_everything(who, own_server):
    dice = random.Random(SEED)
    for number in range(ROUNDS):
        name = f"world{number}"
        own_server.copy(name)
        own_server.use(name)
        killer = threading.Timer(dice.uniform(0.05, 0.9), own_server.kill)
        killer.start()
        in_a_child(lambda: _until_it_dies(who))
        killer.join()
        own_server.start()
        own_server.use(name)
        before = files()
        everything(who)
        sweeps(who)
        all_is_paid_once(before)
        assert before.items() <= files().items(), "what was written before the kill stays byte for byte"


def _until_it_dies(who: People) -> None:
    try:
        everything(who)
    except (OperationalError, psycopg.Error):
        connections.close_all()
