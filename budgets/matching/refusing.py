"""Why a service drops out, in sentences that say what would have to change. Nothing here weighs: a fact blocks or not.

The law (England): personal care given at home by somebody who is not registered is allowed only where the person
directs it (SI 2014/2936 Sch 1 para 1(3)(c)), so a council or the NHS cannot buy it. A direct payment may not pay
somebody of the own household who is a partner or close relative, unless the council records that it is necessary
(SI 2014/2871 reg 3). The directory decides what may be listed; this decides what this money may buy.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from budgets.allocation import Mechanism
from budgets.lawful import ORDERED, gives_care
from budgets.matching.facts import Candidate, Must, Plan
from marketplace.places.distances import distance_words, metres_between
from providers.room import FADES_AFTER
from providers.taxonomy import ACTIVITIES, LANGUAGES

AT_A_DISTANCE = frozenset({"phone-calls"})
NAMES = {term.slug: term.name for term in ACTIVITIES}


class Why(StrEnum):
    """The facts that block."""

    ACTIVITY = "activity"
    NOT_LISTED = "not-listed"
    SUSPENDED = "suspended"
    WAITS = "waits"
    LAW = "law"
    HOUSEHOLD = "household"
    TOO_FAR = "too-far"
    CANNOT_COME = "cannot-come"
    FULL = "full"
    WORKER = "worker"
    LANGUAGE = "language"
    PETS = "pets"


@dataclass(frozen=True)
class Blocked:
    """One fact that blocks, in a sentence."""

    why: Why
    words: str


def blocks(plan: Plan, candidate: Candidate, today: date) -> tuple[Blocked, ...]:
    """Everything that stands in the way; nothing when the service can be ranked."""
    return tuple(said for rule in RULES for said in rule(plan, candidate, today))


def wanted(plan: Plan, candidate: Candidate) -> list[str]:
    """What is wanted and done here, in the order in which the service has it."""
    return [slug for slug in dict.fromkeys(candidate.activities) if slug in plan.activities]


def is_unlawful(plan: Plan, candidate: Candidate) -> bool:
    """Whether this money may not buy it, whatever is wanted: the rule of `lawful`, which looks at all that it does. At
    a venue the law does not speak of personal care."""
    there = candidate.is_own_home or candidate.comes and not can_get_there(plan, candidate)
    return there and is_unlawful_at_home(plan, candidate)


def is_unlawful_at_home(plan: Plan, candidate: Candidate) -> bool:
    """Whether this money may not buy it where somebody lives."""
    care = "directed" if candidate.is_directed else ""
    is_care = not candidate.is_registered and gives_care(care, candidate.activities)
    return is_care and plan.paid_by in ORDERED


def at_home(plan: Plan, candidate: Candidate) -> bool:
    """Help is given where the person lives, unless they go to the service."""
    return candidate.comes and plan.is_visited and not can_get_there(plan, candidate)


def given(plan: Plan, candidate: Candidate) -> list[str]:
    """What is wanted, done here, and reaches the person."""
    asked = wanted(plan, candidate)
    return asked if is_reached(plan, candidate) else [slug for slug in asked if slug in AT_A_DISTANCE]


def is_reached(plan: Plan, candidate: Candidate) -> bool:
    return can_come(plan, candidate) or can_get_there(plan, candidate)


def can_come(plan: Plan, candidate: Candidate) -> bool:
    """Whether it comes to the person: by distance, or because it covers the whole council. Unknown places may fit."""
    if not (candidate.comes and plan.is_visited):
        return False
    away = metres(plan, candidate)
    return away is None or away <= candidate.reach_metres or plan.council in candidate.councils


def can_get_there(plan: Plan, candidate: Candidate) -> bool:
    """Whether the person gets to it, as far as they can travel."""
    if not candidate.receives or plan.travel_metres is None:
        return False
    away = metres(plan, candidate)
    return away is None or away <= plan.travel_metres


def metres(plan: Plan, candidate: Candidate) -> float | None:
    """The straight line between both, or None when a place is not known."""
    if plan.point is None or candidate.point is None:
        return None
    return metres_between(*plan.point, *candidate.point)


def is_fresh(candidate: Candidate, today: date) -> bool:
    """What was said about room counts for 28 days."""
    return candidate.room_said_on is not None and today <= candidate.room_said_on + FADES_AFTER


def _activity(plan: Plan, candidate: Candidate, today: date) -> Iterator[Blocked]:
    if not wanted(plan, candidate):
        asked = ", ".join(NAMES.get(slug, slug) for slug in sorted(plan.activities))
        yield Blocked(Why.ACTIVITY, _("Does not do what is wanted: %(what)s.") % {"what": asked})


def _not_open(plan: Plan, candidate: Candidate, today: date) -> Iterator[Blocked]:
    if candidate.is_suspended:
        yield Blocked(Why.SUSPENDED, _("The council has suspended it."))
    elif not candidate.is_listed:
        yield Blocked(Why.NOT_LISTED, _("It takes nobody new: it is paused, hidden or closed."))
    elif candidate.standing == "waits":
        yield Blocked(Why.WAITS, _("It cannot be asked before its first checks are done."))


def _law(plan: Plan, candidate: Candidate, today: date) -> Iterator[Blocked]:
    if wanted(plan, candidate) and is_unlawful(plan, candidate):
        yield Blocked(Why.LAW, _("It gives help such as washing and dressing, and is not registered with the Care "
                                 "Quality Commission. A council or the NHS may not pay it for that. A direct payment "
                                 "could pay for it."))  # fmt: skip


def _household(plan: Plan, candidate: Candidate, today: date) -> Iterator[Blocked]:
    """Own money may pay anybody; of public money the same rule is kept for every way."""
    if candidate.is_of_household and plan.paid_by not in (None, Mechanism.SELF_FUNDED) and not plan.may_pay_household:
        yield Blocked(Why.HOUSEHOLD, _("A partner or close relative works in it. This money pays for that only if "
                                       "the council has written down why it is necessary."))  # fmt: skip


def _place(plan: Plan, candidate: Candidate, today: date) -> Iterator[Blocked]:
    asked = wanted(plan, candidate)
    if not asked or set(asked) & AT_A_DISTANCE or is_reached(plan, candidate):
        return
    could_come, could_go = candidate.comes and plan.is_visited, candidate.receives and plan.travel_metres is not None
    away = metres(plan, candidate)
    if away is None or not (could_come or could_go):
        words = (
            _("Does not come to people.") if plan.is_visited else _("People cannot go there: it only comes to them.")
        )
        yield Blocked(Why.CANNOT_COME, words)
        return
    said = {"distance": distance_words(away)}
    far = _("Too far to come: %(distance)s.") if could_come else _("Too far to get there: %(distance)s.")
    yield Blocked(Why.TOO_FAR, far % said)


def _full(plan: Plan, candidate: Candidate, today: date) -> Iterator[Blocked]:
    """A word that is older than 28 days blocks nobody; nor does one that ends before help is wanted."""
    if candidate.room != "full" or candidate.room_said_on is None or not is_fresh(candidate, today):
        return
    if candidate.full_until is not None and candidate.full_until < (plan.starts_on or today):
        return
    yield Blocked(Why.FULL, _("Full. Said so on %(day)s.") % {"day": date_format(candidate.room_said_on, "j F Y")})


def _worker(plan: Plan, candidate: Candidate, today: date) -> Iterator[Blocked]:
    if Must.WORKER in plan.musts and plan.by and plan.by not in candidate.by:
        words = _("Needs a woman, and there is none known.") if plan.by == "woman" else _(
            "Needs a man, and there is none known.")  # fmt: skip
        yield Blocked(Why.WORKER, words)


def _language(plan: Plan, candidate: Candidate, today: date) -> Iterator[Blocked]:
    if Must.LANGUAGE in plan.musts and plan.languages and not plan.languages & candidate.languages:
        names = ", ".join(LANGUAGES.get(code, code) for code in sorted(plan.languages))
        yield Blocked(Why.LANGUAGE, _("Does not say that anybody speaks: %(names)s.") % {"names": names})


def _pets(plan: Plan, candidate: Candidate, today: date) -> Iterator[Blocked]:
    """Pets matter only to whoever comes; they block only where it says so."""
    if Must.PETS in plan.musts and plan.has_pets and candidate.pets is False and at_home(plan, candidate):
        yield Blocked(Why.PETS, _("Does not come where there are pets."))


Rule = Callable[[Plan, Candidate, date], Iterator[Blocked]]
RULES: tuple[Rule, ...] = (_activity, _not_open, _law, _household, _place, _full, _worker, _language, _pets)
