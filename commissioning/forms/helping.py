"""Who works or volunteers in an enterprise."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.workflow.fields import KeyField


class WorkerForm(forms.Form):
    """A name, and whether they are paid."""

    key = KeyField()
    name = forms.CharField(label=_("Their name"), max_length=100, error_messages={"required": _("Enter their name")})
    paid = forms.ChoiceField(
        label=_("Are they paid?"),
        choices=[("yes", _("Yes, they are paid")), ("no", _("No, they volunteer"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether they are paid")},
    )
