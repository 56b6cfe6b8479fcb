"""The rule engine against worked cases, against itself under change, and against what the law leaves to councils."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.proportionality import (
    BY_SLUG,
    CHECKS,
    LOWERS,
    NATIONAL,
    QUESTIONS,
    Answer,
    NotTheCouncils,
    Rules,
    Situation,
    UnknownActivity,
    adjusted,
    cqc_regulated_activity,
    dbs_regulated_activity,
    questions,
    requirements,
    rules_on,
    words_of,
)
from providers.taxonomy import ACTIVITIES, NEEDS
from tests.commissioning.cases import CASES

RULES = NATIONAL[-1]
SLUGS, NEED_SLUGS = [term.slug for term in ACTIVITIES], [term.slug for term in NEEDS]
LEGAL = {check.slug for check in CHECKS if check.is_statutory}


# --- Worked cases ----------------------------------------------------------------------------------------------------
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


def test_an_activity_of_no_list_is_refused_in_words():
    with pytest.raises(UnknownActivity, match="juggling"):
        requirements(Situation(activities=("juggling",)), RULES)


# --- Under change ----------------------------------------------------------------------------------------------------
def situations(**fixed):
    drawn = {
        "activities": st.lists(st.sampled_from(SLUGS), max_size=5, unique=True).map(tuple),
        "needs": st.lists(st.sampled_from(NEED_SLUGS), max_size=3, unique=True).map(tuple),
        "setting": st.sampled_from(["comes", "venue", "home-based"]),
        "kind": st.sampled_from(["sole-trader", "partnership", "cic", "company", "charity", "mutual"]),
        "workers": st.integers(1, 6),
        "personal_care": st.sampled_from(["none", "directed", "registered"]),
        "one_to_one": st.booleans(),
        "in_group": st.booleans(),
        "minimum_age": st.sampled_from([0, 14, 18, 65]),
        "maximum_age": st.sampled_from([None, 17, 90]),
        "answers": st.frozensets(st.sampled_from(list(Answer)), max_size=5),
    }
    return st.builds(Situation, **drawn | fixed)


def legal(situation: Situation) -> set[str]:
    return set(requirements(situation, RULES).slugs & LEGAL)


RAISES = sorted(set(Answer) - LOWERS)


@given(situations(), st.sampled_from(SLUGS), st.sampled_from(NEED_SLUGS), st.sampled_from(RAISES))
def test_more_risk_never_means_fewer_legal_checks_nor_a_lower_tier(situation, slug, need, told):
    before, tier = legal(situation), requirements(situation, RULES).tier
    riskier = [
        replace(situation, activities=(*situation.activities, slug)),
        replace(situation, needs=(*situation.needs, need)),
        replace(situation, answers=situation.answers | {told}),
        replace(situation, workers=situation.workers + 1),
    ]
    for each in riskier:
        assert legal(each) >= before and requirements(each, RULES).tier >= tier


@given(situations())
def test_taking_an_activity_away_never_adds_a_check(situation):
    before = requirements(situation, RULES).slugs
    for slug in situation.activities:
        left = tuple(each for each in situation.activities if each != slug)
        assert requirements(replace(situation, activities=left), RULES).slugs <= before


@given(situations())
def test_every_check_says_why_and_where_it_is_written_in_the_order_of_the_table(situation):
    found = requirements(situation, RULES)
    assert [each.check for each in found.required] == [check for check in CHECKS if check.slug in found.slugs]
    for each in found.required:
        assert each.reasons and all(reason.words == words_of(reason.code) != "" for reason in each.reasons)
        assert each.check.source and each.check.why and each.check.counts
    assert found.slugs.isdisjoint(check.slug for check, _why in found.not_needed)
    assert all(why for _check, why in found.not_needed)


@given(situations())
def test_whoever_may_not_have_an_enhanced_check_is_never_asked_for_one(situation):
    found = {each.check.slug: each for each in requirements(situation, RULES).required}
    if "dbs" in found and found["dbs"].level == "enhanced-barred":
        assert dbs_regulated_activity(situation)
    if set(situation.activities) <= {"cleaning", "gardening", "computers"} and not dbs_regulated_activity(situation):
        assert "dbs" not in found or found["dbs"].level == "basic"


# --- Versions, and what a council sets -------------------------------------------------------------------------------
def test_the_rules_of_the_day_hold():
    old, new = Rules("1", date(2026, 1, 1)), Rules("2", date(2026, 12, 1))
    assert rules_on(date(2026, 11, 30), [new, old]) == old and rules_on(date(2026, 12, 1), [old, new]) == new
    assert rules_on(date(2025, 1, 1), [old, new]) == old


def test_a_council_sets_sums_months_and_tiers():
    own = adjusted(RULES, {"sums": [100] * 4 + [500], "months": {"dbs": 12}, "tiers": {"cleaning": 1}})
    clean = requirements(Situation(activities=("cleaning",)), own)
    assert clean.tier == 1
    by_slug = {each.check.slug: each for each in clean.required}
    assert by_slug["public-liability"].minimum_pence == 100 and by_slug["dbs"].months == 12


@pytest.mark.parametrize(
    "wish",
    [
        {"months": {"exemption": 24}},
        {"months": {"employers-liability": 24}},
        {"months": {"public-liability": 6}},
        {"months": {"dbs": 0}},
        {"months": {"nothing": 6}},
        {"sums": [0, 1, 1, 1, 1]},
        {"sums": ["much"] * 5},
        {"tiers": {"washing-dressing": 1}},
        {"tiers": {"cleaning": 7}},
        {"tiers": {"juggling": 1}},
    ],
    ids=str,
)
def test_what_the_law_does_not_leave_to_a_council_is_refused_in_words(wish):
    with pytest.raises(NotTheCouncils) as refused:
        adjusted(RULES, wish)
    assert str(refused.value).endswith(".")


@given(situations(), st.fixed_dictionaries({}, optional={
    "months": st.dictionaries(st.sampled_from(["dbs", "safeguarding", "size"]), st.integers(1, 120)),
    "tiers": st.dictionaries(st.sampled_from(["cleaning", "companionship", "art-craft"]), st.integers(0, 4)),
}))  # fmt: skip
def test_no_councils_rules_take_a_check_of_the_law_away(situation, wish):
    assert requirements(situation, adjusted(RULES, wish)).slugs & LEGAL == legal(situation)


def test_every_question_leads_somewhere():
    assert {each.answer for each in QUESTIONS} == set(Answer) - {Answer.COUNCIL_LET, Answer.ABOVE_THRESHOLD}
    assert len(BY_SLUG) == len(CHECKS)
