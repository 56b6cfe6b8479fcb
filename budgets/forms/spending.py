"""What a body writes about spending: its weeks, whom one asks, and one row for each question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from budgets.models import SpendingAnswer

WEEKS = _("Enter a number of weeks from 1 to 52, like 8")
DAYS = _("Enter a number of days from 0 to 90, like 14")
ADDRESS = {"invalid": _("Enter the address of a page, like www.nottingham.gov.uk")}


def address_field(label) -> forms.URLField:
    return forms.URLField(label=label, required=False, assume_scheme="https", error_messages=ADDRESS)


class RulesForm(forms.Form):
    """How many weeks of money people may keep, and whom they ask."""

    surplus_weeks = forms.IntegerField(
        label=_("How many weeks of money may people keep?"), min_value=1, max_value=52,
        help_text=_("Four to eight are usual. Above it somebody looks; nothing is taken by itself."),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), WEEKS),
    )  # fmt: skip
    late_days = forms.IntegerField(
        label=_("When a return of a direct payment is late, after how many days does the named worker hear of it?"),
        min_value=0, max_value=90,
        help_text=_("The person is reminded in the week before it is due, and once on the day after."),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), DAYS),
    )  # fmt: skip
    contact_words = forms.CharField(
        label=_("Whom do people ask about their money, and how?"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    assess_words = forms.CharField(
        label=_("How does somebody ask for an assessment?"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    assess_url = address_field(_("Your page about it"))


class AnswerForm(forms.Form):
    """One question and its answer; a row without a question is left out."""

    question = forms.CharField(label=_("Can I spend it on …"), max_length=120, required=False)
    verdict = forms.ChoiceField(label=_("Answer"), choices=SpendingAnswer.Verdict.choices, initial="ask")
    answer = forms.CharField(label=_("In a few words"), max_length=300, required=False)
    url = address_field(_("A page that says more"))

    def clean(self) -> dict:
        given = super().clean() or {}
        if not given.get("question") and (given.get("answer") or given.get("url")):
            self.add_error("question", _("Say what it is about"))
        return given


Answers = forms.formset_factory(AnswerForm, extra=3, max_num=40)


def rows_of(formset) -> list[dict]:
    return [form.cleaned_data for form in formset if form.cleaned_data.get("question")]
