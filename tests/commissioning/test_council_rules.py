"""Versions of the rules by their day, and what the law leaves to a council."""

from datetime import date

import pytest

from commissioning.proportionality import (
    NATIONAL,
    Answer,
    NotTheCouncils,
    Rules,
    Situation,
    adjusted,
    requirements,
    rules_on,
)

RULES = NATIONAL[-1]


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


def test_a_council_may_ask_employers_for_more_than_the_law_and_set_who_is_small():
    own = adjusted(RULES, {"employers_pence": 1_000_000_000})
    asked = requirements(Situation(activities=("cleaning",), answers=frozenset({Answer.EMPLOYS})), own)
    sums = {each.check.slug: each.minimum_pence for each in asked.required}
    assert sums["employers-liability"] == 1_000_000_000


def test_what_a_council_does_not_set_stays_as_it_is_in_the_whole_country():
    assert adjusted(RULES, {}) == RULES
    assert adjusted(adjusted(RULES, {"months": {"dbs": 12}}), {"tiers": {"cleaning": 3}}).months == {"dbs": 12}
    assert adjusted(RULES, {"expiry": {"mark": 5, "hides": 10}}) == RULES  # read by whoever acts on an end


@pytest.mark.parametrize(
    "wish",
    [
        {"months": {"exemption": 24}},
        {"months": {"employers-liability": 24}},
        {"months": {"public-liability": 6}},
        {"months": {"dbs": 0}},
        {"months": {"nothing": 6}},
        {"months": {"dbs": True}},
        {"months": 6},
        {"tiers": ["cleaning"]},
        {"sums": [100, 200]},
        {"sums": []},
        {"sums": 5},
        {"employers_pence": 499_999_999},
        {"micro_limit": 8},
        {"off": ["cqc"]},
        {"waivers": {"exemption": ["council"]}},
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
