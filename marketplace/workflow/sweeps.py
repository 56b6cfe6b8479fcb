"""Long work in pieces: each a transaction of its own, for less than a minute, and the next run goes on."""

import time
from collections.abc import Callable

SECONDS = 45


def until_done(some: Callable[[], int], *, seconds: int = SECONDS) -> int:
    """`some` does the next piece and says how many it was; again and again until none is left. How many in all."""
    started, done = time.monotonic(), 0
    while time.monotonic() - started < seconds:
        number = some()
        done += number
        if not number:
            break
    return done
