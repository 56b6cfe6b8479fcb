"""How is life? Nine areas of the Care Act s.1(2), five answers, and what changed."""

from datetime import date

import pytest

from budgets.wellbeing import AREAS, LEVELS, Check, Direction, Level, changes, problems, summary
from marketplace.workflow.errors import RuleBroken

SPRING, AUTUMN = date(2026, 4, 1), date(2026, 10, 1)


def test_the_nine_areas_stand_in_the_order_of_the_law():
    assert [area.letter for area in AREAS] == list("abcdefghi")
    assert len({area.slug for area in AREAS}) == 9 and len(LEVELS) == 5


def test_ben_sees_for_each_area_what_changed():
    before = Check(SPRING, {"home": Level.BAD, "control": Level.GOOD, "safety": Level.GOOD, "dignity": Level.MIXED})
    after = Check(AUTUMN, {"home": Level.GOOD, "control": Level.GOOD, "safety": Level.MIXED, "health": Level.GOOD})
    found = {change.area.slug: change for change in changes(before, after)}
    assert found["home"].direction == Direction.BETTER and found["home"].words == "Home: from “Not good” to “Good”"
    assert found["control"].direction == Direction.SAME
    assert found["control"].words == "Deciding for yourself: Good, as before"
    assert found["safety"].direction == Direction.WORSE
    for unsaid in ("dignity", "health", "contribution"):
        assert found[unsaid].direction == Direction.UNKNOWN and "Not said both times" in found[unsaid].words
    assert summary(tuple(found.values())) == "One area is better, one is not as good, one is the same."


@pytest.mark.parametrize("before", Level)
@pytest.mark.parametrize("after", Level)
def test_one_level_up_is_better_wherever_it_begins(before, after):
    (home,) = [each for each in changes(Check(SPRING, {"home": before}), Check(AUTUMN, {"home": after}))
               if each.area.slug == "home"]  # fmt: skip
    moved = {1: Direction.BETTER, 0: Direction.SAME, -1: Direction.WORSE}
    assert home.direction == moved[(after > before) - (after < before)]


def test_nothing_said_twice_says_so():
    found = changes(Check(SPRING, {"home": Level.BAD}), Check(AUTUMN, {"health": Level.BAD}))
    assert summary(found) == "Nothing was said both times, so we cannot say what changed."


@pytest.mark.parametrize(("answers", "words"), [
    ({}, "Answer one question at least. You can leave out the others."),
    ({"weather": Level.GOOD}, "Choose from the answers that are there."),
    ({"home": 6}, "Choose from the answers that are there."),
])  # fmt: skip
def test_a_check_that_cannot_be_kept_says_why(answers, words):
    assert problems(Check(SPRING, answers)) == [words]


def test_a_check_that_holds_has_no_problem_and_the_order_of_days_matters():
    check = Check(AUTUMN, {"home": Level.GOOD})
    assert problems(check) == []
    with pytest.raises(RuleBroken, match="before the second"):
        changes(check, Check(SPRING, {"home": Level.GOOD}))
