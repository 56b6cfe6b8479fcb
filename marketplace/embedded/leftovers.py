"""What an earlier run that was killed has left running is found and ended."""

import contextlib
import os
import signal
import time
from collections.abc import Iterable

import psutil

from marketplace.embedded.home import MARK, Home, say

GRACE = 10  # seconds to stop in an orderly way


def end_earlier_run(home: Home) -> None:
    """Ask a living earlier run of this folder to stop, as Ctrl-C would, and wait until it has."""
    earlier = _recorded_supervisor(home)
    if earlier is None:
        return
    say(f"Ending the earlier run (process {earlier.pid}).")
    earlier.send_signal(signal.SIGTERM)
    for process in _still_there([earlier], 3 * GRACE):
        _signal(process, signal.SIGKILL)


def _recorded_supervisor(home: Home) -> psutil.Process | None:
    """The process that was written down, if it lives and is still that one: ids are given out again."""
    facts = home.recorded()
    try:
        process = psutil.Process(facts["supervisor"])
        same = process.create_time() == facts["supervisor_since"] and process.pid != os.getpid()
        return process if same and any("marketplace.embedded" in part for part in process.cmdline()) else None
    except (psutil.Error, KeyError):
        return None


def end(home: Home) -> None:
    """End every process of this folder's earlier run: its web, worker and beat, and its two servers."""
    found = list(belonging(home))
    for process in found:
        _signal(process, signal.SIGINT if process.name() == "postgres" else signal.SIGTERM)
    alive = _still_there(found, GRACE)
    for process in alive:
        _signal(process, signal.SIGKILL)
    _still_there(alive, GRACE)


def belonging(home: Home) -> Iterable[psutil.Process]:
    """Processes that carry this folder's mark, or are a server that works in its data folder."""
    ours = {os.getpid(), *(parent.pid for parent in psutil.Process().parents())}
    folders = {str((home.root / name).resolve()) for name in ("postgres/18", "valkey")}
    for process in psutil.process_iter():
        if process.pid not in ours and _belongs(process, str(home.root), folders):
            yield process


def _belongs(process: psutil.Process, root: str, folders: set[str]) -> bool:
    try:
        if process.name() in {"postgres", "valkey-server"}:
            return process.cwd() in folders
        return process.environ().get(MARK) == root
    except (psutil.Error, OSError):
        return False


def _still_there(processes: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Which of these have not ended by then; one that only waits to be noticed by its parent has ended."""
    until = time.monotonic() + seconds
    while (alive := [process for process in processes if _lives(process)]) and time.monotonic() < until:
        time.sleep(0.05)
    return alive


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _signal(process: psutil.Process, number: int) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        process.send_signal(number)
