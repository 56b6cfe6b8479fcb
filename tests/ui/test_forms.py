"""Forms drawn as GOV.UK draws them: everything typed is kept, every error leads to its question."""

import re

import pytest
from django import forms
from django.template import engines

from marketplace.ui.fields import LinesField, PoundsField, WholeDateField

PAGE = """{% from "components/forms.html" import field, error_summary, button, hidden %}
{{ error_summary(form) }}{% for each in form %}{{ field(each) }}{% endfor %}"""


class Listing(forms.Form):
    name = forms.CharField(label="Your name", help_text="As people call you", max_length=40)
    email = forms.EmailField(label="E-mail", required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    price = PoundsField(label="An hour")
    does = LinesField(label="What you do")
    begins = WholeDateField(label="From when?")
    people = forms.IntegerField(label="How many people?", min_value=1)
    reach = forms.ChoiceField(label="How?", choices=[("phone", "Phone"), ("text", "Text")], widget=forms.RadioSelect)
    days = forms.MultipleChoiceField(
        label="Days", choices=[("1", "Monday"), ("2", "Tuesday")], widget=forms.CheckboxSelectMultiple
    )
    town = forms.ChoiceField(label="Town", choices=[("a", "Arnold"), ("b", "Beeston & around")])
    agrees = forms.BooleanField(label="I agree", help_text="Read it first")
    photo = forms.FileField(label="Photo", required=False)
    key = forms.CharField(widget=forms.HiddenInput)


TYPED = {
    "name": 'Amina "Mina" <b>',
    "price": "lots",
    "does": "First line\n  second line",
    "begins_day": "31",
    "begins_month": "2",
    "begins_year": "2026",
    "people": "0",
    "reach": "text",
    "days": ["2"],
    "town": "b",
    "key": "k1",
}


def draw(source: str, **content) -> str:
    return engines["jinja2"].from_string(source).render(content)


@pytest.fixture
def wrong() -> str:
    return draw(PAGE, form=Listing(TYPED))


def test_everything_that_was_typed_is_still_there(wrong):
    assert 'value="Amina &#34;Mina&#34; &lt;b&gt;"' in wrong
    assert 'value="lots"' in wrong
    assert "First line&#10;  second line</textarea>" in wrong
    assert re.search(r'name="begins_day"[^>]*value="31"', wrong)
    assert re.search(r'value="text"[^>]*checked', wrong)
    assert not re.search(r'value="phone"[^>]*checked', wrong)
    assert re.search(r'name="days"[^>]*value="2"[^>]*checked', wrong)
    assert re.search(r'<option value="b" selected>Beeston &amp; around', wrong)
    assert '<input type="hidden" name="key" value="k1"' in wrong


def test_every_error_in_the_summary_leads_to_its_question(wrong):
    summary = wrong[wrong.index("govuk-error-summary") : wrong.index("govuk-form-group")]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == ["id_price", "id_begins_day", "id_people", "id_agrees"]
    for target in targets:
        assert len(re.findall(f'id="{target}"', wrong)) == 1
    assert "There is a problem" in summary


def test_a_missing_answer_is_named_and_nobody_is_blamed(wrong):
    assert "“I agree” needs an answer" in wrong
    assert "This field is required" not in wrong


def test_hint_and_error_are_read_out_with_their_question(wrong):
    assert re.search(r'id="id_name"[^>]*aria-describedby="id_name-hint"', wrong)
    assert re.search(r'id="id_price"[^>]*aria-describedby="id_price-error"', wrong)


def test_radios_checkboxes_and_dates_are_grouped_under_their_legend(wrong):
    legends = [legend.strip() for legend in re.findall(r"<legend[^>]*>([^<]+)</legend>", wrong)]
    assert legends == ["From when?", "How?", "Days"]


def test_questions_without_a_duty_to_answer_say_so(wrong):
    assert "E-mail (optional)" in wrong
    assert "Your name (optional)" not in wrong


def test_a_form_without_faults_has_no_summary():
    assert "govuk-error-summary" not in draw(PAGE, form=Listing())


def test_the_phone_shows_the_right_keyboard(wrong):
    assert re.search(r'id="id_price"[^>]*inputmode="decimal"', wrong)
    assert re.search(r'id="id_people"[^>]*inputmode="numeric"', wrong)
    assert re.search(r'id="id_email"[^>]*autocomplete="email"', wrong)


def test_a_choice_can_have_a_hint_and_open_a_question():
    page = draw(
        """{% from "components/forms.html" import field %}
        {{ field(form.reach, hints={"phone": "We ring"}, reveals={"text": field(form.does)}) }}""",
        form=Listing(TYPED),
    )
    assert re.search(r'id="id_reach-item-hint"[^>]*>\s*We ring', page)
    assert re.search(r'value="text"[^>]*data-aria-controls="(conditional-[^"]+)"', page)
    assert "First line&#10;  second line</textarea>" in page


def test_two_errors_on_one_question_and_one_on_none_are_all_said():
    form = Listing(TYPED)
    form.add_error("name", "Too short")
    form.add_error("name", "Too plain")
    form.add_error(None, "Something else")
    page = draw(PAGE, form=form)
    assert page.count("Too short") == page.count("Too plain") == 2
    assert page.count("Something else") == 1


def test_a_widget_nobody_drew_is_an_error_and_not_an_empty_page():
    class Odd(forms.Form):
        when = forms.SplitDateTimeField()

    with pytest.raises(TypeError, match="SplitDateTimeWidget"):
        draw(PAGE, form=Odd())


def test_buttons_send_once_and_links_look_like_buttons():
    source = """{% from "components/forms.html" import button %}
    {{ button("Send", name="a", value="b") }}|{{ button("Go", href="/x?a=1&b=2", kind="secondary") }}"""
    send, go = draw(source).split("|")
    assert 'data-prevent-double-click="true"' in send
    assert 'name="a" value="b"' in send
    assert 'href="/x?a=1&amp;b=2"' in go
    assert "govuk-button--secondary" in go
