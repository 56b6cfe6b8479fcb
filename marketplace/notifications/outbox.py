"""Putting messages in the outbox, and sending what is due."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from celery import current_app
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError

from marketplace.accounts.models import User
from marketplace.notifications import bundles, channels, keeping, letters, reaching, timing
from marketplace.notifications.contacts import Contact, Way
from marketplace.notifications.models import Message, Preferences
from marketplace.workflow.many import insert_many

log = logging.getLogger("justright.outbox")

CARRIED_AT_ONCE = 200
LEASE = timedelta(minutes=2)
TRIES, TRIES_IF_REFUSED = 12, 3
LONGEST_WAIT = timedelta(hours=6)


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
    message = Message(key=key, **_whom(to), **said)
    if not Message.objects.add_once(message):
        return Message.objects.get(key=key)
    message._state.adding = False
    if run_at <= timezone.now():
        transaction.on_commit(partial(_wake, message.pk))
    return message


@dataclass(frozen=True)
class News:
    """One message of many that are owed at once."""

    to: User | Contact | str
    template: str
    key: str
    context: dict
    organisation_id: UUID | None = None


def notify_all(news: Iterable[News]) -> None:
    """Owe many messages in one statement, none of them twice; few are carried at once, many are left to the sweep."""
    if not connection.in_atomic_block:
        raise RuntimeError("notify_all() must run inside the transaction of the change it announces.")
    owed = [Message(**_whom(each.to), **_said(each)) for each in news]
    insert_many(owed)
    for message in owed if len(owed) <= CARRIED_AT_ONCE else ():
        transaction.on_commit(partial(_wake, message.pk))


def _said(news: News) -> dict:
    said = {"template": news.template, "key": news.key, "context": news.context}
    return said | {"organisation_id": news.organisation_id}


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
        return _send(message)
    except Exception as error:  # whatever is wrong with one message must not stop the next
        _note_failure(message, error)
        return False


def _claim(message_id: UUID | str) -> Message | None:
    """Take the message for as long as the lease, in one statement, so that two workers cannot both have it."""
    until = timezone.now() + LEASE
    found = Message.objects.filter(pk=message_id)
    taken = found.due().order_by().update(claimed_until=until, attempts=F("attempts") + 1)
    return found.select_related("to").get() if taken else None


def _held(message: Message):
    """The message, unless its lease lapsed and another worker has it."""
    return Message.objects.filter(pk=message.pk, claimed_until=message.claimed_until)


def _send(message: Message) -> bool:
    """Whether it left by itself; what has to wait is put off, and what nothing can carry waits for a person."""
    if message.attempts > TRIES:
        raise RuntimeError("the worker died on every try")
    wishes = reaching.wishes_of(message)
    if wishes.silenced_on is not None:
        return _drop(message)
    contact = reaching.reach(message, wishes)
    if _put_off(message, contact, wishes):
        return False
    subject, body = keeping.words(message, contact)
    if not channels.send(message, contact, subject, body):
        _held(message).update(claimed_until=None, by_hand_at=timezone.now(), way=_by_hand(contact.way))
        return False
    now = timezone.now()
    if _held(message).update(**keeping.as_sent(message, subject, way=contact.way, at=now)):
        keeping.note_parts_sent(message, way=contact.way, at=now)
    return True


def _drop(message: Message) -> bool:
    """Nothing is sent to its person any more: nobody has to look after it, and nothing of it is kept."""
    now = timezone.now()
    end = {"failed_at": now, "settled_at": now, "trouble": "Silenced"}
    _held(message).update(claimed_until=None, context={}, **end)
    return False


def _by_hand(way: str) -> str:
    """A text that nothing can carry is a call."""
    return Way.LETTER if way == Way.LETTER else Way.PHONE


def _put_off(message: Message, contact: Contact, wishes: Preferences) -> bool:
    """Whether it goes later: texts after the night, news that is not urgent in its person's own rhythm."""
    urgency, now = letters.urgency(message.template), timezone.now()
    if message.is_bundled and (bundle := bundles.gather(message)):
        transaction.on_commit(partial(_wake, bundle.pk))
        return True
    waits = not message.way and not message.is_bundled and not urgency
    later = timing.next_round(message.created_at, wishes.rhythm) if waits else now
    if later > now:
        _held(message).update(run_at=later, claimed_until=None, attempts=0, is_bundled=True)
        return True
    if contact.way == Way.TEXT and urgency != "now":
        later = timing.after_the_night(now, wishes)
    if later > now:
        _held(message).update(run_at=later, claimed_until=None, attempts=F("attempts") - 1)
    return later > now


def _note_failure(message: Message, error: Exception) -> None:
    """Try again later, each time later; give up when it was refused often enough, and ask for a person."""
    now = timezone.now()
    limit = TRIES_IF_REFUSED if channels.is_refusal(error) else TRIES
    given_up = message.attempts >= limit
    wait = min(timedelta(minutes=2 ** min(message.attempts, 12)), LONGEST_WAIT)
    trouble = channels.kind(error)
    _held(message).update(claimed_until=None, trouble=trouble, failed_at=now if given_up else None, run_at=now + wait)
    level = logging.ERROR if given_up else logging.WARNING
    log.log(level, "message not sent", extra={"message_id": str(message.pk), "trouble": trouble})
