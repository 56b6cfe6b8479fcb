"""Fields that ask where."""

import pytest
from django import forms

from marketplace.places.forms import PlaceField, PostcodeField

pytestmark = pytest.mark.usefixtures("small_britain")


class Where(forms.Form):
    place = PlaceField(required=False)
    postcode = PostcodeField(required=False)
    home = PostcodeField()


def error(field, typed):
    form = Where({field: typed})
    assert not form.is_valid()
    return form.errors.get(field, [""])[0]


def test_fields_give_places_and_stored_postcodes():
    form = Where({"place": "Nottingham", "postcode": "", "home": "ng9 2jj"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["place"].name == "Nottingham"
    assert form.cleaned_data["postcode"] is None
    assert form.cleaned_data["home"].district == "E07000172"


@pytest.mark.parametrize(
    "typed, words",
    [
        ("", "Type a postcode."),
        ("Beeston", "Type the whole postcode, for example NG1 5FS."),
        ("NG1", "Type the whole postcode, for example NG1 5FS."),
        ("NG1 9ZZ", "We do not know the postcode NG1 9ZZ. Check it."),
        ("ZZ1 1ZZ", "“ZZ1 1ZZ” is not a postcode that we know. Check it, or type the name of a town."),
        (
            "NG1 1XX",
            "We know the postcode NG1 1XX, but not where on the map it is. Type a neighbour's postcode, or a town.",
        ),
    ],
)
def test_a_postcode_that_cannot_be_used_is_refused_in_words(typed, words):
    assert error("home", typed) == words


def test_a_postcode_of_northern_ireland_hears_where_help_is():
    assert "nidirect" in error("home", "BT1 1AA")


def test_a_place_that_may_be_several_offers_them():
    form = Where({"place": "Beeston", "home": "NG1 5FS"})
    assert not form.is_valid()
    mistake = form.errors.as_data()["place"][0]
    assert mistake.params["place_choices"] == ["Beeston, near Nottingham", "Beeston, near Leeds"]
    assert form.errors["place"] == ["There is more than one Beeston. Which one do you mean?"]


def test_a_place_that_holds_a_percent_sign_is_answered():
    assert "%s" in error("place", "%s %(x)s")
