"""What it costs to owe somebody a message, against only telling Celery: both in turn, on the same servers."""

import time
from uuid import uuid4

from tests.benchmarks.serving import spread

MESSAGES, ROUNDS = 300, 7


def outbox() -> list[tuple[str, str]]:
    """How many messages are owed in the time in which as many bare tasks are sent."""
    from celery import current_app
    from django.db import transaction

    from marketplace.notifications.outbox import notify

    def owe(number: int) -> float:
        """Seconds for so many messages, each with its row and its wake-up, in the transaction of one change."""
        started = time.perf_counter()
        with transaction.atomic():
            for _each in range(number):
                notify("bench@example.org", "password-changed", key=f"bench:{uuid4()}")
        return time.perf_counter() - started

    def owe_one_each(number: int) -> float:
        """The same where each message has a transaction to itself."""
        return sum(owe(1) for _each in range(number))

    together, alone = [], []
    for measured in (False, *[True] * ROUNDS):
        bare = _send(current_app, MESSAGES)
        found = bare / owe(MESSAGES), bare / owe_one_each(MESSAGES)
        if measured:
            together.append(found[0])
            alone.append(found[1])
    current_app.control.purge()
    return [
        ("outbox: a message owed in its cause's transaction / a bare task sent (goal 0.5)", spread(together)),
        ("outbox: with a transaction to itself / a bare task sent", spread(alone)),
    ]


def _send(celery, number: int) -> float:
    """Seconds for so many tasks without a database."""
    started = time.perf_counter()
    for _each in range(number):
        celery.send_task("notifications.deliver", [str(uuid4())], retry=False)
    return time.perf_counter() - started
