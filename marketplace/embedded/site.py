"""`make run`: bring the database up to date, then web, worker and beat until Ctrl-C."""

import hashlib
import os
import shlex
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path

from honcho.manager import Manager
from honcho.printer import Message, Printer

from marketplace.embedded.home import CHECKOUT, MARK, Trouble, say

PORT = int(os.environ.get("PORT") or 8000)
PREPARATION = (
    ("migrate --verbosity 0 --skip-checks", "owner", "Bringing the database up to date (seconds)"),
    ("grant_roles", "site", "Giving the site's database role its rights"),
    ("load_postcodes", "owner", "Loading 2.6 million real postcodes (about a minute, once)"),
    ("collectstatic --noinput --verbosity 0", "site", "Gathering style sheets, scripts and pictures (seconds)"),
    ("reindex_search", "site", "Writing what the search reads (seconds)"),
    ("seed_demo", "site", "Inventing the demonstration's people and enterprises (about a minute, once)"),
    ("seed_introductions", "site", "Introducing some of its people (seconds)"),
    ("seed_budgets", "site", "Giving some of its people budgets (seconds)"),
    ("seed_plans", "site", "Writing some of their plans (seconds)"),
    ("seed_agreements", "site", "Letting Ben agree on support with some of them (seconds)"),
    ("seed_together", "site", "Letting some of its people club together (seconds)"),
    ("seed_statements", "site", "Writing what some of them told about it (seconds)"),
    ("seed_visits", "site", "Saying what happened to their visits (seconds)"),
    ("seed_funds", "site", "Letting a charity hold a fund for one of them (seconds)"),
    ("seed_checks", "site", "Checking some of its enterprises (seconds)"),
    ("seed_starting", "site", "Helping some of them to start (seconds)"),
    ("seed_contracts", "site", "Letting small contracts to some of them (seconds)"),
    ("seed_payees", "site", "Entering and checking some of their bank accounts (seconds)"),
    ("seed_payments", "site", "Paying some of them (seconds)"),
    ("seed_invoices", "site", "Sending and asking about some invoices (seconds)"),
    ("seed_speed", "site", "Paying eight months of invoices (seconds)"),
)


def main() -> int:
    try:
        _refuse_a_taken_port()
        accounts = _prepare(os.environ.get(MARK))
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    return _serve(accounts)


def _refuse_a_taken_port() -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", PORT))
        except OSError as refused:
            raise Trouble(
                f"Port {PORT} is taken by another program. Choose another: make run PORT={PORT + 1}"
            ) from refused


# --- What happens once -----------------------------------------------------------------------------------------------
def _prepare(home: str | None) -> str:
    """Do what changed code or an empty database asks for, and say who can sign in; nothing changed, nothing done."""
    stamp = Path(home) / "run" / "prepared" if home else None
    now = _fingerprint()
    if stamp and stamp.exists():
        then, _, accounts = stamp.read_text().partition("\n")
        if then == now:
            return accounts
    for command, role, words in PREPARATION:
        _step(command, role, words)
    accounts = _manage("demo_accounts", "site", capture=True) if os.environ.get("DEMO") == "1" else ""
    if stamp:
        stamp.write_text(f"{now}\n{accounts}")
    return accounts


def _step(command: str, role: str, words: str) -> None:
    if command.startswith("seed_") and os.environ.get("DEMO") != "1":
        return
    say(f"{words} ...")
    started = time.monotonic()
    _manage(command, role)
    say(f"  done in {time.monotonic() - started:.1f} s")


def _manage(command: str, role: str, capture: bool = False) -> str:
    """Run one of Django's commands, as the database's owner or as the site."""
    environment = dict(os.environ)
    if role == "owner":
        environment["DATABASE_URL"] = environment.get("MIGRATION_DATABASE_URL") or environment["DATABASE_URL"]
    result = subprocess.run(
        [sys.executable, "manage.py", *command.split()],
        cwd=CHECKOUT,
        env=environment,
        stdout=subprocess.PIPE if capture else None,
        text=True,
    )
    if result.returncode:
        raise Trouble(f"'manage.py {command}' failed: see above. Nothing was started.")
    return result.stdout or ""


def _fingerprint() -> str:
    """Changes with the code, the style sheets and the locked packages."""
    digest = hashlib.sha256()
    for path in sorted(_sources()):
        facts = path.stat()
        digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _sources() -> Iterable[Path]:
    for app in ("marketplace", "providers", "budgets", "commissioning"):
        yield from (path for path in (CHECKOUT / app).rglob("*") if path.is_file() and path.suffix != ".pyc")
    for folder in ("css", "js", "img"):
        yield from (path for path in (CHECKOUT / "static" / folder).rglob("*") if path.is_file())
    yield CHECKOUT / "requirements-dev.lock"


# --- What goes on ----------------------------------------------------------------------------------------------------
class QuietPrinter(Printer):
    """Prints what the processes say, not honcho's own remarks."""

    def write(self, message: Message) -> None:
        if message.name != "system":
            super().write(message)


def _serve(accounts: str) -> int:
    manager = Manager(QuietPrinter(sys.stdout, time_format="%H:%M:%S"))
    quiet = {"LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"), "PYTHONWARNINGS": "ignore::UserWarning"}
    environment = os.environ | quiet  # Celery's warning is about running as root
    for name, command in _processes().items():
        wait = "" if name == "web" else "sleep 3; "  # the first page comes first
        line = f"{wait}exec {shlex.join([sys.executable, '-m', *command])}"
        manager.add_process(name, line, env=environment, cwd=CHECKOUT)
    threading.Thread(target=_announce, args=[accounts], daemon=True).start()
    manager.loop()
    say("Stopped.")
    return 0 if manager.returncode in (130, 143) else manager.returncode or 1


def _processes() -> dict[str, list[str]]:
    celery = ["celery", "--app", "marketplace.celery", "--quiet"]
    web = ["gunicorn", "marketplace.wsgi", "--bind", f"127.0.0.1:{PORT}", "--worker-class", "gthread"]
    web += ["--workers", os.environ.get("WEB_PROCESSES") or "1", "--threads", "8", "--graceful-timeout", "3"]
    return {
        "web": [*web, "--log-level", "warning", "--no-control-socket"],
        "worker": [*celery, "worker", "--concurrency", "1", "--loglevel", "WARNING", "--without-gossip"],
        "beat": [*celery, "beat", "--loglevel", "WARNING", "--pidfile", ""],
    }


def _announce(accounts: str) -> None:
    """Say where the site is once it really answers."""
    while not _answers():
        time.sleep(0.1)
    lines = [f"Just Right is running at {os.environ['SITE_URL']}", "Stop it with Ctrl-C.", *accounts.splitlines()]
    width = max(map(len, lines))
    edge = "-" * (width + 2)
    say("\n".join(["", f"+{edge}+", *(f"| {line:<{width}} |" for line in lines), f"+{edge}+", ""]))


def _answers() -> bool:
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}/health/", headers={"Host": f"localhost:{PORT}"})
    try:
        with urllib.request.urlopen(request, timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(main())
