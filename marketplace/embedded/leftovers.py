"""What an earlier run that was killed has left running is found and ended."""

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
    _, alive = psutil.wait_procs([earlier], timeout=3 * GRACE)
    for process in alive:
        process.kill()


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
    _, alive = psutil.wait_procs(found, timeout=GRACE)
    for process in alive:
        _signal(process, signal.SIGKILL)
    psutil.wait_procs(alive, timeout=GRACE)
    if found:
        time.sleep(0.2)  # the kernel gives ports and shared memory back a moment later


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


def _signal(process: psutil.Process, number: int) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        pass
