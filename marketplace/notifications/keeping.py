"""What is kept of a message for the one it was sent to, and its words written anew for whoever may read them."""

import json
from datetime import datetime

from marketplace.notifications import bundles, letters
from marketplace.notifications.contacts import Contact, Way
from marketplace.notifications.models import Message


def words(message: Message, contact: Contact) -> tuple[str, str]:
    """Subject and body, in the way and the form of this contact."""
    context = {**message.known_context(), "name": contact.name}
    if message.template == bundles.TEMPLATE:
        context["news"] = bundles.news_in(message, contact.formats)
    subject, body = letters.write_letter(message.template, context, contact.formats)
    return subject, letters.write_text(message.template, context) if contact.way == Way.TEXT else body


def as_sent(message: Message, subject: str, *, way: str, at: datetime) -> dict:
    """The columns of a message that has gone; a code or a way in is not kept."""
    is_private = letters.is_private(message.template)
    said = "" if is_private else json.dumps(message.context)
    gone: dict = {"sent_at": at, "claimed_until": None, "trouble": "", "way": way, "context": {}}
    return gone | {"subject": "" if is_private else subject, "said": said}


def note_parts_sent(bundle: Message, *, way: str, at: datetime) -> None:
    """Every piece of news went with its bundle."""
    for part in bundle.parts.filter(sent_at=None):
        subject = letters.write_letter(part.template, {**part.context, "name": ""})[0]
        Message.objects.filter(pk=part.pk).update(**as_sent(part, subject, way=way, at=at))
