"""What a council may set for itself."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commissioning.expiring import MOST_DAYS, Days
from commissioning.proportionality import CHECKS, TIER_WORDS, Rules

CHANGEABLE = [check for check in CHECKS if check.months and not check.is_statutory]


def _number(label, low: int, high: int, **more) -> forms.IntegerField:
    attrs = {"inputmode": "numeric", "class": "govuk-input--width-10"}
    words = _("Enter a whole number from %(low)s to %(high)s") % {"low": low, "high": f"{high:,}"}
    errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), words)
    widget = forms.TextInput(attrs=attrs)
    return forms.IntegerField(label=label, min_value=low, max_value=high, widget=widget, error_messages=errors, **more)


class RulesForm(forms.Form):
    """Sums insured by tier, months by check, and days after a check has ended."""

    def __init__(self, data=None, *, rules: Rules, days: Days):
        super().__init__(data)
        for tier, words in enumerate(TIER_WORDS):
            label = _now("Public liability insurance, in pounds: %(tier)s") % {"tier": words}
            self.fields[f"sum_{tier}"] = _number(label, 1, 20_000_000, initial=rules.sums[tier] // 100)
        for check in CHANGEABLE:
            label = _now("%(check)s: good for how many months") % {"check": check.name}
            self.fields[f"months_{check.slug}"] = _number(label, 1, 120, initial=rules.months_of(check.slug))
        mark = _now("Working days after which the mark goes, once a check has ended")
        self.fields["mark"] = _number(mark, 0, MOST_DAYS, initial=days.mark)
        hides = _now("Working days after which the listing hides")
        self.fields["hides"] = _number(hides, 0, MOST_DAYS, initial=days.hides)

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("hides") is not None and given.get("mark") is not None and given["hides"] < given["mark"]:
            self.add_error("hides", _now("The listing hides no sooner than the mark goes"))
        return given

    def adjustments(self, national: Rules) -> dict:
        """Only what differs from the national rules."""
        given = self.cleaned_data
        sums = [given[f"sum_{tier}"] * 100 for tier in range(len(TIER_WORDS))]
        months = {check.slug: given[f"months_{check.slug}"] for check in CHANGEABLE}
        own = {slug: n for slug, n in months.items() if n != national.months_of(slug)}
        found: dict = {"sums": sums} if tuple(sums) != national.sums else {}
        days = {"mark": given["mark"], "hides": given["hides"]}
        if days != {"mark": Days.mark, "hides": Days.hides}:
            found["expiry"] = days
        return found | ({"months": own} if own else {})
