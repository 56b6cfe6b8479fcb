"""What an enterprise can keep back from other directories, one group of facts at a time.

What is kept back does not leave the site as data: neither in the open feed, nor through the API to anybody but its own
people, nor in what search engines are told. The pages of this site show it.
"""

from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from providers.models import Service
from providers.understanding import Understood

EVERYTHING = "everything"


@dataclass(frozen=True)
class Group:
    """Some facts that leave the site together or not at all: a slug that never changes, a name, and what is in it."""

    slug: str
    name: Any
    hint: Any


GROUPS = (
    Group("people", _("About you"), _("Your name, your own words and what your enterprise says of itself")),
    Group("prices", _("Prices"), _("What you charge and how people can pay")),
    Group("hours", _("Days and hours"), _("Your week, and when you are next free")),
    Group("room", _("Room"), _("Whether you have room, and the day you said so")),
    Group("languages", _("Languages"), _("The languages you speak, and ways to communicate such as Makaton")),
    Group("checks", _("Checks"), _("What a council has read, and when")),
    Group("photo", _("Photo"), _("The address of your photo")),
    Group("website", _("Website"), _("The address of your own website")),
    Group("phone", _("Phone number"), _("Only when you show it on your page")),
    Group("email", _("E-mail address"), _("Only when you show it on your page")),
)


def tidy(withheld) -> list[str]:
    """The slugs that we know, each once, in the order of the page."""
    order = [EVERYTHING, *(group.slug for group in GROUPS)]
    return [slug for slug in order if slug in set(withheld)]


def named(withheld) -> list[str]:
    """The names of what is kept back."""
    names = {EVERYTHING: str(_("Everything")), **{group.slug: str(group.name) for group in GROUPS}}
    return [names.get(slug, slug) for slug in withheld]


# --- What others may have --------------------------------------------------------------------------------------------
NOTHING: dict[str, dict[str, Any]] = {  # the facts of each group, as they are when nothing is said
    "people": {"said_as": "they", "story": "", "first_meeting": "", "if_ill": ""},
    "prices": {"payments": [], "costs_on_top": "", "if_you_cancel": "", "first_meeting_free": False},
    "hours": {"when_note": "", "first_free_on": None},
    "room": {"room": "", "room_people": None, "room_hours": None, "room_note": "", "wait_weeks": None,
             "full_until": None, "room_said_on": None},
    "languages": {"languages": [], "communication": []},
    "photo": {"photo": ""},
    "phone": {"phone": "", "contact_times": ""},
    "email": {"email": ""},
}  # fmt: skip
ROWS = {"hours": "schedules", "prices": "prices", "checks": "check_results"}
ON_CARDS: dict[str, dict[str, Any]] = {
    "people": {"plural": True, "said_as": "they"},
    "prices": {"money": ""},
    "hours": {"when": ""},
    "room": {"room": ["", None, None, "", None, None, None]},
    "checks": {"checked_by": "", "changed": False, "good_until": None},
    "photo": {"photo": ""},
}
GROUP_OF = {"pay": "prices", "when": "hours", "lang": "languages", "comm": "languages", "is:checked": "checks"}


def as_shared(service: Service) -> Service:
    """The service as others may have it, with nothing said where something is kept back. For showing only."""
    shown: Any = copy(service)
    for group in service.withheld:
        for name, value in NOTHING.get(group, {}).items():
            setattr(shown, name, value)
    if "people" in service.withheld:
        shown.people = service.enterprise.name
    none = {ROWS[group]: getattr(service, ROWS[group]).none() for group in service.withheld if group in ROWS}
    shown._prefetched_objects_cache = {**getattr(service, "_prefetched_objects_cache", {}), **none}
    return shown


def card_as_shared(card: dict, withheld: Collection[str]) -> dict:
    """The card of a result as others may have it."""
    shown = dict(card)
    for group in withheld:
        shown |= ON_CARDS.get(group, {})
    return shown | ({"people": card["business"]} if "people" in withheld else {})


def asked_about(understood: Understood, tags: Iterable[str], *, also: Collection[str] = ()) -> list[str]:
    """The groups that a question is about: whoever keeps one of them back is not found by it.

    Words that are in none of our lists are looked for in names, so they are a question about people.
    """
    meant = [tag for meaning in understood.meanings for tag in (*meaning.exact, *meaning.perhaps)]
    groups = {GROUP_OF.get(tag) or GROUP_OF.get(tag.partition(":")[0]) for tag in (*tags, *meant)} | {*also}
    if not all(meaning.is_known for meaning in understood.meanings):
        groups.add("people")
    return [EVERYTHING, *(group.slug for group in GROUPS if group.slug in groups)]
