"""Postcodes as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.places import postcodes
from marketplace.places.names import norm, other_names


@pytest.mark.parametrize(
    "typed",
    ["NG1 5FS", "ng15fs", " NG1  5FS ", "ng1-5fs", "NG1\u00a05FS", "NGI 5FS", "NG1 SFS", "N G 1 5 F S", "NG1 5FS."]
    + ["ＮＧ１ ５ＦＳ", "Flat 2, NG1 5FS, Nottingham"],
)
def test_a_postcode_is_read_however_it_is_typed(typed):
    assert postcodes.normalise_postcode(typed) == "NG15FS"


@pytest.mark.parametrize("code", ["M11AE", "B338TH", "CR26XH", "DN551PT", "W1A1HQ", "EC1A1BB", "SO143AB", "OX11AA"])
def test_every_shape_of_postcode_is_left_as_it_is(code):
    assert postcodes.normalise_postcode(code) == code
    assert postcodes.normalise_postcode(postcodes.spaced(code)) == code


def test_the_likelier_of_two_meanings_comes_first():
    assert postcodes.mistyped("WIA IAA")[0] == "W1A1AA"
    assert "SO11AA" in postcodes.mistyped("S01 1AA") and "S011AA" in postcodes.mistyped("S01 1AA")


@pytest.mark.parametrize(
    "typed", ["", "Beeston", "NG1", "NG1 5F", "12345", "A", "nottingham", "😀", "NG1 5FSX", "x" * 10_000]
)
def test_what_is_no_postcode_is_none(typed):
    assert postcodes.normalise_postcode(typed) is None


@pytest.mark.parametrize(
    "typed, code", [("NG1", "NG1"), ("ng 1", "NG1"), ("w1a", "W1A"), ("NG 15", "NG15"), ("EC1A", "EC1A")]
)
def test_the_first_half_alone_is_an_outcode(typed, code):
    assert postcodes.outcode(typed) == code


def test_the_beginning_of_a_postcode_is_not_another_outcode():
    assert postcodes.outcode("NG1 5") is None
    assert postcodes.part("NG1 5") == ("NG1", "5")
    assert postcodes.part("NG1 5F") == postcodes.part("ng15f") == ("NG1", "5F")
    assert postcodes.part("NG1 5FS") is None


@given(st.text())
def test_no_text_breaks_the_reading_of_postcodes(text):
    code = postcodes.normalise_postcode(text)
    assert code is None or postcodes.FULL.fullmatch(code)
    postcodes.outcode(text), postcodes.part(text), postcodes.looks_like_one(text), norm(text)


def test_names_are_alike_however_they_are_written():
    assert {norm(name) for name in ("St Albans", "ST. ALBANS", "Saint Albans", "St  Alban's", "st-albans")} == {
        "st albans"
    }
    assert norm("Ynys Môn") == "ynys mon"
    assert norm("Brighton & Hove") == "brighton and hove"


def test_other_names_leave_out_airport_codes_and_other_alphabets():
    assert other_names(["Hull", "HUY", "Гулль", "Kingston-upon-Hull", ""], known_as="Kingston upon Hull") == ["hull"]
