"""What is asked about somebody's money: a budget, a limit, a decision, something that was paid."""

from collections.abc import Mapping

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.allocation import (
    ACCOUNTS,
    BY_FUNDER,
    MOST_A_WEEK_PENCE,
    NAMES,
    PAID_TO_PERSON,
    Account,
    Funder,
    Mechanism,
)
from budgets.forms.fields import why_field
from budgets.forms.returns import receipts_field
from budgets.models import Budget, BudgetVersion, Expense
from marketplace.organisations.models import Organisation, Role
from marketplace.ui.fields import PoundsField, WholeDateField
from marketplace.ui.filters import pounds
from marketplace.workflow.fields import KeyField

ENTER = _("Enter an amount in pounds, like 156 or 18.50")
HELD_BY_OTHERS = {Mechanism.ISF, Mechanism.PHB_THIRD_PARTY}
MANAGED = Account.MANAGED.value
WAYS = [way for way in Mechanism if way != Mechanism.SELF_FUNDED]


def _a_week(label, **more) -> PoundsField:
    return PoundsField(label=label, error_messages={"required": ENTER}, **more)


class BudgetForm(forms.Form):
    """What meeting the needs costs a week, the contribution, and how each part of it is paid."""

    key = KeyField()
    funder = forms.ChoiceField(
        label=_("Whose money is it?"), choices=Budget.Funder.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose whose money it is")},
    )  # fmt: skip
    reason = forms.ChoiceField(
        label=_("Why this version?"), choices=BudgetVersion.Reason.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose why")},
    )  # fmt: skip
    starts_on = WholeDateField(label=_("From which day?"))
    gross_weekly_pence = _a_week(_("What does meeting the needs cost a week?"), min_pence=1)
    assessed_weekly_pence = _a_week(
        _("What does the person pay towards it a week?"), required=False,
        help_text=_("From the financial assessment. Leave it empty for nothing."),
    )  # fmt: skip
    one_off_pence = _a_week(_("Is something paid once, on the first day?"), required=False)
    account = forms.ChoiceField(
        label=_("Where is a direct payment paid to?"), choices=[*((str(k.value), v) for k, v in ACCOUNTS.items())],
        required=False, widget=forms.RadioSelect,
    )  # fmt: skip

    held_by = forms.ModelChoiceField(
        label=_("Who holds it for them?"), queryset=Organisation.objects.fund_holders(), required=False,
        empty_label=_("Nobody, or somebody who is not on this list"),
        help_text=_("Whoever holds an individual service fund or a health budget finds it here, and buys with it."),
        error_messages={"invalid_choice": _("Choose a body from the list")},
    )  # fmt: skip
    holder = forms.CharField(
        label=_("What are they called, if they are not on the list?"), max_length=80, required=False,
        help_text=_("The body that holds an individual service fund, a managed account or a health budget."),
    )  # fmt: skip

    why = why_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for way in WAYS:
            self.fields[f"way_{way.value}"] = _a_week(NAMES[way], required=False)

    @property
    def ways(self) -> list:
        return [self[f"way_{way.value}"] for way in WAYS]

    def clean(self) -> dict:
        given = super().clean() or {}
        funder = given.get("funder")
        if funder and not self._sums(given) and funder != Funder.PERSON:
            first = next(way for way in WAYS if way in BY_FUNDER[Funder(funder)])
            self.add_error(f"way_{first.value}", _("Say in which way the money is paid, and how much a week"))
        if self._is_held_by_others(given) and not (given.get("holder", "").strip() or given.get("held_by")):
            self.add_error("holder", _("Type the name of the body that holds it"))
        self._refuse_what_would_be_dropped(given)
        return given

    def _refuse_what_would_be_dropped(self, given: dict) -> None:
        """A contribution of more than the whole, and ways of paying beside own money."""
        if (given.get("assessed_weekly_pence") or 0) > given.get("gross_weekly_pence", MOST_A_WEEK_PENCE):
            self.add_error("assessed_weekly_pence", _("This is more than meeting the needs costs a week"))
        if given.get("funder") == Funder.PERSON:
            for way in self._sums(given):
                self.add_error(f"way_{way.value}", _("Leave this empty: they pay with their own money"))

    def _is_held_by_others(self, given: dict) -> bool:
        into = given.get("account") if self._sums(given).keys() & PAID_TO_PERSON else ""
        return bool(self._sums(given).keys() & HELD_BY_OTHERS) or into == MANAGED

    def _sums(self, given: dict) -> dict:
        return {way: pence for way in WAYS if (pence := given.get(f"way_{way.value}"))}

    def _has_holder(self, way: Mechanism, given: dict) -> bool:
        return way in HELD_BY_OTHERS or (way in PAID_TO_PERSON and given["account"] == MANAGED)

    def facts(self) -> dict:
        given = self.cleaned_data
        facts = {name: given[name] for name in ("starts_on", "reason", "gross_weekly_pence", "why")}
        return facts | {name: given[name] or 0 for name in ("assessed_weekly_pence", "one_off_pence")}

    def deployments(self) -> list[dict]:
        given = self.cleaned_data
        if given["funder"] == Funder.PERSON:
            return [{"mechanism": Mechanism.SELF_FUNDED.value, "weekly_pence": given["gross_weekly_pence"]}]
        return [
            {
                "mechanism": way.value,
                "weekly_pence": pence,
                "account": given["account"] if way in PAID_TO_PERSON else "",
                **self._held(way, given),
            }
            for way, pence in self._sums(given).items()
        ]

    def _held(self, way: Mechanism, given: dict) -> dict:
        """By name, and where it has accounts here by that; a managed account is in the person's own name."""
        body = given["held_by"]
        if not self._has_holder(way, given):
            return {}
        held = {"held_by_id": body.pk} if body and way in HELD_BY_OTHERS else {}
        return held | {"holder": body.name if body else given["holder"].strip()}


class DecideBudgetForm(forms.Form):
    """Yes, or no with a reason."""

    decision = forms.ChoiceField(
        label=_("Decide"), choices=[("agree", _("Agree")), ("refuse", _("Do not agree"))], widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you decide")},
    )  # fmt: skip
    because = forms.CharField(
        label=_("Why not?"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("decision") == "refuse" and not given.get("because", "").strip():
            self.add_error("because", _("Say why, so that they know what to do"))
        return given


LIMITED_ROLES = (Role.SOCIAL_WORKER, Role.LINK_WORKER, Role.COMMISSIONER)


class LimitsForm(forms.Form):
    """Up to how much a year each role agrees to alone; for one team, `otherwise` is what counts where it is empty."""

    def __init__(self, *args, otherwise: Mapping[str, int] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        for role in LIMITED_ROLES:
            pence = (otherwise or {}).get(role.value)
            hint = _("As in every team, %(sum)s, if you leave it empty.") % {"sum": pounds(pence)} if pence else ""
            self.fields[role.value] = PoundsField(label=role.label, required=False, max_pence=10**9, help_text=hint)


class ExpenseForm(forms.Form):
    """What was paid, when, and what for."""

    key = KeyField()
    pence = PoundsField(label=_("How much did you pay?"), min_pence=1, error_messages={"required": ENTER})
    spent_on = WholeDateField(label=_("When?"), initial=timezone.localdate)
    kind = forms.ChoiceField(
        label=_("What for?"), choices=Expense.Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it was for")},
    )  # fmt: skip
    words = forms.CharField(label=_("In your own words"), required=False, max_length=200)
    papers = receipts_field()

    def clean_spent_on(self):
        if self.cleaned_data["spent_on"] > timezone.localdate():
            raise forms.ValidationError(_("Choose today or a day before"))
        return self.cleaned_data["spent_on"]
