"""Questions about who belongs, and which systems may act."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.organisations.models import LONGEST_TEAM, ROLES_OF_KIND, Organisation, Role, Token
from marketplace.ui.fields import fits_a_mailbox


def _team_field() -> forms.CharField:
    """The names that are there already are offered by the list of the page."""
    return forms.CharField(
        label=_("Team"), max_length=LONGEST_TEAM, required=False,
        help_text=_("As you call it among yourselves. What they agree to alone can depend on it."),
        widget=forms.TextInput(attrs={"list": "teams", "autocomplete": "off"}),
    )  # fmt: skip


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
        self.fields["team"] = _team_field()


class TeamForm(forms.Form):
    team = _team_field()


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("A name for the key"), max_length=80, help_text=_("So that you know later which system uses it.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), choices=Token.Scope.choices, widget=forms.CheckboxSelectMultiple
    )
