"""What a search may ask, read the same way wherever it is asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

MILES = (1, 3, 5, 10, 20, 40)


class FindForm(forms.Form):
    """What would help, and where?"""

    help = forms.CharField(
        label=_("What would help?"),
        help_text=_("Your own words, like hot meals or company"),
        max_length=300,
        required=False,
        error_messages={"max_length": _("Use fewer words: 300 letters are enough.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    where = forms.CharField(
        label=_("Where?"),
        help_text=_("A postcode or a town"),
        max_length=100,
        required=False,
        error_messages={"max_length": _("Type a postcode or a town, nothing more.")},
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )

    def refuse_place(self, why: str) -> None:
        """Say what is wrong with the place, beside its question."""
        self.add_error("where", why)


class WrongForm(forms.Form):
    """Something in an entry is wrong."""

    words = forms.CharField(
        label=_("What is wrong?"),
        help_text=_("Say what you saw and what is right. Please write nothing about anybody’s health."),
        max_length=1000,
        error_messages={"required": _("Say what is wrong.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
