"""What an officer is asked about one check."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commissioning.models import Requirement
from marketplace.ui.fields import WholeDateField

LONGEST_WAIVER = timedelta(days=366)


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
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict:
        given = super().clean() or {}
        needs = {"ask": "question", "refuse": "because", "not-applicable": "reason", "waive": "waiver"}
        missing = needs.get(given.get("decision", ""))
        if missing and not given.get(missing, "").strip():
            self.add_error(missing, _now("Write this, so that they know"))
        if given.get("decision") == "waive":
            self._until(given)
        return given

    def _until(self, given: dict) -> None:
        until, today = given.get("until"), timezone.localdate()
        if not until and "until" not in self.errors:
            self.add_error("until", _now("Enter its last day"))
        elif until and not today <= until <= today + LONGEST_WAIVER:
            self.add_error("until", _now("Choose a day within the next year"))


class WordsForm(forms.Form):
    """An answer, or an appeal."""

    words = forms.CharField(
        label=_("Your answer"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your answer")},
    )
