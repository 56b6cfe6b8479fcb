"""A message that waits for a person, as the page shows it: why, to whom, since when, and what to do."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from marketplace.notifications import reaching, reading
from marketplace.notifications.contacts import Contact, Format, Way
from marketplace.notifications.models import Message
from marketplace.workflow.links import code_of

SECRET = re.compile(r"https?://\S*/[A-Za-z0-9_-]{40}(?![A-Za-z0-9_-])\S*")


def without_ways_in(words: str, message: Message) -> str:
    """The same words with a note where a private link or a code stands."""
    link = str(message.known_context().get("link", ""))
    if is_id(link):
        words = words.replace(code_of(link), _("[a code, not shown here]"))
    return SECRET.sub(_("[a private link, not shown here]"), words)


def is_id(given: str) -> bool:
    try:
        return bool(UUID(given))
    except ValueError:
        return False


@dataclass
class Shown:
    """One task; `kind` is letter, call or failed."""

    message: Message

    @property
    def pk(self):
        return self.message.pk

    @property
    def kind(self) -> str:
        if self.message.failed_at:
            return "failed"
        return "letter" if self.message.way == Way.LETTER else "call"

    @property
    def title(self) -> str:
        return {
            "letter": _("A letter to print and post"),
            "call": _("Somebody to ring"),
            "failed": _("A message that did not arrive"),
        }[self.kind]

    @property
    def since(self) -> datetime:
        return self.message.failed_at or self.message.by_hand_at or self.message.created_at

    @property
    def subject(self) -> str:
        return reading.row_of(self.message).subject

    @property
    def reference(self) -> str:
        """What tells two of them apart without saying whose they are."""
        return str(self.message.known_context().get("reference", ""))

    @cached_property
    def words(self) -> str:
        """What it says, as it is printed for the one it is for."""
        return reading.words_of(self.message)

    @property
    def words_to_see(self) -> str:
        """What it says, without a way in: whoever reads it on the screen is not the one it is for."""
        return without_ways_in(self.words, self.message)

    @cached_property
    def contact(self) -> Contact:
        """Who it is for; an account's own addresses are looked up now, so that a new one shows."""
        try:
            return reaching.reach(self.message, reaching.wishes_of(self.message))
        except reaching.NobodyToSendTo:
            name = self.message.to.name if self.message.to else self.message.name
            return Contact(Way.PHONE, "", name)

    @property
    def formats(self) -> tuple[str, ...]:
        return self.contact.formats

    @property
    def format_names(self) -> list[str]:
        """What they asked for, in words."""
        known = dict(Format.choices)
        return [str(known.get(each, each.replace("-", " "))) for each in self.formats]

    @property
    def phone(self) -> str:
        """A number to ring, if there is one."""
        by_number = self.message.address if self.message.way in (Way.PHONE, Way.TEXT) else ""
        return by_number or (self.message.to.phone if self.message.to else "")

    def as_typed(self) -> dict:
        """What the form shows at first: the address that failed, to be put right."""
        known = {Way.EMAIL: "email", Way.TEXT: "phone", Way.PHONE: "phone", Way.LETTER: "post"}
        contact = self.contact
        address = contact.address.splitlines() if contact.way == Way.LETTER else contact.address
        way = Way.TEXT if contact.way == Way.PHONE else contact.way
        return {"way": way, known[Way(contact.way)]: address}
