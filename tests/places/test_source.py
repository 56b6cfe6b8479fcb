"""The files that places are read from hold what we say they hold."""

from collections import Counter

import pytest

from marketplace.places import postcodes, source


@pytest.fixture(scope="module")
def everything():
    """Every postcode of the package that we keep, counted by area, and the districts they name."""
    areas, districts, left_out, without_point = Counter(), Counter(), 0, 0
    for path in source.postcode_files():
        for row in source.rows(path, frozenset()):
            if row is None:
                left_out += 1
                continue
            areas[postcodes.area(row[0])] += 1
            districts[row[3]] += 1
            without_point += row[1] is None
    return areas, districts, left_out, without_point


def test_all_of_great_britain_is_there_and_nothing_else(everything):
    areas, _districts, left_out, _without = everything
    assert sum(areas.values()) > 2_600_000
    assert set(areas) >= postcodes.AREAS and not set(areas) & postcodes.ELSEWHERE
    assert set(areas) - postcodes.AREAS <= {"NPT", "GIR"}, "Newport's old letters, and a bank's"
    assert left_out > 60_000


def test_some_postcodes_have_no_point_and_are_kept(everything):
    _areas, districts, _left_out, without_point = everything
    assert 0 < without_point < 10_000
    assert districts[""] == without_point


def test_every_district_of_the_postcodes_has_its_council(everything):
    _areas, districts, _left_out, _without = everything
    known = {row["district_code"] for row in source.councils()}
    assert set(districts) - {""} == known


def test_england_has_153_councils_with_social_services_duties():
    councils = {row["council_code"]: row["nation"] for row in source.councils()}
    assert Counter(councils.values()) == {"England": 153, "Wales": 22, "Scotland": 32}


def test_a_district_of_two_levels_belongs_to_its_county_and_the_rest_to_themselves():
    rows = {row["district_name"]: row for row in source.councils()}
    assert rows["Broxtowe"]["council_name"] == "Nottinghamshire County Council"
    assert rows["Leeds"]["council_code"] == rows["Leeds"]["district_code"]
    for row in rows.values():
        is_two_levels = row["district_code"].startswith("E07")
        assert row["council_code"].startswith("E10") == is_two_levels
        assert is_two_levels or row["council_code"] == row["district_code"]


def test_towns_are_of_great_britain_and_on_the_grid():
    towns = source.towns()
    assert len(towns) > 5_000
    assert {"nottingham", "leeds", "cardiff", "dundee"} <= {town.norm for town in towns}
    assert all(0 < town.easting < 660_000 and 0 < town.northing < 1_220_000 for town in towns)
    nottingham = next(town for town in towns if town.name == "Nottingham")
    assert (nottingham.easting, nottingham.northing) == pytest.approx((457_172, 339_916), abs=10)
    assert "belfast" in source.northern_irish_towns()
