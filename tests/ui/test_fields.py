from contextlib import suppress
from datetime import date, time

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from marketplace.ui.fields import HalfHourField, LinesField, PhoneField, PoundsField, WholeDateField, visible
from marketplace.ui.filters import pounds


@pytest.mark.parametrize(
    ("typed", "pence"),
    [("18.50", 1850), ("£18.50", 1850), ("18", 1800), (" £ 18.5 ", 1850), ("1,250", 125000), ("0.45", 45)],
)
def test_amina_types_her_price_as_she_would_write_it(typed, pence):
    assert PoundsField().clean(typed) == pence


@pytest.mark.parametrize("typed", ["eighteen", "18.505", "18,50", "-3", "£", "1e3", "18 50"])
def test_a_price_that_is_not_money_is_refused_with_an_example(typed):
    with pytest.raises(forms.ValidationError, match="like 18 or 18.50"):
        PoundsField().clean(typed)


def test_a_price_beyond_its_limits_says_the_limit():
    field = PoundsField(min_pence=100, max_pence=20_000)
    with pytest.raises(forms.ValidationError, match="at least £1'"):
        field.clean("0.99")
    with pytest.raises(forms.ValidationError, match="at most £200'"):
        field.clean("200.01")
    assert field.clean("200") == 20_000


def test_no_price_is_no_price_and_not_nothing():
    assert PoundsField(required=False).clean("") is None


@given(st.integers(min_value=0, max_value=10_000_000))
def test_a_price_shown_for_editing_comes_back_as_itself(pence):
    field = PoundsField()
    assert field.clean(field.prepare_value(pence)) == pence
    assert field.clean(pounds(pence)) == pence


@given(st.text(max_size=40))
def test_nothing_typed_as_a_price_breaks_the_form(typed):
    with suppress(forms.ValidationError):
        assert isinstance(PoundsField(required=False).clean(typed), int | None)


@pytest.mark.parametrize(
    "typed",
    ["0115 496 0142", "01632 960123", "07700 900123", "+44 115 496 0142", "+44 (0)7700 900123", "(0115) 496-0142",
     "0044 115 496 0142", "01204 60000", "\u202a07700 900123\u202c"],
)  # fmt: skip
def test_a_british_phone_number_is_taken_as_it_is_written(typed):
    assert PhoneField().clean(typed) == visible(typed)


@pytest.mark.parametrize("typed", ["0115", "ring me", "115 496 0142", "+1 212 555 0100", "0115 496 0142 x", "0" * 11])
def test_a_number_that_cannot_be_rung_from_here_is_refused_with_an_example(typed):
    with pytest.raises(forms.ValidationError, match="like 0115 496 0142"):
        PhoneField().clean(typed)


def test_what_nobody_sees_is_taken_out_and_letters_of_every_language_stay():
    assert visible("a\u202eb\u2069c\u200bd\u0007e\nf") == "abcde\nf"
    assert visible("می\u200cخواهم ਪੰਜਾਬੀ Łódź") == "می\u200cخواهم ਪੰਜਾਬੀ Łódź"


LETTERS = st.characters(categories=["L", "N", "P", "Zs"]) | st.sampled_from(
    "\u0301\u064e\u05b0\u200c\u200d\u200e\u200f\ufe0f"
)
UNSEEN = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x01\x07\x1b\x7f\x85\u200b"
FLAG = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
ONE_LINE, MANY = forms.CharField(strip=False, required=False), forms.CharField(widget=forms.Textarea, strip=False)


@given(st.text(LETTERS, min_size=1), st.sampled_from(UNSEEN))
def test_a_name_of_any_language_stays_and_nothing_in_it_turns_its_direction(name, mark):
    assert ONE_LINE.clean(name) == MANY.clean(name) == name
    assert ONE_LINE.clean(mark.join(name)) == MANY.clean(mark.join(name)) == name


@pytest.mark.parametrize(
    "name", ["محمد \u061cعلي", "שָׁלוֹם\u200f!", "Siân Ŵyn", "می\u200cخواهم", "👩\u200d🦽", "❤\ufe0f", FLAG]
)
def test_names_as_their_owners_spell_them(name):
    assert ONE_LINE.clean(name) == MANY.clean(name) == name


def test_tags_that_are_no_flag_are_left_out_and_one_line_is_one_line():
    assert ONE_LINE.clean("Amina\U000e0041\U000e0042") == "Amina"
    assert ONE_LINE.clean("Amina\r\nYusuf") == "Amina Yusuf" and MANY.clean("Tea\n\tCake") == "Tea\n\tCake"
    assert (
        forms.CharField().clean(" \u202e Amina ") == "Amina" and forms.EmailField().clean("a\u2069@b.uk") == "a@b.uk"
    )


@pytest.mark.parametrize("widget", [forms.PasswordInput, forms.HiddenInput])
@given(st.text(st.sampled_from(UNSEEN + "a é\n"), min_size=1))
def test_what_is_secret_is_never_touched(widget, secret):
    assert forms.CharField(widget=widget, strip=False).clean(secret) == secret


def test_a_list_is_one_thing_a_line_without_empty_ones():
    assert LinesField().clean("Company\r\n\r\n  A   walk \n") == ["Company", "A walk"]
    assert LinesField(required=False).clean("") == []
    assert LinesField().prepare_value(["Company", "A walk"]) == "Company\nA walk"
    assert not LinesField().has_changed(["Company", "A walk"], "Company\r\nA walk")
    assert LinesField().has_changed(["Company"], "Company\r\nA walk")


def test_a_list_too_long_says_how_long_it_may_be():
    with pytest.raises(forms.ValidationError, match="at most 2 lines"):
        LinesField(max_lines=2).clean("a\nb\nc")
    with pytest.raises(forms.ValidationError, match="under 3 letters"):
        LinesField(max_line_length=3).clean("abcd")


class Birthday(forms.Form):
    on = WholeDateField()


def test_a_date_is_typed_in_three_boxes():
    form = Birthday({"on_day": "24", "on_month": "11", "on_year": "2026"})
    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 11, 24)


@pytest.mark.parametrize("typed", [("31", "2", "2026"), ("x", "1", "2026"), ("", "1", "2026"), ("1", "1", "99999")])
def test_a_day_that_does_not_exist_is_refused_and_kept(typed):
    form = Birthday(dict(zip(("on_day", "on_month", "on_year"), typed, strict=True)))
    assert not form.is_valid()
    assert list(form.fields["on"].widget.parts(form["on"]).values()) == list(typed)


def test_a_half_hour_is_chosen_by_its_name():
    field = HalfHourField(first=time(8), last=time(9))
    assert [label for _value, label in field.choices] == ["Choose a time", "8am", "8.30am", "9am"]
    assert field.clean("08:30") == time(8, 30)
    with pytest.raises(forms.ValidationError):
        field.clean("07:30")
