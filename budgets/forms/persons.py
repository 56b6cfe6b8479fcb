"""What is kept about a person, and to whom a colleague hands them."""

from typing import cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from budgets.forms import fields
from budgets.models import Person
from marketplace.accounts.models import User


class PersonForm(forms.Form):
    """What they are called, where they are, how they are reached and best spoken to."""

    name = fields.private_text(_("Their name"), 100)
    initials = fields.private_text(_("Or only initials"), 6)
    outcode = fields.OutcodeField()
    way = fields.way_field()
    address = fields.private_text(_("Their number, e-mail or postal address"), 300, rows=3)
    communication = fields.formats_field()
    communication_note = fields.private_text(_("Anything else that helps to be understood"), 300)

    def clean(self) -> dict:
        given = super().clean() or {}
        if not given.get("name") and not given.get("initials"):
            self.add_error("name", _now("Type their name, or at least their initials."))
        fields.check_way(self, given)
        return given

    @staticmethod
    def known(person: Person) -> dict:
        return {name: getattr(person, name) for name in PersonForm.base_fields}


class HandOverForm(forms.Form):
    """Which colleague is their named worker from now on."""

    to = forms.ModelChoiceField(
        label=_("Who is their named worker from now on?"),
        queryset=User.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a colleague.")},
    )

    def __init__(self, data=None, *, colleagues):
        super().__init__(data)
        cast(forms.ModelChoiceField, self.fields["to"]).queryset = colleagues
