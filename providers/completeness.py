"""What a listing still needs before it can be sent, in the order of the form's steps."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from providers import regulation
from providers.models import Price, Service

EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
PHONE = re.compile(r"(?<!\d)(?:\+44|0)(?:[\s().-]*\d){9,10}(?!\d)")
OWN_WORDS = {  # what everybody reads, by the step that asks for it
    "what": ("people", "summary", "story", "does", "does_not"),
    "where": ("access_note",),
    "when": ("when_note",),
    "money": ("costs_on_top", "if_you_cancel"),
    "meeting": ("first_meeting", "if_ill"),
    "contact": ("contact_times",),
    "room": ("room_note",),
}
STEPS = ("what", "who", "where", "when", "money", "meeting", "contact", "room")


def missing(service: Service, *, hours: Iterable, prices: Iterable) -> list[tuple[str, str]]:
    """Pairs of a step and what it still lacks."""
    needs = [
        ("what", service.people, _("Say who does this, as people know you.")),
        ("what", service.summary, _("Say in one line what you do.")),
        ("what", service.activities, _("Choose at least one thing that you do.")),
        ("what", service.story, _("Write a few words about yourself.")),
        (
            "what",
            service.enterprise.kind,
            _("Say what kind of enterprise you are, and how many of you, on the enterprise’s own page."),
        ),
        ("who", service.needs, _("Choose whom it is for.")),
        ("who", service.one_to_one or service.in_group, _("Say whether it is one to one or in a group.")),
        ("where", service.setting, _("Say whether you come to people or they come to you.")),
        ("where", service.easting is not None, _("Type the postcode that you work from.")),
        (
            "where",
            service.setting != "comes" or service.travel_miles or service.councils,
            _("Say how far you travel."),
        ),
        ("where", service.setting != "venue" or service.venue_name, _("Name the place that people come to.")),
        ("when", hours, _("Choose at least one day with its hours.")),
        ("money", prices, _("Add at least one price.")),
        ("money", service.payments, _("Choose how people can pay you.")),
        ("contact", _reachable(service), _("Leave a phone number or an e-mail, so that people can reach you.")),
        ("room", service.room, _("Say whether you have room.")),
    ]
    lacks = [(step, words) for step, given, words in needs if not given]
    law = law_refusal(service)
    return lacks + ([("what", law)] if law else []) + given_away(service, prices=prices)


def given_away(service: Service, *, prices: Iterable[Price] = ()) -> list[tuple[str, str]]:
    """What somebody's own words tell everybody that they should not: where they live, and how to reach them."""
    lacks = [
        (step, _("Take your own postcode out of your words: people would know where you live."))
        for step in _steps_with_home(service, prices)
    ]
    if tells_home(service, service.enterprise.name, service.enterprise.about):
        lacks.append(("what", _("Take your own postcode out of the enterprise’s own page: people would know where "
                                "you live.")))  # fmt: skip
    told = _said(service, "summary", "story")
    if PHONE.search(told) or EMAIL.search(told):
        lacks.append(("what", _("Leave phone numbers and e-mails to the page ‘How people reach you’.")))
    return lacks


def _steps_with_home(service: Service, prices: Iterable[Price]) -> list[str]:
    """The steps whose words say where they live."""
    notes = {"money": [price.note for price in prices]}
    return [
        step
        for step, fields in OWN_WORDS.items()
        if tells_home(service, _said(service, *fields), *notes.get(step, ()))
    ]


def tells_home(service: Service, *words: str) -> bool:
    """Whether these words hold the postcode of a place that is not public."""
    home = _home(service)
    return home is not None and any(home.search(each) for each in words)


def _home(service: Service) -> re.Pattern | None:
    """Their own postcode however it is written; that of a public place is public."""
    code = "".join(service.postcode.split())
    if service.is_venue or not code:
        return None
    written = r"[\s.-]*".join(map(re.escape, code))
    return re.compile(rf"(?<![a-z\d]){written}(?![a-z\d])", re.IGNORECASE)


def _said(service: Service, *fields: str) -> str:
    """These words one under another; a list is one thing a line."""
    given = (getattr(service, field) for field in fields)
    return "\n\n".join("\n\n".join(each) if isinstance(each, list) else each for each in given)


def _reachable(service: Service) -> bool:
    return bool(service.phone or service.email)


def law_refusal(service: Service) -> str | None:
    """What the law says against this offer by this enterprise, in plain words."""
    return regulation.refusal(
        kind=service.enterprise.kind,
        workers=service.enterprise.headcount,
        setting=service.setting,
        personal_care=service.personal_care,
        activities=service.activities,
        cqc_id=service.cqc_id,
    )
