"""What is said of an answer that cannot be taken says what to do, in our words and not in a library's."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.places.forms import PlaceField
from marketplace.ui.fields import PoundsField, WholeDateField
from tests import reading

FAULTS = [
    (forms.CharField(), "", "This needs an answer."),
    (forms.CharField(max_length=3), "four", "This is too long. Write at most 3 letters."),
    (forms.CharField(min_length=6), "four", "Write at least 6 letters."),
    (forms.CharField(), "a\0b", "There is a sign in this that we cannot keep. Type it again."),
    (forms.IntegerField(), "many", "Type a whole number, like 3."),
    (forms.IntegerField(min_value=1), "0", "Type a number that is 1 or more."),
    (forms.IntegerField(max_value=60), "61", "Type a number that is 60 or less."),
    (forms.ChoiceField(choices=[("a", "A")]), "b", "Choose one of the answers on the list."),
    (forms.MultipleChoiceField(choices=[("a", "A")]), ["b"], "Choose one of the answers on the list."),
    (forms.URLField(assume_scheme="https"), "not an address", "Type a web address, like www.example.org."),
    (forms.URLField(assume_scheme="https"), "http://[", "Type a web address, like www.example.org."),
    (forms.EmailField(), "amina", "Type a whole e-mail address, like name@example.org."),
    (forms.DateField(), "31 2 2026", "Type a real date, like 24 11 2026."),
    (forms.FileField(), SimpleUploadedFile("a.txt", b""), "There is nothing in this file. Choose another one."),
]
OWN = [
    (WholeDateField(), "", "Enter a date"),
    (WholeDateField(), "31 2 2026", "Enter a real date, like 24 11 2026"),
    (PoundsField(), "cheap", "Enter an amount in pounds, like 18 or 18.50"),
    (PlaceField(), "", "Type a postcode or a town."),
    (forms.CharField(error_messages={"required": "Enter your name"}), "", "Enter your name"),
]


def said(field: forms.Field, typed) -> list[str]:
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)
    return refused.value.messages


@pytest.mark.parametrize(("field", "typed", "words"), FAULTS)
def test_a_fault_is_answered_with_what_to_do(field, typed, words):
    assert said(field, typed) == [words]


@pytest.mark.parametrize(("field", "typed", "words"), OWN)
def test_a_question_with_words_of_its_own_keeps_them(field, typed, words):
    assert said(field, typed) == [words]


def test_the_words_can_be_read_at_eleven():
    page = "".join(f"<p>{words}</p>" for _field, _typed, words in FAULTS)
    assert reading.grade(f"<main>{page}</main>") <= 8
