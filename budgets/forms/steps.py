"""How much money is moved by hand, of which money, when and why."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.actions.expenses import HELD
from budgets.allocation import Mechanism
from budgets.models import Budget, Deployment, MoneyStep
from marketplace.ui.fields import PoundsField, WholeDateField
from marketplace.workflow.fields import KeyField


class StepForm(forms.Form):
    """One movement; of which money is asked only where there are several."""

    key = KeyField()
    mechanism = forms.ChoiceField(
        label=_("Of which money?"), widget=forms.RadioSelect, error_messages={"required": _("Choose of which money")}
    )
    pence = PoundsField(
        label=_("How much?"), min_pence=1,
        error_messages={"required": _("Enter an amount in pounds, like 156 or 18.50")},
    )  # fmt: skip
    on = WholeDateField(label=_("When?"), initial=timezone.localdate)
    words = forms.CharField(
        label=_("Why?"), help_text=_("The person reads this on their statement."), max_length=200, required=False
    )

    def __init__(self, *args, budget: Budget, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.pots = kind, _pots(budget, kind)
        if len(self.pots) < 2:
            del self.fields["mechanism"]
        else:
            self.fields["mechanism"].choices = self.pots  # type: ignore[attr-defined]
        if kind in (MoneyStep.Kind.MORE, MoneyStep.Kind.LESS):
            self.fields["words"].required = True
            self.fields["words"].error_messages = {"required": _("Say why")}

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError(_("Choose today or a day before"))
        return self.cleaned_data["on"]

    def clean(self) -> dict:
        given = super().clean() or {}
        if self.kind in MoneyStep.OF_A_POT and not self.pots:
            raise forms.ValidationError(_("There is no money of this kind."))
        return given

    def facts(self) -> dict:
        given = self.cleaned_data
        of_a_pot = self.kind in MoneyStep.OF_A_POT
        mechanism = (given.get("mechanism") or self.pots[0][0]) if of_a_pot else ""
        return {name: given[name] for name in ("pence", "on", "words")} | {"mechanism": mechanism}


def _pots(budget: Budget, kind: str) -> list[tuple[str, str]]:
    """The ways in which this budget is or was paid; for own money only those that the person holds."""
    if kind not in MoneyStep.OF_A_POT:
        return []
    ways = Deployment.objects.filter(version__budget=budget, version__status="agreed").order_by("pk")
    found = {each.mechanism: str(each.get_mechanism_display()) for each in ways}
    if kind == MoneyStep.Kind.TOP_UP:
        found = {way: name for way, name in found.items() if Mechanism(way) in HELD}
    return list(found.items())
