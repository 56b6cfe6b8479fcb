"""What a listing still needs before it can be sent, in the order of the form's steps."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from providers import regulation
from providers.models import Service

STEPS = ("what", "who", "where", "when", "money", "meeting", "contact", "room")


def missing(service: Service, *, hours: Iterable, prices: Iterable) -> list[tuple[str, str]]:
    """Pairs of a step and what it still lacks."""
    needs = [
        ("what", service.people, _("Say who does this, as people know you.")),
        ("what", service.summary, _("Say in one line what you do.")),
        ("what", service.activities, _("Choose at least one thing that you do.")),
        ("what", service.story, _("Write a few words about yourself.")),
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
    return lacks + ([("what", law)] if law else [])


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
