"""Distances in words."""

import pytest

from marketplace.places.distances import distance_words, metres_between, metres_in


@pytest.mark.parametrize(
    "miles, words",
    [
        (0, "less than half a mile"),
        (0.499, "less than half a mile"),
        (0.5, "0.5 miles"),
        (0.92, "0.9 miles"),
        (0.96, "1 mile"),
        (1.04, "1 mile"),
        (2.04, "2.0 miles"),
        (9.94, "9.9 miles"),
        (9.96, "10 miles"),
        (12.4, "12 miles"),
        (250.6, "251 miles"),
    ],
)
def test_a_distance_is_said_roughly_and_in_miles(miles, words):
    assert distance_words(miles * 1609.344) == words


def test_distances_are_straight_lines_on_the_grid():
    assert metres_between(0, 0, 3000, 4000) == 5000
    assert metres_in(10) == 16093
