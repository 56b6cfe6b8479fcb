"""Putting messages in the outbox, and sending what is due."""

import logging
import smtplib
from datetime import datetime, timedelta
from functools import partial
from urllib.parse import urlsplit
from uuid import UUID

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from jinja2 import TemplateError
from kombu.exceptions import OperationalError

from marketplace.accounts.models import User
from marketplace.notifications.contacts import Contact, Way
from marketplace.notifications.letters import write_letter
from marketplace.notifications.models import Message

log = logging.getLogger("justright.outbox")

LEASE = timedelta(minutes=2)
TRIES, TRIES_IF_REFUSED = 12, 3
LONGEST_WAIT = timedelta(hours=6)


class NobodyToSendTo(ValueError):
    """The person has no e-mail address."""


def notify(
    to: User | Contact | str,
    template: str,
    *,
    key: str,
    context: dict | None = None,
    run_at: datetime | None = None,
    organisation_id: UUID | None = None,
) -> Message:
    """Owe somebody a message: it goes once, and only if the change that caused it is committed.

    An account gets it in the way its person prefers, a contact in the way it names, and an e-mail address by e-mail.
    The staff of `organisation_id` (without one, the operator) look after it when it cannot go by itself.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("notify() must run inside the transaction of the change it announces.")
    run_at = run_at or timezone.now()
    said = {"template": template, "context": context or {}, "run_at": run_at, "organisation_id": organisation_id}
    message, is_new = Message.objects.get_or_create(key=key, defaults=_whom(to) | said)
    if is_new and run_at <= timezone.now():
        transaction.on_commit(partial(_wake, message.pk))
    return message


def _whom(to: User | Contact | str) -> dict:
    if isinstance(to, User):
        return {"to": to}
    if isinstance(to, str):
        to = Contact(Way.EMAIL, to)
    known = {"way": to.way, "address": to.address, "name": to.name, "formats": list(to.formats)}
    return known | {"to": to.account}


def _wake(message_id: UUID) -> None:
    """Tell Celery; when its broker is down the next sweep finds the message by itself."""
    try:
        current_app.send_task("notifications.deliver", [str(message_id)], retry=False)
    except (OperationalError, OSError):
        log.warning("broker is down, left for the sweep", extra={"message_id": str(message_id)})


def deliver(message_id: UUID | str) -> bool:
    """Send one message if it is due; a failure is noted on that message alone."""
    message = _claim(message_id)
    if message is None:
        return False
    try:
        _letter(message).send()
    except Exception as error:  # whatever is wrong with one message must not stop the next
        _note_failure(message, error)
        return False
    _held(message).update(sent_at=timezone.now(), claimed_until=None, context={}, trouble="")
    return True


def _claim(message_id: UUID | str) -> Message | None:
    """Take the message for as long as the lease, in one statement, so that two workers cannot both have it."""
    until = timezone.now() + LEASE
    found = Message.objects.filter(pk=message_id)
    taken = found.due().order_by().update(claimed_until=until, attempts=F("attempts") + 1)
    return found.select_related("to").get() if taken else None


def _held(message: Message):
    """The message, unless its lease lapsed and another worker has it."""
    return Message.objects.filter(pk=message.pk, claimed_until=message.claimed_until)


def _letter(message: Message) -> EmailMessage:
    """The e-mail; its Message-ID is the same on every try, so that a second copy can be recognised."""
    if message.attempts > TRIES:
        raise RuntimeError("the worker died on every try")
    address = message.to.email if message.to else message.address
    if not address:
        raise NobodyToSendTo
    name = message.to.get_short_name() if message.to else ""
    subject, body = write_letter(message.template, {**message.context, "name": name})
    host = urlsplit(settings.SITE_URL).hostname
    headers = {"Message-ID": f"<{message.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, body, to=[address], headers=headers)


def _note_failure(message: Message, error: Exception) -> None:
    """Try again later, each time later; give up when it was refused often enough, and ask for a person."""
    now = timezone.now()
    limit = TRIES_IF_REFUSED if _is_refusal(error) else TRIES
    given_up = message.attempts >= limit
    wait = min(timedelta(minutes=2 ** min(message.attempts, 12)), LONGEST_WAIT)
    trouble = _kind(error)
    _held(message).update(claimed_until=None, trouble=trouble, failed_at=now if given_up else None, run_at=now + wait)
    level = logging.ERROR if given_up else logging.WARNING
    log.log(level, "message not sent", extra={"message_id": str(message.pk), "trouble": trouble})


def _smtp_code(error: Exception) -> int:
    """The number the mail server answered with, or 0."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((code for code, _ in error.recipients.values()), default=0)
    return getattr(error, "smtp_code", 0)


def _is_refusal(error: Exception) -> bool:
    """Whether the server said never, or the message itself is at fault; a lost password for the server is ours."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return False
    return not isinstance(error, OSError) or isinstance(error, TemplateError) or _smtp_code(error) >= 500


def _kind(error: Exception) -> str:
    return f"{type(error).__name__} {_smtp_code(error) or ''}".strip()[:100]
