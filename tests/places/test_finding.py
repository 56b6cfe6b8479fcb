"""Somebody says where they live, and is understood or kindly answered."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.places.finding import Choice, Found, NotFound, Several, find_place
from marketplace.places.models import Town

pytestmark = pytest.mark.usefixtures("small_britain")


@pytest.mark.parametrize("typed", ["ng15fs", "NG1 5FS", " NG1  5FS", "NGI 5FS", "NG1 SFS", "NG1 5FS, Nottingham"])
def test_a_postcode_is_found_however_it_is_typed(typed):
    assert find_place(typed) == Found(
        "postcode",
        "Nottingham",
        "NG1 5FS",
        456847,
        340057,
        "E06000018",
        "E06000018",
        "Nottingham City Council",
        "England",
    )


def test_a_beeston_postcode_belongs_to_the_county_council_and_not_to_the_district():
    place = find_place("NG9 2JJ")
    assert (place.name, place.district, place.council_name) == (
        "Beeston",
        "E07000172",
        "Nottinghamshire County Council",
    )


@pytest.mark.parametrize("typed, label", [("NG1", "NG1"), ("ng 1", "NG1"), ("NG15", "NG15"), ("NGI", "NG1")])
def test_the_first_half_of_a_postcode_is_a_place(typed, label):
    place = find_place(typed)
    assert (place.kind, place.name, place.label) == ("outcode", label, label)


@pytest.mark.parametrize(
    "typed, point", [("NG1 5F", (456847, 340057)), ("ng15f", (456847, 340057)), ("NG1 5", (456847, 340057))]
)
def test_the_beginning_of_a_postcode_is_the_middle_of_all_that_begin_so(typed, point):
    place = find_place(typed)
    assert (place.kind, place.name, place.easting, place.northing) == ("outcode", "NG1", *point)


def test_a_postcode_in_scotland_says_its_nation():
    assert find_place("KY15 5AA").nation == "Scotland"


@pytest.mark.parametrize("typed", ["Nottingham", "nottingham", " NOTTINGHAM ", "Nottingham, Nottingham"])
def test_a_town_is_found_by_its_name(typed):
    place = find_place(typed)
    assert (place.kind, place.name, place.council_code) == ("town", "Nottingham", "E06000018")


@pytest.mark.parametrize("typed", ["st anns", "St. Ann's", "Saint Anns", "ST ANNS"])
def test_a_saint_is_found_however_she_is_spelled(typed):
    assert find_place(typed).name == "St Ann's"


def test_a_town_is_found_by_another_name_that_it_has():
    assert find_place("Casnewydd").name == "Newport"


def test_two_towns_of_one_name_are_a_question_told_apart_in_words():
    answer = find_place("Beeston")
    assert answer == Several(
        "There is more than one Beeston. Which one do you mean?",
        (Choice("Beeston, near Nottingham"), Choice("Beeston, near Leeds")),
    )
    assert [find_place(c.choice).council_code for c in answer.choices] == ["E10000024", "E08000035"]


@pytest.mark.parametrize("typed", ["Beeston, Leeds", "beeston leeds", "Beeston near Leeds", "Beeston in Leeds"])
def test_saying_where_a_town_is_answers_the_question(typed):
    assert find_place(typed).label == "Beeston, near Leeds"


def test_namesakes_near_one_town_are_told_apart_by_their_districts():
    answer = find_place("Sherwood")
    labels = [choice.choice for choice in answer.choices]
    assert labels[1] == "Sherwood, near Nottingham, Broxtowe"
    assert find_place(labels[1]).northing == 360000


def test_a_city_is_taken_before_villages_of_its_name():
    district = Town.objects.get(norm="leeds").district
    Town.objects.create(name="Leeds", norm="leeds", easting=582000, northing=153000, population=800, district=district)
    assert find_place("Leeds").easting == 429881


def test_a_city_is_not_taken_when_a_namesake_is_no_village():
    assert isinstance(find_place("Newport"), Several)
    assert find_place("Newport, Isle of Wight").northing == 89332


def test_a_misspelled_town_is_offered_rightly_spelled():
    assert find_place("Nottinham").choices == (Choice("Nottingham"),)


def test_springfield_is_asked_about_before_a_visitor_is_sent_to_scotland():
    answer = find_place("Springfield")
    assert isinstance(answer, Several) and "Scotland" in answer.words and "postcode" in answer.words
    assert find_place(answer.choices[0].choice).nation == "Scotland"


def test_a_springfield_that_nobody_knows_gets_the_next_step():
    Town.objects.filter(norm="springfield").delete()
    answer = find_place("Springfield")
    assert answer.reason == "unknown_town"
    assert answer.words == (
        "We do not know a town called “Springfield”. Type your postcode, or the name of a larger town near you."
    )


@pytest.mark.parametrize(
    "typed", ["Nottinghamshire", "nottinghamshire council", "Nottinghamshire County Council", "Broxtowe"]
)
def test_a_county_is_answered_with_its_towns(typed):
    assert Choice("Beeston, near Nottingham") in find_place(typed).choices


@pytest.mark.parametrize("typed", ["BT1 1AA", "bt11aa", "BT1", "Belfast", "Northern Ireland"])
def test_northern_ireland_is_told_where_its_own_help_is(typed):
    answer = find_place(typed)
    assert answer.reason == "northern_ireland" and "www.nidirect.gov.uk" in answer.words


@pytest.mark.parametrize(
    "typed, place",
    [
        ("JE2 3AB", "Jersey"),
        ("GY1 1AA", "Guernsey"),
        ("IM1 1AA", "the Isle of Man"),
        ("Isle of Man", "the Isle of Man"),
    ],
)
def test_the_crown_dependencies_are_not_covered_and_hear_so(typed, place):
    answer = find_place(typed)
    assert answer.reason == "crown_dependency" and f"but not {place}" in answer.words


@pytest.mark.parametrize("typed", ["ZZ1 1ZZ", "zz11zz", "QX9 9QX"])
def test_a_postcode_that_does_not_exist_is_to_be_checked(typed):
    answer = find_place(typed)
    assert answer.reason == "unknown_postcode" and "Check it" in answer.words


def test_an_unknown_postcode_of_a_known_outcode_offers_the_outcode():
    answer = find_place("NG1 9ZZ")
    assert "NG1 9ZZ" in answer.words and answer.choices == (Choice("NG1"),)


def test_a_postcode_without_a_point_is_known_but_cannot_be_used():
    answer = find_place("NG1 1XX")
    assert answer.reason == "no_point" and answer.words.startswith("We know the postcode NG1 1XX, but not where")


@pytest.mark.parametrize("typed", ["", "   ", None, "\x00", "\ud800"])
def test_nothing_typed_asks_for_something(typed):
    assert find_place(typed) == NotFound("empty", "Type a postcode or a town.")


@pytest.mark.parametrize(
    "typed, reason",
    [("x" * 10_000, "too_long"), ("😀", "unknown_town"), ("'; DROP TABLE", "unknown_town"), ("%s%%", "unknown_town")],
)
def test_nonsense_is_answered(typed, reason):
    assert find_place(typed).reason == reason


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.one_of(st.text(), st.text("NGIOL0159 FSbt,.'", max_size=12), st.text("bestonlds ,nar", max_size=20)))
def test_no_text_ever_raises(text):
    answer = find_place(text)
    assert isinstance(answer, Found | Several | NotFound)
    if not isinstance(answer, Found):
        assert answer.words
