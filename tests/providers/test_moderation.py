"""What a story may not say: a rule holds it back, and says what to change."""

import pytest

from providers import moderation
from providers.moderation import problems

FINE = "She comes every Tuesday and we cook together. I look forward to it all week."


def test_a_kind_story_passes():
    assert problems(FINE, answers=["yes", "yes", "yes"], names=["Amina", "Yusuf"]) == []


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Nice.", "short"),
        ("Nice. " * 120, "long"),
        (f"{FINE} Ring me on 0115 496 0142.", "contact"),
        (f"{FINE} Ring me on +44 (0)7700 900 123.", "contact"),
        (f"{FINE} Ring 0 7 7 0 0 9 0 0 1 2 3.", "contact"),
        (f"{FINE} Write to ruth@example.org.", "contact"),
        (f"{FINE} See www.example.org/offers", "contact"),
        (f"{FINE} Look at mysite.co.uk", "contact"),
        (f"{FINE} I live at NG5 2AB.", "contact"),
        ("THIS IS THE VERY BEST HELP I EVER HAD", "shouting"),
        (f"{FINE} Wonderful!!!", "shouting"),
        (f"{FINE} My dementia is no bother to her.", "health"),
        (f"{FINE} She minds my MS.", "health"),
        (f"{FINE} She brings my tablets.", "health"),
        ("Absolute crap, I would say, from start to end.", "rude"),
        ("He grabbed my arm and it hurt for a week.", "harm"),
        ("Twenty pounds were stolen from the drawer.", "harm"),
    ],
)
def test_a_rule_finds_what_has_to_change(words, slug):
    assert slug in problems(words, answers=["yes"]), words
    assert moderation.CHANGE[slug]


@pytest.mark.parametrize("words", ["Ms Yusuf is kind to everybody in our house.", "She aids me with the shopping."])
def test_words_that_only_look_like_an_illness_pass(words):
    assert problems(words, answers=["yes"]) == []


@pytest.mark.parametrize("name", ["Amina", "AMINA", "Yusuf"])
def test_nobody_is_named_where_something_went_wrong(name):
    words = f"I waited at the window and {name} came an hour after."
    assert problems(words, answers=["no", "yes", "yes"], names=["Amina Yusuf"]) == ["names"]
    assert problems(words, answers=["yes", "yes", "yes"], names=["Amina Yusuf"]) == []


def test_a_harsh_word_counts_even_where_every_answer_is_yes():
    assert problems("Amina was rude to my son on the phone.", answers=["yes"], names=["Amina"]) == ["names"]


def test_a_doubtful_word_counts_only_where_not_every_answer_is_yes():
    words = "Amina was never late, not even in the snow."
    assert problems(words, answers=["yes", "yes", "yes"], names=["Amina"]) == []
    assert problems(words, answers=["yes", "partly", "yes"], names=["Amina"]) == ["names"]


def test_a_name_that_is_also_a_word_counts_with_its_capital():
    words = "It may be that he will improve, but he came twice in six weeks."
    assert problems(words, answers=["no"], names=["Will", "May"]) == []
    assert problems("Will came twice in six weeks, and no more.", answers=["no"], names=["Will"]) == ["names"]


def test_an_answer_of_the_enterprise_names_nobody_and_no_illness():
    assert moderation.problems_of_reply("Thank you. We are glad that it helps.", names=["Ruth Marsh"]) == []
    assert moderation.problems_of_reply("Ruth, you were out when we came.", names=["Ruth Marsh"]) == ["names"]
    assert moderation.problems_of_reply("With your diabetes it was not easy for us.") == ["health"]
