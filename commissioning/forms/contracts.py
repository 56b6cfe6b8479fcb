"""What is asked when a small contract is let, changed, ended, and when something is ordered under it."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from commissioning.naming import names
from marketplace.ui.fields import PoundsField, WholeDateField
from marketplace.ui.filters import pounds
from marketplace.workflow.fields import KeyField

GROUP = "group"
MOST_PENCE = 100_000_000
WRITTEN = ("purpose", "group", "number", "department", "team", "cost_centre", "subjective_code")


def _line(label, most: int, *, required="", **more) -> forms.CharField:
    errors = {"required": required}
    return forms.CharField(label=label, max_length=most, required=bool(required), error_messages=errors, **more)


def _words(label, most: int, *, required="", **more) -> forms.CharField:
    return _line(label, most, required=required, widget=forms.Textarea(attrs={"rows": 3}), **more)


def _whole(low: int, high: str) -> dict:
    """The same words whatever is wrong with a number."""
    words = format_lazy(_("Enter a whole number from {low} to {high}"), low=low, high=high)
    return dict.fromkeys(("required", "invalid", "min_value", "max_value"), words)


class ContractForm(forms.Form):
    """One sitting: what for, for whom, when, how much."""

    key = KeyField()
    whom = forms.ChoiceField(label=_("Who is it for?"), widget=forms.RadioSelect,
                             error_messages={"required": _("Choose who it is for")})  # fmt: skip
    group = _line(_("Which group?"), 120, help_text=_("Like: neighbours who eat together in Bulwell. Name nobody."))
    purpose = _line(_("What is it for?"), 200, required=_("Say what it is for"),
                    help_text=_("Like: a lunch for twelve each week. Name nobody. For a group these words are "
                                "published. For one person we publish only what kind of support it is."))  # fmt: skip
    starts_on = WholeDateField(label=_("First day"))
    ends_on = WholeDateField(label=_("Last day"), required=False)
    price = forms.ChoiceField(label=_("Their price"), widget=forms.RadioSelect, required=False)
    units = forms.IntegerField(label=_("How many at most, over its whole life?"), required=False, min_value=1,
                               max_value=10_000, widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                               help_text=_("Sessions, hours or days. We multiply it by the price."),
                               error_messages=_whole(1, "10,000"))  # fmt: skip
    is_without_vat = forms.BooleanField(label=_("Their price is without VAT: add it"), required=False)
    value_pence = PoundsField(
        label=_("Or: what it is worth over its whole life, with VAT"), required=False, min_pence=1,
        max_pence=MOST_PENCE, help_text=_("Only if the price and a number do not say it."),
    )  # fmt: skip
    is_chosen = forms.BooleanField(label=_("The person chose this enterprise themselves"), required=False)
    is_advertised = forms.BooleanField(label=_("It was advertised"), required=False)
    is_health_care = forms.BooleanField(label=_("It is health care"), required=False)
    asked_first = forms.BooleanField(label=_("Our procurement team has agreed to it"), required=False)
    second_quote_from = _line(_("A second quote: from whom?"), 120)
    second_quote_pence = PoundsField(label=_("How much did they ask?"), required=False, min_pence=1,
                                     max_pence=MOST_PENCE)  # fmt: skip
    none_suitable = _words(_("No second quote? Say why nobody else was suitable"), 300)
    number = _line(_("Purchase order number"), 20, help_text=_("Leave it empty for the next one."))
    department = _line(_("Department"), 80)
    team = _line(_("Team"), 60)
    cost_centre = _line(_("Cost centre"), 20)
    subjective_code = _line(_("Subjective code"), 20)
    notice_days = forms.IntegerField(label=_("Days of notice"), min_value=1, max_value=90, initial=14,
                                     error_messages=_whole(1, "90"))  # fmt: skip
    is_self_billed = forms.BooleanField(label=_("We write the invoices for them, from what we confirm"),
                                        required=False)  # fmt: skip
    why = _words(_("Why is it right?"), 1000,
                 help_text=_("Needed where it is more than you let alone. Whoever decides reads it."))  # fmt: skip

    def __init__(self, *args, prices=(), agreements=(), charges_vat=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not (prices and charges_vat):
            del self.fields["is_without_vat"]
        self.agreements = {str(each.pk): each for each in agreements}
        whom = [(GROUP, str(_("A group")))]
        whom += [(key, f"{each.person.name}, {each.reference}") for key, each in self.agreements.items()]
        self.fields["whom"].choices = whom  # type: ignore[attr-defined]
        self.prices = {str(each.pk): each for each in prices}
        choices = [(key, price_words(each)) for key, each in self.prices.items()]
        self.fields["price"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict:
        given = super().clean() or {}
        self._name_nobody(given)
        if given.get("whom") == GROUP and not given.get("group", "").strip():
            self.add_error("group", _("Say which group"))
        if given.get("second_quote_pence") and not given.get("second_quote_from", "").strip():
            self.add_error("second_quote_from", _("Say who gave the second quote"))
        if given.get("units") and not given.get("price") and not given.get("value_pence"):
            self.add_error("price", _("Choose their price, or type what it is worth"))
        return given

    def _name_nobody(self, given: dict) -> None:
        agreement = self.agreements.get(given.get("whom", ""))
        whose = agreement.person.name if agreement else ""
        for field in WRITTEN:
            if names(given.get(field) or "", whose):
                self.add_error(field, _("Leave out the person’s name. The agreement says whom it is for."))

    def facts(self) -> dict:
        """What the action asks for."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("key", "whom", "price")}
        price = self.prices.get(self.cleaned_data.get("price", ""))
        given["agreement"] = self.agreements.get(self.cleaned_data["whom"])
        if given["agreement"] is not None:
            given["group"] = ""
        return given | {"price": price_words(price) if price else "", "unit_pence": price.pence if price else None}


def price_words(price) -> str:
    return f"{pounds(price.pence)} {price.get_unit_display()}" + (f" ({price.note})" if price.note else "")


class ChangeForm(forms.Form):
    """Another last day or another value."""

    key = KeyField()
    ends_on = WholeDateField(label=_("Last day"), required=False)
    value_pence = PoundsField(
        label=_("What it is worth over its whole life, with VAT"), min_pence=1, max_pence=MOST_PENCE,
        help_text=_("All of it from the first day, not only what is new."),
    )  # fmt: skip
    asked_first = forms.BooleanField(label=_("Our procurement team has agreed to it"), required=False)
    why = _words(_("Why?"), 1000, required=_("Say why"), help_text=_("The other side reads it, and whoever decides."))

    def __init__(self, *args, buys: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not buys:
            del self.fields["asked_first"]  # a procurement team is the buyer's


class BecauseForm(forms.Form):
    """Why not, or why it ends."""

    because = _words(_("Why?"), 1000, required=_("Say why"), help_text=_("The other side reads it."))


class OrderForm(forms.Form):
    """One session, stage or day."""

    key = KeyField()
    on = WholeDateField(label=_("Which day?"))
    words = _line(_("What?"), 200, required=_("Say what you order"), help_text=_("Like: lunch for twelve."))
    pence = PoundsField(label=_("How much is paid for it, with VAT?"), min_pence=1, max_pence=10_000_000)


class DutyForm(forms.Form):
    """On which day it was done."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=40)
    done_on = WholeDateField(label=_("Done on"), initial=timezone.localdate)

    def clean_done_on(self):
        day, today = self.cleaned_data["done_on"], timezone.localdate()
        if not today - timedelta(days=366) <= day <= today:
            raise forms.ValidationError(_("Choose a day of the last year, and not in the future"))
        return day
