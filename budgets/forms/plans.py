"""What is asked for a plan, a few questions at a time; and what was said when somebody looked at it again."""

from datetime import timedelta
from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from budgets.forms import fields
from budgets.matching import Must
from budgets.models import Person, Plan
from budgets.models.plans import MOST_MINUTES
from budgets.reviewing import next_due_on
from marketplace.ui.fields import LinesField, WholeDateField
from marketplace.ui.filters import long_date
from providers import facets, taxonomy
from providers.wishes import DAYS

MILES = {
    1: _("Up to a mile"),
    2: _("Up to 2 miles"),
    5: _("Up to 5 miles"),
    10: _("Up to 10 miles"),
    20: _("Up to 20 miles"),
}


def _several(label, choices, help_text="") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple
    )


class PartForm(forms.Form):
    """One part of the plan."""

    def facts(self) -> dict:
        """As the plan keeps it."""
        return dict(self.cleaned_data)

    @classmethod
    def known(cls, plan: Plan) -> dict:
        return {name: getattr(plan, name) for name in cls.base_fields}


class MattersForm(PartForm):
    matters = fields.private_text(
        _("What matters most?"), 2000, rows=6,
        help_text=_("The people, places and habits that make a good day. Write it as it is said."),
    )  # fmt: skip
    outcomes = LinesField(
        label=_("What shall be different?"),
        help_text=_("One thing on each line, up to 8. Such as: I get to church on Sundays again."),
        required=False, max_lines=8, max_line_length=200,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )  # fmt: skip

    def facts(self) -> dict:
        return {**self.cleaned_data, "outcomes": "\n".join(self.cleaned_data["outcomes"])}

    @classmethod
    def known(cls, plan: Plan) -> dict:
        return {"matters": plan.matters, "outcomes": plan.aims}


class BringForm(PartForm):
    can_do = fields.private_text(_("What goes well without help?"), 2000, rows=4)
    family = fields.private_text(_("What do family and friends bring?"), 2000, rows=4)
    community = fields.private_text(
        _("What do neighbours, clubs and groups bring?"), 2000, rows=4,
        help_text=_("Such as a choir, a place of worship, a lunch club, the library."),
    )  # fmt: skip


class HelpForm(PartForm):
    activities = _several(_("What would help?"), taxonomy.choices(taxonomy.ACTIVITIES))
    needs = _several(_("Whom must they know how to help?"), taxonomy.choices(taxonomy.NEEDS))

    def groups(self) -> list[dict]:
        """What would help, under the names of its families."""
        return _grouped(self["activities"].value(), taxonomy.grouped_activities())


class WhenForm(PartForm):
    times = _several(_("Which times suit?"), fields.slot_choices())
    visits_weekly = forms.IntegerField(label=_("How many visits a week?"), required=False, min_value=0, max_value=99)
    hours = forms.DecimalField(
        label=_("How many hours a week, all together?"), required=False, min_value=0, max_value=MOST_MINUTES // 60,
        decimal_places=2, help_text=_("Such as 4, or 1.5 for an hour and a half."),
    )  # fmt: skip

    def groups(self) -> list[dict]:
        """The times under the names of the days."""
        days = [(DAYS[day], [(f"{day}-{part}", _now(part.capitalize())) for part in facets.PARTS])
                for day in facets.DAYS]  # fmt: skip
        return _grouped(self["times"].value(), days)

    def facts(self) -> dict:
        given = self.cleaned_data
        minutes = int((given["hours"] or 0) * 60)
        return {"times": given["times"], "visits_weekly": given["visits_weekly"] or 0, "minutes_weekly": minutes}

    @classmethod
    def known(cls, plan: Plan) -> dict:
        hours = Decimal(plan.minutes_weekly) / 60
        said = f"{hours:.2f}".rstrip("0").rstrip(".") if plan.minutes_weekly else ""
        return {"times": plan.times, "visits_weekly": plan.visits_weekly or "", "hours": said}


def _grouped(value, groups) -> list[dict]:
    chosen = set(value or ())
    return [
        {"name": name, "items": [{"value": slug, "text": text, "checked": slug in chosen} for slug, text in terms]}
        for name, terms in groups
    ]


class WhereForm(PartForm):
    is_visited = forms.BooleanField(label=_("Somebody may come to the home"), required=False)
    travel_miles = forms.TypedChoiceField(
        label=_("How far is it possible to go to them?"), coerce=int, empty_value=None, required=False,
        choices=[("", _("Going out to them is not possible")), *MILES.items()],
        widget=forms.RadioSelect,
    )  # fmt: skip

    def clean(self) -> dict:
        given = super().clean() or {}
        if not self.errors and not given.get("is_visited") and given.get("travel_miles") is None:
            self.add_error("is_visited", _now("Say that somebody may come, or how far it is possible to go."))
        return given


class WhoForm(PartForm):
    by = forms.ChoiceField(
        label=_("Shall it be a woman or a man?"), choices=[("", _("It does not matter")), *Plan.By.choices],
        required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    languages = _several(_("Which languages are best?"), list(taxonomy.LANGUAGES.items()))
    has_pets = forms.BooleanField(label=_("There are pets in the home"), required=False)
    musts = _several(
        _("What of this has to be so?"),
        [(Must.WORKER.value, _("The woman or man")), (Must.LANGUAGE.value, _("The language")),
         (Must.PETS.value, _("They must be fine with pets"))],
        _("Whoever cannot do it is left out. What is not ticked here is a wish."),
    )  # fmt: skip

    def clean(self) -> dict:
        given = super().clean() or {}
        said = {Must.WORKER: given.get("by"), Must.LANGUAGE: given.get("languages"), Must.PETS: given.get("has_pets")}
        for must in given.get("musts", ()):
            if not said[Must(must)]:
                self.add_error("musts", _now("Answer the question itself first, then say that it has to be so."))
                break
        return given


FORMS: dict[str, type[PartForm]] = {
    "matters": MattersForm,
    "bring": BringForm,
    "help": HelpForm,
    "when": WhenForm,
    "where": WhereForm,
    "who": WhoForm,
}


class BeginForm(forms.Form):
    """Who somebody is that begins for themselves."""

    name = fields.private_text(_("Your name"), 100, says=_("Type your name."))
    outcode = fields.OutcodeField(
        label=_("First half of your postcode"),
        error_messages={
            "required": _("Type the first half of your postcode, like NG5."),
            "unknown": _("We do not know this area. Type the first half of your postcode, like NG5."),
        },
    )


class ReviewForm(forms.Form):
    """When it was, what was said, and when next."""

    done_on = WholeDateField(label=_("On which day did you talk?"), initial=timezone.localdate)
    said = fields.private_text(
        _("What was said?"), 4000, rows=6, says=_("Write down what was said."),
        help_text=_("What goes well, what has changed, and what happens now. The person reads it too."),
    )  # fmt: skip
    again_on = WholeDateField(
        label=_("When is the next one?"), required=False,
        help_text=_("At the latest a year later. Leave it empty for that day."),
    )  # fmt: skip

    def __init__(self, *args, person: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict:
        given = super().clean() or {}
        done_on, again_on, today = given.get("done_on"), given.get("again_on"), timezone.localdate()
        if done_on and done_on > today:
            self.add_error("done_on", _now("This day is in the future. Record it once you have talked."))
        elif done_on and again_on and not today + timedelta(days=1) <= again_on <= next_due_on(done_on):
            latest = {"day": long_date(next_due_on(done_on))}
            self.add_error("again_on", _now("Choose a day after today, and at the latest %(day)s.") % latest)
        return given
