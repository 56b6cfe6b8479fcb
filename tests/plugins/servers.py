"""The site and a worker, running for real beside a test."""

import fcntl
import hashlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

from marketplace.celery import app
from tests.plugins.databases import CHECKOUT


@pytest.fixture(scope="session", autouse=True)
def static_files() -> None:
    """Style sheets, scripts and pictures, gathered once for all workers and again when one changes."""
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    stamp = root.with_name(f"{root.name}.stamp")
    with stamp.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        now = _fingerprint()
        if not stamp.exists() or stamp.read_text() != now:
            call_command("collectstatic", interactive=False, verbosity=0, clear=True)
            stamp.write_text(now)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for folder in settings.STATICFILES_DIRS:
        root = Path(folder[1] if isinstance(folder, tuple) else folder)
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            facts = path.stat()
            digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


class QuietHandler(WSGIRequestHandler):
    """Answers without a line in the log."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(fresh_db: str, settings) -> Iterator[str]:
    """The address of the whole site, served from this test's own database; messages are at /mailbox/."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
    address = f"http://127.0.0.1:{server.server_port}"
    settings.SITE_URL = address
    settings.CSRF_TRUSTED_ORIGINS = [address]
    settings.EMAIL_BACKEND = "marketplace.notifications.mailbox.MailboxBackend"
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield address
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def real_worker(fresh_db: str) -> Iterator[subprocess.Popen]:
    """A Celery worker in a process of its own, on this test's database."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "marketplace.settings",
        "REDIS_URL": settings.REDIS_URL,
        "SITE_URL": settings.SITE_URL,
        "C_FORCE_ROOT": "1",
    }
    command = [sys.executable, "-m", "celery", "--app", "marketplace.celery", "--quiet", "worker", "--pool", "solo"]
    quiet: dict = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    worker = subprocess.Popen(command, cwd=CHECKOUT, env=environment, **quiet)
    try:
        _wait_for(worker)
        yield worker
    finally:
        worker.kill()
        worker.communicate()


def _wait_for(worker: subprocess.Popen, seconds: int = 30) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if app.control.ping(timeout=0.5, limit=1):
            return
        if worker.poll() is not None:
            break
    worker.kill()
    raise AssertionError(f"the worker did not start:\n{worker.communicate()[1].decode()}")
