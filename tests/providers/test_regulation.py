"""The question of law about help with washing, dressing and the like, in England."""

import pytest

from providers.regulation import names_of_personal_care, refusal
from providers.taxonomy import ACTIVITIES, PERSONAL_CARE

ALONE = {"kind": "sole-trader", "workers": 1, "setting": "comes", "personal_care": "none", "activities": []}


@pytest.mark.parametrize("activity", sorted(PERSONAL_CARE))
def test_each_kind_of_personal_care_asks_how_it_is_given(activity):
    assert "personal care" in refusal(**ALONE | {"activities": [activity]})


@pytest.mark.parametrize("activity", sorted({term.slug for term in ACTIVITIES} - PERSONAL_CARE))
def test_nothing_else_asks(activity):
    assert refusal(**ALONE | {"activities": [activity]}) is None


def test_one_person_alone_whom_the_person_directs_need_not_register():
    assert refusal(**ALONE | {"activities": ["getting-up"], "personal_care": "directed"}) is None


@pytest.mark.parametrize("kind", ["partnership", "cic", "company", "charity", "mutual"])
def test_a_business_of_another_kind_must_register(kind):
    care = {"activities": ["getting-up"], "personal_care": "directed", "kind": kind}
    assert "registration" in refusal(**ALONE | care)
    registered = care | {"personal_care": "registered"}
    assert "number" in refusal(**ALONE | registered)
    assert refusal(**ALONE | registered, cqc_id="1-123") is None


def test_a_sole_trader_with_a_helper_must_register():
    assert refusal(**ALONE | {"activities": ["getting-up"], "personal_care": "directed", "workers": 2})


def test_the_law_speaks_of_the_place_where_somebody_lives():
    assert refusal(**ALONE | {"activities": ["help-eating"], "setting": "venue", "workers": 4}) is None
    assert refusal(**ALONE | {"activities": ["help-eating"], "setting": "home-based"})


def test_the_names_are_those_that_people_chose():
    assert names_of_personal_care(["cleaning", "help-eating"]) == ["Help with eating and drinking"]
