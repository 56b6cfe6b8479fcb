"""What a search may ask, read the same way wherever it is asked."""

from dataclasses import asdict

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from marketplace.places.finding import Found, Several, find_place

MILES = (1, 3, 5, 10, 20, 40)


class FindForm(forms.Form):
    """What would help, and where?"""

    help = forms.CharField(
        label=_("What would help?"),
        help_text=_("Your own words, like hot meals or company"),
        max_length=300,
        required=False,
        error_messages={"max_length": _("Use fewer words: 300 letters are enough.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    where = forms.CharField(
        label=_("Where?"),
        help_text=_("A postcode or a town"),
        max_length=100,
        required=False,
        error_messages={"max_length": _("Type a postcode or a town, nothing more.")},
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )

    def refuse_place(self, why: str) -> None:
        """Say what is wrong with the place, beside its question."""
        self.add_error("where", why)


class SearchForm(forms.Form):
    """What a program asks: its place is looked up like anybody's, or given as a point of the National Grid."""

    choices: tuple[str, ...] = ()  # what may have been meant, when the place is not one place

    def clean(self) -> dict:
        given = super().clean() or {}
        if self.errors.keys() & {"where", "easting", "northing", "council"}:
            return given
        easting, northing = given.get("easting"), given.get("northing")
        if given.get("where"):
            given["place"] = self._place(given["where"])
        elif easting is None or northing is None:
            self.add_error("where", _now("Give a postcode or a town, or easting and northing."))
        else:
            given["place"] = _point(easting, northing, given.get("council", ""))
        return given

    def _place(self, where: str) -> dict | None:
        found = find_place(where)
        if isinstance(found, Found):
            return asdict(found) | {"council": found.council_code}
        if isinstance(found, Several):
            self.choices = tuple(each.choice for each in found.choices)
        self.add_error("where", found.words)
        return None


def _point(easting: int, northing: int, council: str) -> dict:
    return {"name": "", "easting": easting, "northing": northing, "council": council}


class WrongForm(forms.Form):
    """Something in an entry is wrong."""

    words = forms.CharField(
        label=_("What is wrong?"),
        help_text=_("Say what you saw and what is right. Please write nothing about anybody’s health."),
        max_length=1000,
        error_messages={"required": _("Say what is wrong.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
