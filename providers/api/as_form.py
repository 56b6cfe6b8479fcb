"""What a program sends, read by the very forms that people fill in, so that one rule holds for both."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from providers.forms.offering import FORMS, MOST_COUNCILS
from providers.forms.rows import STRETCHES, MoneyForm, WeekForm
from providers.forms.steps import StepForm
from providers.models import Service
from providers.week import DAY_SLUGS

CARE = ("personal_care", "cqc_id")
WORKS = (
    ("how", "one", "one_to_one"), ("how", "group", "in_group"), ("by", "woman", "by_woman"), ("by", "man", "by_man"),
)  # fmt: skip
NO_CARE = ("personal_care", Service.PersonalCare.NONE)  # which the form says by leaving it empty
LINES = ("does", "does_not")
STEP_OF = {
    **dict.fromkeys(("people", "said_as", "summary", "story", "does", "does_not", "activities", "personal_care",
                     "cqc_id"), "what"),
    **dict.fromkeys(("needs", "minimum_age", "maximum_age", "one_to_one", "in_group", "by_woman", "by_man",
                     "languages", "communication"), "who"),
    **dict.fromkeys(("setting", "postcode", "travel_miles", "councils", "venue_name", "venue_address", "access",
                     "access_note"), "where"),
    **dict.fromkeys(("when_note", "first_free_on"), "when"),
    **dict.fromkeys(("first_meeting_free", "costs_on_top", "if_you_cancel", "payments"), "money"),
    **dict.fromkeys(("first_meeting", "if_ill"), "meeting"),
    **dict.fromkeys(("phone", "shows_phone", "takes_texts", "email", "shows_email", "contact_times"), "contact"),
}  # fmt: skip


def described(service: Service, given: Mapping[str, Any]) -> dict:
    """The facts that change, each read by the form of its step; one wrong answer and nothing is taken."""
    facts: dict = {}
    wrong: dict[str, list[str]] = {}
    for step in dict.fromkeys(STEP_OF[name] for name in given):
        form = FORMS[step](service, _filled(service, step, given))
        asked = _asked(form, given)
        wrong |= {name: said for name, said in _wrong(form).items() if name in asked}
        facts |= {name: value for name, value in form.facts().items() if name in asked}
    if not wrong and given.get("personal_care", facts.get("personal_care")) != facts.get("personal_care"):
        wrong = {"personal_care": [_("None of the activities is help of this kind.")]}
    if wrong:
        raise ValidationError(wrong)
    return {name: value for name, value in facts.items() if getattr(service, name) != value}


def _asked(form: StepForm, given: Mapping[str, Any]) -> set[str]:
    """What is given, and what hangs together with it; whatever else the step asks stays as it is."""
    bound = [name for group in form.together if given.keys() & {*group} for name in group]
    return {*given, *bound, *(CARE if "activities" in given else ())}


def _filled(service: Service, step: str, given: Mapping[str, Any]) -> QueryDict:
    """The form of a step as it would be sent: what is known, with what is given over it."""
    sent = QueryDict(mutable=True)
    for name in (name for name, belongs in STEP_OF.items() if belongs == step):
        _fill(sent, name, given.get(name, getattr(service, name)))
    return sent


def _fill(sent: QueryDict, name: str, value: Any) -> None:
    for question, answer, field in WORKS:
        if name == field and value:
            sent.appendlist(question, answer)
    if name == "councils":
        sent.update({f"council_{n}": code for n, code in enumerate(value[:MOST_COUNCILS])})
    elif isinstance(value, list):
        lines = ["\n".join(" ".join(each.split()) for each in value)]
        sent.setlist(name, lines if name in LINES else value)
    elif isinstance(value, date):
        sent.update({f"{name}_{part}": str(getattr(value, part)) for part in ("day", "month", "year")})
    elif value is not None and value is not False and (name, value) != NO_CARE:
        sent[name] = "on" if value is True else str(value)


def _wrong(form: StepForm) -> dict[str, list[str]]:
    """What is wrong, by the names that a program knows."""
    ours = {"how": "one_to_one", "by": "by_woman", **{f"council_{n}": "councils" for n in range(MOST_COUNCILS)}}
    return {ours.get(name, name): [str(each) for each in said] for name, said in form.errors.items()}


def room(service: Service, given: Mapping[str, Any]) -> dict:
    """What is said about room."""
    sent = QueryDict(mutable=True)
    for name, value in given.items():
        _fill(sent, name, value)
    form = FORMS["room"](service, sent)
    if wrong := _wrong(form):
        raise ValidationError(wrong)
    return form.facts()


def hours(service: Service, given: list[dict]) -> dict:
    """A whole week; each stretch is told by its number."""
    sent = QueryDict(mutable=True)
    places: dict[tuple[int, int], int] = {}
    for number, row in enumerate(given):
        day = DAY_SLUGS.index(row["day"])
        n = sum(place[0] == day for place in places)
        if n == STRETCHES:
            raise ValidationError({f"hours.{number}": [_("A day has at most two stretches.")]})
        places[day, n] = number
        sent.update({f"opens_{day}_{n}": row["opens"], f"closes_{day}_{n}": row["closes"]})
        if row["is_free"]:
            sent[f"free_{day}_{n}"] = "on"
    form = WeekForm(service, sent)
    _refuse_rows(form, {f"{day}_{n}": f"hours.{number}" for (day, n), number in places.items()})
    return {"schedules": form.schedules}


def prices(service: Service, given: list[dict]) -> dict:
    """Every price; each is told by its number."""
    sent = QueryDict(mutable=True)
    for n, row in enumerate(given):
        amount = f"{row['pence'] // 100}.{row['pence'] % 100:02}"
        sent.update({f"amount_{n}": amount, f"unit_{n}": row["unit"], f"note_{n}": row["note"]})
    form = MoneyForm(service, sent)
    _refuse_rows(form, {str(n): f"prices.{n}" for n in range(len(given))})
    return {"prices": form.prices}


def _refuse_rows(form: StepForm, rows: Mapping[str, str]) -> None:
    wrong: dict[str, list[str]] = {}
    for name, said in form.errors.items():
        row = rows.get(name.split("_", 1)[-1], name)
        wrong.setdefault(row, [str(each) for each in said])
    if wrong:
        raise ValidationError(wrong)
