"""A plan and the services around it as plain facts for the matching, and what came of it.

The one search of the directory finds who is near and does what is wanted; whom the person used before is looked at
even where the search no longer finds them. However many there are, the database is asked equally often.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from budgets.actions.affording import SOON, pots_of
from budgets.allocation import Mechanism
from budgets.matching import Candidate, Matches, Must, Price, match
from budgets.matching import Plan as Facts
from budgets.models import Agreement, IntroductionChoice, Person, Plan
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.places.distances import metres_in
from marketplace.places.finding import Found, place_of_outcode
from providers import week
from providers.display import short_council
from providers.models import Enterprise, Service
from providers.search import Wanted, search

LOOKED_AT = 60
Standing = Service.Standing
WHOLE = (Standing.NONE, Standing.IN_ORDER)


@dataclass(frozen=True)
class Money:
    """What the help is paid from, and what of it is left of a week; None when nothing limits it."""

    way: Mechanism | None = None
    left_pence: int | None = None


@dataclass(frozen=True)
class Around:
    """What came of it: the matches, the service of each, and the money that was counted with."""

    matches: Matches
    services: dict[str, Service]
    money: Money


def around(plan: Plan, *, counts_money: bool = True, today: date | None = None) -> Around:
    """Who around the person can help with the plan, the best first; who cannot, and why.

    For somebody who may not see the money it is not counted with: what is too dear would tell them what is left.
    """
    today = today or timezone.localdate()
    place = place_of_outcode(plan.person.outcode)
    money = money_for(plan.person, today) if counts_money else Money()
    used = _used_before(plan.person)
    services = _services(plan, place, used, today)
    close = _close_to_household(plan.person, services)
    facts = facts_of(plan, place, money, frozenset(map(str, used)))
    candidates = [candidate_of(each, today, is_of_household=each.enterprise_id in close) for each in services]
    return Around(match(facts, candidates, today=today), {str(each.pk): each for each in services}, money)


def facts_of(plan: Plan, place: Found | None, money: Money, used: frozenset[str] = frozenset()) -> Facts:
    """The plan as the matching knows it."""
    return Facts(
        activities=frozenset(plan.activities),
        times=frozenset(plan.times),
        point=(place.easting, place.northing) if place else None,
        council=place.council_code if place else "",
        travel_metres=None if plan.travel_miles is None else round(metres_in(plan.travel_miles)),
        is_visited=plan.is_visited,
        needs=frozenset(plan.needs),
        by=plan.by,
        languages=frozenset(plan.languages),
        communication=frozenset(plan.person.communication),
        has_pets=plan.has_pets,
        musts=frozenset(Must(must) for must in plan.musts),
        minutes_weekly=plan.minutes_weekly,
        visits_weekly=plan.visits_weekly,
        left_weekly_pence=money.left_pence,
        paid_by=money.way,
        used_before=used,
    )


def candidate_of(service: Service, today: date, *, is_of_household: bool = False) -> Candidate:
    """A service with its details as the matching knows it."""
    comes = service.setting == Service.Setting.COMES
    by = {"woman": service.by_woman, "man": service.by_man}
    standing, checked_by = _standing(service, today)
    return Candidate(
        id=str(service.pk),
        activities=tuple(service.activities),
        times=frozenset(week.slots(week.hours_of(service.schedules.all()))),
        point=_point(service),
        comes=comes,
        receives=not comes,
        reach_metres=round(metres_in(service.travel_miles or 0)),
        councils=frozenset(service.councils),
        needs=frozenset(service.needs),
        by=frozenset(who for who, holds in by.items() if holds),
        languages=frozenset(service.languages),
        communication=frozenset(service.communication),
        room=service.room,
        room_said_on=service.room_said_on,
        room_hours=service.room_hours,
        full_until=service.full_until,
        prices=tuple(Price(price.pence, price.unit) for price in service.prices.all()),
        payments=frozenset(service.payments),
        standing=standing,
        checked_by=checked_by,
        is_listed=service.status == Service.Status.LISTED,
        is_suspended=service.status == Service.Status.SUSPENDED,
        is_registered=service.personal_care == Service.PersonalCare.REGISTERED,
        is_of_household=is_of_household,
        is_directed=service.personal_care == Service.PersonalCare.DIRECTED,
        is_own_home=service.setting == Service.Setting.HOME_BASED,
    )


def _point(service: Service) -> tuple[int, int] | None:
    if service.easting is None or service.northing is None:
        return None
    return service.easting, service.northing


def _standing(service: Service, today: date) -> tuple[str, str]:
    """Where its checks stand, and who saw them. A council may have seen papers of which it keeps no case here."""
    results = list(service.check_results.all())
    if service.standing not in WHOLE or not results:
        return service.standing, ""
    if service.look_again_since:
        return Standing.UNDER_WAY, ""
    if any(result.good_until is not None and result.good_until < today for result in results):
        return Standing.RUN_OUT, ""
    return Standing.IN_ORDER, short_council(results[0].council.name)


# --- What is asked of the database -----------------------------------------------------------------------------------
def _services(plan: Plan, place: Found | None, used: set, today: date) -> list[Service]:
    """Those near who do something of what is wanted, and those used before, with all that is told of them."""
    if not plan.activities:
        return []
    found = {row["id"] for row in search(_wanted(plan, place), size=LOOKED_AT, today=today).rows} if place else set()
    return list(Service.objects.filter(pk__in=found | used).with_details().order_by("pk"))


def _wanted(plan: Plan, place: Found) -> Wanted:
    tags = frozenset(f"act:{activity}" for activity in plan.activities)
    needs, times = frozenset(plan.needs), frozenset(plan.times)
    return Wanted(place.easting, place.northing, place.council_code, tags=tags, needs=needs, times=times)


def _used_before(person: Person) -> set:
    """Services to which an introduction led, or with which there is or was an agreement."""
    began = IntroductionChoice.objects.filter(introduction__person=person, introduction__status="started")
    agreed = Agreement.objects.filter(person=person, status__in=("agreed", "ended")).order_by()
    ids = began.filter(status="accepted").order_by().values_list("service", flat=True)
    return set(ids.union(agreed.values_list("service", flat=True)))


def _close_to_household(person: Person, services: Iterable[Service]) -> set:
    """Enterprises that the person owns or works in, or somebody of the circle who is a partner or lives with them."""
    household = person.circle.live().filter(is_household=True).exclude(account=None)
    accounts = User.objects.filter(pk__in=[*household.values_list("account", flat=True), person.account_id])
    ids = {service.enterprise_id for service in services}
    close = [Enterprise.objects.filter(pk__in=ids).close_to(Actor(account=each)) for each in accounts]
    return {pk for found in close for pk in found.values_list("pk", flat=True)}


def money_for(person: Person, today: date) -> Money:
    """The way in which most of the money is paid, and what is left of a week of it; own money has no limit.

    What is left is what the page of an offer says, on the day on which new help usually begins: see `Pot`.
    """
    pots = pots_of(person, today + SOON)
    if not pots:
        return Money()
    most = max(pots, key=lambda pot: pot.weekly_pence)
    mechanism = Mechanism(most.mechanism)
    return Money(mechanism) if mechanism == Mechanism.SELF_FUNDED else Money(mechanism, max(most.left_pence, 0))
