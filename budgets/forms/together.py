"""What is asked of those who club together: what they share, from which money each pays, and who came."""

from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.clubbing import Purse
from budgets.forms import fields
from budgets.forms.money import ENTER
from budgets.models import SharedArrangement
from budgets.models.sharing import MOST_PEOPLE
from marketplace.ui.fields import PoundsField, WholeDateField
from marketplace.workflow.fields import KeyField

By = SharedArrangement.By
WHOLE = _("Enter a whole number, like 5")


def _choice(label, choices, says, **more) -> forms.ChoiceField:
    required = {"required": says}
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=required, **more)


def _number(label, lowest: int, highest: int, **more) -> forms.IntegerField:
    says = {"required": WHOLE, "invalid": WHOLE, "min_value": _("Enter %(limit_value)s or more"),
            "max_value": _("Enter %(limit_value)s or less")}  # fmt: skip
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(
        label=label, min_value=lowest, max_value=highest, widget=widget, error_messages=says, **more
    )


class OfferForm(forms.Form):
    """What is shared, what it costs together, when it starts, and what happens with too few people."""

    key = KeyField(required=False)
    what = fields.private_text(
        _("What do you share?"), 100, says=_("Write what it is, like an art morning"),
        help_text=_("Others read this before they join. Say nothing about anybody’s health."),
    )  # fmt: skip
    when = fields.private_text(_("Which days and times?"), 100, says=_("Write when it is, like Tuesdays, 10 to 12"))
    cost_pence = PoundsField(
        label=_("What does it cost, for everybody together?"), min_pence=100, error_messages={"required": ENTER}
    )
    per = _choice(_("For how long is that?"), [("session", _("One time")), ("week", _("One week"))],
                  _("Choose how long"), initial="session")  # fmt: skip
    minimum = _number(_("How many people does it take to start?"), 2, MOST_PEOPLE)
    most = _number(_("How many places are there?"), 2, MOST_PEOPLE)
    shared_by = _choice(_("How do you share the cost?"), By.choices, _("Choose how you share the cost"),
                        initial=By.FIXED.value)  # fmt: skip
    below = _choice(_("What happens when too few are left?"), SharedArrangement.Below.choices,
                    _("Choose what happens then"), initial="pause")  # fmt: skip
    notice_weeks = _number(_("How many weeks before do people say that they leave?"), 0, 12, initial=4)

    FACTS = ("what", "when", "cost_pence", "per", "minimum", "most", "shared_by", "below", "notice_weeks")

    def clean(self) -> dict:
        given = super().clean() or {}
        if (given.get("most") or MOST_PEOPLE) < (given.get("minimum") or 0):
            self.add_error("most", _("There are fewer places than it takes to start"))
        return given

    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.FACTS}


class ShareMixin(forms.Form):
    """From which money, how much of it, and whether the others may read one's name."""

    purse = _choice(_("From which money?"), [], _("Choose from which money it is paid"))
    most_pence = PoundsField(label=_("How much do you pay each time, at the most?"), min_pence=1, required=False)
    per_cent = forms.DecimalField(
        label=_("How many per cent do you pay?"), min_value=1, max_value=100, max_digits=5, decimal_places=2,
        required=False, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"invalid": _("Enter a number, like 25"), "min_value": _("Enter 1 or more"),
                        "max_value": _("Enter 100 or less")},
    )  # fmt: skip
    shows_name = forms.BooleanField(label=_("The others may read my first name"), required=False)
    agreed = forms.BooleanField(
        label=_("Yes: I pay my own share and nobody else’s"), error_messages={"required": _("Tick this to go on")}
    )

    def __init__(self, *args, purses: list[Purse], is_for_another: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.purses = {each.value: each for each in purses}
        self.fields["purse"].choices = [(each.value, each.words) for each in purses]  # type: ignore[attr-defined]
        if len(purses) == 1:
            self.fields["purse"].initial = purses[0].value
        if is_for_another:
            self.fields["shows_name"].label = _("The others may read their first name")
            self.fields["agreed"].label = _("Yes: they want this. I have asked them, or whoever speaks for them")

    def share(self) -> dict:
        given = self.cleaned_data
        found = {"shows_name": given["shows_name"], "per_cent": given["per_cent"] or 0}
        return found | ({"most_pence": given["most_pence"]} if given["most_pence"] else {})

    @property
    def chosen(self) -> Purse:
        return self.purses[self.cleaned_data["purse"]]

    def needs_its_share(self, shared_by: str) -> None:
        """Per cent are said; a sum is worked out where nobody says one."""
        if shared_by == By.PER_CENT and not self.cleaned_data.get("per_cent") and "per_cent" not in self.errors:
            self.add_error("per_cent", _("Enter how many per cent, like 25"))


class BeginForm(OfferForm, ShareMixin):
    """It is begun by somebody who joins first."""

    is_open = forms.BooleanField(label=_("Let people who live near find it and join"), required=False)

    def clean(self) -> dict:
        given = super().clean() or {}
        self.needs_its_share(given.get("shared_by", ""))
        return given

    def facts(self) -> dict:
        return super().facts() | {"is_open": self.cleaned_data["is_open"]}


class JoinForm(ShareMixin):
    """One more joins."""

    def __init__(self, *args, arrangement: SharedArrangement, **kwargs):
        super().__init__(*args, **kwargs)
        self.shared_by = arrangement.shared_by
        if arrangement.shared_by == By.PER_CENT:
            del self.fields["most_pence"]
        else:
            del self.fields["per_cent"]
            self.fields["most_pence"].initial = arrangement.fair_pence

    def share(self) -> dict:
        given = {"most_pence": None, "per_cent": None} | self.cleaned_data
        found = {"shows_name": given["shows_name"], "per_cent": given["per_cent"] or 0}
        return found | ({"most_pence": given["most_pence"]} if given["most_pence"] else {})

    def clean(self) -> dict:
        given = super().clean() or {}
        if self.shared_by == By.PER_CENT:
            self.needs_its_share(self.shared_by)
        return given


class InviteTogetherForm(forms.Form):
    """To whom the link goes; without an address it is only shown."""

    email = forms.EmailField(
        label=_("Their e-mail address"), required=False,
        help_text=_("Leave it empty if you give the link to somebody yourself."),
        error_messages={"invalid": _("Type an e-mail address like name@example.org")},
    )  # fmt: skip


class PlanForm(forms.Form):
    """On which day it happens next."""

    held_on = WholeDateField(label=_("Which day?"), initial=timezone.localdate)


class SettleForm(forms.Form):
    """Who came, and what it cost."""

    came = forms.MultipleChoiceField(label=_("Who came?"), required=False, widget=forms.CheckboxSelectMultiple)
    cost_pence = PoundsField(
        label=_("What did it cost, for everybody together?"), min_pence=1, error_messages={"required": ENTER}
    )

    def __init__(self, *args, choices, says_cost: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["came"].choices = choices  # type: ignore[attr-defined]
        if not says_cost:
            del self.fields["cost_pence"]

    @property
    def who_came(self) -> list[UUID]:
        return [UUID(each) for each in self.cleaned_data["came"]]


class PutRightForm(forms.Form):
    """One button: sent twice is one."""

    key = KeyField(required=False)
