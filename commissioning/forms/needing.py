"""What you will do: the questions of the page on which anybody learns what that needs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commissioning.proportionality import Answer, Question, Situation
from providers import taxonomy
from providers.models import Enterprise, Service

KNOWN = [(each.value, each.value) for each in Answer]


class NeedForm(forms.Form):
    """Activities, for whom, where, and who you are; nothing of it is kept."""

    activities = forms.MultipleChoiceField(
        label=_("What will you do?"),
        choices=[(family, terms) for family, terms in taxonomy.grouped_activities()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what you will do")},
    )
    needs = forms.MultipleChoiceField(
        label=_("For whom?"), choices=taxonomy.choices(taxonomy.NEEDS), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    setting = forms.ChoiceField(
        label=_("Where?"), choices=Service.Setting.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose where")},
    )  # fmt: skip
    together = forms.ChoiceField(
        label=_("With one person, or with a group?"),
        choices=[("one", _("One to one")), ("group", _("In a group")), ("both", _("Both"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one to one, a group, or both")},
    )
    kind = forms.ChoiceField(
        label=_("What are you?"), choices=Enterprise.Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you are")},
    )  # fmt: skip
    workers = forms.IntegerField(
        label=_("How many work there, you counted?"), min_value=1, max_value=50, initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-2"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Enter a number from 1 to 50, like 1")
        ),
    )  # fmt: skip
    personal_care = forms.ChoiceField(
        label=_("Help with washing, dressing, eating or medicines?"),
        choices=Service.PersonalCare.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you give this help")},
    )
    answers = forms.MultipleChoiceField(required=False, choices=KNOWN)

    def situation(self) -> Situation:
        given = self.cleaned_data
        return Situation(
            activities=tuple(given["activities"]), needs=tuple(given["needs"]), setting=given["setting"],
            kind=given["kind"], workers=given["workers"], personal_care=given["personal_care"],
            one_to_one=given["together"] != "group", in_group=given["together"] != "one",
            answers=frozenset(Answer(each) for each in given["answers"]),
        )  # fmt: skip


class CircumstancesForm(forms.Form):
    """The questions that still matter for one service, each yes or no."""

    def __init__(self, data=None, *, questions: tuple[Question, ...], answers=(), answered=()):
        super().__init__(data)
        self.asked = questions
        for each in questions:
            slug = each.answer.value
            known = "yes" if slug in answers else "no" if slug in answered else None
            self.fields[slug] = forms.ChoiceField(
                label=str(each.words), choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect,
                initial=known, error_messages={"required": _("Choose yes or no")},
            )  # fmt: skip

    def said(self) -> tuple[list[str], list[str]]:
        """What holds, and what was asked."""
        given = self.cleaned_data
        return [slug for slug, value in given.items() if value == "yes"], list(given)
