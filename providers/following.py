"""Saved searches as their people see them."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from marketplace.accounts.actors import Actor
from providers import access, explaining, filters
from providers.models import SavedSearch
from providers.search import FAR


def asked(body: Mapping) -> dict:
    """What is looked for in words, for its own person's eyes."""
    tags = [_label(tag) for tag in body["filters"]]
    return {
        "words": body["help"],
        "filters": [words for words in tags if words],
        "place": body["place"]["name"],
        "label": body["place"]["label"],
        "miles": body["miles"] or FAR[0],
    }


def _label(tag: str) -> str:
    return str(filters.SPECIAL.get(tag) or filters.HOW.get(tag) or explaining.label(tag))


def row_of(saved: SavedSearch, actor: Actor) -> dict:
    """One saved search; of an area, who follows it and whether I do."""
    mine = [one for one in saved.followers.all() if one.account_id == actor.person.pk]
    others = [one.account.name or _("Somebody") for one in saved.followers.all() if one not in mine]
    return asked(saved.asked) | {
        "id": saved.pk,
        "rhythm": saved.get_rhythm_display(),
        "organisation": saved.organisation.name if saved.organisation else "",
        "is_followed": bool(mine),
        "others": others,
        "saved_at": saved.saved_at,
    }


def list_of(actor: Actor) -> dict:
    """All of them: one's own first, then the areas of the bodies one works for."""
    rows = [row_of(saved, actor) for saved in SavedSearch.objects.visible_to(actor).with_followers()[:200]]
    return {
        "mine": [row for row in rows if not row["organisation"]],
        "areas": [row for row in rows if row["organisation"]],
        "may_follow": access.bodies_of(actor).exists(),
    }


def body_of(saved: SavedSearch) -> dict:
    """The search, to be kept as any other."""
    return {"exact": False, **saved.asked}
