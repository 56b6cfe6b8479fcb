"""A process that kills itself, as kill -9 does, at a named point: before or after a commit, or the write of a file."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from django.core.cache import caches
from django.db import connection, connections
from django.db.backends.postgresql.base import DatabaseWrapper

from commissioning.actions import running


@dataclass
class Points:
    """Counts the points that a piece of work passes, and dies at one of them."""

    die_at: int = -1
    passed: int = 0

    def __call__(self) -> None:
        if self.passed == self.die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.passed += 1

    def around(self, does: Callable) -> Callable:
        def watched(*args, **more):
            self()
            found = does(*args, **more)
            self()
            return found

        return watched


def watch(points: Points) -> None:
    """Only ever in a child process: nothing is put back."""
    DatabaseWrapper._commit = points.around(DatabaseWrapper._commit)  # type: ignore[method-assign]
    running.insert_large = points.around(running.insert_large)


def in_a_child(work: Callable[[], None], die_at: int = -1) -> int:
    """Do it in a process of its own that dies at this point: how many points it passed, or minus the signal."""
    connections.close_all()
    caches.close_all()
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        _work(work, Points(die_at), writes)
    os.close(writes)
    said = b"".join(iter(lambda: os.read(reads, 100), b""))
    os.close(reads)
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        _until_forgotten()
        return -os.WTERMSIG(status)
    assert said, "the child failed: see what it printed"
    return int(said)


def _until_forgotten() -> None:
    """PostgreSQL notices a client that died when it next reads from it: until then its locks are held."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    for _again in range(200):
        with connection.cursor() as cursor:
            cursor.execute(others + " AND backend_type = 'client backend'")
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("the connection of a killed process is still there after ten seconds")


def _forget_connections() -> None:
    """Those of before an event loop began here, which is there as long as a browser is, lead to another database."""
    with suppress(AttributeError):
        del connections["default"]


def _work(work: Callable[[], None], points: Points, writes: int) -> None:
    try:
        _forget_connections()
        watch(points)
        work()
        os.write(writes, str(points.passed).encode())
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(0)
