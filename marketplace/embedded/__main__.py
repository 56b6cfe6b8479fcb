"""`python -m marketplace.embedded COMMAND...`: run a command with a PostgreSQL and a Valkey of its own.

With DATABASE_URL and REDIS_URL set it starts nothing, and only runs the command.
"""

import argparse
import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import psutil

from marketplace.embedded import leftovers, postgres, valkey
from marketplace.embedded.home import CHECKOUT, MARK, Home, Trouble

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        os.execvp(options.command[0], options.command)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
    try:
        home = _take(options.home, options.throwaway)
        with ExitStack() as stack:
            stack.callback(leftovers.end, home)
            environment = _surroundings(home, stack)
            return _run(options.command, environment)
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m marketplace.embedded", description=__doc__)
    parser.add_argument("--home", type=Path, default=CHECKOUT / "var", help="where data is kept (default: var)")
    parser.add_argument("--throwaway", action="store_true", help="faster, and the data may be lost: for tests")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args(arguments)
    if not options.command:
        parser.error("which command should run?")
    return options


def _take(root: Path, throwaway: bool) -> Home:
    """The folder for this run: the earlier run of it is ended, but tests step aside into a folder of their own."""
    home = Home(root, throwaway)
    if throwaway:
        for number in range(2, 20):
            if home.take():
                break
            home = Home(root.with_name(f"{root.name}-{number}"), throwaway)
    else:
        leftovers.end_earlier_run(home)
        if not home.take():
            raise Trouble(f"Another start is under way in {home.root}. Wait for it, or end it.")
    leftovers.end(home)
    home.record(supervisor=os.getpid(), supervisor_since=psutil.Process().create_time())
    return home


def _surroundings(home: Home, stack: ExitStack) -> dict[str, str]:
    """The command's environment: what is set already stays, what is missing is started or made up."""
    environment = home.environment() | os.environ
    environment.pop("DJANGO_SETTINGS_MODULE", None)  # every program names its own: tests have theirs
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    if not environment.get("REDIS_URL"):
        environment["REDIS_URL"] = stack.enter_context(valkey.running(home))
    if not environment.get("DATABASE_URL"):
        environment.update(stack.enter_context(postgres.running(home)))
    return environment | {MARK: str(home.root)}


def _run(command: list[str], environment: dict[str, str]) -> int:
    """Run the command and hand on the wish to stop; at a terminal Ctrl-C has already reached it."""
    process = subprocess.Popen(command, env=environment)

    def hand_on(number: int, frame: object) -> None:
        if number != signal.SIGINT or not os.isatty(0):
            process.send_signal(signal.SIGINT if number == signal.SIGINT else signal.SIGTERM)

    for number in STOPPING:
        signal.signal(number, hand_on)
    code = process.wait()
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)
    return 128 - code if code < 0 else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
