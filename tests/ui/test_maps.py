from itertools import combinations
from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from marketplace.ui.maps import GAP, MILE, draw


def card(number=1, east=0, north=0, kind="yes", is_venue=False) -> dict:
    names = {"id": f"c{number}", "number": number, "people": "Rosa", "is_venue": is_venue, "room": {"kind": kind}}
    return {**names, "east": east, "north": north}


def test_north_is_up_and_distances_are_true_to_the_rings():
    drawn = draw([card(1, north=MILE), card(2, east=2 * MILE)], [], 3)
    one, two = drawn["pins"]
    outer = drawn["rings"][-1]
    assert (one["x"], two["y"]) == (50, 50)
    assert abs((50 - one["y"]) - outer["radius"] / 2) < 0.2
    assert abs((two["x"] - 50) - outer["radius"]) < 0.2


def test_rings_are_round_miles_that_take_everybody_in():
    assert [ring["label"] for ring in draw([], [], 3)["rings"]] == ["1 mile", "2 miles", "3 miles"]
    assert [ring["label"] for ring in draw([], [], 5)["rings"]] == ["2 miles", "4 miles", "6 miles"]
    near = draw([card(1, north=0.9 * MILE)], [], 10)
    assert [ring["label"] for ring in near["rings"]] == ["0.5 miles", "1 mile"]


@given(st.integers(min_value=0, max_value=400_000))
def test_nobody_is_outside_the_last_ring(metres):
    drawn = draw([card(1, east=metres)], [], 3)
    assert drawn["pins"][0]["x"] <= 50 + drawn["rings"][-1]["radius"] + 0.1
    assert 2 <= len(drawn["rings"]) <= 3


def test_a_pin_says_who_where_and_if_there_is_room():
    drawn = draw([card(1, kind="full", is_venue=True), card(2, east=900)], [], 3)["pins"]
    assert [(pin["is_venue"], pin["has_room"], pin["href"]) for pin in drawn] == [
        (True, False, "#s-c1"),
        (False, True, "#s-c2"),
    ]


offsets = st.integers(min_value=-4000, max_value=4000)


@given(st.lists(st.tuples(offsets, offsets), max_size=12))
def test_no_pin_covers_another_and_all_stay_on_the_map(spots):
    pins = draw([card(n, east, north) for n, (east, north) in enumerate(spots, 1)], [], 3)["pins"]
    assert all(0 < pin[axis] < 100 for pin in pins for axis in "xy")
    for one, other in combinations(pins, 2):
        assert hypot(one["x"] - other["x"], one["y"] - other["y"]) > GAP * 0.7


def test_neighbours_in_one_square_are_nudged_apart_and_the_drawing_is_always_the_same():
    cards = [card(n) for n in range(1, 9)]
    assert draw(cards, [], 3) == draw(cards, [], 3)
    assert len({(pin["x"], pin["y"]) for pin in draw(cards, [], 3)["pins"]}) == 8


def test_names_of_places_never_cover_each_other_and_the_city_comes_first():
    towns = [
        {"name": "Sneinton", "east": 300, "north": -2000},
        {"name": "Nottingham", "east": 200, "north": -2100, "big": True},
        {"name": "Far away", "east": 90000, "north": 0},
    ]
    names = draw([], towns, 3)["names"]
    assert names[0]["text"] == "Nottingham"
    assert names[0]["big"]
    assert "Far away" not in [name["text"] for name in names]
    assert len({name["y"] for name in names}) == len(names)


def test_a_town_that_is_searched_from_its_middle_is_named_beside_the_mark():
    (name,) = draw([], [{"name": "Nottingham", "east": 0, "north": 0, "big": True}], 3)["names"]
    assert abs(name["y"] - 50) > 4
