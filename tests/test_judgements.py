"""The judged searches name services that the demonstration has, and nobody tunes on what is held out."""

import re
from collections import Counter
from datetime import date

import pytest

from providers.demonstration.areas import AREAS
from providers.demonstration.invent import enterprises
from providers.models import Enterprise, Service
from tests.benchmarks.relevance.judgements import FOLDER, PARTS, key_of, keys_of, load

LETTERS = re.compile("[A-Z]*")  # of the postal area that a postcode begins with
LARGEST = {"Leeds", "Nottingham"}  # cities whose parts are the places of their area


@pytest.fixture(scope="module")
def plans():
    return enterprises(date(2026, 11, 20))


@pytest.fixture(scope="module")
def searches():
    return [judged for part in PARTS for judged in load(part)]


def test_every_judged_service_is_listed_in_the_demonstration(plans, searches):
    keys = [key for plan in plans for key in keys_of(plan)]
    assert len(set(keys)) == len(keys)
    assert not {key for judged in searches for key in judged.grades} - set(keys)


def test_a_service_has_the_same_key_in_the_plan_and_in_the_database(plans):
    plan = plans[0]
    enterprise = Enterprise(organisation=Enterprise.organisation.field.related_model(name=plan.name))
    listed = next(service for service in plan.services if service.stage == "listed")
    assert key_of(Service(enterprise=enterprise, summary=listed.facts["summary"])) in keys_of(plan)


def test_the_demonstration_has_the_same_keys_on_another_day(plans):
    later = enterprises(date(2028, 2, 29))
    assert [keys_of(plan) for plan in later] == [keys_of(plan) for plan in plans]


def test_every_grade_is_one_two_or_three(searches):
    assert {grade for judged in searches for grade in judged.grades.values()} == {1, 2, 3}


@pytest.mark.parametrize("part, least", [("tuning", 1000), ("held_out", 70)])
def test_there_are_enough_searches_and_few_without_an_answer(part, least):
    searches = load(part)
    assert len(searches) >= least
    assert sum(not judged.grades for judged in searches) / len(searches) < 0.05


def test_nobody_tunes_on_a_search_that_is_held_out(searches):
    times = Counter(judged.query.casefold() for judged in searches)
    assert not [query for query, count in times.items() if count > 1]


def test_at_least_one_search_in_twenty_is_held_out():
    held_out, tuning = len(load("held_out")), len(load("tuning"))
    assert held_out / (held_out + tuning) >= 1 / 20


def test_the_words_beside_the_judgements_count_them_rightly(searches):
    said = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"{len(searches)} searches in everyday words" in said
    assert f"{sum(len(judged.grades) for judged in searches):,} graded pairs" in said
    assert f"Those {sum(not judged.grades for judged in searches)} searches are left out" in said


def test_every_place_is_a_town_or_has_a_postcode_where_the_demonstration_is(searches):
    places = [place for area in AREAS for place in area.places]
    letters = {LETTERS.match(code)[0] for place in places for code in place.postcodes}
    towns = {place.town for place in places} | LARGEST
    assert not [j.place for j in searches if j.place not in towns and LETTERS.match(j.place)[0] not in letters]


def test_a_part_that_does_not_exist_is_a_clear_error():
    with pytest.raises(ValueError, match="tuning, held_out"):
        load("all")
