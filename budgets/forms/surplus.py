"""What a person decides about a surplus."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.ui.fields import PoundsField, WholeDateField


class DecideSurplusForm(forms.Form):
    """It stays, or a part of it is asked back; and why."""

    decision = forms.ChoiceField(
        label=_("What happens with it?"), widget=forms.RadioSelect,
        choices=[("leave", _("It stays where it is")), ("ask", _("Ask for some of it back"))],
        error_messages={"required": _("Choose what happens")},
    )  # fmt: skip
    pence = PoundsField(label=_("How much?"), min_pence=1, required=False)
    because = forms.CharField(
        label=_("Why?"), help_text=_("The person reads this. Say it as you would say it to them."), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}), error_messages={"required": _("Say why")},
    )  # fmt: skip

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("decision") == "ask" and not given.get("pence") and "pence" not in self.errors:
            self.add_error("pence", _("Enter an amount in pounds, like 156 or 18.50"))
        return given


class GivenBackForm(forms.Form):
    """On which day the money came."""

    on = WholeDateField(label=_("When did it come?"), initial=timezone.localdate)

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError(_("Choose today or a day before"))
        return self.cleaned_data["on"]
