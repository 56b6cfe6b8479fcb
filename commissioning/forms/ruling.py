"""What a council may set for itself."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commissioning.expiring import MOST_DAYS, Days
from commissioning.proportionality import CHECKS, TIER_WORDS, Rules
from providers.taxonomy import ACTIVITIES

CHANGEABLE = [check for check in CHECKS if check.months and not check.is_statutory]


class _Whole(forms.IntegerField):
    """A whole number, also as people write large ones: 5,000,000."""

    def to_python(self, value):
        return super().to_python(value.replace(",", "").replace("£", "") if isinstance(value, str) else value)


def _number(label, low: int, high: int, **more) -> forms.IntegerField:
    attrs = {"inputmode": "numeric", "class": "govuk-input--width-10"}
    words = _("Enter a whole number from %(low)s to %(high)s") % {"low": low, "high": f"{high:,}"}
    errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), words)
    widget = forms.TextInput(attrs=attrs)
    return _Whole(label=label, min_value=low, max_value=high, widget=widget, error_messages=errors, **more)


REMINDERS = (
    ("first", _("Days before its end on which we remind first")),
    ("again", _("Days before its end on which we remind again")),
    ("last", _("Days before its end on which we remind last")),
)


class RulesForm(forms.Form):
    """Sums insured by tier, months by check, days before and after a check ends, and the tier of an activity."""

    def __init__(self, data=None, *, rules: Rules, days: Days):
        super().__init__(data)
        for tier, said in enumerate(TIER_WORDS):
            label = _now("Public liability insurance, in pounds: %(tier)s") % {"tier": said}
            self.fields[f"sum_{tier}"] = _number(label, 1, 20_000_000, initial=rules.sums[tier] // 100)
        for check in CHANGEABLE:
            label = _now("%(check)s: good for how many months") % {"check": check.name}
            self.fields[f"months_{check.slug}"] = _number(label, 1, 120, initial=rules.months_of(check.slug))
        employers = _now("Employers’ liability insurance, in pounds (the law asks for 5,000,000)")
        self.fields["employers"] = _number(employers, 5_000_000, 20_000_000, initial=rules.employers_pence // 100)
        for name, words in REMINDERS:
            self.fields[name] = _number(words, 0, MOST_DAYS, initial=getattr(days, name))
        mark = _now("Working days after which the mark goes, once a check has ended")
        self.fields["mark"] = _number(mark, 0, MOST_DAYS, initial=days.mark)
        hides = _now("Working days after which the listing hides")
        self.fields["hides"] = _number(hides, 0, MOST_DAYS, initial=days.hides)
        self._ask_tiers(rules.tiers)

    def _ask_tiers(self, own: Mapping[str, int]) -> None:
        choices = [("", _now("As everywhere")), *((str(n), f"T{n}: {words}") for n, words in enumerate(TIER_WORDS))]
        for term in ACTIVITIES:
            set_to = str(own[term.slug]) if term.slug in own else ""
            self.fields[f"tier_{term.slug}"] = forms.ChoiceField(
                label=str(term.name), choices=choices, required=False, initial=set_to
            )

    @property
    def plain(self) -> list:
        return [field for field in self if not field.name.startswith("tier_")]

    @property
    def tiers(self) -> list:
        return [field for field in self if field.name.startswith("tier_")]

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("hides") is not None and given.get("mark") is not None and given["hides"] < given["mark"]:
            self.add_error("hides", _now("The listing hides no sooner than the mark goes"))
        told = [given.get(name) for name, _label in REMINDERS]
        if None not in told and told != sorted(told, reverse=True):  # type: ignore[type-var]
            self.add_error("last", _now("Each reminder comes later than the one before: fewer days before the end"))
        return given

    def adjustments(self, national: Rules) -> dict:
        """Only what differs from the national rules."""
        given = self.cleaned_data
        sums = [given[f"sum_{tier}"] * 100 for tier in range(len(TIER_WORDS))]
        months = {check.slug: given[f"months_{check.slug}"] for check in CHANGEABLE}
        own = {slug: n for slug, n in months.items() if n != national.months_of(slug)}
        found: dict = {"sums": sums} if tuple(sums) != national.sums else {}
        days = {name: given[name] for name in (*dict(REMINDERS), "mark", "hides")}
        if differ := {name: n for name, n in days.items() if n != getattr(Days, name)}:
            found["expiry"] = differ
        if given["employers"] * 100 != national.employers_pence:
            found["employers_pence"] = given["employers"] * 100
        tiers = {term.slug: int(n) for term in ACTIVITIES if (n := given[f"tier_{term.slug}"])}
        return found | ({"months": own} if own else {}) | ({"tiers": tiers} if tiers else {})
