"""What is asked about payments: why one is kept back, which file came back, and what became of one."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commissioning.actions.answering import LESS, NOTHING, PAID, RETURNED
from commissioning.bank_files.reasons import REASONS
from commissioning.holding import KEPT
from marketplace.organisations.models import Organisation
from marketplace.ui.fields import WholeDateField

COMMON = ("AC01", "AC04", "AC06", "BE01", "RC01", "MS03")
CHOOSE = {"required": _("Choose one")}


class KeepBackForm(forms.Form):
    because = forms.ChoiceField(
        label=_("Why is it kept back?"), choices=list(KEPT.items()), widget=forms.RadioSelect, error_messages=CHOOSE
    )


class BodyForm(forms.Form):
    """For which body, where somebody works for several."""

    body = forms.ModelChoiceField(Organisation.objects.none(), label=_("For whom?"), empty_label=None)

    def __init__(self, *args, bodies, **more):
        super().__init__(*args, **more)
        self.fields["body"] = forms.ModelChoiceField(bodies, label=_("For whom?"), empty_label=None)
        if len(bodies) == 1:
            self.fields["body"].widget = forms.HiddenInput()
            self.fields["body"].initial = bodies[0].pk


class AnswerFileForm(BodyForm):
    file = forms.FileField(
        label=_("The file that came back"),
        help_text=_("From the bank: pain.002, camt.053, camt.054 or CSV. From your finance system: a CSV."),
        error_messages={"required": _("Choose the file"), "empty": _("This file is empty")},
    )


class OnForm(forms.Form):
    on = WholeDateField(label=_("On which day?"))

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError(_("Choose today or an earlier day"))
        return self.cleaned_data["on"]


class SayAnswerForm(OnForm):
    """What became of one payment, by hand."""

    what = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[(PAID, _("It arrived")), (RETURNED, _("It came back"))],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    code = forms.ChoiceField(
        label=_("Why did it come back?"), choices=[(code, REASONS[code]) for code in COMMON], required=False
    )

    field_order = ["what", "code", "on"]

    def said(self) -> tuple:
        """The arguments of the action."""
        given = self.cleaned_data
        return given["what"], given["on"], given["code"] if given["what"] == RETURNED else ""


class DecideLineForm(SayAnswerForm):
    """What somebody makes of a line that is not clear."""

    what = forms.ChoiceField(
        label=_("What do you make of it?"),
        choices=[
            (NOTHING, _("It changes nothing")),
            (PAID, _("All of our payment arrived")),
            (LESS, _("Only the sum in this line arrived: the rest is due again")),
            (RETURNED, _("Our payment came back")),
        ],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
