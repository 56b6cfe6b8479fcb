"""The measures of relevance give what one works out by hand."""

import pytest

from tests.benchmarks.relevance.measures import mean, ndcg_at_10, recall_at_20

GRADES = {"a": 3, "b": 2, "c": 1}
# Gains 7, 3 and 1; discounts 1, 1.58496 (log2 of 3) and 2. Best: 7 + 3 / 1.58496 + 1 / 2 = 9.39279


def test_the_best_order_is_worth_one():
    assert ndcg_at_10(["a", "b", "c"], GRADES) == pytest.approx(1)


def test_what_is_asked_for_counts_less_at_the_end():
    # 1 + 3 / 1.58496 + 7 / 2 = 6.39279
    assert ndcg_at_10(["c", "b", "a"], GRADES) == pytest.approx(6.39279 / 9.39279, abs=1e-5)


def test_something_unasked_in_front_costs_a_rank():
    # 7 / 1.58496 + 3 / 2 + 1 / 2.32193 = 6.34718
    assert ndcg_at_10(["other", "a", "b", "c"], GRADES) == pytest.approx(6.34718 / 9.39279, abs=1e-5)


def test_the_eleventh_is_too_late():
    assert ndcg_at_10([f"other {n}" for n in range(10)] + ["a"], GRADES) == 0


def test_ten_good_services_are_all_that_ten_places_can_show():
    grades = {f"service {n}": 3 for n in range(30)}
    assert ndcg_at_10(list(grades), grades) == pytest.approx(1)


def test_a_service_shown_twice_counts_once():
    assert ndcg_at_10(["a", "a", "b", "c"], GRADES) == pytest.approx(1)
    assert recall_at_20(["a", "a"], GRADES) == 0.5


def test_recall_asks_for_what_is_clearly_useful():
    assert recall_at_20(["c", "a"], GRADES) == 0.5
    assert recall_at_20(["c", "a"], GRADES, least=1) == pytest.approx(2 / 3)


def test_the_twenty_first_is_too_late():
    assert recall_at_20([f"other {n}" for n in range(20)] + ["a", "b"], GRADES) == 0


def test_twenty_of_thirty_useful_services_are_all_that_twenty_places_can_show():
    grades = {f"service {n}": 2 for n in range(30)}
    assert recall_at_20(list(grades), grades) == 1


def test_an_empty_answer_is_worth_nothing():
    assert (ndcg_at_10([], GRADES), recall_at_20([], GRADES)) == (0, 0)


def test_a_search_without_an_answer_is_left_out():
    assert (ndcg_at_10(["a"], {}), recall_at_20(["a"], {}), recall_at_20(["c"], {"c": 1})) == (None, None, None)
    assert mean([1, None, 0.5]) == 0.75
