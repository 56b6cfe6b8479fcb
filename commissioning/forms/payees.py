"""What is asked about a bank account; no number that was typed is ever written into a page again."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commissioning import modulus
from commissioning.actions.payees import digest_of, judged
from commissioning.models import PayeeCheck
from marketplace.ui.fields import PhoneField, WholeDateField, visible
from marketplace.workflow.fields import KeyField

AGAIN = _("The account number does not fit the sort code. Look at both once more, and type them again.")


def is_sort_code(typed: str) -> None:
    """Refused beside its own question, before the two are looked at together."""
    _refuse(modulus.problems(modulus.bare(typed), "0" * 8))


def is_account_number(typed: str) -> None:
    _refuse(modulus.problems("0" * 6, modulus.bare(typed)))


def _refuse(problems: list[str]) -> None:
    if problems:
        raise forms.ValidationError(problems)


class UnseenDigits(forms.TextInput):
    """Digits that no page shows again, not even after an error."""

    def __init__(self):
        super().__init__(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"})

    def format_value(self, value) -> str:
        return ""


class AccountForm(forms.Form):
    """Whose name, which sort code, which number. A number that does not fit is asked for twice, and then taken."""

    doubting = ""
    key = KeyField()
    doubted = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)
    name = forms.CharField(
        label=_("Name on the account"),
        help_text=_("As it stands on your bank card or statement."),
        max_length=70,
        error_messages={"required": _("Enter the name on the account")},
    )
    sort_code = forms.CharField(
        label=_("Sort code"),
        help_text=_("Six digits, like 30-94-93."),
        max_length=20,
        widget=UnseenDigits,
        validators=[is_sort_code],
        error_messages={"required": _("Enter the sort code")},
    )
    number = forms.CharField(
        label=_("Account number"),
        help_text=_("Eight digits. Some older accounts have six, seven, nine or ten."),
        max_length=20,
        widget=UnseenDigits,
        validators=[is_account_number],
        error_messages={"required": _("Enter the account number")},
    )

    def clean_name(self) -> str:
        return visible(self.cleaned_data["name"])

    def clean(self) -> dict:
        given = super().clean() or {}
        if not {"sort_code", "number"} <= given.keys():
            return given
        code, number = modulus.standardised(given["sort_code"], given["number"])
        digest = digest_of(code, number)
        if judged(code, number) == modulus.Verdict.DOES_NOT_FIT and given.get("doubted") != digest:
            self.doubting = digest
            self.add_error("number", AGAIN)
        return given


class CheckForm(forms.Form):
    """What the bank's page said, and whom somebody rang back."""

    key = KeyField()
    sort_code = forms.CharField(
        label=_("Sort code that you asked the bank about"),
        help_text=_("Its owner reads it out to you, or it stands on their letter. No page of ours shows it."),
        max_length=20,
        widget=UnseenDigits,
        validators=[is_sort_code],
        error_messages={"required": _("Enter the sort code that you asked about")},
    )
    number_asked = forms.CharField(
        label=_("Account number that you asked the bank about"),
        max_length=20,
        widget=UnseenDigits,
        validators=[is_account_number],
        error_messages={"required": _("Enter the account number that you asked about")},
    )
    name_result = forms.ChoiceField(
        label=_("What did the bank's page say about the name?"),
        choices=PayeeCheck.Name.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the bank's page said")},
    )
    name_returned = forms.CharField(
        label=_("Which name did the bank give?"), max_length=140, required=False, help_text=_("If it gave one.")
    )
    because = forms.CharField(
        label=_("Why is it right all the same?"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only where the name does not match."),
    )
    supplier_number = forms.CharField(label=_("Supplier number in your finance system"), max_length=30, required=False)
    number = forms.ChoiceField(label=_("Which number did you ring?"), widget=forms.RadioSelect, required=False)
    called_on = PhoneField(label=_("The number that you rang"), required=False)
    number_since = WholeDateField(label=_("Since when do you have this number?"), required=False)
    number_from = forms.CharField(
        label=_("Where do you have it from?"),
        max_length=200,
        required=False,
        help_text=_("Like: their letter of 3 March 2024. Never from a message about the new account."),
    )
    said_yes = forms.BooleanField(label=_("I rang it, and they said that the new account is theirs"), required=False)

    def __init__(self, *args, known: dict, is_change: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.known, self.is_change = list(known), is_change
        shown = [(str(n), f"{number}") for n, number in enumerate(self.known)]
        choice = self.fields["number"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [*shown, ("other", _("Another number that you had before"))]
        if not is_change:
            for name in ("number", "called_on", "number_since", "number_from", "said_yes"):
                del self.fields[name]

    def clean_number_since(self):
        day = self.cleaned_data["number_since"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come"))
        return day

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("name_result") == PayeeCheck.Name.NO_MATCH and not given.get("because", "").strip():
            self.add_error("because", _("The name does not match. Say why it is right all the same."))
        if self.is_change:
            self._clean_call(given)
        return given

    def _clean_call(self, given: dict) -> None:
        if not given.get("said_yes"):
            self.add_error("said_yes", _("Ring them first. If they say no, refuse the account."))
        if not given.get("number"):
            self.add_error("number", _("Choose the number that you rang"))
        if given.get("number") != "other":
            return
        for name, words in (
            ("called_on", _("Enter the number that you rang")),
            ("number_since", _("Enter since when you have it")),
            ("number_from", _("Say where you have it from")),
        ):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, words)

    def facts(self) -> dict:
        """What the action takes."""
        given = self.cleaned_data
        said = {name: given[name] for name in ("name_result", "name_returned", "because", "supplier_number")}
        said["asked"] = (given["sort_code"], given["number_asked"])
        if not self.is_change:
            return said
        if given["number"] != "other":
            return said | {"called_on": self.known[int(given["number"])]}
        return said | {name: given[name] for name in ("called_on", "number_since", "number_from")}
