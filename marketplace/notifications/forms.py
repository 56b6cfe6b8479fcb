"""Saying how one wants to be written to."""

from datetime import time

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.notifications.contacts import Format, Way
from marketplace.notifications.models import Preferences
from marketplace.places.postcodes import full
from marketplace.ui.fields import HalfHourField, LinesField, PhoneField, is_mobile

EVERY_WAY = [
    (Way.EMAIL, _("By e-mail")),
    (Way.TEXT, _("By text message")),
    (Way.LETTER, _("By letter")),
    (Way.PHONE, _("Somebody rings me")),
]
LONGEST_ADDRESS = 7  # lines; GOV.UK Notify prints no more
EVENING, MORNING = time(21), time(8)


class SettingsForm(forms.Form):
    """Which way, in which form, how often, and when not (Accessible Information Standard)."""

    way = forms.ChoiceField(label=_("How shall we write to you?"), choices=EVERY_WAY, widget=forms.RadioSelect)
    mobile = PhoneField(label=_("Mobile number"), required=False)
    phone = PhoneField(label=_("Phone number"), required=False)
    post = LinesField(
        label=_("Your address"),
        required=False,
        max_lines=LONGEST_ADDRESS,
        max_line_length=60,
        help_text=_("One line each, with the postcode last."),
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "street-address"}),
    )
    formats = forms.MultipleChoiceField(
        label=_("What makes it easier for you?"),
        choices=Format.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    rhythm = forms.ChoiceField(
        label=_("When shall news come?"), choices=Preferences.Rhythm.choices, widget=forms.RadioSelect
    )
    quiet_from = HalfHourField(label=_("No texts from"))
    quiet_until = HalfHourField(label=_("Until"))

    def clean(self) -> dict:
        said = super().clean() or {}
        self._needs("mobile", Way.TEXT, _("Type your mobile number, like 07700 900123"))
        self._needs("phone", Way.PHONE, _("Type the number on which we ring you"))
        self._needs("post", Way.LETTER, _("Type the address for your letters"))
        if said.get("mobile") and not is_mobile(said["mobile"]):
            self.add_error("mobile", _("This number cannot get texts. Type a mobile number, like 07700 900123"))
        if said.get("post") and not full(said["post"][-1]):
            self.add_error("post", _("End the address with its postcode, on a line of its own"))
        return said

    def _needs(self, name: str, way: str, words) -> None:
        said = self.cleaned_data
        if said.get("way") == way and not said.get(name) and name not in self.errors:
            self.add_error(name, words)

    def chosen(self) -> dict:
        """What the action keeps: one number, the one that the way asks for first."""
        said = dict(self.cleaned_data)
        mobile, phone = said.pop("mobile"), said.pop("phone")
        said["phone"] = phone or mobile if said["way"] == Way.PHONE else mobile or phone
        return said | {"post": "\n".join(said["post"])}
