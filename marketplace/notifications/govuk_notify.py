"""GOV.UK Notify: e-mails, texts and letters, each through one template with ((subject)) and ((body)).

The message's id is Notify's reference. Notify takes the same reference twice, so before a second try it is asked
whether it has the message already: an answer that got lost sends nothing twice.
"""

import re

from django.conf import settings
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from marketplace.notifications.contacts import Contact, Way
from marketplace.notifications.models import Message

SECONDS = 20
LINES_OF_AN_ADDRESS = 7
GONE_WRONG = frozenset(
    {
        *("permanent-failure", "temporary-failure", "technical-failure"),
        *("validation-failed", "virus-scan-failed", "cancelled"),
    }
)
ARRIVED = frozenset({"delivered", "received"})


class NotDelivered(ValueError):
    """Notify had the message and could not deliver it."""


def carries(way: str) -> bool:
    """Whether Notify is set up for this way."""
    return bool(settings.NOTIFY_API_KEY and _template(way))


def send(message: Message, contact: Contact, subject: str, body: str) -> None:
    """Hand a message over, unless an earlier try did so."""
    client = NotificationsAPIClient(settings.NOTIFY_API_KEY, base_url=settings.NOTIFY_BASE_URL, timeout=SECONDS)
    try:
        if message.attempts > 1 and _has(client, message):
            return
        _hand_over(client, message, contact, {"subject": subject, "body": as_data(body)})
    finally:
        client.request_session.close()


def refused(error: Exception) -> bool:
    """Whether Notify said never to this very message."""
    return isinstance(error, NotDelivered) or (isinstance(error, APIError) and error.status_code == 400)


def as_data(body: str) -> str:
    """The words as they are: what Notify would read as a heading, a list or a hidden link stays text."""
    body = body.replace("](", "] (")
    return re.sub(r"^([#^*]|-{3,})", "\u200b\\1", body, flags=re.MULTILINE)


def _template(way: str) -> str:
    known = {
        Way.EMAIL: settings.NOTIFY_TEMPLATE_EMAIL,
        Way.TEXT: settings.NOTIFY_TEMPLATE_TEXT,
        Way.LETTER: settings.NOTIFY_TEMPLATE_LETTER,
    }
    return known.get(Way(way), "")


def _has(client: NotificationsAPIClient, message: Message) -> bool:
    found = client.get_all_notifications(reference=str(message.pk))["notifications"]
    if any(each["status"] in GONE_WRONG for each in found):
        raise NotDelivered
    return bool(found)


def _hand_over(client: NotificationsAPIClient, message: Message, contact: Contact, words: dict[str, str]) -> None:
    template, reference = _template(contact.way), str(message.pk)
    if contact.way == Way.EMAIL:
        client.send_email_notification(contact.address, template, words, reference=reference)
    elif contact.way == Way.TEXT:
        client.send_sms_notification(contact.address, template, {"body": words["body"]}, reference=reference)
    else:
        client.send_letter_notification(template, words | address_lines(contact), reference=reference)


def address_lines(contact: Contact) -> dict[str, str]:
    """Name and address as Notify asks for them: seven lines at most, the postcode last."""
    lines = [line.strip() for line in contact.address.splitlines() if line.strip()]
    if contact.name and contact.name not in lines[0]:
        lines.insert(0, contact.name)
    if len(lines) > LINES_OF_AN_ADDRESS:
        middle = ", ".join(lines[LINES_OF_AN_ADDRESS - 2 : -1])
        lines = [*lines[: LINES_OF_AN_ADDRESS - 2], middle, lines[-1]]
    return {f"address_line_{number}": line for number, line in enumerate(lines, start=1)}
