"""Letters leave over SMTP, and a server's no to one is a yes to the others."""

from datetime import timedelta
from email import message_from_string
from email.policy import default
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.utils import timezone

from marketplace.notifications import channels, outbox, tasks
from marketplace.notifications.models import Message
from marketplace.notifications.outbox import notify
from tests.notifications.mail_server import MailServer


@pytest.fixture
def mail_server(settings):
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    yield server
    server.shutdown()
    server.server_close()


def say(address: str) -> Message:
    with transaction.atomic():
        return notify(address, "password-changed", key=f"to:{address}")


def test_a_letter_leaves_over_smtp(mail_server, db, settings):
    message = say("ben@example.org")
    tasks.sweep()
    to, sent = mail_server.received[0]
    letter = message_from_string(sent, policy=default)
    assert to == ["ben@example.org"] == [letter["To"]]
    assert letter["Subject"] == "Your password was changed"
    assert letter["Message-ID"] == f"<{message.pk}@{urlsplit(settings.SITE_URL).hostname}>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "was changed just now" in letter.get_content()


def test_an_address_that_the_server_refuses_fails_alone(mail_server, db, time_machine):
    mail_server.refused["gone@example.org"] = "550 nobody here"
    gone = say("gone@example.org")
    say("ben@example.org")
    for _ in range(4):
        tasks.sweep()
        time_machine.move_to(timezone.now() + timedelta(hours=1))
    gone.refresh_from_db()
    assert [to for to, _ in mail_server.received] == [["ben@example.org"]]
    assert gone.failed_at and gone.attempts == outbox.TRIES_IF_REFUSED
    assert gone.trouble == "SMTPRecipientsRefused 550"
    assert "nobody here" not in gone.trouble


def test_a_server_that_says_later_gets_it_later(mail_server, db, time_machine):
    mail_server.refused["busy@example.org"] = "451 try later"
    busy = say("busy@example.org")
    for _ in range(5):
        tasks.sweep()
        time_machine.move_to(timezone.now() + timedelta(hours=1))
    busy.refresh_from_db()
    assert not busy.failed_at and busy.attempts == 5
    mail_server.refused.clear()
    tasks.sweep()
    assert [to for to, _ in mail_server.received] == [["busy@example.org"]]


def test_a_server_that_is_not_there_loses_nothing(mail_server, db, time_machine):
    mail_server.shutdown()
    mail_server.server_close()
    message = say("ben@example.org")
    tasks.sweep()
    message.refresh_from_db()
    assert message.trouble.startswith("ConnectionRefusedError")
    assert not message.failed_at and message.run_at > timezone.now()


def test_no_transaction_is_open_while_a_letter_is_sent(mail_server, fresh_db, monkeypatch):
    seen = []
    real = channels.send
    monkeypatch.setattr(channels, "send", lambda *said: seen.append(connection.in_atomic_block) or real(*said))
    say("ben@example.org")
    tasks.sweep()
    assert seen == [False] and len(mail_server.received) == 1
