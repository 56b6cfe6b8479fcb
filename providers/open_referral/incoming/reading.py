"""From a service as Open Referral UK has it to a draft in our words. Nothing is invented: what is missing is empty."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from marketplace.ui.fields import PhoneField, fits_a_mailbox
from providers.models import Enterprise, Price, Schedule, Service
from providers.open_referral.incoming import ours, words
from providers.open_referral.incoming.hours import hours_of
from providers.open_referral.incoming.money import prices_of
from providers.open_referral.incoming.notes import Notes
from providers.open_referral.incoming.places import place_of
from providers.open_referral.incoming.terms import terms_of
from providers.open_referral.incoming.words import rows_of, text_of

NAME = 120
KINDS_BY_END = {  # how the registrar of companies has names end (Companies Act 2006 ss. 58 and 59; CIC Regulations)
    "cic": Enterprise.Kind.CIC, "c.i.c.": Enterprise.Kind.CIC, "community interest company": Enterprise.Kind.CIC,
    "ltd": Enterprise.Kind.COMPANY, "ltd.": Enterprise.Kind.COMPANY, "limited": Enterprise.Kind.COMPANY,
}  # fmt: skip
NUMBERS = {"GB-COH": "company_number", "GB-CHC": "charity_number"}  # org-id.guide
UNSAID = {  # what a draft says when the feed is silent: our own defaults would promise what nobody said
    "setting": "", "postcode": "", "venue_name": "", "venue_address": "", "access_note": "",
    "one_to_one": False, "in_group": False, "shows_phone": False, "shows_email": False,
}  # fmt: skip


@dataclass
class Draft:
    """A service that was read: our facts, and what a reviewer has to know."""

    id: UUID
    name: str
    is_active: bool
    last_modified: str
    digest: str
    organisation_id: UUID | None
    organisation: str
    enterprise: dict[str, Any]
    service: dict[str, Any]
    schedules: list[Schedule]
    prices: list[Price]
    councils: set[str]
    notes: Notes


def read(document: dict, council_code: str) -> Draft:
    """The draft that a council would take in; the document has the shape of a service."""
    notes = Notes()
    organisation = document.get("organization") or {}
    name = notes.fit("name", text_of(organisation, "name"), NAME, cut=_("The name was too long, and was cut."))
    place = place_of(document, council_code, notes)
    schedules, when_note = hours_of(document, notes)
    prices, costs = prices_of(document, notes)
    terms = terms_of(document, notes)
    service = {
        **UNSAID,
        **_said(document, name, notes),
        **terms,
        **_ages(document, notes),
        **place.facts,
        **costs,
        **_contact(document, organisation),
        "when_note": when_note,
        "access": list(dict.fromkeys([*terms["access"], *place.facts.get("access", ())])),
        **ours.service_facts(document),
    }
    return Draft(
        id=UUID(document["id"]),
        name=text_of(document, "name"),
        is_active=document["status"] == "active",
        last_modified=text_of(document, "last_modified"),
        digest=_digest(document),
        organisation_id=UUID(organisation["id"]) if "id" in organisation else None,
        organisation=name,
        enterprise=_enterprise(organisation, name, notes),
        service=service,
        schedules=schedules,
        prices=prices,
        councils=place.councils,
        notes=notes,
    )


def _digest(document: dict) -> str:
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


def _said(document: dict, organisation: str, notes: Notes) -> dict[str, str]:
    """What is offered, in one line and at length."""
    title, about = text_of(document, "name"), words.plain(document.get("description", ""))
    first = words.first_sentence(about)
    both = f"{title}: {first}" if first and title.casefold() != organisation.casefold() else first or title
    most: int = Service._meta.get_field("summary").max_length or 0
    summary = both if len(both) <= most else words.sentences(title if both != first else first, most)
    story = notes.fit("story", about, 2000, cut=_("The description was too long, and was cut after a sentence."))
    if alert := text_of(document, "alert"):
        notes.say("room", _("The feed says now: %(words)s") % {"words": alert})
    return {"people": organisation[:80], "summary": summary, "story": story}


def _ages(document: dict, notes: Notes) -> dict[str, int | None]:
    """Whole years in order, or none; our own list begins at 18 when nothing is said."""
    youngest, oldest = _years(document, "minimum_age", 110), _years(document, "maximum_age", 120)
    if youngest is None:
        notes.say("ages", _("The feed does not say from which age. We put 18, as for anybody who does not say."))
        youngest = 18
    if oldest is None and "maximum_age" in document or oldest is not None and oldest < youngest:
        notes.say("ages", _("The oldest age was left out: it is under the youngest, or no age that people reach."))
        oldest = None
    return {"minimum_age": youngest, "maximum_age": oldest}


def _years(document: dict, name: str, most: int) -> int | None:
    value = document.get(name)
    is_whole = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= most
    return int(value) if is_whole and value == int(value) else None  # type: ignore[arg-type]


def _contact(document: dict, organisation: dict) -> dict[str, str]:
    """How to reach them, kept for the council and the owner; shown only when the owner says so."""
    contacts = rows_of(document, "contacts")
    phones = [row for each in (document, *contacts, organisation) for row in rows_of(each, "phones")]
    emails = [text_of(each, "email") for each in (document, *contacts, organisation)]
    return {
        "phone": next(filter(None, (_phone(text_of(each, "number")) for each in phones)), ""),
        "email": next(filter(_is_email, emails), ""),
    }


def _phone(number: str) -> str:
    try:
        return PhoneField(required=False).clean(number)
    except forms.ValidationError:
        return ""


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
        fits_a_mailbox(text)
    except ValidationError:
        return False
    return True


def _enterprise(organisation: dict, name: str, notes: Notes) -> dict[str, Any]:
    """What is said of who runs it. A kind is read from a name only where the law fixes how names end."""
    ends = name.casefold()
    kind = next((kind for end, kind in KINDS_BY_END.items() if ends.endswith(f" {end}")), "")
    cut = _("What the feed says about the organisation was too long, and was cut.")
    about = notes.fit("about", words.plain(organisation.get("description", "")), 1500, cut=cut)
    found: dict[str, Any] = {"kind": kind, "about": about}
    website = text_of(organisation, "website")
    for row in rows_of(organisation, "organization_identifiers"):
        number, field = text_of(row, "identifier"), NUMBERS.get(text_of(row, "identifier_scheme"))
        if field and len(number) <= 8 and number.isalnum():
            found.setdefault(field, number.upper())
    found |= ours.enterprise_facts(organisation)
    if "workers" not in found:
        notes.say("enterprise", _("The feed does not say how many people work there. We put 1 until the owner says."))
    return found | ({"website": website} if _is_website(website) else {})


def _is_website(text: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        return False
    return len(text) <= 200
