"""What speaks for a service that can help, in points and words, and what is not known or stands against it.

The points say how much each thing matters; having one more never costs a place, only a first price may:

    what is wanted   40 for all of it, and its part for a part; 6 when one of it is what the service mainly does
    times            20 for all of them, and their part for a part
    nearness         20 next door, one less for each half mile
    room             20 said today, one less for each week since; 12 for too few hours; 8 with a wait; 5 not known
    money            20 when it fits into what is left, up to 10 more the cheaper it is; 5 when no price is known
    known before     25 for the same worker, 15 for the same service
    checks           12 in order, 6 under way, 3 none, 0 when one has run out
    whom it is for   5 for each need; 10 a language, 8 the man or woman wished for, 6 each way of speaking, 4 pets
    way of paying    4 when it says that it takes this money
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from budgets.allocation import PAID_AS, Mechanism
from budgets.matching.facts import Candidate, Plan, Price
from budgets.matching.refusing import (
    NAMES,
    at_home,
    can_come,
    given,
    is_fresh,
    is_unlawful_at_home,
    metres,
    wanted,
)
from budgets.weeks import in_pence
from marketplace.places.distances import METRES_IN_A_MILE, distance_words
from marketplace.ui.filters import pounds
from providers.costs import BY_THE_HOUR, VISIT_HOURS
from providers.explaining import label
from providers.facets import SLOTS
from providers.taxonomy import LANGUAGES, PERSONAL_CARE

NOT_BY_VISIT = frozenset({"mile", "one-off"})
SIGN_OFF = frozenset({Mechanism.ISF, Mechanism.PHB_THIRD_PARTY})
CHECKS = {"in-order": 12, "under-way": 6, "none": 3, "run-out": 0}


@dataclass(frozen=True)
class Reason:
    """One thing that has a part in the place: a code, points, words; `is_doubt` when it does not speak for it."""

    code: str
    points: int
    words: str
    is_doubt: bool = False


def reasons(plan: Plan, candidate: Candidate, today: date) -> tuple[Reason, ...]:
    """Everything that has a part in the place of a service, in the order of the table above."""
    return tuple(said for rule in RULES for said in rule(plan, candidate, today))


def _part(most: int, has: int, of: int) -> int:
    return most * has // of if of else 0


def _names(slugs: list[str]) -> str:
    return ", ".join(NAMES.get(slug, slug) for slug in slugs)


def _activities(plan: Plan, candidate: Candidate, today: date) -> Iterator[Reason]:
    does = given(plan, candidate)
    mainly = 6 if does and candidate.activities[0] in does else 0
    yield Reason("activities", _part(40, len(does), len(plan.activities)) + mainly, _names(does))
    if missing := sorted(plan.activities - set(candidate.activities)):
        yield Reason("activities-missing", 0, _("Not: %(what)s") % {"what": _names(missing)}, True)
    there = sorted(PERSONAL_CARE & set(wanted(plan, candidate)))
    if there and can_come(plan, candidate) and is_unlawful_at_home(plan, candidate):
        words = _("This money can pay them where you go to them, not at home, for: %(what)s") % {"what": _names(there)}
        yield Reason("law", 0, words, True)


def _times(plan: Plan, candidate: Candidate, today: date) -> Iterator[Reason]:
    met = [time for time in plan.times if time in candidate.times]
    if met:
        yield Reason("times", _part(20, len(met), len(plan.times)), _("Free: %(when)s") % {"when": _when(met)})
    if missing := [time for time in plan.times if time not in candidate.times]:
        yield Reason("times-missing", 0, _("Not known to be free: %(when)s") % {"when": _when(missing)}, True)


def _when(times: list[str]) -> str:
    ordered = sorted(times, key=lambda time: (SLOTS.get(time, 0), time))
    return ", ".join(label(f"when:{time}") or time for time in ordered)


def _nearness(plan: Plan, candidate: Candidate, today: date) -> Iterator[Reason]:
    away = metres(plan, candidate)
    if away is None:
        yield Reason("place", 0, _("How far it is, is not known"), True)
        return
    points = max(0, 20 - int(away // (METRES_IN_A_MILE / 2)))
    comes = can_come(plan, candidate)
    words = _("Comes to you, %(distance)s away") if comes else _("You go there, %(distance)s away")
    yield Reason("place", points, words % {"distance": distance_words(away)})


def _room(plan: Plan, candidate: Candidate, today: date) -> Iterator[Reason]:
    if not (candidate.room and candidate.room_said_on and is_fresh(candidate, today)):
        yield Reason("room", 5, _("Room not known"), True)
        return
    day = {"day": date_format(candidate.room_said_on, "j F")}
    if candidate.room == "wait":
        yield Reason("room", 8, _("There is a wait, said on %(day)s") % day, True)
    elif candidate.room == "full":
        yield Reason("room", 5, _("Full, but room by then, said on %(day)s") % day, True)
    elif candidate.room_hours is not None and candidate.room_hours * 60 < minutes_weekly(plan):
        yield Reason("room", 12, _("Has room for %(n)s hours only") % {"n": candidate.room_hours}, True)
    else:
        weeks = max((today - candidate.room_said_on).days, 0) // 7
        yield Reason("room", 20 - weeks, _("Has room, said on %(day)s") % day)


def visits_weekly(plan: Plan) -> int:
    """As said, or one for each time of the week, or one."""
    return plan.visits_weekly or max(len(plan.times), 1)


def minutes_weekly(plan: Plan) -> int:
    """As said, or two hours a visit, as the directory counts."""
    return plan.minutes_weekly or visits_weekly(plan) * VISIT_HOURS * 60


def weekly_pence(plan: Plan, price: Price) -> int | None:
    """What a week of this plan comes to at this price; None for what is not paid by the week."""
    if price.unit in NOT_BY_VISIT:
        return None
    if price.unit == "week":
        return price.pence
    if price.unit in BY_THE_HOUR:
        return in_pence(Fraction(price.pence * minutes_weekly(plan), BY_THE_HOUR[price.unit]))
    return price.pence * visits_weekly(plan)


def cheapest_pence(plan: Plan, candidate: Candidate) -> int | None:
    """The lowest of what a week may come to."""
    weekly = [pence for price in candidate.prices if (pence := weekly_pence(plan, price)) is not None]
    return min(weekly, default=None)


def _money(plan: Plan, candidate: Candidate, today: date) -> Iterator[Reason]:
    cost, left = cheapest_pence(plan, candidate), plan.left_weekly_pence
    if cost is None:
        yield Reason("money", 5, _("Ask about the price"), True)
    elif left is None:
        yield Reason("money", 5, _("%(sum)s a week") % {"sum": pounds(cost)})
    elif cost > left:
        said = {"sum": pounds(cost), "more": pounds(cost - left)}
        yield Reason("money", 0, _("%(sum)s a week, %(more)s more than is left") % said, True)
    else:
        points = 20 + (10 * (left - cost) // left if left else 10)
        said = {"sum": pounds(cost), "left": pounds(left)}
        yield Reason("money", points, _("%(sum)s a week of your %(left)s") % said)


def _known(plan: Plan, candidate: Candidate, today: date) -> Iterator[Reason]:
    if plan.workers_before & candidate.workers:
        yield Reason("known", 25, _("The same person as before"))
    elif candidate.id in plan.used_before:
        yield Reason("known", 15, _("Has helped before"))


def _checks(plan: Plan, candidate: Candidate, today: date) -> Iterator[Reason]:
    words = {
        "in-order": _("Checked by %(who)s") % {"who": candidate.checked_by or _("the council")},
        "under-way": _("Checks under way"),
        "run-out": _("A check has run out"),
    }.get(candidate.standing, _("No papers seen by a council"))
    yield Reason("checks", CHECKS.get(candidate.standing, 3), words, candidate.standing != "in-order")
    if plan.paid_by in SIGN_OFF and not candidate.is_registered and _is_care(plan, candidate):
        yield Reason("sign-off", 0, _("Not registered for this: whoever holds the money asks the council first"), True)


def _is_care(plan: Plan, candidate: Candidate) -> bool:
    return at_home(plan, candidate) and bool(PERSONAL_CARE & set(given(plan, candidate)))


def _wishes(plan: Plan, candidate: Candidate, today: date) -> Iterator[Reason]:
    if met := sorted(plan.needs & candidate.needs):
        words = _("Works with: %(whom)s") % {"whom": ", ".join(label(f"who:{need}") or need for need in met)}
        yield Reason("needs", 5 * len(met), words)
    if met := sorted(plan.languages & candidate.languages):
        words = _("Speaks %(names)s") % {"names": ", ".join(LANGUAGES.get(code, code) for code in met)}
        yield Reason("language", 10, words)
    if plan.by and plan.by in candidate.by:
        yield Reason("worker", 8, label(f"by:{plan.by}"))
    if met := sorted(plan.communication & candidate.communication):
        yield Reason("communication", 6 * len(met), ", ".join(label(f"comm:{way}") or way for way in met))
    if plan.has_pets and candidate.pets:
        yield Reason("pets", 4, _("Is fine with pets"))


def _unmet(plan: Plan, candidate: Candidate, today: date) -> Iterator[Reason]:
    """What was wished for and is not known of them."""
    missing = [label(f"who:{need}") or need for need in sorted(plan.needs - candidate.needs)]
    if plan.languages and not plan.languages & candidate.languages:
        missing += [LANGUAGES.get(code, code) for code in sorted(plan.languages)]
    if plan.by and plan.by not in candidate.by:
        missing.append(label(f"by:{plan.by}"))
    missing += [label(f"comm:{way}") or way for way in sorted(plan.communication - candidate.communication)]
    if missing:
        yield Reason("unmet", 0, _("Does not say: %(what)s") % {"what": ", ".join(missing)}, True)
    if plan.has_pets and candidate.pets is False:
        yield Reason("pets", 0, _("Rather not with pets"), True)


def _paying(plan: Plan, candidate: Candidate, today: date) -> Iterator[Reason]:
    if plan.paid_by is None or not candidate.payments:
        return
    if PAID_AS[plan.paid_by] in candidate.payments:
        yield Reason("paying", 4, _("Takes this kind of money"))
    else:
        yield Reason("paying", 0, _("Does not say that it takes this kind of money"), True)


Rule = Callable[[Plan, Candidate, date], Iterator[Reason]]
RULES: tuple[Rule, ...] = (
    _activities, _times, _nearness, _room, _money, _known, _checks, _wishes, _unmet, _paying
)  # fmt: skip
