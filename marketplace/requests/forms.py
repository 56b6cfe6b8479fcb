"""The two forms: a complaint, and what somebody asks about the facts we keep on them."""

import re
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.ids import uuid7
from marketplace.requests.models import Request

Kind, Reply = Request.Kind, Request.Reply
LONGEST = 4000
ASKED_FOR = {Reply.PHONE: "phone", Reply.TEXT: "mobile", Reply.EMAIL: "email", Reply.LETTER: "address"}


class KeyField(forms.Field):
    """The form's own key; one that was lost or altered on the way is replaced."""

    widget = forms.HiddenInput

    def to_python(self, value) -> UUID:
        try:
            return UUID(str(value))
        except ValueError:
            return uuid7()


class NumberToRing(forms.CharField):
    """A phone number, however it is spaced."""

    widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"})

    def validate(self, value):
        super().validate(value)
        if value and not 10 <= len(re.sub(r"\D", "", value)) <= 15:
            raise ValidationError(_("Enter a phone number with its area code, like 0115 496 0142"))


class RequestForm(forms.Form):
    """What both forms ask: who, how to answer, and in their own words."""

    key = KeyField(required=False)
    website = forms.CharField(required=False, label=_("Leave this box empty"))
    kind = forms.ChoiceField(widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Tell us in your own words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Tell us what happened, or what you would like"),
            "max_length": _("Keep it under %(limit_value)d letters. Ring us if you need to say more."),
        },
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name, so that we know who to ask for")},
    )
    reply_by = forms.ChoiceField(
        label=_("How shall we answer you?"),
        choices=Reply.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how we shall answer you")},
    )
    phone = NumberToRing(required=False, label=_("Phone number"), max_length=30)
    mobile = NumberToRing(required=False, label=_("Mobile number"), max_length=30)
    email = forms.CharField(
        required=False,
        label=_("E-mail address"),
        max_length=254,
        widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email", "spellcheck": "false"}),
    )
    address = forms.CharField(
        required=False,
        label=_("Postal address"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"}),
    )
    missing = {
        "phone": _("Enter the number that we shall ring"),
        "mobile": _("Enter the number that we shall text"),
        "email": _("Enter the e-mail address that we shall write to"),
        "address": _("Enter the address that we shall write to"),
    }

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("website"):
            raise ValidationError(_("Leave the box for machines empty. It is there to stop junk."))
        where = ASKED_FOR.get(cleaned.get("reply_by", ""), "")
        if where and where not in self.errors:
            self._check(where, cleaned.get(where, ""))
        for other in set(ASKED_FOR.values()) - {where}:
            self.errors.pop(other, None)
        return cleaned

    def _check(self, where: str, given: str) -> None:
        """The way that was chosen needs its number or address; the others are not read."""
        if not given:
            self.add_error(where, self.missing[where])
        elif where == "email":
            try:
                validate_email(given)
            except ValidationError:
                self.add_error(where, _("Enter an e-mail address like name@example.com"))

    def said(self) -> dict:
        """What the form says, as the action takes it."""
        given = self.cleaned_data
        asked = {name: given[name] for name in ("kind", "name", "reply_by", "words", "key")}
        return {**asked, "reply_to": given[ASKED_FOR[given["reply_by"]]]}


class ComplaintForm(RequestForm):
    """A complaint about anything on the site, or a page that is hard to use."""

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[
            (Kind.COMPLAINT, _("Something went wrong, or somebody did wrong")),
            (Kind.ACCESS, _("A page is hard for me to use")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about")},
    )


class DataRequestForm(RequestForm):
    """What somebody asks about the facts we keep on them."""

    kind = forms.ChoiceField(
        label=_("What would you like us to do?"),
        choices=[
            (Kind.SEE, _("Show me what you keep about me")),
            (Kind.CORRECT, _("Put right something that is wrong")),
            (Kind.ERASE, _("Erase what you keep about me")),
            (Kind.DATA, _("Hear my complaint about how you use facts about me")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you would like us to do")},
    )
