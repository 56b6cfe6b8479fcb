"""What is asked about payment speed: which days, and which figure."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from commissioning.speed import WAITS, choices_of


class RowsForm(forms.Form):
    """Which of the paid invoices; what is not given does not narrow."""

    team = forms.CharField(required=False, max_length=60)
    size = forms.CharField(required=False, max_length=8)
    month = forms.DateField(required=False)
    within = forms.IntegerField(required=False, min_value=0, max_value=3650)
    late = forms.BooleanField(required=False)

    def wanted(self) -> dict:
        """Only what was asked: an invoice without a team is asked for with an empty one."""
        if not self.is_valid():
            return {}
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return given | {name: self.cleaned_data[name] for name in ("team", "size") if name in self.data}


class WaitsForm(forms.Form):
    """With whom the invoices wait; what is not given does not narrow."""

    field_names = {"with": "waits_with", "who": "waits_who"}

    who = forms.UUIDField(required=False)

    def __init__(self, data):
        super().__init__(data)
        self.fields["with"] = forms.ChoiceField(choices=[("", ""), *WAITS.items()], required=False)

    def wanted(self) -> dict:
        given = self.cleaned_data
        return {column: given[name] for name, column in self.field_names.items() if given[name]}


def period_choices(today) -> list[tuple[str, str]]:
    """The times to choose from, in words."""
    words = str(_("%(first)s to %(last)s"))
    return [
        (code, str(_("The last twelve months")) if code == "year" else words % {
            "first": date_format(each.starts_on, "j F Y"), "last": date_format(each.ends_on, "j F Y")})
        for code, each in choices_of(today).items()
    ]  # fmt: skip
