"""What somebody is asked about enterprises that they have to do with themselves."""

from typing import cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from providers.models import Enterprise, Interest

MOST = 8


class WhichForm(forms.Form):
    """The name of the enterprise, as far as it is known."""

    name = forms.CharField(
        label=_("What is the enterprise called?"),
        help_text=_("A part of its name is enough."),
        min_length=3,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type its name, or a part of it.")},
    )

    def found(self) -> list[Enterprise]:
        """Those whose names are like it; none is said beside the question."""
        found = list(Enterprise.objects.called_like(self.cleaned_data["name"])[:MOST])
        if not found:
            self.add_error("name", _now("We know no enterprise with this name. Check how it is spelled."))
        return found


class InterestForm(forms.Form):
    """Which of these, and what you have to do with it."""

    enterprise = forms.ModelChoiceField(
        label=_("Which one?"),
        queryset=Enterprise.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose which one you mean.")},
    )
    relation = forms.ChoiceField(
        label=_("What have you to do with it?"),
        choices=Interest.Relation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you have to do with it.")},
    )

    def __init__(self, data, *, found: list[Enterprise]):
        super().__init__(data, initial={"enterprise": found[0].pk if len(found) == 1 else None})
        known = Enterprise.objects.filter(pk__in=[each.pk for each in found]).with_organisation()
        cast(forms.ModelChoiceField, self.fields["enterprise"]).queryset = known
