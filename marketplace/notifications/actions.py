"""Every change to messages after they are sent."""

from django.db import transaction

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.models import Mail, Message

NOBODY = "forgotten@justright.invalid"


@transaction.atomic
def forget_messages(*, by: Actor) -> None:
    """Keep that something was said, never what, nor to which address, once a week has passed."""
    require(bool(by.rule))
    old = Message.objects.past_remembering()
    old.exclude(context={}).update(context={})
    old.exclude(address__in=["", NOBODY]).update(address=NOBODY)
    Mail.objects.past_remembering().delete()
