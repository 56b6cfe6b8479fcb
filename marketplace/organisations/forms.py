"""Questions about who belongs, and which systems may act."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.organisations.models import ROLES_OF_KIND, Organisation, Role, Token
from marketplace.ui.fields import fits_a_mailbox


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("We send a link there. It works for 14 days."),
        validators=[fits_a_mailbox],
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, organisation: Organisation, **kwargs):
        super().__init__(*args, **kwargs)
        allowed = [choice for choice in Role.choices if choice[0] in ROLES_OF_KIND[organisation.kind]]
        self.fields["role"] = forms.ChoiceField(
            label=_("What they will be"), widget=forms.RadioSelect, choices=allowed
        )


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("A name for the key"), max_length=80, help_text=_("So that you know later which system uses it.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), choices=Token.Scope.choices, widget=forms.CheckboxSelectMultiple
    )
