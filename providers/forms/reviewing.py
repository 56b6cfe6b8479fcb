"""What somebody is asked who decides whether a service is listed."""

from typing import cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

REASONS = {
    "words": _("Please say more about what you do on a visit, in your own words."),
    "price": _("Please check your price: we are not sure what people pay for."),
    "where": _("Please check where you work and how far you travel."),
    "care": _("Please tell us how you give help with washing, dressing or medicines."),
    "contact": _("We could not reach you. Please check your phone number and e-mail."),
    "claims": _("Please take out words that promise a cure, or that name people you help."),
}


class DecideForm(forms.Form):
    """List it, or send it back with a reason that says what to do."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[("list", _("List it")), ("return", _("Send it back"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether to list it or to send it back.")},
    )
    reasons = forms.MultipleChoiceField(
        label=_("Why?"), choices=list(REASONS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("They read this. Say what to change, so that you can list it next time."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data=None, *, is_listed: bool = False, is_changed: bool = False):
        super().__init__(data)
        if is_listed:
            fits = [("fits", _now("I have looked at what changed: it still fits"))] if is_changed else []
            out = ("return", _now("Take it out of the directory, with a reason"))
            cast(forms.ChoiceField, self.fields["decision"]).choices = [*fits, out]

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("decision") == "return" and not self.because() and "words" not in self.errors:
            self.add_error("words", _now("Say why, so that they know what to do."))
        return given

    def because(self) -> str:
        """Every reason that was ticked, then the officer's own words."""
        ticked = [str(REASONS[reason]) for reason in self.cleaned_data.get("reasons", [])]
        return "\n".join([*ticked, *filter(None, [self.cleaned_data.get("words", "").strip()])])
