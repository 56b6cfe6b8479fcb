"""From which day to which a statement is read."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from budgets.statements import problems
from budgets.stating import named_period
from budgets.weeks import Period
from marketplace.ui.fields import WholeDateField

NAMES = {"week": _("This week"), "four": _("Four weeks"), "year": _("This financial year"),
         "last-year": _("Last financial year")}  # fmt: skip


class PeriodForm(forms.Form):
    """A first and a last day."""

    first = WholeDateField(label=_("From"))
    last = WholeDateField(label=_("To, with that day"))

    def clean(self) -> dict:
        given = super().clean() or {}
        if "first" in given and "last" in given and (wrong := problems(Period(given["first"], given["last"]))):
            self.add_error("last", wrong[0])
        return given


def period_of(asked, today: date) -> tuple[str, Period, PeriodForm]:
    """What an address asks for: a period by its name, or days of one's own; four weeks if it asks for nothing."""
    name = asked.get("period", "")
    if name in NAMES or not any(key.startswith(("first", "last")) for key in asked):
        name = name if name in NAMES else "four"
        shown = named_period(name, today)
        return name, shown, PeriodForm(initial={"first": shown.starts_on, "last": shown.ends_on})
    form = PeriodForm(asked)
    if not form.is_valid():
        return "four", named_period("four", today), form
    return "own", Period(form.cleaned_data["first"], form.cleaned_data["last"]), form
