"""What is asked about an agreement: when, for how much, out of which money; and a reason for a no."""

from collections.abc import Sequence

from django import forms
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from budgets import agreement_words
from budgets.actions.affording import SOON, Pot
from budgets.forms.fields import why_field
from budgets.lawful import DIRECT, ORDERED, wrong_day_of_tool
from budgets.models import Agreement, AgreementVersion
from budgets.planning import MOST_A_WEEK, UNITS
from marketplace.ui.fields import HalfHourField, PoundsField, WholeDateField
from marketplace.ui.filters import pounds
from marketplace.workflow.fields import KeyField
from providers.models import Price, Schedule

ROWS = 2
LONG = [30, 45, 60, 90, 120, 150, 180, 240, 300, 360, 480, 600, 720, 1440]
OWN = "own"  # money that is not kept here
KIN = [(value, label) for value, label in Agreement.Kin.choices]
WHO_SAYS = [("they", _("They do, as we agreed")), ("we", _("I do, or the person who is helped does"))]
WORDS = {"rows": 2, "autocomplete": "off"}
OURS = {  # what is asked of whoever helps, in the place of what is asked of whoever buys
    "what": _("What do you do?"),
    "says_what": _("Say in a few words what you do"),
    "says_day": _("Say on which day you come"),
}


def _day_choices() -> list[tuple[str, object]]:
    return [("", _("Choose a day")), *((str(n), _(name)) for n, name in enumerate(Schedule.DAYS))]


def _number(label, initial: int, most: int, **more) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"})
    words = {"required": _("Enter a number"), "invalid": _("Enter a whole number")}
    return forms.IntegerField(
        label=label, initial=initial, min_value=0, max_value=most, widget=widget, error_messages=words, **more
    )


class TermsForm(forms.Form):
    """When they come, what for, at which price, from when to when; the rest has good defaults.

    `prices` are those to choose from; without them it is whoever helps that is asked, and types a price of their own.
    """

    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    what = forms.CharField(
        label=_("What do they do?"), max_length=500, widget=forms.Textarea(attrs=WORDS),
        error_messages={"required": _("Say in a few words what they do")},
    )  # fmt: skip
    starts_on = WholeDateField(label=_("From which day?"))
    ends_on = WholeDateField(label=_("Until which day?"), required=False, help_text=_("Leave it empty if it goes on."))
    trial_weeks = _number(_("How many weeks are a trial?"), 4, 26)
    notice_days = _number(_("How many days before do you say that it ends, after the trial?"), 14, 90)
    cancel_hours = _number(_("How many hours before can a visit be called off free?"), 24, 168)
    cancel_per_cent = _number(_("What is paid of a visit called off later, in per cent?"), 100, 100)
    absence_days = _number(_("For how many days of hospital or away is something paid?"), 7, 42)
    absence_per_cent = _number(_("And how much of it, in per cent?"), 0, 100)
    FOLDED = ("trial_weeks", "notice_days", "cancel_hours", "cancel_per_cent", "absence_days", "absence_per_cent")

    def __init__(self, *args, prices: Sequence[tuple[int, str, str]] | None = None, is_ordered=False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_ordered:
            self.fields["why"] = why_field()
        self.supplies = prices is None
        if prices is None:
            self.fields["what"].label = OURS["what"]
            self.fields["what"].error_messages["required"] = OURS["says_what"]
            self.fields["pence"] = PoundsField(
                label=_("What does it cost?"), min_pence=1, error_messages={"required": _("Enter an amount in pounds")}
            )
            units = [(value, label) for value, label in Price.Unit.choices if value in UNITS]
            self.fields["unit"] = forms.ChoiceField(label=_("For what?"), choices=units)
        else:
            self.fields["price"] = forms.ChoiceField(
                label=_("Which of their prices?"), widget=forms.RadioSelect,
                choices=_priced(prices),
                error_messages={"required": _("Choose a price")},
            )  # fmt: skip
        for n in range(self.row_count):
            self._add_row(n)

    @property
    def is_half_said(self) -> bool:
        """Somebody asked for one more visit, or came back to change something: nothing is wrong with it yet."""
        return self.is_bound and bool({"more", "back"} & self.data.keys())

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_half_said:
            self._errors: ErrorDict = ErrorDict()

    def is_valid(self) -> bool:
        return super().is_valid() and not self.is_half_said

    @property
    def row_count(self) -> int:
        """How many visits a week can be said; one more each time that somebody asks for it."""
        said = self.data.get("rows", "") if self.is_bound else self.initial.get("rows", ROWS)
        number = int(said) if str(said).isdecimal() and len(str(said)) < 4 else ROWS
        return max(1, min(number + ("more" in self.data), MOST_A_WEEK))

    def _add_row(self, n: int) -> None:
        minutes = [("", _("Choose how long")), *((str(each), agreement_words.for_long(each)) for each in LONG)]
        kept = self.initial.get(f"minutes_{n}")
        if kept and kept not in LONG:
            minutes.append((str(kept), agreement_words.for_long(kept)))
        self.fields[f"day_{n}"] = forms.ChoiceField(label=_("Day"), choices=_day_choices(), required=False)
        self.fields[f"at_{n}"] = HalfHourField(label=_("From"), required=False)
        self.fields[f"minutes_{n}"] = forms.ChoiceField(label=_("How long"), choices=minutes, required=False)

    @property
    def visits(self) -> list[tuple]:
        return [(self[f"day_{n}"], self[f"at_{n}"], self[f"minutes_{n}"]) for n in range(self.row_count)]

    @property
    def folded(self) -> list:
        return [self[name] for name in self.FOLDED]

    @property
    def has_folded_errors(self) -> bool:
        return any(name in self.errors for name in self.FOLDED)

    def clean(self) -> dict:
        given = super().clean() or {}
        begun = [n for n in range(self.row_count) if any(self._said(n))]
        for n in begun:
            if not all(self._said(n)) and not self.errors.keys() & {f"day_{n}", f"at_{n}", f"minutes_{n}"}:
                self.add_error(f"day_{n}", _now("Say the day, from when, and how long"))
        if not begun and "day_0" not in self.errors:
            self.add_error("day_0", OURS["says_day"] if self.supplies else _now("Say on which day they come"))
        return given

    def _said(self, n: int) -> list[bool]:
        given = self.cleaned_data
        return [given.get(f"day_{n}", "") != "", given.get(f"at_{n}") is not None, bool(given.get(f"minutes_{n}"))]

    def pattern(self) -> list[dict]:
        return [self._row(n) for n in range(self.row_count) if any(self._said(n))]

    def _row(self, n: int) -> dict:
        day, at, minutes = (self.cleaned_data[f"{name}_{n}"] for name in ("day", "at", "minutes"))
        return {"weekday": int(day), "at": f"{at:%H:%M}", "minutes": int(minutes)}

    def terms(self) -> dict:
        given = self.cleaned_data
        told = {name: given[name] for name in ("what", "starts_on", "ends_on", *self.FOLDED)}
        if "price" in given:
            pence, _colon, unit = given["price"].partition(":")
            return told | {"pattern": self.pattern(), "pence": int(pence), "unit": unit}
        return told | {"pattern": self.pattern(), "pence": given["pence"], "unit": given["unit"]}

    @staticmethod
    def known(terms: AgreementVersion, starts_on) -> dict:
        """What was agreed or offered, to be changed."""
        start: dict = {name: getattr(terms, name) for name in ("what", "ends_on", "pence", "unit", *TermsForm.FOLDED)}
        start |= {"rows": len(terms.pattern), "price": f"{terms.pence}:{terms.unit}", "starts_on": starts_on}
        for n, row in enumerate(terms.pattern):
            start |= {f"day_{n}": str(row["weekday"]), f"at_{n}": row["at"], f"minutes_{n}": row["minutes"]}
        return start


def _priced(prices: Sequence[tuple[int, str, str]]) -> list[tuple[str, str]]:
    """Each price once, with what it is for, such as Saturdays."""
    said: dict[str, str] = {}
    for pence, unit, note in prices:
        words = f"{pounds(pence)} {Price.Unit(unit).label}"
        said.setdefault(f"{pence}:{unit}", f"{words}, {note}" if note else words)
    return list(said.items())


def _left(pot: Pot) -> str:
    if pot.left_pence < 0:
        return _now("More is promised than comes in")
    told = {"left": pounds(pot.left_pence), "all": pounds(pot.weekly_pence)}
    return _now("%(left)s of %(all)s a week is not promised yet") % told


class OfferForm(TermsForm):
    """The same with the money, and what the law asks: whether they are family, and who says what is done."""

    key = KeyField()
    kin = forms.ChoiceField(
        label=_("Are they family of the person who is helped?"), choices=KIN, widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether they are family")},
    )  # fmt: skip
    who_says = forms.ChoiceField(
        label=_("Who says what is done, when and how?"), choices=WHO_SAYS, widget=forms.RadioSelect,
        error_messages={"required": _("Choose who says what is done")},
    )  # fmt: skip
    employment = forms.ChoiceField(
        label=_("What does HMRC’s tool say about this work?"), required=False, widget=forms.RadioSelect,
        choices=[("", _("I have not asked it yet")), *Agreement.Employment.choices],
    )  # fmt: skip
    employment_on = WholeDateField(label=_("On which day did it say so?"), required=False)

    def __init__(self, *args, pots: Sequence[Pot], has_own: bool, is_one_to_one: bool, **kwargs):
        super().__init__(*args, is_ordered=any(pot.mechanism in ORDERED for pot in pots), **kwargs)
        self.pots = {pot.key: pot for pot in pots}
        choices = [(pot.key, pot.name) for pot in pots] + ([(OWN, _("Own money"))] if has_own else [])
        self.fields["money"] = forms.ChoiceField(
            label=_("Out of which money?"), choices=choices, widget=forms.RadioSelect,
            error_messages={"required": _("Choose out of which money")},
        )  # fmt: skip
        self.is_one_to_one, self.is_ordered = is_one_to_one, bool(pots) and all(p.mechanism in ORDERED for p in pots)
        if not any(pot.mechanism in DIRECT for pot in pots):
            del self.fields["kin"]
        if not is_one_to_one:
            for name in ("who_says", "employment", "employment_on"):
                del self.fields[name]

    @property
    def left(self) -> dict:
        """Under each choice of money what of it is left."""
        said = {key: _left(pot) for key, pot in self.pots.items()}
        return said | {OWN: _now("It is not kept here. You pay them yourself.")}

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("employment") and not given.get("employment_on") and "employment_on" not in self.errors:
            self.add_error("employment_on", _now("Enter the day on which you used the tool"))
        if wrong := wrong_day_of_tool(given.get("employment_on"), timezone.localdate()):
            self.add_error("employment_on", wrong.words)
        return given

    def about(self) -> dict:
        given = self.cleaned_data
        told = {"kin": given.get("kin") or "none", "is_one_to_one": self.is_one_to_one}
        asked = given.get("employment") or ""
        told |= {"employment": asked, "employment_on": given.get("employment_on") if asked else None}
        return told | {"is_directed": given.get("who_says") == "we", "why": given.get("why", "")}

    def pays(self) -> dict:
        pot = self.pots.get(self.cleaned_data["money"])
        return {"budget": pot.budget, "mechanism": pot.mechanism} if pot else {"budget": None, "mechanism": ""}

    @staticmethod
    def first(what: str, prices: Sequence[tuple[int, str, str]], pots: Sequence[Pot]) -> dict:
        """Good defaults: next week, the first price, the first money; what the law asks has no default."""
        price = f"{prices[0][0]}:{prices[0][1]}" if prices else ""
        return {
            "what": what, "price": price, "starts_on": timezone.localdate() + SOON, "employment": "",
            "money": pots[0].key if pots else OWN, "minutes_0": 60, "rows": ROWS,
        }  # fmt: skip


class NoForm(forms.Form):
    """Why not."""

    because = forms.CharField(
        label=_("Why not? The other side reads it."), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why, so that they know what to do")},
    )  # fmt: skip


class EndForm(forms.Form):
    """Whoever ends it may say why."""

    because = forms.CharField(
        label=_("Is there something that you would like to say?"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class NecessityForm(forms.Form):
    """Why a direct payment pays a close relative, and until when."""

    key = KeyField()
    because = forms.CharField(
        label=_("Why is it necessary?"), max_length=1000, widget=forms.Textarea(attrs=WORDS | {"rows": 4}),
        error_messages={"required": _("Say why it is necessary")},
    )  # fmt: skip
    until = WholeDateField(label=_("Until which day?"), help_text=_("At most a year. Then somebody looks again."))
