"""Which way a message goes, and to where: what was named for this matter, else what its person prefers."""

from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.notifications.contacts import Contact, Format, Way
from marketplace.notifications.models import Message, Preferences
from marketplace.ui.fields import is_mobile


class NobodyToSendTo(ValueError):
    """The person has no address of any kind."""


def wishes_of(message: Message) -> Preferences:
    """What its person chose, or what holds for everybody who has chosen nothing."""
    chosen = Preferences.objects.filter(account=message.to_id).first() if message.to_id else None
    return chosen or Preferences(account=message.to)


def is_unasked(account: User) -> bool:
    """Whether nobody reminds or asks them anything today."""
    today = timezone.localdate()
    wishes = Preferences.objects.filter(account=account).first()
    if wishes is None or wishes.silenced_on is not None:
        return wishes is not None
    is_over = wishes.unasked_until is not None and wishes.unasked_until < today
    return wishes.unasked_from is not None and wishes.unasked_from <= today and not is_over


def reach(message: Message, wishes: Preferences) -> Contact:
    """The way and the address; a call becomes a text for whoever asked for that."""
    way, address = (message.way, message.address) if message.way and message.address else _of_account(message, wishes)
    if not address:
        raise NobodyToSendTo
    formats = tuple(message.formats or wishes.formats)
    if way == Way.PHONE and Format.TEXT_NOT_CALL in formats and is_mobile(address):
        way = Way.TEXT
    name = message.to.get_short_name() if message.to else message.name
    return Contact(way, address, name, formats, message.to)


def _of_account(message: Message, wishes: Preferences) -> tuple[str, str]:
    """The way they prefer, or the first other one that they gave an address for."""
    person = message.to
    if person is None:
        return Way.EMAIL, message.address
    by_number = Way.TEXT if is_mobile(person.phone) else Way.PHONE
    addresses = {
        Way.EMAIL: person.email or "",
        Way.TEXT: person.phone,
        Way.PHONE: person.phone,
        Way.LETTER: wishes.post,
    }
    ways = (message.way or wishes.way, Way.EMAIL, by_number, Way.LETTER)
    way = next((way for way in ways if addresses[Way(way)]), Way.EMAIL)
    return way, addresses[Way(way)]
