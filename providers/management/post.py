"""Messages of the demonstration: what came to Amina and Ben, and what a council's staff have to do by hand."""

import json
from datetime import datetime, timedelta

from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.notifications.models import Message
from marketplace.organisations.models import Organisation

REFERENCE = "KDPM-7RWX"
SUBJECT = f"We have what you sent us: {REFERENCE}"
LETTER: dict = {
    "way": "letter",
    "name": "Edna May",
    "address": "Edna May\n12 Elm Road\nSherwood\nNottingham\nNG5 2AB",
    "formats": ["large-print"],
}
CALL = {"way": "phone", "name": "Harold Booth", "address": "0115 496 0142"}
LOST = {"way": "email", "name": "Joan Fisher", "address": "joan@exmaple.invalid"}


def plant(council: Organisation, people: list[User]) -> None:
    """Nothing here is ever sent: it went, it waits for a person, or it failed."""
    now = timezone.now()
    for person in people:
        _went(person, now)
    _by_hand("letter", council, LETTER, by_hand_at=now - timedelta(hours=20))
    _by_hand("call", council, CALL, by_hand_at=now - timedelta(hours=3))
    trouble = {"sent_at": now - timedelta(hours=6), "failed_at": now - timedelta(hours=5)}
    _by_hand("lost", council, LOST, **trouble, trouble="NotDelivered permanent-failure")


def _went(person: User, now: datetime) -> None:
    said = {"to": person, "way": "email", "said": "{}"}
    found = [("password-changed", "Your password was changed", 3), ("totp-activated", "The second step is on", 9)]
    for template, subject, days in found:
        at = now - timedelta(days=days, hours=2)
        times = {"created_at": at, "run_at": at, "sent_at": at, "delivered_at": at + timedelta(minutes=1)}
        key = f"demonstration:{template}:{person.pk}"
        Message.objects.create(template=template, subject=subject, key=key, **said, **times)


def _by_hand(name: str, council: Organisation, contact: dict, **times) -> None:
    context = {"reference": REFERENCE, "acknowledge_by": f"{timezone.localdate() + timedelta(days=2):%A %-d %B}"}
    facts = {"template": "request-received", "key": f"demonstration:{name}", "organisation_id": council.pk}
    words = {"said": json.dumps(context), "subject": SUBJECT} if "sent_at" in times else {"context": context}
    Message.objects.create(**facts, **contact, **words, **times)
