"""Every change to messages after they are sent."""

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.models import Mail, Message


@transaction.atomic
def forget_messages(*, by: Actor) -> None:
    """Keep that something was said, never what, nor to which address, once a week has passed."""
    require(bool(by.rule))
    old = Message.objects.past_remembering()
    old.exclude(context={}).update(context={})
    old.filter(forgotten_at=None).update(address="", name="", forgotten_at=timezone.now())
    Mail.objects.past_remembering().delete()
