"""What is asked on the way to a first customer."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commissioning.models import Grant, GrantScheme, NextStep, Offer
from commissioning.models.starting import MOST_PENCE
from marketplace.ui.fields import PoundsField, WholeDateField
from marketplace.workflow.fields import KeyField


def _words(label, most: int, required="", **more) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4})
    errors = {"required": required}
    return forms.CharField(
        label=label, max_length=most, widget=widget, error_messages=errors, required=bool(required), **more
    )


class NextStepForm(forms.Form):
    """One step, who does it, and by when."""

    words = _words(_("What happens next?"), 300, _("Write what happens next"))
    who = forms.ChoiceField(
        label=_("Who does it?"),
        choices=NextStep.Who.choices,
        widget=forms.RadioSelect,
        initial=NextStep.Who.ENTERPRISE,
        error_messages={"required": _("Choose who does it")},
    )
    due_on = WholeDateField(label=_("By when?"))

    def clean_due_on(self):
        day, today = self.cleaned_data["due_on"], timezone.localdate()
        if not today <= day <= today + timedelta(days=366):
            raise forms.ValidationError(_("Choose a day within the next year"))
        return day


class GrantForm(forms.Form):
    """How much, and what for."""

    key = KeyField()
    pence = PoundsField(
        label=_("How much do you ask for?"),
        min_pence=100,
        max_pence=MOST_PENCE,
        error_messages={"required": _("Enter an amount in pounds, like 250")},
    )
    purpose = _words(
        _("What is it for, and what does it make possible?"),
        1500,
        _("Say what it is for"),
        help_text=_("Like: a course and my insurance for the first year, so that I can begin in May."),
    )


class DecideGrantForm(forms.Form):
    """Yes to a sum, or no with a reason."""

    decision = forms.ChoiceField(
        label=_("Decide"),
        choices=[("agree", _("Agree")), ("refuse", _("Do not agree"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you decide")},
    )
    pence = PoundsField(label=_("How much?"), required=False, min_pence=100, max_pence=MOST_PENCE)
    less = _words(_("If it is less than they asked for: why?"), 1000, help_text=_("They read this."))
    because = _words(_("Why not?"), 1000, help_text=_("They read this."))

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("decision") == "agree" and given.get("pence") is None and "pence" not in self.errors:
            self.add_error("pence", _("Enter an amount in pounds, like 250"))
        if given.get("decision") == "refuse" and not given.get("because", "").strip():
            self.add_error("because", _("Say why, so that they know what to do"))
        return given


class PaidForm(forms.Form):
    paid_on = WholeDateField(label=_("On which day was it paid?"))


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What became of it?"),
        choices=Grant.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what became of it")},
    )


class SchemeForm(forms.Form):
    """Whether a council gives grants, how much, and up to what an adviser decides."""

    is_open = forms.BooleanField(label=_("We give small grants at the moment"), required=False)
    most_pence = PoundsField(label=_("At most how much for one enterprise?"), min_pence=100, max_pence=MOST_PENCE)
    adviser_pence = PoundsField(
        label=_("Up to how much does an adviser decide alone?"),
        help_text=_("Above it a commissioner decides."),
        max_pence=MOST_PENCE,
    )
    words = _words(_("What is it for? Enterprises read this"), 600)

    @classmethod
    def showing(cls, scheme: GrantScheme | None) -> dict:
        if scheme is None:
            return {"most_pence": "500", "adviser_pence": "250"}
        sums = {name: f"{getattr(scheme, name) / 100:.2f}" for name in ("most_pence", "adviser_pence")}
        return {"is_open": scheme.is_open, "words": scheme.words, **sums}

    def clean(self) -> dict:
        given = super().clean() or {}
        most, adviser = given.get("most_pence"), given.get("adviser_pence")
        if most is not None and adviser is not None and adviser > most:
            self.add_error("adviser_pence", _("An adviser decides no more than the most that you give"))
        return given


class OfferForm(forms.ModelForm):
    """Insurance or training that a council lists."""

    website = forms.URLField(
        label=_("Where to find it: a web address"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Enter a whole web address, like https://example.org")},
    )

    class Meta:
        model = Offer
        fields = ["kind", "title", "words", "cost", "website"]
        widgets = {"kind": forms.RadioSelect, "words": forms.Textarea(attrs={"rows": 4})}
        labels = {
            "kind": _("What is it?"),
            "title": _("Its name"),
            "words": _("What it is, and for whom"),
            "cost": _("What it costs"),
        }
        help_texts = {"cost": _("Like: free, or £48 a year")}
        error_messages = {
            "kind": {"required": _("Choose what it is")},
            "title": {"required": _("Enter its name")},
        }
