"""Every change to messages after they are sent, and to how people want them."""

from datetime import date, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications import govuk_notify
from marketplace.notifications.models import Mail, Message, Preferences


@transaction.atomic
def change_preferences(
    account: User,
    *,
    way: str,
    phone: str,
    post: str,
    formats: list[str],
    rhythm: str,
    quiet_from: time,
    quiet_until: time,
    by: Actor,
) -> Preferences:
    """Nobody but the person says how they are written to."""
    require(by.account is not None and by.account.pk == account.pk)
    account.phone = phone
    account.save(update_fields=["phone"])
    chosen: dict = {"way": way, "post": post, "formats": formats, "rhythm": rhythm}
    chosen |= {"quiet_from": quiet_from, "quiet_until": quiet_until}
    return Preferences.objects.update_or_create(account=account, defaults=chosen)[0]


@transaction.atomic
def leave_unasked(account: User, first: date | None, last: date | None = None, *, by: Actor) -> None:
    """On these days nobody reminds or asks them anything; without a first day they are asked again."""
    require(bool(by.rule))
    _wish(account, unasked_from=first, unasked_until=last)


@transaction.atomic
def silence(account: User, on: date | None, *, by: Actor) -> None:
    """Nothing is sent to them any more, also not what waits already; without a day it was a mistake."""
    require(bool(by.rule))
    _wish(account, silenced_on=on)


def _wish(account: User, **facts) -> None:
    Preferences.objects.update_or_create(account=account, defaults=facts)


@transaction.atomic
def note_delivery(message_id: UUID, status: str, *, by: Actor) -> None:
    """What GOV.UK Notify says became of a message; one that did not arrive waits for a person."""
    require(bool(by.rule))
    found, now = Message.objects.filter(pk=message_id, failed_at=None), timezone.now()
    if status in govuk_notify.ARRIVED:
        found.filter(delivered_at=None).update(delivered_at=now)
    elif status in govuk_notify.GONE_WRONG:
        found.update(failed_at=now, delivered_at=None, trouble=f"NotDelivered {status}")


@transaction.atomic
def forget_messages(*, by: Actor) -> None:
    """A week after, keep that something was said and not to which address; then less and less of the rest.

    Words are kept for 30 days and subjects for two years, for the person to whom they went.
    """
    require(bool(by.rule))
    now = timezone.now()
    old = Message.objects.past_remembering()
    old.exclude(context={}).update(context={})
    old.filter(forgotten_at=None).update(address="", name="", forgotten_at=now)
    Message.objects.past_reading_again().update(said="", context={})
    Message.objects.past_keeping().delete()
    Mail.objects.past_remembering().delete()
