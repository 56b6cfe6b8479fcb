"""Sending a message again, to an address that was put right."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from marketplace.notifications.contacts import Way
from marketplace.places.postcodes import full
from marketplace.ui.fields import LinesField, PhoneField

WAYS = [(Way.EMAIL, _("By e-mail")), (Way.TEXT, _("By text message")), (Way.LETTER, _("By letter"))]


class AgainForm(forms.Form):
    """Which way this time, and where to."""

    way = forms.ChoiceField(label=_("How shall it go this time?"), choices=WAYS, widget=forms.RadioSelect)
    email = forms.CharField(label=_("E-mail address"), required=False, max_length=254)
    phone = PhoneField(label=_("Mobile number"), required=False)
    post = LinesField(
        label=_("Address"),
        required=False,
        max_lines=7,
        max_line_length=60,
        help_text=_("One line each, with the postcode last."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean_email(self) -> str:
        typed = self.cleaned_data["email"].strip()
        if typed:
            try:
                validate_email(typed)
            except ValidationError:
                raise ValidationError(_("Type an e-mail address, like name@example.org")) from None
        return typed

    def clean(self) -> dict:
        said = super().clean() or {}
        asked = {Way.EMAIL: "email", Way.TEXT: "phone", Way.LETTER: "post"}.get(said.get("way", ""))
        if asked and not said.get(asked) and asked not in self.errors:
            self.add_error(asked, _("Type where it shall go"))
        if said.get("post") and not full(said["post"][-1]):
            self.add_error("post", _("End the address with its postcode, on a line of its own"))
        return said

    def chosen(self) -> dict:
        """Way and address, as the action takes them."""
        said = self.cleaned_data
        asked = {Way.EMAIL: said["email"], Way.TEXT: said["phone"], Way.LETTER: "\n".join(said["post"])}
        return {"way": said["way"], "address": asked[Way(said["way"])]}
