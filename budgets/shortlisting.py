"""Who fits an introduction, with what speaks for each, from the one search of the directory."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from budgets.models import Introduction
from marketplace.accounts.actors import Actor
from marketplace.places.finding import place_of_outcode
from providers import display, explaining
from providers.models import Enterprise, Service
from providers.search import Wanted, search

MOST = 12
LOOKED_AT = 40


@dataclass(frozen=True)
class Shortlist:
    """Candidates as cards with `reasons`; how many cost more than was said; and who was left out for being close."""

    candidates: list[dict] = field(default_factory=list)
    dearer: int = 0
    close: list[str] = field(default_factory=list)


def wanted_of(introduction: Introduction, *, any_price: bool = False) -> Wanted | None:
    """The search that an introduction stands for: around the middle of the outcode, for one activity."""
    place = place_of_outcode(introduction.outcode)
    if place is None or not introduction.activity:
        return None
    return Wanted(
        place.easting,
        place.northing,
        place.council_code,
        tags=frozenset({tag_of(introduction.activity)}),
        needs=frozenset(introduction.needs),
        times=frozenset(introduction.times),
        most_pence=None if any_price else introduction.most_pence,
    )


def tag_of(activity: str) -> str:
    return f"act:{activity}" if explaining.label(f"act:{activity}") else f"fam:{activity}"


def shortlist(introduction: Introduction, *, by: Actor) -> Shortlist:
    """The best and nearest first; nobody whom the professional or their household owns or works in."""
    wanted = wanted_of(introduction)
    if wanted is None:
        return Shortlist()
    found = search(wanted, size=LOOKED_AT)
    asked = {str(pk) for pk in introduction.choices.exclude(status="waiting").values_list("service", flat=True)}
    near = close_to(introduction, by=by, ids=[row["id"] for row in found.rows])
    rows = [row for row in found.rows if row["id"] not in asked and row["id"] not in near]
    dearer = search(wanted_of(introduction, any_price=True) or wanted, size=1).total - found.total
    cards = [display.card(row) | _spoken_for(row, introduction) for row in rows[:MOST]]
    return Shortlist(cards, max(dearer, 0) if introduction.most_pence else 0, sorted(set(near.values())))


def close_to(introduction: Introduction, *, by: Actor, ids: list[str]) -> dict[str, str]:
    """Services close to whoever introduces, with the names of their enterprises."""
    who = Actor(account=introduction.account) if introduction.account else by
    near = Service.objects.filter(pk__in=ids).of_enterprises(Enterprise.objects.close_to(who)).with_enterprise()
    return {str(service.pk): service.enterprise.name for service in near}


def _spoken_for(row: dict, introduction: Introduction) -> dict:
    """What speaks for a row, in sentences, with what it does first; and which of them are doubts."""
    said = [explaining.label(tag_of(introduction.activity)), *explaining.reasons(row)]
    unknown = _not_known(row["met"], introduction)
    doubts = [_("No room known of"), _("Not confirmed for 90 days"), _("No papers seen by a council"), *unknown]
    return {"reasons": [*said, *unknown], "doubts": doubts}


def _not_known(met: dict, introduction: Introduction) -> list[str]:
    """What was asked for and is not known of them."""
    missing = [f"who:{need}" for need in introduction.needs if f"who:{need}" not in met["terms"]]
    missing += [f"when:{time}" for time in introduction.times if time not in met["times"]]
    names = [words for tag in missing if (words := explaining.label(tag))]
    return [_("Does not say: %(what)s") % {"what": ", ".join(names)}] if names else []
