"""What a professional is asked who introduces somebody."""

from typing import cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from budgets.forms import fields
from budgets.models import Introduction, Person
from marketplace.organisations.models import Organisation
from marketplace.ui.fields import PoundsField, WholeDateField
from marketplace.workflow.fields import KeyField
from providers import taxonomy

KNOWN, NEW, INITIALS = "known", "new", "initials"
WHERE = fields.OutcodeField.default_error_messages["required"]
Ground = Introduction.Ground


class PersonField(forms.ModelChoiceField):
    """One of my people, by their name and where they are."""

    def label_from_instance(self, obj: Person) -> str:
        return f"{obj.called}, {obj.outcode}"


class WhoForm(forms.Form):
    """Somebody whom I support, somebody new, or only initials and an area."""

    key = KeyField(required=False)
    body = forms.ModelChoiceField(
        label=_("For which organisation?"), queryset=Organisation.objects.none(), empty_label=None
    )
    who = forms.ChoiceField(
        label=_("Who is it?"), widget=forms.RadioSelect, error_messages={"required": _("Choose whom you introduce.")}
    )
    person = PersonField(label=_("Which of your people?"), queryset=Person.objects.none(), required=False)
    name = fields.private_text(_("Their name"), 100)
    outcode = fields.OutcodeField(required=False)
    way = fields.way_field()
    address = fields.private_text(_("Their number, e-mail or postal address"), 300, rows=3)
    communication = fields.formats_field()
    communication_note = fields.private_text(_("Anything else that helps to be understood"), 300)
    initials = fields.private_text(_("Initials"), 6)
    area = fields.OutcodeField(required=False)

    def __init__(self, *args, bodies, persons, **kwargs):
        super().__init__(*args, **kwargs)
        body, person = (cast(forms.ModelChoiceField, self.fields[name]) for name in ("body", "person"))
        body.queryset, person.queryset = bodies, persons
        if bodies.count() == 1:
            del self.fields["body"]
            self.only_body = bodies.get()
        known = [(KNOWN, _("Somebody whom I support already"))] if persons.exists() else []
        new = [(NEW, _("Somebody new")), (INITIALS, _("I keep only initials and an area"))]
        cast(forms.ChoiceField, self.fields["who"]).choices = [*known, *new]

    def clean(self) -> dict:
        given = super().clean() or {}
        who = given.get("who")
        if who == KNOWN:
            self._must(given, person=_now("Choose which of your people it is."))
        elif who == NEW:
            self._must(given, name=_now("Type their name."), outcode=WHERE)
            fields.check_way(self, given)
        elif who == INITIALS:
            self._must(given, initials=_now("Type their initials."), area=WHERE)
        return given

    def _must(self, given: dict, **says) -> None:
        for name, words in says.items():
            if not given.get(name) and name not in self.errors:
                self.add_error(name, words)

    def said(self) -> dict:
        """What the form says, as the action takes it."""
        given = self.cleaned_data
        said = {"organisation": given.get("body") or self.only_body, "key": given["key"]}
        if given["who"] == KNOWN:
            return said | {"person": given["person"], "organisation": given["person"].organisation}
        if given["who"] == NEW:
            names = ("name", "outcode", "way", "address", "communication", "communication_note")
            return said | {"new": {name: given[name] for name in names}}
        return said | {"initials": given["initials"], "outcode": given["area"]}


class NeedsForm(forms.Form):
    """What would help, when, and at what price."""

    activity = forms.ChoiceField(
        label=_("What would help most?"), error_messages={"required": _("Choose what would help most.")}
    )
    words = fields.private_text(
        _("In their own words, if you can"),
        2000,
        rows=6,
        help_text=_("Whoever is asked reads this. Leave out their name, address and diagnosis where you can."),
        says=_("Write what would help."),
    )
    needs = forms.MultipleChoiceField(
        label=_("Whom must they know how to help?"),
        choices=taxonomy.choices(taxonomy.NEEDS),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    times = forms.MultipleChoiceField(
        label=_("Which times suit?"), choices=fields.slot_choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    most_pence = PoundsField(
        label=_("The most that an hour, or a visit, may cost"),
        help_text=_("Leave it empty to see all prices."),
        required=False,
        min_pence=100,
        max_pence=100_000,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        groups = [("", [("", _now("Choose one"))]), *taxonomy.grouped_activities()]
        choices = [choice for _group, few in groups for choice in few]
        cast(forms.ChoiceField, self.fields["activity"]).choices = choices


class ChooseForm(forms.Form):
    """Up to five of those who fit, each with its place in the order."""

    def __init__(self, data, *, candidates: list[dict], before: dict[str, int], most: int):
        super().__init__(data)
        self.candidates, self.most = candidates, most
        places = [("", _now("Not chosen"))] + [(str(n), _now("Choice %(n)s") % {"n": n}) for n in range(1, most + 1)]
        for card in candidates:
            self.fields[f"place_{card['id']}"] = forms.TypedChoiceField(
                label=_now("Place of %(name)s in the order") % {"name": card["people"]},
                choices=places,
                coerce=int,
                empty_value=None,
                required=False,
                initial=before.get(card["id"]),
            )

    def rows(self) -> list[dict]:
        """The candidates with their questions."""
        return [{"card": card, "field": self[f"place_{card['id']}"]} for card in self.candidates]

    def clean(self) -> dict:
        given = super().clean() or {}
        places = [place for place in given.values() if place]
        if not places and not self.errors:
            self.add_error(None, _now("Choose at least one, and say which comes first."))
        for name, place in given.items():
            if place and places.count(place) > 1:
                self.add_error(name, _now("Two have place %(n)s. Give each its own.") % {"n": place})
                break
        return given

    def chosen(self) -> list[dict]:
        """The cards in the order in which they are asked; gaps in the numbers do not matter."""
        placed = [(self.cleaned_data.get(f"place_{card['id']}"), card) for card in self.candidates]
        return [card for _place, card in sorted(((p, c) for p, c in placed if p), key=lambda each: each[0])]


class GroundForm(forms.Form):
    """Who agreed that it goes to those who are named: who, when, why, until when."""

    ground = forms.ChoiceField(
        label=_("Who agreed?"),
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who agreed.")},
    )
    attorney = fields.private_text(_("Their name, and what they are"), 200)
    decider = fields.private_text(_("Who decided, and who was asked for their view"), 300)
    reason = fields.private_text(_("Why is it in their best interests?"), 1000, rows=4)
    on = WholeDateField(label=_("On which day was it agreed or decided?"))
    until = WholeDateField(
        label=_("Until which day may we send it?"),
        help_text=_("After this day it goes to nobody new. At most a year from now."),
    )
    may_share = forms.BooleanField(
        label=_("Whoever says yes may have their name, and how to reach them"),
        help_text=_("Leave it empty to share it later, once you have talked."),
        required=False,
    )

    def clean(self) -> dict:
        given = super().clean() or {}
        needed = {
            Ground.ATTORNEY: {"attorney": _now("Say who agreed for them.")},
            Ground.BEST_INTERESTS: {
                "decider": _now("Say who decided."),
                "reason": _now("Say why this is in their best interests."),
            },
        }
        for name, words in needed.get(given.get("ground", ""), {}).items():
            if not given.get(name) and name not in self.errors:
                self.add_error(name, words)
        self._days(given)
        return given

    def _days(self, given: dict) -> None:
        on, until, today = given.get("on"), given.get("until"), timezone.localdate()
        if on and on > today:
            self.add_error("on", _now("This day is in the future. Type the day on which it was agreed."))
        if until and until < today:
            self.add_error("until", _now("This day is over. Type today or a later day."))

    def said(self) -> dict:
        given = self.cleaned_data
        who = {Ground.ATTORNEY: given["attorney"], Ground.BEST_INTERESTS: given["decider"]}.get(given["ground"], "")
        why = given["reason"] if given["ground"] == Ground.BEST_INTERESTS else ""
        return {"who": who, "why": why} | {name: given[name] for name in ("ground", "on", "until", "may_share")}

    @staticmethod
    def known(introduction: Introduction) -> dict:
        """What was said before."""
        who, ground = introduction.ground_who, introduction.ground
        return {
            "ground": ground,
            "attorney": who if ground == Ground.ATTORNEY else "",
            "decider": who if ground == Ground.BEST_INTERESTS else "",
            "reason": introduction.ground_why,
            "on": introduction.ground_on,
            "until": introduction.ground_until,
            "may_share": introduction.may_share,
        }


class OutcomeForm(forms.Form):
    """What came of it."""

    what = forms.ChoiceField(
        label=_("What came of it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of it.")},
    )
    started_on = WholeDateField(label=_("On which day did it start?"), required=False)
    why = forms.ChoiceField(
        label=_("Why not?"),
        choices=[(why.value, why.label) for why in Introduction.NOT_STARTED_WHY],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, data=None, *, said_yes: bool, has_next: bool):
        super().__init__(data)
        choices = [("started", _now("It started"))] if said_yes else []
        choices += [("next", _now("Not with them: ask the next choice"))] if said_yes and has_next else []
        cast(forms.ChoiceField, self.fields["what"]).choices = [*choices, ("not", _now("It does not start"))]

    def clean(self) -> dict:
        given = super().clean() or {}
        if given.get("what") == "started" and not given.get("started_on") and "started_on" not in self.errors:
            self.add_error("started_on", _now("Type the day on which it started."))
        if given.get("what") == "not" and not given.get("why"):
            self.add_error("why", _now("Choose why it did not start."))
        return given
