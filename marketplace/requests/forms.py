"""The two forms: a complaint, and what somebody asks about the facts we keep on them."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from marketplace.requests.models import Request
from marketplace.ui.fields import fits_a_mailbox
from marketplace.workflow.fields import KeyField

Kind, Reply = Request.Kind, Request.Reply
LONGEST = 4000
WHERE_TO = {
    Reply.PHONE: _("Enter the number that we shall ring, with its area code, like 0115 496 0142"),
    Reply.TEXT: _("Enter the mobile number that we shall text, like 07700 900123"),
    Reply.EMAIL: _("Enter the e-mail address that we shall write to, like name@example.com"),
    Reply.LETTER: _("Enter the whole address that we shall write to, with its postcode"),
}


def reaches(way: str, where: str) -> bool:
    """Whether an answer sent in this way can arrive there."""
    if way == Reply.EMAIL:
        try:
            validate_email(where)
            fits_a_mailbox(where)
        except ValidationError:
            return False
        return True
    if way == Reply.LETTER:
        return len(where.split()) >= 3
    return 10 <= len(re.sub(r"\D", "", where)) <= 15


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
    reply_to = forms.CharField(
        label=_("Your phone number, e-mail address or postal address"),
        help_text=_("Only the one that we need to answer you in that way."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Enter where we shall answer you")},
    )

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if cleaned.get("website"):
            raise ValidationError(_("Leave the box for machines empty. It is there to stop junk."))
        way, where = cleaned.get("reply_by"), cleaned.get("reply_to")
        if way and where and not reaches(way, where):
            self.add_error("reply_to", WHERE_TO[Reply(way)])
        return cleaned

    def said(self) -> dict:
        """What the form says, as the action takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}


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
