"""Questions that several forms about people ask."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.notifications.contacts import Way
from marketplace.places import postcodes
from marketplace.places.finding import place_of_outcode
from marketplace.requests.forms import WHERE_TO, reaches
from providers import explaining, facets, taxonomy

NO_WAY = [("", _("They cannot be told, or I tell them myself"))]


class OutcodeField(forms.CharField):
    """The first half of a postcode; of a whole one nothing more is kept."""

    default_error_messages = {
        "required": _("Type the first half of their postcode, like NG5."),
        "unknown": _("We do not know this area. Type the first half of their postcode, like NG5."),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-5"}))
        super().__init__(**{"max_length": 20, "label": _("First half of their postcode"), **kwargs})

    def to_python(self, value) -> str:
        typed = super().to_python(value)
        if not typed:
            return ""
        whole = postcodes.full(typed)
        code = whole[:-3] if whole else postcodes.outcode(typed)
        if not code or place_of_outcode(code) is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return code


def why_field() -> forms.CharField:
    """Asked of whoever may be sending it upward; whether it is needed, only the limit says."""
    return private_text(
        _("Why this is right"), 1000, rows=4,
        help_text=_("Needed if it is more than you agree to alone. Whoever decides reads it with the plan."),
    )  # fmt: skip


def private_text(label, most: int, *, rows: int = 0, help_text="", says="") -> forms.CharField:
    """Words about a person, which no browser remembers; `says` makes it needed, and is said when it is missing."""
    attrs = {"autocomplete": "off"}
    widget = forms.Textarea(attrs={"rows": rows, **attrs}) if rows else forms.TextInput(attrs=attrs)
    words = {"required": says} if says else {}
    return forms.CharField(
        label=label, max_length=most, help_text=help_text, required=bool(says), widget=widget, error_messages=words
    )


def formats_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("How are they best spoken and written to?"),
        help_text=_("We show it on every page about them, and whoever is asked reads it."),
        choices=taxonomy.choices(taxonomy.COMMUNICATION),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def way_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How do we tell them to whom they are introduced?"),
        help_text=_("The message says to whom, by whom, and how to stop it. It says nothing about their health."),
        choices=[*NO_WAY, *Way.choices],
        required=False,
        widget=forms.RadioSelect,
    )


def check_way(form: forms.Form, given: dict) -> None:
    """A message sent this way can arrive there; without a way no address is kept."""
    way, where = given.get("way", ""), given.get("address", "")
    if not way:
        given["address"] = ""
    elif not where or not reaches(way, where):
        form.add_error("address", WHERE_TO[way])


def slot_choices() -> list[tuple[str, str]]:
    """Parts of days, as the search has them."""
    return [(slot, explaining.label(f"when:{slot}")) for slot in facets.SLOTS]
