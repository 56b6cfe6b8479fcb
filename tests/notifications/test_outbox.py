"""A message is said once, in the same transaction as its cause, and one that cannot go stops no other."""

import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from marketplace.notifications import channels, outbox, tasks
from marketplace.notifications.models import Mail, Message
from marketplace.notifications.outbox import notify
from tests.accounts.letters import post

LETTER = "password-changed"


def say(to, key="news:1", **kwargs):
    with transaction.atomic():
        return notify(to, LETTER, key=key, **kwargs)


def test_a_message_needs_the_transaction_of_its_cause(fresh_db):
    with pytest.raises(RuntimeError):
        notify("ben@example.org", LETTER, key="k")
    assert not Message.objects.exists()


def test_a_change_that_is_undone_says_nothing(fresh_db):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        notify("ben@example.org", LETTER, key="k")
        raise ZeroDivisionError
    assert not Message.objects.exists()


def test_the_same_news_is_said_once(ben, mailoutbox):
    assert say(ben) == say(ben)
    for _ in range(3):
        post(mailoutbox)
    assert [letter.to for letter in mailoutbox] == [[ben.email]]


def test_a_letter_says_who_it_is_from_and_is_forgotten_once_sent(ben, mailoutbox):
    message = say(ben, context={"code": "only for ben"})
    letter = post(mailoutbox)[0]
    assert settings.SITE_OPERATOR in letter.body and settings.SITE_PHONE in letter.body
    assert letter.from_email == settings.DEFAULT_FROM_EMAIL
    message.refresh_from_db()
    assert message.sent_at and message.context == {} and not message.trouble


def test_a_message_for_later_waits_for_its_hour(ben, mailoutbox, time_machine):
    say(ben, run_at=timezone.now() + timedelta(hours=2))
    assert not post(mailoutbox)
    time_machine.move_to(timezone.now() + timedelta(hours=2, minutes=1))
    assert len(post(mailoutbox)) == 1


def test_a_worker_killed_while_sending_leaves_a_message_that_goes_later_under_the_same_name(
    ben, mailoutbox, time_machine
):
    message = say(ben)
    taken = outbox._claim(message.pk)
    assert taken
    first = channels.name_of(taken)
    assert not post(mailoutbox), "its lease still runs"
    time_machine.move_to(timezone.now() + outbox.LEASE + timedelta(seconds=1))
    letter = post(mailoutbox)[0]
    assert letter.extra_headers["Message-ID"] == first
    assert str(message.pk) in first


def test_two_workers_cannot_both_have_a_message(ben):
    message = say(ben)
    assert outbox._claim(message.pk)
    assert outbox._claim(message.pk) is None


def test_a_worker_whose_lease_lapsed_cannot_undo_what_another_did(ben, mailoutbox, time_machine):
    message = say(ben)
    slow = outbox._claim(message.pk)
    assert slow
    time_machine.move_to(timezone.now() + outbox.LEASE + timedelta(seconds=1))
    post(mailoutbox)
    outbox._note_failure(slow, OSError())
    message.refresh_from_db()
    assert message.sent_at and not message.trouble


def test_one_bad_message_fails_alone(ben, olive, mailoutbox):
    bad = say(ben, key="bad")
    Message.objects.filter(pk=bad.pk).update(template="no-such-letter")
    good = say(olive, key="good")
    assert [letter.to for letter in post(mailoutbox)] == [[olive.email]]
    bad.refresh_from_db()
    good.refresh_from_db()
    assert good.sent_at and not bad.sent_at
    assert bad.trouble == "TemplateNotFound"
    assert bad.run_at > timezone.now()


def test_a_message_that_is_refused_again_and_again_is_left_for_a_person(ben, mailoutbox, time_machine):
    bad = say(ben)
    Message.objects.filter(pk=bad.pk).update(template="no-such-letter")
    for _ in range(5):
        post(mailoutbox)
        time_machine.move_to(timezone.now() + timedelta(hours=7))
    bad.refresh_from_db()
    assert bad.failed_at and bad.attempts == outbox.TRIES_IF_REFUSED
    assert Message.objects.failed().get() == bad


def test_a_message_that_kills_every_worker_is_given_up(ben, mailoutbox, time_machine):
    message = say(ben)
    for _ in range(outbox.TRIES + 3):
        outbox._claim(message.pk)
        time_machine.move_to(timezone.now() + timedelta(hours=7))
        if Message.objects.get(pk=message.pk).attempts >= outbox.TRIES:
            tasks.sweep()
    message.refresh_from_db()
    assert message.failed_at and not mailoutbox


def test_somebody_without_an_e_mail_is_noted_and_blocks_nobody(ben, olive, mailoutbox):
    ben.email = None
    ben.save()
    message = say(ben)
    say(olive, key="good")
    assert len(post(mailoutbox)) == 1
    message.refresh_from_db()
    assert message.trouble == "NobodyToSendTo"


@pytest.mark.S12
def test_a_name_with_line_ends_cannot_add_a_header(ben, mailoutbox):
    with transaction.atomic():
        said = {"organisation": "Good\r\nBcc: all@example.org\r\n\r\nCompany", "role": "Owner"}
        notify(ben, "membership-ended", key="k", context=said)
    letter = post(mailoutbox)[0]
    assert letter.subject == "Your role at Good Bcc: all@example.org Company has ended"
    assert "Bcc" not in letter.message()
    assert letter.recipients() == [ben.email]


def test_a_letter_is_plain_text_with_nothing_escaped(ben, mailoutbox):
    with transaction.atomic():
        notify(ben, "membership-ended", key="k", context={"organisation": "Tom & Jerry's", "role": "Owner"})
    assert "Tom & Jerry's" in post(mailoutbox)[0].body


def test_the_broker_is_down_and_nobody_notices(fresh_db, mailoutbox, monkeypatch):
    from celery import current_app
    from kombu.exceptions import OperationalError

    asked = []

    def down(*args, **kwargs):
        asked.append(args)
        raise OperationalError("no broker")

    monkeypatch.setattr(current_app, "send_task", down)
    say("ben@example.org")
    assert len(asked) == 1 and Message.objects.get().sent_at is None
    assert len(post(mailoutbox)) == 1


def test_a_broker_that_refuses_costs_no_time_and_no_error():
    """The real client, against a port where nothing listens."""
    ask = (
        "import django; django.setup();"
        "from marketplace.notifications.outbox import _wake; from uuid import uuid4;"
        "import time; t = time.monotonic(); _wake(uuid4()); print(time.monotonic() - t)"
    )
    environment = {
        "PATH": "/usr/bin:/bin",
        "SECRET_KEY": "x" * 50,
        "FIELD_KEYS": settings.FIELD_KEYS[0],
        "SITE_URL": "http://127.0.0.1",
        "ALLOWED_HOSTS": "*",
        "DEMO": "1",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "DJANGO_SETTINGS_MODULE": "marketplace.settings",
    }
    said = subprocess.run(
        [sys.executable, "-c", ask], env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert float(said.stdout) < 5
    assert "left for the sweep" in said.stderr


def test_what_was_said_is_forgotten_after_a_week(ben, mailoutbox, time_machine):
    message = say("somebody@example.org", key="old")
    failed = say(ben, key="failed", context={"code": "private"})
    Message.objects.filter(pk=failed.pk).update(failed_at=timezone.now(), settled_at=timezone.now())
    post(mailoutbox)
    Mail.objects.create(to="ben@example.org", subject="s", body="b")
    young = Mail.objects.create(to="ben@example.org", subject="s", body="b", at=timezone.now() + timedelta(days=5))
    time_machine.move_to(timezone.now() + timedelta(days=8))
    tasks.forget()
    message.refresh_from_db()
    failed.refresh_from_db()
    assert message.address == "" and message.forgotten_at and failed.context == {}
    assert list(Mail.objects.all()) == [young]


def test_sessions_that_are_over_are_cleared(db, time_machine):
    Session.objects.create(session_key="over", session_data="", expire_date=timezone.now() - timedelta(days=1))
    Session.objects.create(session_key="open", session_data="", expire_date=timezone.now() + timedelta(days=1))
    tasks.forget()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]


def test_a_real_worker_delivers_at_once(fresh_db, real_worker):
    """Celery carries the id, another process sends: no sweep is run here."""
    say("ben@example.org")
    until = time.monotonic() + 20
    while time.monotonic() < until and not Message.objects.get().sent_at:
        time.sleep(0.1)
    message = Message.objects.get()
    assert message.sent_at and message.attempts == 1
    assert Mail.objects.get().to == "ben@example.org"
