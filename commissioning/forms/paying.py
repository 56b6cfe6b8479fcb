"""How a body pays: questions for whoever answers for its money. Columns are written a line each."""

from collections.abc import Iterable

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commissioning.bank_files import NEUTRAL, PROFILES, Days, Layout, Money
from commissioning.bank_files.returned import FIELDS
from commissioning.invoicing import Vat
from commissioning.models import PayerSettings
from commissioning.paying_out import layout_of
from marketplace.ui.fields import PoundsField

DELIMITERS = [(",", _("A comma")), (";", _("A semicolon")), ("|", _("A bar")), ("tab", _("A tab"))]
LINES = {"rows": 8, "spellcheck": "false"}
PROFILE_WORDS = {
    "faster-payments": _("Faster Payments: there in hours"),
    "bacs": _("Bacs: there in three working days"),
}
PLAIN = ("rail", "profile", "straight_through_pence", "query_days", "fast_days", "cooling_days", "department",
         "cost_centre", "subjective_code", "user_number")  # fmt: skip


def _days(label, most: int, help_text) -> forms.IntegerField:
    errors = {"required": _("Enter a number of days"), "invalid": _("Enter a number of days, like 5")}
    errors |= dict.fromkeys(
        ("min_value", "max_value"), format_lazy(_("Enter a number of days from 1 to {most}"), most=most)
    )
    return forms.IntegerField(label=label, min_value=1, max_value=most, help_text=help_text, error_messages=errors)


class PayingForm(forms.Form):
    """Rail, days, codes, and the file of the finance system."""

    rail = forms.ChoiceField(
        label=_("Who sends the money?"), choices=PayerSettings.Rail.choices, widget=forms.RadioSelect
    )
    profile = forms.ChoiceField(
        label=_("How does our file to the bank pay?"),
        choices=[(name, PROFILE_WORDS.get(name, name)) for name in PROFILES],
        widget=forms.RadioSelect,
    )
    user_number = forms.RegexField(
        r"^[0-9]{6}$",
        label=_("Bacs service user number"),
        required=False,
        help_text=_("Six digits. Only for Bacs."),
        error_messages={"invalid": _("A service user number has six digits")},
    )
    straight_through_pence = PoundsField(
        label=_("Up to how much does an invoice that matches pass by itself?"),
        help_text=_("At most £100,000. 0 means that a person looks at every one."),
        max_pence=10_000_000,
    )
    query_days = _days(_("In how many days must you raise a query?"), 30, _("Calendar days, 1 to 30."))
    fast_days = _days(_("In how many working days do you pay small suppliers?"), 20, _("1 to 20."))
    cooling_days = _days(
        _("How many working days does a new bank account wait?"), 20, _("1 to 20. It gives its owner time to object.")
    )
    department = forms.CharField(label=_("Which part of you pays?"), max_length=80)
    cost_centre = forms.CharField(label=_("Cost centre"), max_length=20, required=False)
    subjective_code = forms.CharField(label=_("Subjective code"), max_length=20, required=False)
    columns = forms.CharField(
        label=_("Columns of your finance system's file"),
        help_text=_("A line each: your heading, =, and the name of our field, as in: Inv No = invoice_number. A text "
                    "in quotes is the same in every line: Company = \"NCC\". Below stands what each field means."),
        max_length=3000,
        widget=forms.Textarea(attrs=LINES),
    )  # fmt: skip
    has_headings = forms.BooleanField(label=_("The file begins with the headings"), required=False)
    delimiter = forms.ChoiceField(label=_("What parts the columns?"), choices=DELIMITERS, widget=forms.RadioSelect)
    days = forms.ChoiceField(
        label=_("How is a day written?"),
        choices=[(Days.ISO, "2026-11-24"), (Days.DAY_FIRST, "24/11/2026"), (Days.TOGETHER, "20261124")],
        widget=forms.RadioSelect,
    )
    money = forms.ChoiceField(
        label=_("How is a sum written?"),
        choices=[(Money.POUNDS, "180.00"), (Money.PENCE, "18000")],
        widget=forms.RadioSelect,
    )
    vat_codes = forms.CharField(
        label=_("Your letters for VAT"),
        help_text=_("A line each: our word, =, and your letter, as in: standard = S. Below stands what each means."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )
    returned = forms.CharField(
        label=_("Headings of what your finance system gives back"),
        help_text=_("A line each: our field, =, and your heading, as in: on = Paid Date. Leave it empty for ours."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )

    @classmethod
    def showing(cls, known: PayerSettings) -> dict:
        """What is set now, as it is typed."""
        layout = layout_of(known)
        plain = {name: getattr(known, name) for name in PLAIN}
        plain["straight_through_pence"] = f"{known.straight_through_pence / 100:.2f}"
        return plain | {
            "columns": written_columns(layout),
            "has_headings": layout.has_headings,
            "delimiter": "tab" if layout.delimiter == "\t" else layout.delimiter,
            "days": layout.days,
            "money": layout.money,
            "vat_codes": _written(dict(layout.vat_codes)),
            "returned": _written(known.headings),
        }

    def clean_columns(self) -> list[dict]:
        found = [_column(line) for line in self.cleaned_data["columns"].splitlines() if line.strip()]
        for number, each in enumerate(found, 1):
            if each is None:
                words = _now("Line %(n)s: write a heading, = and one of our fields.")
                raise forms.ValidationError(words % {"n": number})
        return [each for each in found if each]

    def clean_vat_codes(self) -> dict:
        return _pairs(self.cleaned_data["vat_codes"], Vat)

    def clean_returned(self) -> dict:
        return _pairs(self.cleaned_data["returned"], FIELDS)

    def facts(self) -> dict:
        """What the action takes."""
        given = self.cleaned_data
        names = ("columns", "has_headings", "days", "money", "vat_codes")
        layout = {name: given[name] for name in names}
        layout["delimiter"] = "\t" if given["delimiter"] == "tab" else given["delimiter"]
        return {name: given[name] for name in PLAIN} | {"layout": layout, "headings": given["returned"]}


def _column(line: str) -> dict | None:
    heading, equals, what = (part.strip() for part in line.partition("="))
    if not (heading and equals and what):
        return None
    is_fixed = len(what) > 1 and what[0] == what[-1] == '"'
    return {"heading": heading, "fixed": what[1:-1]} if is_fixed else {"heading": heading, "field": what}


def written_columns(layout: Layout = NEUTRAL) -> str:
    return "\n".join(f"{each.heading} = {each.field or chr(34) + each.fixed + chr(34)}" for each in layout.columns)


def _pairs(text: str, known: Iterable[str]) -> dict:
    """Our word and theirs, a line each; a word of ours that there is not is refused by its name."""
    pairs = [line.partition("=") for line in text.splitlines() if line.strip()]
    if not all(ours.strip() and theirs.strip() for ours, _equals, theirs in pairs):
        raise forms.ValidationError(_("Write a word, = and another word in each line."))
    unknown = [ours.strip() for ours, _equals, _theirs in pairs if ours.strip() not in set(known)]
    if unknown:
        words = _now("We know no word “%(word)s”. Ours are: %(words)s.")
        raise forms.ValidationError(words % {"word": unknown[0], "words": ", ".join(known)})
    return {ours.strip(): theirs.strip() for ours, _equals, theirs in pairs}


def _written(pairs: dict) -> str:
    return "\n".join(f"{ours} = {theirs}" for ours, theirs in pairs.items())
