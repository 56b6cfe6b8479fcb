"""Receipts, and the words about a return."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.workflow.fields import FilesField, KeyField, SeveralFiles

ACCEPT = {"accept": ".pdf,.jpg,.jpeg,.png", "multiple": True}


def receipts_field(*, needed: bool = False) -> FilesField:
    return FilesField(
        label=_("A photo or a PDF of the receipt"), help_text=_("Up to 10 MB each, at most five."), required=needed,
        widget=SeveralFiles(ACCEPT), error_messages={"required": _("Choose a photo or a PDF")},
    )  # fmt: skip


class ReceiptsForm(forms.Form):
    """What shows that it was paid."""

    papers = receipts_field(needed=True)


class SendForm(forms.Form):
    """One looks at it, and sends it."""

    key = KeyField()
    right = forms.BooleanField(
        label=_("I have looked at it, and it is right as far as I know"),
        error_messages={"required": _("Say that you have looked at it")},
    )  # fmt: skip


class WordsForm(forms.Form):
    """A question, or its answer."""

    words = forms.CharField(
        label=_("In your words"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a few words")},
    )  # fmt: skip
