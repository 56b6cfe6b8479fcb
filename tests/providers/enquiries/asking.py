"""How people in these tests ask."""

from datetime import timedelta

from marketplace.accounts.actors import ANYONE, Actor
from marketplace.accounts.ids import uuid7
from marketplace.workflow.links import make_link
from marketplace.workflow.models import PrivateLink
from providers import access
from providers.actions import enquiries
from providers.models import Enquiry

SAID = {
    "name": "Ben Okafor",
    "way": "email",
    "address": "ben.asks@example.net",
    "words": "Somebody to cook with my mother, who forgets.",
    "times": ["tue-morning"],
    "when_note": "After ten",
    "outcode": "NG1 5FS",
    "communication": [],
    "communication_note": "",
}


def ask(service, *, by=ANYONE, key=None, **said) -> Enquiry:
    return enquiries.ask(service, key=key or uuid7(), by=by, **SAID | said)


def link_of(enquiry: Enquiry, purpose=access.FOLLOW) -> PrivateLink:
    return PrivateLink.objects.of(enquiry, purpose).live().latest("made_at")


def asker(enquiry: Enquiry) -> Actor:
    """Whoever asked, by their private link."""
    found = PrivateLink.objects.of(enquiry, access.FOLLOW).live().first()
    return Actor(link=(found or make_link(enquiry, access.FOLLOW, lasts=timedelta(days=7))).pk)


def confirmed(service, **said) -> Enquiry:
    """An enquiry whose asker opened the link."""
    enquiry = ask(service, **said)
    enquiries.confirm(enquiry, by=Actor(link=link_of(enquiry, access.CONFIRM).pk))
    return enquiry
