"""Who fits a plan, and why: worked cases by hand, and what must hold for every plan and every service."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgets.allocation import Mechanism
from budgets.matching import Candidate, Must, Plan, Price, Why, cheapest_pence, match
from providers.models import Price as StoredPrice
from providers.models import Service
from tests.budgets.matches import CASES, MILE, PLAN, ROSA, TODAY, north


@pytest.mark.parametrize("worked", CASES, ids=lambda worked: worked.name)
def test_each_worked_case_is_where_it_is_for_these_reasons(worked):
    found = match(worked.plan, [worked.service], today=TODAY)
    said = found.placed[0].speaks_for + found.placed[0].doubts if found.placed else [found.left[0].words]
    assert {each.why for left in found.left for each in left.blocked} == worked.blocked
    points = {reason.code: reason.points for placed in found.placed for reason in placed.reasons}
    assert points | worked.points == points, points
    for words in worked.says:
        assert any(words in each for each in said), said


def test_there_are_enough_worked_cases_and_every_blocking_fact_is_among_them():
    assert len(CASES) >= 25 and len({worked.name for worked in CASES}) == len(CASES)
    assert set().union(*(worked.blocked for worked in CASES)) == set(Why)


def test_the_standings_and_units_of_the_directory_are_understood():
    for standing in Service.Standing.values:
        found = match(PLAN, [replace(ROSA, standing=standing)], today=TODAY)
        assert bool(found.left) == (standing == "waits")
    for unit in StoredPrice.Unit.values:
        assert (cheapest_pence(PLAN, replace(ROSA, prices=(Price(100, unit),))) is None) == (
            unit in ("mile", "one-off")
        )


def test_sam_sees_a_short_list_that_explains_itself():
    leroy = replace(ROSA, id="leroy", point=north(4), standing="none")
    ada = replace(ROSA, id="ada", room="full")
    found = match(PLAN, [leroy, ada, ROSA], today=TODAY)
    assert [(placed.place, placed.candidate.id) for placed in found.placed] == [(1, "rosa"), (2, "leroy")]
    assert found.placed[0].points == 135 and found.placed[0].doubts == []
    assert found.placed[1].doubts == ["No papers seen by a council"]
    assert [(left.candidate.id, left.words) for left in found.left] == [("ada", "Full. Said so on 26 November 2026.")]


def test_who_is_known_comes_before_who_is_nearer_and_equals_stand_by_id():
    known = replace(ROSA, id="zoe", point=north(4.4))
    plan = replace(PLAN, used_before=frozenset({"zoe"}))
    found = match(plan, [ROSA, known, replace(ROSA, id="b")], today=TODAY)
    assert [placed.candidate.id for placed in found.placed] == ["zoe", "b", "rosa"]


def test_nobody_asked_finds_nobody():
    assert match(PLAN, [], today=TODAY).placed == match(PLAN, [], today=TODAY).left == ()


PATIENT = settings(deadline=None)  # a busy machine is no fault of the sums
ACTIVITIES = st.sampled_from(["cleaning", "gardening", "washing-dressing", "phone-calls", "medicines"])
TIMES = st.frozensets(st.sampled_from(["mon-morning", "tue-morning", "sat-night"]))
NEEDS, LANGUAGES = st.frozensets(st.sampled_from(["dementia", "autism"])), st.frozensets(st.sampled_from(["pa", "cy"]))
SPOKEN, WORKERS = st.frozensets(st.sampled_from(["bsl", "makaton"])), st.frozensets(st.sampled_from(["w1", "w2"]))
POINTS = st.none() | st.floats(0, 12).map(north)
SAID = st.none() | st.integers(0, 40).map(lambda days: TODAY - timedelta(days=days))
PLANS = st.builds(
    Plan, st.frozensets(ACTIVITIES), TIMES, POINTS, st.sampled_from(["", "E1"]), st.none() | st.integers(0, 12 * MILE),
    st.booleans(), NEEDS, st.sampled_from(["", "woman", "man"]), LANGUAGES, SPOKEN, st.booleans(),
    st.frozensets(st.sampled_from(Must)), st.integers(0, 600), st.integers(0, 5), st.none() | st.integers(-500, 9000),
    st.none() | st.sampled_from(Mechanism), st.booleans(), st.frozensets(st.sampled_from(["s0", "s1"])), WORKERS,
    st.none() | st.integers(0, 60).map(lambda days: TODAY + timedelta(days=days)),
)  # fmt: skip
PRICES = st.lists(st.builds(Price, st.integers(0, 9000), st.sampled_from(StoredPrice.Unit.values)), max_size=2)
SERVICES = st.builds(
    Candidate, st.just("s0"), st.lists(ACTIVITIES, max_size=3).map(tuple), TIMES, POINTS, st.booleans(), st.booleans(),
    st.integers(0, 12 * MILE), st.frozensets(st.just("E1")), NEEDS, st.frozensets(st.sampled_from(["woman", "man"])),
    LANGUAGES, SPOKEN, st.none() | st.booleans(), st.sampled_from(["", "yes", "wait", "full"]), SAID,
    st.none() | st.integers(0, 12), st.none() | st.integers(-5, 60).map(lambda days: TODAY + timedelta(days=days)),
    PRICES.map(tuple), st.frozensets(st.sampled_from(["self", "isf", "phb", "council", "direct-payment"])),
    st.sampled_from(Service.Standing.values), st.just("Leeds"), st.booleans(), st.booleans(), st.booleans(),
    st.booleans(), WORKERS, st.booleans(), st.booleans(),
)  # fmt: skip
FIELDS = st.lists(SERVICES, min_size=1, max_size=6).map(
    lambda services: [replace(each, id=f"s{n}") for n, each in enumerate(services)]
)


def more(service):
    """The same service with one capability more, each in turn, and registered for it where the law asks for that.

    What matters only at home, such as pets, comes to light when somebody comes there: it is left out of these.
    """
    there = {"pets": service.pets or None}
    yield "activity", replace(service, activities=(*service.activities, "cleaning"))
    yield "personal care", replace(service, activities=(*service.activities, "washing-dressing"), is_registered=True)
    yield "time", replace(service, times=service.times | {"tue-morning"})
    yield "comes", replace(service, comes=True, is_registered=True, **there)
    yield "receives", replace(service, receives=True)
    yield "reach", replace(service, reach_metres=service.reach_metres + 3 * MILE, **there)
    yield "council", replace(service, councils=service.councils | {"E1"}, **there)
    yield "need", replace(service, needs=service.needs | {"dementia"})
    yield "woman", replace(service, by=service.by | {"woman"})
    yield "language", replace(service, languages=service.languages | {"pa"})
    yield "sign", replace(service, communication=service.communication | {"bsl"})
    yield "pets", replace(service, pets=True)
    yield "room", replace(service, room="yes", room_said_on=TODAY, room_hours=None)
    yield "checks", replace(service, standing="in-order")
    yield "registered", replace(service, is_registered=True)
    yield "worker", replace(service, workers=service.workers | {"w1"})
    if service.payments:
        yield "way of paying", replace(service, payments=service.payments | {"direct-payment"})
    cheaper = tuple(Price(price.pence * 9 // 10, price.unit) for price in service.prices)
    yield "cheaper", replace(service, prices=cheaper)


def place_of(found, service):
    """Its place; whoever drops out stands behind all."""
    return next((placed.place for placed in found.placed if placed.candidate.id == service.id), 10_000)


@PATIENT
@given(PLANS, FIELDS)
def test_one_capability_more_never_lowers_a_place(plan, services):
    before = match(plan, services, today=TODAY)
    for what, better in more(services[0]):
        after = match(plan, [better, *services[1:]], today=TODAY)
        assert place_of(after, better) <= place_of(before, better), what


def without(service, plan, why):
    """The same plan and service without the fact that blocked."""
    here = {"point": plan.point, "comes": True, "receives": True}
    changes = {
        Why.ACTIVITY: {"activities": (*service.activities, *plan.activities)},
        Why.NOT_LISTED: {"is_listed": True},
        Why.SUSPENDED: {"is_suspended": False},
        Why.WAITS: {"standing": "under-way"},
        Why.LAW: {"is_registered": True},
        Why.HOUSEHOLD: {"is_of_household": False},
        Why.TOO_FAR: here,
        Why.CANNOT_COME: here,
        Why.FULL: {"room": ""},
        Why.WORKER: {"by": frozenset({"woman", "man"})},
        Why.LANGUAGE: {"languages": plan.languages},
        Why.PETS: {"pets": None},
    }
    return replace(service, **changes[why])


@PATIENT
@given(PLANS, SERVICES)
def test_taking_a_blocking_fact_away_never_drops_anybody_and_takes_that_reason_away(plan, service):
    blocked = [each.why for left in match(plan, [service], today=TODAY).left for each in left.blocked]
    for why in [each for each in blocked if plan.activities]:
        found = match(plan, [without(service, plan, why)], today=TODAY)
        still = {each.why for left in found.left for each in left.blocked}
        assert why not in still or (why == Why.CANNOT_COME and not plan.is_visited and plan.travel_metres is None)
        revealed = {Why.TOO_FAR, Why.CANNOT_COME, Why.LAW} if why == Why.ACTIVITY else set()
        revealed |= {Why.NOT_LISTED, Why.WAITS} if why == Why.SUSPENDED else set()
        revealed |= {Why.WAITS} if why == Why.NOT_LISTED else set()
        revealed |= {Why.LAW, Why.PETS} if why in (Why.TOO_FAR, Why.CANNOT_COME) else set()  # matter only at home
        assert still <= set(blocked) | revealed


@PATIENT
@given(PLANS, FIELDS, st.randoms())
def test_the_order_in_which_services_come_changes_nothing(plan, services, random):
    found = match(plan, services, today=TODAY)
    shuffled = list(services)
    random.shuffle(shuffled)
    assert match(plan, shuffled, today=TODAY) == found


@PATIENT
@given(PLANS, FIELDS)
def test_everybody_is_there_once_with_a_reason_and_the_best_first(plan, services):
    found = match(plan, services, today=TODAY)
    ids = [each.candidate.id for each in (*found.placed, *found.left)]
    assert sorted(ids) == sorted(service.id for service in services)
    assert all(left.blocked and left.words for left in found.left)
    assert [placed.place for placed in found.placed] == list(range(1, len(found.placed) + 1))
    order = [(-placed.points, placed.candidate.id) for placed in found.placed]
    assert order == sorted(order)
    for placed in found.placed:
        assert placed.speaks_for and all(reason.points >= 0 and reason.words for reason in placed.reasons)
        assert all(len(words.split()) <= 25 for words in (*placed.speaks_for, *placed.doubts))
