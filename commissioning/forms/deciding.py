"""What an officer is asked about one check."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commissioning.models import Requirement
from marketplace.ui.fields import WholeDateField

LONGEST_WAIVER = timedelta(days=366)
UNTIL = {"waive": "until", "vary": "less_until"}  # the question for its last day


def _words(label, help_text="") -> forms.CharField:
    attrs = {"rows": 3}
    return forms.CharField(
        label=label, help_text=help_text, max_length=1000, required=False, widget=forms.Textarea(attrs=attrs)
    )


class DecideForm(forms.Form):
    """Accept, ask, refuse, does not apply, or propose a waiver: one of them, with what it needs."""

    decision = forms.ChoiceField(
        label=_("Decide"), widget=forms.RadioSelect, error_messages={"required": _("Choose what you decide")}
    )
    question = _words(_("What do you ask?"), _("They read this. The clock moves to them."))
    because = _words(_("Why not?"), _("They read this. They can appeal, and somebody else decides."))
    reason = _words(_("Why does it not apply?"))
    waiver = _words(_("Why can it be done without?"), _("Whoever agrees to it reads this."))
    until = WholeDateField(label=_("Until"), required=False)
    pounds = forms.IntegerField(
        label=_("The sum that is enough meanwhile, in pounds"),
        required=False,
        min_value=1,
        max_value=20_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-10"}),
        error_messages={
            "invalid": _("Enter the sum in whole pounds"),
            "min_value": _("Enter the sum in whole pounds"),
            "max_value": _("Check the sum: it is larger than £20 million"),
        },
    )
    less = _words(_("Why is less enough?"), _("Whoever agrees to it reads this."))
    less_until = WholeDateField(label=_("Until"), required=False)

    def __init__(self, data=None, *, requirement: Requirement, seen_by: str = "", name: str = ""):
        super().__init__(data)
        has_paper = requirement.evidence_id is not None
        choices = [("accept", _now("Accept"))] if has_paper else []
        choices += [("accept-theirs", _now("Accept what %(who)s has seen") % {"who": seen_by})] if seen_by else []
        choices += [("ask", _now("Ask %(name)s") % {"name": name})]
        choices += [("refuse", _now("Refuse"))] if has_paper else []
        choices += [("not-applicable", _now("It does not apply here"))]
        if "council" in requirement.waivers and not requirement.is_statutory:
            choices.append(("waive", _now("Waive it, with a second person")))
            choices += [("vary", _now("Agree to a lower sum, with a second person"))] * (
                has_paper and requirement.minimum_pence is not None
            )
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict:
        given = super().clean() or {}
        decision = given.get("decision", "")
        needs = {"ask": "question", "refuse": "because", "not-applicable": "reason", "waive": "waiver", "vary": "less"}
        missing = needs.get(decision)
        if missing and not given.get(missing, "").strip():
            self.add_error(missing, _now("Write this, so that they know"))
        if decision == "vary" and not given.get("pounds") and "pounds" not in self.errors:
            self.add_error("pounds", _now("Enter the sum in whole pounds"))
        if decision in UNTIL:
            self._until(given, UNTIL[decision])
        return given

    def _until(self, given: dict, name: str) -> None:
        until, today = given.get(name), timezone.localdate()
        if not until and name not in self.errors:
            self.add_error(name, _now("Enter its last day"))
        elif until and not today <= until <= today + LONGEST_WAIVER:
            self.add_error(name, _now("Choose a day within the next year"))


class WordsForm(forms.Form):
    """An answer, or an appeal."""

    words = forms.CharField(
        label=_("Your answer"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your answer")},
    )
