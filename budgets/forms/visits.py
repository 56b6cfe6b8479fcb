"""What is asked about a visit: what happened, at which other time, and how somebody knows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from budgets.forms.fields import private_text
from budgets.models import Visit
from marketplace.ui.fields import HalfHourField, PoundsField, WholeDateField

HOW = [(Visit.How.CALL.value, _("On the phone")), (Visit.How.SLIP.value, _("On a signed slip"))]


class HappenedForm(forms.Form):
    """What was different on the day; everything may stay empty."""

    how = forms.ChoiceField(
        label=_("How did they tell you?"), choices=HOW, required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    who_came = private_text(_("Who came?"), 100, help_text=_("As you call them."))
    minutes = forms.IntegerField(
        label=_("How many minutes did they stay?"), required=False, min_value=5, max_value=24 * 60,
        help_text=_("Leave it empty if it was as planned."), widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Enter minutes as a number, like 45")},
    )  # fmt: skip
    pence = PoundsField(
        label=_("What did it cost?"), required=False, help_text=_("Leave it empty if it was as planned.")
    )
    note = private_text(_("What was different?"), 500, rows=3)

    def __init__(self, *args, sees_prices: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not sees_prices:
            del self.fields["pence"]

    def facts(self) -> dict:
        """Only what was said."""
        given = self.cleaned_data
        told = {name: given[name] for name in ("who_came", "note") if given.get(name)}
        return told | {name: given[name] for name in ("minutes", "pence") if given.get(name) is not None}


class TimeForm(forms.Form):
    """Another day and time."""

    on = WholeDateField(label=_("On which day?"))
    at = HalfHourField(label=_("At what time?"), error_messages={"required": _("Choose a time")})


class ReferenceForm(forms.Form):
    """The reference of an agreement, as somebody reads it out on the phone."""

    reference = forms.CharField(
        label=_("The reference of their agreement"), max_length=20, help_text=_("Like ABCD-EFGH."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-10"}),
        error_messages={"required": _("Type the reference")},
    )  # fmt: skip

    def clean_reference(self) -> str:
        return self.cleaned_data["reference"].strip().upper()
