"""What is asked when life happens, and what somebody who comes for the first time has to know."""

from typing import cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.forms.fields import OutcodeField, private_text
from budgets.models import FirstVisitSheet, LifeChange
from marketplace.ui.fields import WholeDateField
from marketplace.workflow.fields import KeyField

Kind = LifeChange.Kind
MINE = {Kind.HOSPITAL: _("I am in hospital, or will be"), Kind.AWAY: _("I am away for a while"),
        Kind.MOVED: _("I move to another place")}  # fmt: skip
THEIRS = {Kind.HOSPITAL: _("They are in hospital, or will be"), Kind.AWAY: _("They are away for a while"),
          Kind.MOVED: _("They move to another place"), Kind.DIED: _("They died")}  # fmt: skip


class LifeForm(forms.Form):
    """What happened, and from when to when."""

    key = KeyField()
    kind = forms.ChoiceField(
        label=_("What happened?"), widget=forms.RadioSelect, error_messages={"required": _("Choose what happened")}
    )
    starts_on = WholeDateField(label=_("From which day?"), initial=timezone.localdate)
    until_on = WholeDateField(
        label=_("Until which day?"), required=False,
        help_text=_("The last day away. Leave it empty if nobody knows yet."),
    )  # fmt: skip
    outcode = OutcodeField(label=_("First half of the new postcode"), required=False)
    agreements_stay = forms.ChoiceField(
        label=_("Will the same people still come?"), required=False, widget=forms.RadioSelect,
        choices=[("yes", _("Yes, to the new place")), ("no", _("No, it ends on the day before"))],
    )  # fmt: skip
    note = private_text(_("Anything else"), 500, rows=3)

    def __init__(self, *args, is_own: bool, **kwargs):
        super().__init__(*args, **kwargs)
        words = MINE if is_own else THEIRS
        cast(forms.ChoiceField, self.fields["kind"]).choices = [(kind.value, said) for kind, said in words.items()]

    def clean(self) -> dict:
        given = super().clean() or {}
        kind, first, last = given.get("kind"), given.get("starts_on"), given.get("until_on")
        if kind not in LifeChange.STAYS:
            given["until_on"] = None
        elif first and last and last < first:
            self.add_error("until_on", _("The last day is before the first. Change one of them."))
        if kind == Kind.MOVED:
            self._check_move(given)
        return given

    def _check_move(self, given: dict) -> None:
        if not given.get("outcode") and "outcode" not in self.errors:
            self.add_error("outcode", _("Type the first half of the new postcode, like NG5."))
        if not given.get("agreements_stay"):
            self.add_error("agreements_stay", _("Choose if the same people still come"))

    def facts(self) -> dict:
        given = self.cleaned_data
        facts = {name: given[name] for name in ("starts_on", "until_on", "note")}
        if given["kind"] == Kind.MOVED:
            facts |= {"outcode": given["outcode"], "agreements_stay": given["agreements_stay"] == "yes"}
        return facts


class HomeForm(forms.Form):
    """The first day at home again."""

    home_on = WholeDateField(label=_("From which day are they home?"), initial=timezone.localdate)


class SheetForm(forms.Form):
    """What to know before the first visit."""

    address = private_text(_("Where is it?"), 400, rows=4, help_text=_("The whole address."))
    way_in = private_text(
        _("How does one come in?"), 400, rows=3, help_text=_("Which door, which bell, is there a key.")
    )
    contacts = private_text(_("Whom to ring"), 400, rows=3, help_text=_("A name and a number, for each of them."))
    risks = private_text(_("What could hurt somebody?"), 600, rows=3, help_text=_("Stairs, a dog, a loose carpet."))
    know = private_text(_("What is good to know?"), 1000, rows=4, help_text=_("How to make a good start."))

    @staticmethod
    def known(sheet: FirstVisitSheet | None) -> dict:
        return {name: getattr(sheet, name) for name in SheetForm.base_fields} if sheet else {}
