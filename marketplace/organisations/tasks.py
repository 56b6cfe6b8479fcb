"""What the clock does to invitations."""

from celery import shared_task

from marketplace.organisations import actions


@shared_task(name="organisations.forget")
def forget() -> None:
    actions.withdraw_unused_invitations()
