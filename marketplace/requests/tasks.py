"""What Celery does for requests."""

from celery import shared_task

from marketplace.accounts.actors import system
from marketplace.requests import actions


@shared_task(name="requests.forget")
def forget() -> None:
    """Blank what was answered two years ago."""
    actions.forget_answered(by=system("requests-forget"))
