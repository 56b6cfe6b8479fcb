"""The rule engine against worked cases, each written from DOMAIN.md by hand and never from what the engine says."""

import pytest

from commissioning.proportionality import (
    BY_SLUG,
    CHECKS,
    NATIONAL,
    OF_THE_COUNCIL,
    QUESTIONS,
    TIER_WORDS,
    Answer,
    Situation,
    UnknownActivity,
    cqc_regulated_activity,
    dbs_regulated_activity,
    questions,
    requirements,
)
from providers.taxonomy import ACTIVITIES
from tests.commissioning.cases import CASES

RULES = NATIONAL[-1]
SLUGS = [term.slug for term in ACTIVITIES]


@pytest.mark.parametrize("worked", CASES, ids=lambda worked: worked.name)
def test_each_worked_case_needs_exactly_these_checks(worked):
    found = requirements(worked.situation, RULES)
    assert found.slugs == worked.checks, f"DOMAIN {worked.cites}"
    assert found.tier == worked.tier
    levels = {each.level for each in found.required if each.check.slug == "dbs"}
    assert levels == ({worked.level} if worked.level else set())
    assert bool(found.stopped) == worked.stops
    for slug, code in worked.reasons.items():
        assert code in [each.code for need in found.required if need.check.slug == slug for each in need.reasons]


def test_there_are_enough_worked_cases_and_they_cover_every_activity_and_check():
    assert len(CASES) >= 60 and len({worked.name for worked in CASES}) == len(CASES)
    assert {slug for worked in CASES for slug in worked.situation.activities} == set(SLUGS)
    asked = [worked.checks for worked in CASES]
    for check in CHECKS:
        assert any(check.slug in checks for checks in asked), f"{check.slug} is never asked"
        everybodys = check.slug in {"identity", "size", "legal-status", "agreement-pack"}
        assert everybodys or any(check.slug not in checks for checks in asked), f"{check.slug} is always asked"
    assert all(worked.cites for worked in CASES)


def test_a_gardener_is_never_asked_for_moving_and_handling_nor_about_hoists():
    gardener = Situation(activities=("gardening",))
    assert "moving" not in requirements(gardener, RULES).slugs
    assert not {Answer.TRANSFERS, Answer.DELEGATED_NURSING, Answer.OVERNIGHT_AT_MINE} & {
        each.answer for each in questions(gardener)
    }


def test_whoever_gives_personal_care_is_asked_about_hoists_whatever_the_activity_is_called():
    care = Situation(activities=("companionship",), personal_care="directed")
    assert {Answer.TRANSFERS, Answer.DELEGATED_NURSING} <= {each.answer for each in questions(care)}


def test_nights_in_ones_own_home_and_tasks_of_a_nurse_ask_their_own_questions():
    night = Situation(activities=("short-breaks",), setting="home-based")
    assert {Answer.OVERNIGHT_AT_MINE, Answer.DELEGATED_NURSING} <= {each.answer for each in questions(night)}


def test_the_two_regulated_activities_are_kept_apart():
    shopping = Situation(activities=("shopping",))
    assert dbs_regulated_activity(shopping) and not cqc_regulated_activity(shopping)
    hall = Situation(activities=("washing-dressing",), personal_care="directed", setting="venue")
    assert dbs_regulated_activity(hall) and not cqc_regulated_activity(hall)
    hair = Situation(activities=("hair-nails",))
    assert not dbs_regulated_activity(hair) and not cqc_regulated_activity(hair)


def test_the_exemption_is_confirmed_with_each_person():
    alone = Situation(activities=("washing-dressing",), personal_care="directed")
    assert requirements(alone, RULES).is_confirmed_each_time
    assert not requirements(Situation(activities=("cleaning",)), RULES).is_confirmed_each_time


def test_personal_care_waits_for_the_first_checks_and_an_art_morning_does_not():
    care = requirements(Situation(activities=("washing-dressing",), personal_care="directed"), RULES)
    assert set(care.before_enquiries) == {"identity", "dbs", "public-liability"}
    art = Situation(activities=("art-craft",), setting="venue", one_to_one=False, in_group=True)
    assert requirements(art, RULES).before_enquiries == () and requirements(art, RULES).is_provisional_allowed


@pytest.mark.parametrize(
    "slug, facts, words",
    [
        ("dbs", {"activities": ("laundry",), "answers": frozenset({Answer.LEFT_AT_DOOR})}, "nobody may ask you"),
        ("dbs", {"activities": ("meals-delivered",)}, "hand things over at the door"),
        ("dbs", {"activities": ("after-school",), "minimum_age": 5, "maximum_age": 17}, "work with children"),
        ("dbs-children", {"activities": ("cleaning",)}, "nobody under 18"),
        ("cqc", {"activities": ("gardening",)}, "no help that the law calls personal care"),
        ("cqc", {"activities": ("washing-dressing",), "personal_care": "directed"}, "directs you"),
        ("cqc", {"activities": ("washing-dressing",), "setting": "venue", "kind": "company"}, "where somebody lives"),
        ("exemption", {"activities": ("washing-dressing",), "personal_care": "registered"}, "You are registered"),
        ("exemption", {"activities": ("washing-dressing",), "kind": "company"}, "only for one person"),
        ("employers-liability", {"activities": ("cleaning",)}, "You employ nobody"),
        ("employers-liability", {"activities": ("cleaning",), "kind": "partnership", "answers": frozenset(
            {Answer.EMPLOYS, Answer.CLOSE_FAMILY_ONLY})}, "only close family"),
        ("employers-liability", {"activities": ("cleaning",), "kind": "company", "answers": frozenset(
            {Answer.EMPLOYS, Answer.OWNS_HALF_AND_ALONE})}, "own at least half"),
        ("data-protection-fee", {"activities": ("cleaning",), "answers": frozenset(
            {Answer.KEEPS_RECORDS, Answer.FEE_EXEMPT})}, "need not pay"),
        ("moving", {"activities": ("gardening",)}, "stand, turn or transfer"),
    ],
)  # fmt: skip
def test_a_check_that_is_not_asked_says_why_not(slug, facts, words):
    said = {check.slug: why for check, why in requirements(Situation(**facts), RULES).not_needed}
    assert words in said[slug]


def test_every_tier_has_its_words():
    assert requirements(Situation(activities=("gardening",)), RULES).tier_words == "one to one, or at home"
    assert len(TIER_WORDS) == 5


def test_an_activity_of_no_list_is_refused_in_words():
    with pytest.raises(UnknownActivity, match="juggling"):
        requirements(Situation(activities=("juggling",)), RULES)


def test_every_question_leads_somewhere():
    assert {each.answer for each in QUESTIONS} == set(Answer) - OF_THE_COUNCIL
    assert len(BY_SLUG) == len(CHECKS)
