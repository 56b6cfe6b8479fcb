"""The invented enterprises are many, lawful, fairly priced, readable, and nobody's likeness."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from providers import regulation, taxonomy
from providers.demonstration import portraits
from providers.demonstration.invent import enterprises
from providers.demonstration.peeps import FOLDER, peeps
from providers.demonstration.stories import as_we
from providers.models import Enterprise, Price, Service

TODAY = date(2026, 11, 20)
DRAMA = re.compile(r"0115 496 0\d{3}|0113 496 0\d{3}|01632 960\d{3}|07700 900\d{3}")
BELIEVABLE = {  # pounds, lowest and highest
    "hour": (15, 27),
    "half-hour": (5, 13),
    "session": (2, 40),
    "meal": (7, 13),
    "visit": (12, 35),
    "mile": (0.45, 0.45),
    "half-day": (10, 40),
    "day": (20, 155),
    "week": (8, 1000),
    "sleeping-night": (65, 100),
    "waking-night": (105, 155),
    "one-off": (100, 400),
}


@pytest.fixture(scope="module")
def plans():
    return enterprises(TODAY)


@pytest.fixture(scope="module")
def services(plans):
    return [service for plan in plans for service in plan.services]


def public(services):
    return [service for service in services if service.stage == "listed"]


def test_a_visitor_finds_more_than_three_hundred_enterprises(plans):
    listed = [plan for plan in plans if any(service.stage == "listed" for service in plan.services)]
    assert len(listed) >= 300
    assert len({plan.name for plan in plans}) == len(plans)


def test_each_area_has_its_share(plans):
    counts = Counter(plan.area for plan in plans)
    assert counts["notts"] >= 120 and counts["leeds"] >= 100 and counts["somerset"] >= 80 and counts["york"] == 6


def test_the_same_day_gives_the_same_enterprises(plans):
    assert [p.name for p in enterprises(TODAY)] == [p.name for p in plans]
    assert enterprises(TODAY)[200].first.facts["story"] == plans[200].first.facts["story"]


def test_everything_in_the_taxonomy_is_offered_by_somebody(services):
    offered = {activity for service in public(services) for activity in service.facts["activities"]}
    helped = {need for service in public(services) for need in service.facts["needs"]}
    assert offered == {term.slug for term in taxonomy.ACTIVITIES}
    assert helped == {term.slug for term in taxonomy.NEEDS}


def test_no_two_stories_or_summaries_are_alike(services):
    stories = [service.facts["story"] for service in services if service.facts["story"]]
    assert len(set(stories)) == len(stories)
    assert max(Counter(service.facts["summary"] for service in services).values()) == 1


def test_nobody_in_one_area_tells_the_same_beginning_more_than_twice(plans):
    for area in ("notts", "leeds", "somerset"):
        told = [s.facts["story"].split("\n")[0] for p in plans if p.area == area for s in p.services]
        assert max(Counter(filter(None, told)).values()) <= 2


def test_a_summary_fits_on_a_card_and_lines_fit_their_columns(services):
    for service in services:
        assert 20 <= len(service.facts["summary"]) <= 140
        assert all(len(line) <= 140 for line in service.facts["does"] + service.facts["does_not"])
        assert len(service.facts["does"]) <= 8
        for name in ("if_ill", "costs_on_top", "if_you_cancel", "access_note", "when_note"):
            assert len(service.facts.get(name, "")) <= 200
        assert all(len(check.what) <= 60 and len(check.words) <= 200 for check in service.checks)


def test_stories_are_easy_to_read(services):
    sentences = [
        sentence
        for service in services
        for sentence in re.split(r"[.!?:]\s+|\n\n", service.facts["story"])
        if sentence
    ]
    assert max(len(sentence.split()) for sentence in sentences) < 25
    assert sum(len(sentence.split()) for sentence in sentences) / len(sentences) < 12


def test_no_template_shows_through(services):
    words = " ".join(str(value) for service in services for value in service.facts.values())
    assert not re.search(r"\{|\}|\bI are\b|\bwe am\b|\bWe was\b|demo \d|lorem", words, re.IGNORECASE)


def test_prices_are_believable_and_nobody_works_below_the_minimum_wage(services):
    units = set(Price.Unit.values)
    for service in services:
        assert service.prices
        for pence, unit, note in service.prices:
            lowest, highest = BELIEVABLE[unit]
            assert unit in units and len(note) <= 60
            assert lowest * 100 <= pence <= highest * 100, (service.offer, unit, pence)


def test_help_of_the_personal_kind_is_lawful(plans):
    for plan in plans:
        for service in plan.services:
            facts = service.facts
            assert regulation.refusal(
                kind=plan.kind, workers=plan.workers + plan.volunteers, setting=facts["setting"],
                personal_care=facts["personal_care"], activities=facts["activities"], cqc_id=facts["cqc_id"],
            ) is None  # fmt: skip
            assert facts["personal_care"] != "registered" or re.fullmatch(r"1-\d{10}", facts["cqc_id"])
            assert "nursing" not in facts["activities"] or facts["personal_care"] == "registered"


def test_kinds_and_sizes_agree(plans):
    assert {plan.kind for plan in plans} == set(Enterprise.Kind.values)
    assert all(plan.workers == 1 and plan.volunteers == 0 for plan in plans if plan.kind == "sole-trader")
    assert any(plan.workers >= 30 for plan in plans)
    assert all(len(plan.email) <= 254 and plan.email.endswith("@demo.justright.example") for plan in plans)
    assert len({plan.email for plan in plans}) == len(plans)


def test_nobody_shares_a_face_or_a_name(plans):
    faces = [face for plan in plans for face in plan.faces.values()]
    names = [name for plan in plans for name in plan.faces]
    assert len({face.likeness for face in faces}) == len(faces) > 330
    assert len(set(names)) == len(names)
    assert all(len(name) <= 40 for name in names)


def test_faces_keep_to_what_was_chosen(plans):
    left_out = {"bear", "buns", "shaved3", "longAfro", "mohawk", "mohawk2", "hatBeanie", "hatHip"}
    for plan in plans:
        for person in plan.people:
            assert person.face.head not in left_out
            assert person.face.expression in ("smile", "calm")
            assert not (person.sex == "f" and (person.face.beard or person.face.head == "turban"))
            assert not (person.sex == "m" and person.face.head in ("hijab", "bun", "long"))


def test_a_portrait_is_a_small_picture_that_credits_its_artist(plans):
    drawn = portraits.svg(plans[40].people[0].face)
    assert drawn.startswith("<svg") and "Pablo Stanley, CC0" in drawn and len(drawn) < 20_000
    assert "<script" not in drawn and "<metadata" not in drawn


def test_an_owner_without_a_photo_chooses_among_two_dozen_faces(plans):
    assert len(peeps()) == 24
    for name, face in peeps().items():
        assert (FOLDER / f"{name}.svg").read_text(encoding="utf-8") == portraits.svg(face)
    invented = {face.likeness for plan in plans for face in plan.faces.values()}
    assert not invented & {face.likeness for face in peeps().values()}


def test_every_portrait_that_is_shown_can_be_drawn_or_is_kept(plans):
    for plan in plans:
        for name in plan.first.facts["portraits"]:
            assert name in plan.faces or (FOLDER / f"{name}.svg").exists()


def test_phones_ring_nobody(services):
    phones = [service.facts["phone"] for service in services]
    assert all(DRAMA.fullmatch(phone) for phone in phones)
    assert len(set(phones)) == len(phones)


def test_slugs_are_those_of_the_taxonomy(services):
    known = {name: {term.slug for term in terms} for name, terms in taxonomy.LISTS.items()}
    for service in services:
        for name, slugs in known.items():
            assert set(service.facts[name]) <= slugs
        assert set(service.facts["languages"]) <= set(taxonomy.LANGUAGES)
        assert "en" in service.facts["languages"]


def test_about_half_have_room_and_some_said_so_too_long_ago(services):
    listed = public(services)
    fresh = [s for s in listed if s.facts["room_said_on"] and TODAY - s.facts["room_said_on"] <= timedelta(days=28)]
    rooms = Counter(service.facts["room"] for service in fresh)
    assert 0.36 <= rooms["yes"] / len(listed) <= 0.56
    assert 0.08 <= rooms["wait"] / len(listed) <= 0.22
    assert 0.12 <= rooms["full"] / len(listed) <= 0.28
    assert 0.1 <= 1 - len(fresh) / len(listed) <= 0.3


def test_who_is_full_has_no_free_hours(services):
    for service in services:
        hours = service.schedules
        assert hours and len({(day, opens) for day, opens, _closes, _free in hours}) == len(hours)
        if service.facts["room"] in ("full", "wait"):
            assert not any(free for *_rest, free in hours)


def test_checks_are_dated_around_today_and_only_where_a_council_looked(plans):
    for plan in plans:
        for service in plan.services:
            if plan.area == "york" or service.stage in ("submitted", "returned", "draft"):
                assert not service.checks
            for check in service.checks:
                assert check.seen_on <= TODAY
                assert check.good_until is None or check.good_until >= TODAY > check.seen_on
            assert len({check.what for check in service.checks}) == len(service.checks)


@pytest.mark.parametrize("name", ["Good Company", "The Kitchen Table", "Tuesday Paint Pots", "Sheila’s Suppers"])
def test_the_people_of_the_design_are_there_with_their_days_moved(name):
    later = date(2027, 3, 3)
    then, now = (next(p for p in enterprises(day) if p.name == name) for day in (TODAY, later))
    assert now.first.facts["story"] == then.first.facts["story"]
    moved = now.first.facts["room_said_on"] - then.first.facts["room_said_on"]
    assert moved == later - TODAY
    assert now.first.checks[0].seen_on - then.first.checks[0].seen_on == later - TODAY


def test_councils_have_something_to_decide(plans):
    statuses = Counter(service.stage for plan in plans for service in plan.services)
    waiting = [p for p in plans if p.first.stage == "submitted" and p.area == "notts"]
    assert len(waiting) == 9
    assert len({plan.first.submitted_hours_ago for plan in waiting}) == 9
    assert statuses["returned"] == 4 and statuses["paused"] == 6 and statuses["closed"] == 3 and statuses["draft"] == 5
    assert sum(plan.has_supporter for plan in plans) == 1
    of_checks = {"hidden", "suspended"}  # which come from checks and worries, when those are made up
    assert set(statuses) == set(Service.Status.values) - of_checks


def test_two_people_say_we():
    assert as_we("I keep my word. If it rains I was there, and I am dry.") == (
        "We keep our word. If it rains we were there, and we are dry."
    )
