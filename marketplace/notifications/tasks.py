"""What Celery does for the outbox: it carries ids, the database knows the rest."""

import time

from celery import shared_task
from django.contrib.sessions.backends.cached_db import SessionStore

from marketplace.accounts.actors import system
from marketplace.notifications import actions, outbox
from marketplace.notifications.models import Message
from marketplace.workflow.models import UsedKey

CHUNK = 100
SECONDS = 45


@shared_task(name="notifications.deliver")
def deliver(message_id: str) -> None:
    outbox.deliver(message_id)


@shared_task(name="notifications.sweep")
def sweep() -> None:
    """Send what is still owed, oldest first, for less than a minute; the next sweep goes on."""
    until = time.monotonic() + SECONDS
    while owed := list(Message.objects.due().values_list("pk", flat=True)[:CHUNK]):
        for message_id in owed:
            if time.monotonic() > until:
                return
            outbox.deliver(message_id)


@shared_task(name="notifications.forget")
def forget() -> None:
    """Blank what messages said, end sessions that are over, and forget keys that nobody sends again."""
    actions.forget_messages(by=system("a-week-later"))
    SessionStore.clear_expired()
    UsedKey.objects.past_keeping().delete()
