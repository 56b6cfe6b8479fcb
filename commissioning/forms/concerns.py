"""What somebody is asked who is worried, and what officers write about it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commissioning.models import Concern
from marketplace.workflow.fields import KeyField


def _words(label, missing, *, help_text="", rows=5, most=4000) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}),
        error_messages={"required": missing},
    )


class ConcernForm(forms.Form):
    """What worries somebody; who they are only if they like."""

    about = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Concern.About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about")},
    )
    words = _words(
        _("What have you seen or heard?"),
        _("Write what you have seen or heard"),
        help_text=_("Say when and where, if you know. Only those who look into it read this."),
    )
    name = forms.CharField(
        label=_("Your name"),
        help_text=_("We never tell the enterprise who you are."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact = forms.CharField(
        label=_("A phone number or e-mail, if we may ask you more"), max_length=200, required=False
    )
    key = KeyField(required=False)
    read = forms.CharField(required=False, widget=forms.HiddenInput)


class SettleForm(forms.Form):
    """What came of a concern."""

    outcome = _words(_("What came of it?"), _("Write what came of it"), rows=4, most=2000)


class SuspendForm(forms.Form):
    """Why a service is taken out of sight."""

    reason = _words(
        _("Why? The enterprise reads this"),
        _("Write why, in words for the enterprise"),
        help_text=_("Say what has to happen before it can be lifted. Say nothing of who was worried."),
        rows=4,
        most=2000,
    )


class LiftForm(forms.Form):
    """Whether a suspension is lifted or stays, and why."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[("lift", _("Lift it: people find the service again at once")), ("keep", _("It stays"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether to lift it")},
    )
    outcome = _words(_("Why? The enterprise reads this"), _("Write why"), rows=4, most=2000)

    def __init__(self, data=None, *, is_appealed: bool = False):
        super().__init__(data)
        if not is_appealed:
            self.fields["decision"].choices = self.fields["decision"].choices[:1]  # type: ignore[attr-defined]


class AppealForm(forms.Form):
    """Why the owner thinks that a suspension is wrong."""

    words = _words(_("Why do you think that it is wrong?"), _("Write why you think that it is wrong"), most=2000)


class RouteForm(forms.Form):
    """How harm is reported to a council."""

    phone = forms.CharField(label=_("Telephone of adult social care"), max_length=20)
    out_of_hours_phone = forms.CharField(label=_("Telephone at night and at weekends"), max_length=20, required=False)
    website = forms.URLField(label=_("Page on which harm can be reported"), required=False, assume_scheme="https")
