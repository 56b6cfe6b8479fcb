"""The rule engine against itself under change: more risk never asks less of the law, less work never asks more."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.proportionality import (
    CHECKS,
    LOWERS,
    NATIONAL,
    OF_THE_COUNCIL,
    Answer,
    Situation,
    adjusted,
    dbs_regulated_activity,
    questions,
    requirements,
    words_of,
)
from commissioning.proportionality.situations import as_it_is
from providers.taxonomy import ACTIVITIES, NEEDS, PERSONAL_CARE

RULES = NATIONAL[-1]
SLUGS, NEED_SLUGS = [term.slug for term in ACTIVITIES], [term.slug for term in NEEDS]
PATIENT = settings(deadline=None)  # a busy machine is no fault of the rules
LEGAL = {check.slug for check in CHECKS if check.is_statutory}


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
    """What the law asks; registration is more than the statement of one person who is exempt from it."""
    found = set(requirements(situation, RULES).slugs & LEGAL)
    return found | {"exemption"} if "cqc" in found else found


RAISES = sorted(set(Answer) - LOWERS)


@PATIENT
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


@PATIENT
@given(situations())
def test_whoever_also_works_one_to_one_or_also_with_a_group_is_asked_no_less(situation):
    both = requirements(replace(situation, one_to_one=True, in_group=True), RULES)
    for one_to_one, in_group in ((True, False), (False, True)):
        either = requirements(replace(situation, one_to_one=one_to_one, in_group=in_group), RULES)
        assert both.slugs >= either.slugs and both.tier >= either.tier


@PATIENT
@given(situations())
def test_only_answers_to_questions_that_still_matter_count(situation):
    asked = {each.answer for each in questions(situation)} | OF_THE_COUNCIL
    current = replace(situation, answers=situation.answers & asked)
    assert requirements(situation, RULES) == requirements(current, RULES)


@PATIENT
@given(situations())
def test_taking_an_activity_away_never_adds_a_check(situation):
    before = requirements(situation, RULES).slugs
    for slug in situation.activities:
        left = tuple(each for each in situation.activities if each != slug)
        assert requirements(replace(situation, activities=left), RULES).slugs <= before


@PATIENT
@given(situations())
def test_every_check_says_why_and_where_it_is_written_in_the_order_of_the_table(situation):
    found = requirements(situation, RULES)
    assert [each.check for each in found.required] == [check for check in CHECKS if check.slug in found.slugs]
    for each in found.required:
        assert each.reasons and all(reason.words == words_of(reason.code) != "" for reason in each.reasons)
        assert each.check.source and each.check.why and each.check.counts
    assert found.slugs.isdisjoint(check.slug for check, _why in found.not_needed)
    assert all(why for _check, why in found.not_needed)


def causes(situation: Situation) -> set[str]:
    """Every code that may be given as a reason, from the facts alone."""
    found = {f"activity:{slug}" for slug in situation.activities} | {f"need:{slug}" for slug in situation.needs}
    found |= {str(each.value) for each in situation.answers} | {"everybody"}
    care = situation.personal_care != "none" or PERSONAL_CARE & set(situation.activities)
    care = care or {Answer.TRANSFERS, Answer.DELEGATED_NURSING} & as_it_is(situation).answers
    facts = {"home": situation.setting == "comes", "premises": situation.setting != "comes",
             "under-18": situation.minimum_age < 18, "personal-care": situation.personal_care != "none",
             "personal-care-at-home": care and situation.setting != "venue",
             "conveys-for-care": {"driving", "appointments", "day-group"} & set(situation.activities)}  # fmt: skip
    return found | {code for code, holds in facts.items() if holds}


@PATIENT
@given(situations())
def test_every_reason_is_true_of_the_situation_and_short(situation):
    found = requirements(situation, RULES)
    for each in found.required:
        assert {reason.code for reason in each.reasons} <= causes(situation), each.check.slug
    said = [reason.words for each in found.required for reason in each.reasons]
    said += [why for _check, why in found.not_needed]
    assert all(0 < len(words.split()) <= 25 for text in said for words in text.split(". "))


@PATIENT
@given(situations())
def test_the_same_facts_in_any_order_need_the_same(situation):
    turned = replace(situation, activities=situation.activities[::-1], needs=situation.needs[::-1])
    one, other = requirements(situation, RULES), requirements(turned, RULES)
    assert [(e.check, e.months, e.minimum_pence, e.level, set(e.reasons)) for e in one.required] == [
        (e.check, e.months, e.minimum_pence, e.level, set(e.reasons)) for e in other.required
    ]
    assert one == requirements(situation, RULES) and one.not_needed == other.not_needed


@PATIENT
@given(situations())
def test_whoever_may_not_have_an_enhanced_check_is_never_asked_for_one(situation):
    found = {each.check.slug: each for each in requirements(situation, RULES).required}
    if "dbs" in found and found["dbs"].level == "enhanced-barred":
        assert dbs_regulated_activity(situation)
    if set(situation.activities) <= {"cleaning", "gardening", "computers"} and not dbs_regulated_activity(situation):
        assert "dbs" not in found or found["dbs"].level == "basic"


@PATIENT
@given(situations(), st.fixed_dictionaries({}, optional={
    "months": st.dictionaries(st.sampled_from(["dbs", "safeguarding", "size"]), st.integers(1, 120)),
    "tiers": st.dictionaries(st.sampled_from(["cleaning", "companionship", "art-craft"]), st.integers(0, 4)),
}))  # fmt: skip
def test_no_councils_rules_take_a_check_of_the_law_away(situation, wish):
    own, national = (requirements(situation, rules) for rules in (adjusted(RULES, wish), RULES))
    assert own.slugs & LEGAL == national.slugs & LEGAL and own.stopped == national.stopped
