"""The outbox under fire: two workers, one killed with -9, the broker gone; nothing is lost, hardly anything doubled.

In CI a few hundred messages and two seconds without a broker; PROOF_DEPTH=nightly: 10,000 and 30 seconds.
"""

import os
import time
from collections import Counter
from email import message_from_string

import pytest
from django.db import transaction
from django.utils import timezone

from marketplace.celery import app
from marketplace.notifications.models import Message
from marketplace.notifications.outbox import notify
from tests.notifications.mail_server import MailServer
from tests.plugins.broker import wait_for

NIGHTLY = os.environ.get("PROOF_DEPTH") == "nightly"
MESSAGES, SECONDS_DOWN, PATIENCE = (10_000, 30, 1_800) if NIGHTLY else (300, 2, 50)
pytestmark = pytest.mark.R5


@pytest.fixture
def mail_server():
    server = MailServer()
    yield server
    server.may_answer.set()
    server.shutdown()
    server.server_close()


def names(server: MailServer) -> list[str]:
    return [message_from_string(letter)["Message-ID"] for _to, letter in server.received]


def owe(number: int) -> None:
    """So many messages in the outbox, each with its task, and one in the middle that cannot be written."""
    for start in range(0, number, 100):
        with transaction.atomic():
            for each in range(start, min(start + 100, number)):
                template = "no-such-letter" if each == number // 2 else "password-changed"
                notify(f"person{each}@example.org", template, key=f"news:{each}")


def waiting():
    return Message.objects.filter(sent_at=None).exclude(template="no-such-letter")


def two_minutes_pass() -> None:
    """The lease of a worker that died is over."""
    waiting().exclude(claimed_until=None).update(claimed_until=timezone.now())


def test_nothing_is_lost_when_a_worker_is_killed_and_the_broker_goes(broker, start_worker, mail_server):
    smtp = {"EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}"}
    first, second = start_worker("first", **smtp), start_worker("second", **smtp)
    wait_for(first.is_up, "the first worker")
    wait_for(second.is_up, "the second worker")
    owe(MESSAGES)
    wait_for(lambda: len(mail_server.received) > MESSAGES // 10, "the first letters", PATIENCE)
    mail_server.may_answer.clear()
    time.sleep(0.5)  # both have a letter whose answer they wait for
    first.kill()
    mail_server.may_answer.set()
    broker.stop()
    time.sleep(SECONDS_DOWN)
    assert waiting().exists(), "there was something left to lose"
    broker.start()
    drain(broker)
    sent = Counter(names(mail_server))
    doubled = [name for name, times in sent.items() if times > 1]
    assert len(sent) == MESSAGES - 1, "none is lost"
    assert len(doubled) <= 1 and sum(sent.values()) <= MESSAGES, "only the one in flight goes twice, under one name"
    bad = Message.objects.get(template="no-such-letter")
    assert bad.sent_at is None and bad.trouble == "TemplateNotFound", "it fails alone"


def drain(broker) -> None:
    """Beat's sweeps, until only what a dead worker holds is left; then that too."""
    until = time.monotonic() + PATIENCE
    while waiting().exists():
        assert time.monotonic() < until, f"{waiting().count()} messages were never sent"
        if broker.is_idle():
            if not waiting().due().exists():
                two_minutes_pass()
            app.send_task("notifications.sweep", retry=True)
        time.sleep(0.5)
