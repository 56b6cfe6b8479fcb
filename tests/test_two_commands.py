"""`make run` and `make test`: a start ends what a killed one left behind, and nothing is lost."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from marketplace.embedded import site
from marketplace.embedded.home import Home

CHECKOUT = Path(__file__).resolve().parent.parent
SERVERS = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "REDIS_URL")
PRINT_SURROUNDINGS = "import json, os, time; print(json.dumps(dict(os.environ)), flush=True); time.sleep({seconds})"


@pytest.fixture
def home():
    """A folder for embedded servers, which PostgreSQL's account may enter when root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="just-right-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree((folder / "postgres").resolve(), ignore_errors=True)
    shutil.rmtree(folder)


def start(home: Path, seconds: int = 0, *options: str, **environment: str) -> subprocess.Popen:
    """Embedded servers with a command that prints its environment and stays for a while."""
    surroundings = {name: value for name, value in os.environ.items() if name not in SERVERS} | environment
    command = [sys.executable, "-c", PRINT_SURROUNDINGS.format(seconds=seconds)]
    return subprocess.Popen(
        [sys.executable, "-m", "marketplace.embedded", "--home", str(home), *options, *command],
        cwd=CHECKOUT,
        env=surroundings,
        stdout=subprocess.PIPE,
        text=True,
    )


def surroundings(started: subprocess.Popen) -> dict[str, str]:
    """What the command was told."""
    assert started.stdout
    for line in started.stdout:
        if line.startswith("{"):
            return json.loads(line)
    raise AssertionError("the command did not run")


def stop(started: subprocess.Popen, number: int = signal.SIGTERM) -> float:
    """Send a signal and say how long the end took."""
    began = time.monotonic()
    started.send_signal(number)
    started.wait(timeout=30)
    assert started.stdout
    started.stdout.close()
    return time.monotonic() - began


def processes(home: Path) -> dict[str, psutil.Process]:
    """The servers that were written down, as far as they run."""
    facts = json.loads((home / "run" / "processes.json").read_text())
    return {name: psutil.Process(facts[name]) for name in ("postgres", "valkey") if psutil.pid_exists(facts[name])}


def lives(process: psutil.Process) -> bool:
    """It runs, and is not only waiting for its parent to notice its end."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def test_with_both_servers_named_nothing_is_started(home):
    started = start(home, DATABASE_URL="postgres://elsewhere/site", REDIS_URL="redis://elsewhere/0")
    told = surroundings(started)
    started.communicate()
    assert (told["DATABASE_URL"], told["REDIS_URL"]) == ("postgres://elsewhere/site", "redis://elsewhere/0")
    assert list(home.iterdir()) == []


def test_with_a_database_named_only_valkey_is_started(home):
    started = start(home, DATABASE_URL="postgres://elsewhere/site")
    told = surroundings(started)
    started.communicate()
    assert told["DATABASE_URL"] == "postgres://elsewhere/site"
    assert told["REDIS_URL"].startswith("redis://:") and not (home / "postgres").exists()


def test_after_kill_9_the_next_start_ends_the_leftovers_and_has_the_data(home):
    first = start(home, 600)
    told = surroundings(first)
    with psycopg.connect(told["MIGRATION_DATABASE_URL"]) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 'Amina' AS name")
    left = processes(home)
    [command] = psutil.Process(first.pid).children()[-1:]
    stop(first, signal.SIGKILL)
    assert all(lives(process) for process in left.values())
    left["postgres"].kill()

    second = start(home, 600)
    with psycopg.connect(surroundings(second)["MIGRATION_DATABASE_URL"]) as owner:
        assert owner.execute("SELECT name FROM kept").fetchone() == ("Amina",)
    assert not any(lives(process) for process in (*left.values(), command))

    running = processes(home)
    assert stop(second) < 15
    assert not any(lives(process) for process in running.values())


def test_a_second_start_takes_over_from_a_living_one(home):
    first = start(home, 600)
    surroundings(first)
    second = start(home, 0)
    surroundings(second)
    assert first.wait(timeout=10) != 0
    for started in (first, second):
        started.communicate()
    assert second.returncode == 0


def test_a_test_run_steps_aside_when_another_is_under_way(home):
    first = start(home / "test", 600, "--throwaway")
    second = start(home / "test", 0, "--throwaway")
    try:
        homes = {surroundings(started)["EMBEDDED_HOME"] for started in (first, second)}
        assert homes == {str(home / "test"), str(home / "test-2")}
    finally:
        second.communicate()
        stop(first)
        for name in ("test", "test-2"):
            shutil.rmtree((home / name / "postgres").resolve(), ignore_errors=True)


def test_the_site_connects_without_the_right_to_change_tables_and_secrets_are_private(home):
    started = start(home, 600)
    told = surroundings(started)
    with psycopg.connect(told["DATABASE_URL"]) as site, pytest.raises(psycopg.errors.InsufficientPrivilege):
        site.execute("CREATE TABLE mine (id int)")
    stop(started)
    assert (home / "secrets.json").stat().st_mode & 0o077 == 0
    assert told["DEMO"] == "1" and len(told["SECRET_KEY"]) > 40


def test_a_taken_port_is_said_in_words():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "marketplace.embedded.site"]
        said = subprocess.run(
            command, cwd=CHECKOUT, env=os.environ | {"PORT": str(port)}, capture_output=True, text=True
        )
    assert said.returncode == 1
    assert f"make run PORT={port + 1}" in said.stderr and "Traceback" not in said.stderr


def test_a_failing_command_fails(home):
    environment = os.environ | {"DATABASE_URL": "postgres://elsewhere/site", "REDIS_URL": ""}
    command = [sys.executable, "-m", "marketplace.embedded", "--home", str(home), "bash", "-c", "exit 3"]
    assert subprocess.run(command, cwd=CHECKOUT, env=environment).returncode == 3


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "static/package-lock.json"])
def test_a_lock_file_names_no_place_to_download_from(name):
    lines = (CHECKOUT / name).read_text().splitlines()
    packages = [line for line in lines if "funding" not in line and '"url":' not in line]
    assert not [line for line in packages if re.search(r"https?://|file:/|--index|--find-links|\"resolved\"", line)]
    assert "sha256:" in "".join(lines) or "sha512-" in "".join(lines)


def test_the_address_that_is_printed_is_the_one_that_messages_link_to(home, monkeypatch, capsys):
    monkeypatch.delenv("PORT", raising=False)
    address = Home(home).environment()["SITE_URL"]
    monkeypatch.setenv("SITE_URL", address)
    monkeypatch.setattr(site, "_answers", lambda: True)
    site._announce("")
    assert f"Just Right is running at {address} " in capsys.readouterr().out
    readme = (CHECKOUT / "README.md").read_text()
    assert f"at {address} (PORT=" in readme and "http://127.0.0.1:8000" not in readme
