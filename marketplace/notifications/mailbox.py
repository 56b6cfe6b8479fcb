"""Reading sent mail on a page, in the demonstration only."""

import time
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.core.mail.backends.base import BaseEmailBackend

from marketplace.accounts.models import User
from marketplace.notifications.models import Mail

PERIOD = 30  # seconds for which a code holds (RFC 6238)
DEMONSTRATION_STAFF = "@demo.justright.example"


class MailboxBackend(BaseEmailBackend):
    """Keeps each message as a row instead of sending it."""

    def send_messages(self, email_messages) -> int:
        mail = [
            Mail(
                to=address,
                subject=message.subject,
                body=message.body,
                message_id=message.extra_headers.get("Message-ID", ""),
            )
            for message in email_messages
            for address in message.recipients()
        ]
        Mail.objects.bulk_create(mail)
        return len(email_messages)


@dataclass(frozen=True)
class Code:
    """What an invented member of staff would read on their phone now."""

    person: User
    digits: str
    seconds_left: int


def codes_of_staff() -> list[Code]:
    """The sign-in codes of the demonstration's own staff, and of nobody else."""
    now = int(time.time())
    invented = Authenticator.objects.filter(
        type=Authenticator.Type.TOTP, user__email__endswith=DEMONSTRATION_STAFF, user__is_active=True
    )
    return [
        Code(
            person=found.user,
            digits=format_hotp_value(hotp_value(decrypt(found.data["secret"]), now // PERIOD)),
            seconds_left=PERIOD - now % PERIOD,
        )
        for found in invented.select_related("user").order_by("user__email")
    ]
