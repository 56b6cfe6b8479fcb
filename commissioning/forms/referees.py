"""What a referee is asked."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    """Would they ask them again, and why."""

    again = forms.ChoiceField(
        label=_("Would you trust them with somebody you care about?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no")},
    )
    words = forms.CharField(
        label=_("How do you know them, and how do they work?"),
        help_text=_("Only the council reads this. They do not see it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write a sentence or two")},
    )
