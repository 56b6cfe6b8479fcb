"""ASCOT SCT4: the weights and the sum, to six places (Netten and others 2012; the adult social care survey)."""

from decimal import Decimal

import pytest

from budgets import ascot
from budgets.ascot import DOMAINS, Level

ALL = [domain.key for domain in DOMAINS]
SCORES = {Level.IDEAL: "0.998645", Level.NO_NEEDS: "0.757481", Level.SOME_NEEDS: "0.169593",
          Level.HIGH_NEEDS: "-0.170635"}  # fmt: skip
SUMS = {Level.IDEAL: "7.215", Level.NO_NEEDS: "6.027", Level.SOME_NEEDS: "3.131", Level.HIGH_NEEDS: "1.455"}
WEIGHTS = {
    "control": ("q3a", "1.000", "0.919", "0.541", "0.000"),
    "personal-cleanliness": ("q4a", "0.911", "0.789", "0.265", "0.195"),
    "food-drink": ("q5a", "0.879", "0.775", "0.294", "0.184"),
    "accommodation": ("q6a", "0.863", "0.780", "0.374", "0.288"),
    "safety": ("q7a", "0.880", "0.452", "0.298", "0.114"),
    "social-participation": ("q8a", "0.873", "0.748", "0.497", "0.241"),
    "occupation": ("q9a", "0.962", "0.927", "0.567", "0.170"),
    "dignity": ("q11", "0.847", "0.637", "0.295", "0.263"),
}


def everywhere(level):
    return dict.fromkeys(ALL, level)


@pytest.mark.parametrize("level", Level)
def test_the_same_level_everywhere_scores_as_published_to_six_places(level):
    assert ascot.scrqol(everywhere(level)) == Decimal(SCORES[level])
    assert sum(domain.weight(level) for domain in DOMAINS) == Decimal(SUMS[level])


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.key)
def test_each_domain_has_its_published_weight_and_moves_the_score_by_it(domain, level):
    item, *weights = WEIGHTS[domain.key]
    assert domain.item == item and domain.weight(level) == Decimal(weights[level - 1])
    moved = ascot.scrqol(everywhere(Level.IDEAL) | {domain.key: level}) - Decimal("0.998645")
    assert moved == Decimal("0.203") * (Decimal(weights[level - 1]) - Decimal(weights[0]))


def test_a_mixed_answer_by_hand():
    """1.000 + 0.789 + 0.294 + 0.288 + 0.880 + 0.748 + 0.567 + 0.263 = 4.829; 4.829 x 0.203 - 0.466 = 0.514287."""
    levels = [Level.IDEAL, Level.NO_NEEDS, Level.SOME_NEEDS, Level.HIGH_NEEDS] * 2
    assert ascot.scrqol(dict(zip(ALL, levels, strict=True))) == Decimal("0.514287")
    assert ascot.total(dict(zip(ALL, levels, strict=True))) == 12  # 3 + 2 + 1 + 0, twice


@pytest.mark.parametrize("missing", ALL)
def test_with_one_domain_missing_there_is_no_score(missing):
    given = everywhere(Level.IDEAL)
    for answers in ({key: level for key, level in given.items() if key != missing}, given | {missing: None}):
        assert ascot.scrqol(answers) is None and ascot.total(answers) is None
        assert not ascot.is_complete(answers)
        assert ascot.change(given, answers) is None and ascot.change(answers, given) is None
    assert ascot.is_complete(given)


@pytest.mark.parametrize(("level", "total"), [(1, 24), (2, 16), (3, 8), (4, 0)])
def test_the_unweighted_total_is_32_less_the_codes(level, total):
    assert ascot.total(everywhere(Level(level))) == total


def test_change_is_the_later_score_less_the_earlier():
    before, after = everywhere(Level.SOME_NEEDS), everywhere(Level.NO_NEEDS)
    assert ascot.change(before, after) == Decimal("0.587888")
    assert ascot.change(after, before) == Decimal("-0.587888")


def test_a_domain_or_level_of_no_list_is_a_mistake():
    with pytest.raises(ValueError, match="happiness"):
        ascot.scrqol(everywhere(Level.IDEAL) | {"happiness": Level.IDEAL})
    with pytest.raises(ValueError, match="5"):
        ascot.scrqol(everywhere(5))


def test_no_question_of_the_instrument_is_shipped():
    assert not [domain for domain in DOMAINS if " " in domain.key or "?" in domain.key]
