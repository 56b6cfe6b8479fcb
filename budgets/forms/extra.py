"""What is asked about urgent extra hours: when, how long, what happened; and yes or no."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.ui.fields import HalfHourField, WholeDateField
from marketplace.workflow.fields import KeyField

LENGTHS = [(15, _("15 minutes")), (30, _("30 minutes")), (45, _("45 minutes")), (60, _("1 hour")),
           (90, _("1 hour and a half")), (120, _("2 hours")), (180, _("3 hours")), (240, _("4 hours")),
           (480, _("8 hours")), (600, _("A night: 10 hours"))]  # fmt: skip


class ExtraHoursForm(forms.Form):
    """One visit more than was agreed."""

    key = KeyField()
    on = WholeDateField(label=_("Which day?"), initial=timezone.localdate)
    at = HalfHourField(label=_("From what time?"), error_messages={"required": _("Choose a time")})
    minutes = forms.TypedChoiceField(
        label=_("How long?"), choices=LENGTHS, coerce=int, error_messages={"required": _("Choose how long")}
    )
    because = forms.CharField(
        label=_("What happened?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence. Only the two of you and whoever approves can read it."),
        error_messages={"required": _("Say in a sentence what happened")},
    )  # fmt: skip


class DecideExtraForm(forms.Form):
    """Yes, or no with a reason."""

    decision = forms.ChoiceField(
        label=_("Decide"), choices=[("yes", _("Yes, plan it")), ("no", _("No"))], widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no")},
    )  # fmt: skip
    why_not = forms.CharField(
        label=_("Why not?"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("decision") == "no" and not given.get("why_not", "").strip():
            self.add_error("why_not", _("Say why, so that they know what to do"))
        return given
