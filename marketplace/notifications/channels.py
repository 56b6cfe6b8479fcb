"""Sending what is written: by e-mail, through GOV.UK Notify, or into the hands of a person."""

import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from jinja2 import TemplateError
from notifications_python_client.errors import APIError

from marketplace.notifications import govuk_notify
from marketplace.notifications.contacts import Contact, Format, Way
from marketplace.notifications.models import Mail, Message


def send(message: Message, contact: Contact, subject: str, body: str) -> bool:
    """Send it; False when a person has to print and post it, or ring."""
    if is_by_hand(contact):
        return False
    if govuk_notify.carries(contact.way):
        govuk_notify.send(message, contact, subject, body)
    elif contact.way == Way.EMAIL:
        email(message, contact, subject, body).send()
    else:
        _into_the_mailbox(message, contact, body)
    return True


def is_by_hand(contact: Contact) -> bool:
    """Calls, letters in large print, and whatever nothing is set up for; the demonstration reads its texts itself."""
    if contact.way == Way.PHONE or (contact.way == Way.LETTER and Format.LARGE_PRINT in contact.formats):
        return True
    has_channel = contact.way == Way.EMAIL or govuk_notify.carries(contact.way)
    return not has_channel and not (settings.DEMO and contact.way == Way.TEXT)


def email(message: Message, contact: Contact, subject: str, body: str) -> EmailMessage:
    """The e-mail; its Message-ID is the same on every try, so that a second copy can be recognised."""
    headers = {"Message-ID": name_of(message), "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, body, to=[contact.address], headers=headers)


def name_of(message: Message) -> str:
    return f"<{message.pk}@{urlsplit(settings.SITE_URL).hostname}>"


def _into_the_mailbox(message: Message, contact: Contact, body: str) -> None:
    Mail.objects.create(way=contact.way, to=contact.address, subject="", body=body, message_id=name_of(message))


# --- What went wrong ---------------------------------------------------------------------------------------------
def is_refusal(error: Exception) -> bool:
    """Whether the other side said never, or the message itself is at fault; a lost password for a server is ours."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return False
    if isinstance(error, APIError):
        return govuk_notify.refused(error)
    return not isinstance(error, OSError) or isinstance(error, TemplateError) or _smtp_code(error) >= 500


def kind(error: Exception) -> str:
    """The name of the error and its number, never its words, which may repeat an address."""
    code = error.status_code if isinstance(error, APIError) else _smtp_code(error)
    return f"{type(error).__name__} {code or ''}".strip()[:100]


def _smtp_code(error: Exception) -> int:
    """The number the mail server answered with, or 0."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((code for code, _ in error.recipients.values()), default=0)
    return getattr(error, "smtp_code", 0)
