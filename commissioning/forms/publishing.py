"""What whoever publishes says: who the authority is, their job title, and that the figures are right."""

from datetime import date
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.ui.filters import long_date

BELIEVABLE = _("The Bank Rate is 0 to 25 per cent")
TWO_DIGITS = _("Write at most two digits after the point, such as 3.75")


def _line(label, most: int, missing, **more) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, error_messages={"required": missing}, **more)


class PublishForm(forms.Form):
    """A statement of approval; the number makes that two clicks publish one file."""

    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    job_title = _line(_("Your job title"), 100, _("Say your job title"))
    approves = forms.BooleanField(
        label=_("I have looked at it. It is right, and I approve it."),
        error_messages={"required": _("Tick that you approve it")},
    )


class NoticeForm(PublishForm):
    """The notice names the authority too, as the central digital platform knows it."""

    identifier = _line(
        _("Identifier of the authority"), 40, _("Say the identifier"),
        help_text=_("From the central digital platform, such as PXYZ-1234-ABCD."),
    )  # fmt: skip
    address = _line(_("Address of the authority"), 200, _("Say the address"))
    contact = _line(_("Who can be asked about it"), 120, _("Say who can be asked"), help_text=_("An e-mail address."))
    field_order = ("number", "identifier", "address", "contact", "job_title", "approves")


class RateForm(forms.Form):
    """One Bank Rate."""

    on = forms.ChoiceField(label=_("The rate that was in force on"), error_messages={"required": _("Choose the day")})
    per_cent = forms.DecimalField(
        label=_("Bank Rate in per cent"), min_value=0, max_value=25, max_digits=5, decimal_places=2,
        help_text=_("Such as 3.75."), localize=False, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"required": _("Write the rate"), "invalid": _("Write a number, such as 3.75"),
                        "max_value": BELIEVABLE, "min_value": BELIEVABLE,
                        "max_digits": TWO_DIGITS, "max_decimal_places": TWO_DIGITS, "max_whole_digits": BELIEVABLE},
    )  # fmt: skip
    source = _line(
        _("Where it says so"), 200, _("Say where it says so"), help_text=_("The page of the Bank of England.")
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        days = [day for year in range(today.year, today.year - 7, -1) for day in
                (date(year, 12, 31), date(year, 6, 30)) if day <= today]  # fmt: skip
        choose = cast(forms.ChoiceField, self.fields["on"])
        choose.choices = [(day.isoformat(), long_date(day)) for day in days]

    def clean_on(self) -> date:
        return date.fromisoformat(self.cleaned_data["on"])
