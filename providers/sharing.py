"""What an enterprise can keep back from other directories, one group of facts at a time."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

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
