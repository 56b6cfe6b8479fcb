"""A message as a person reads it afterwards: what it was, when, which way, how it went, and its words while kept."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from marketplace.accounts.models import User
from marketplace.notifications import keeping, letters
from marketplace.notifications.contacts import Contact, Way
from marketplace.notifications.models import Message, Preferences
from marketplace.ui.fields import is_mobile


@dataclass(frozen=True)
class Row:
    """One line of the list of everything that was sent to somebody."""

    pk: UUID
    subject: str
    at: datetime
    way: str
    went: str
    state: str  # "yes", "now" or "no": how the page draws it


def row_of(message: Message) -> Row:
    went, state = _went(message)
    way = str(Way(message.way).label) if message.way else ""
    return Row(message.pk, _subject(message), message.sent_at or message.created_at, way, went, state)


def words_of(message: Message) -> str:
    """What it said, in the way it went; empty when it is not kept, or no longer."""
    if (message.sent_at or message.forgotten_at) and not message.said:
        return ""
    name = message.to.get_short_name() if message.to else message.name
    way = message.way if message.way == Way.TEXT else Way.EMAIL
    return keeping.words(message, Contact(way, "", name, tuple(message.formats)))[1]


def wishes_as_typed(account: User) -> dict:
    """What the page of settings shows at first."""
    wishes = Preferences.objects.filter(account=account).first() or Preferences()
    number = "mobile" if is_mobile(account.phone) else "phone"
    known = {"way": wishes.way, "formats": wishes.formats, "rhythm": wishes.rhythm, number: account.phone}
    quiet = {"quiet_from": wishes.quiet_from, "quiet_until": wishes.quiet_until}
    return known | quiet | {"post": wishes.post.splitlines()}


def _subject(message: Message) -> str:
    if message.subject:
        return message.subject
    if letters.is_private(message.template):
        return _("A code or a private link")
    if message.sent_at or message.forgotten_at:
        return _("A message")
    return letters.write_letter(message.template, {**message.known_context(), "name": "", "news": ()})[0]


def _went(message: Message) -> tuple[str, str]:
    if message.failed_at:
        return _("Could not be delivered"), "no"
    if message.delivered_at:
        return _("Delivered"), "yes"
    if message.sent_at:
        return _("Sent"), "yes"
    if message.by_hand_at:
        return (_("Waits to be printed") if message.way == Way.LETTER else _("Somebody rings you")), "now"
    return _("Waits to be sent"), "now"
