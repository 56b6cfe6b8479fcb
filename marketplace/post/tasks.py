"""Telling staff, once a day, that messages wait for a person."""

from celery import shared_task

from marketplace.accounts.actors import system
from marketplace.post import actions


@shared_task(name="post.remind")
def remind() -> None:
    """Whoever has messages to print, to ring or to look into is told once on a working day."""
    actions.remind(by=system("messages-wait"))
