"""The people whom the design of the site was drawn with: their words, hours, prices and checks, moved to today."""

from datetime import date, timedelta

from providers.demonstration.areas import NOTTINGHAM, Place
from providers.demonstration.checks import Check
from providers.demonstration.look_people import PEOPLE
from providers.demonstration.plans import EnterprisePlan, ServicePlan

DRAWN_ON = date(2026, 11, 20)
PHONES = {one["facts"]["phone"] for one in PEOPLE}
NAMES = {tuple(one["owner"].rsplit(" ", 1)) for one in PEOPLE}


def enterprises(today: date) -> list[EnterprisePlan]:
    """All of them, listed, except one gardener who waits for his council."""
    return [_plan(one, today) for one in PEOPLE]


def moved(day: str, today: date) -> date:
    """A day of the drawing, as far from today as it was from the day of the drawing."""
    return today + (date.fromisoformat(day) - DRAWN_ON)


def _plan(one: dict, today: date) -> EnterprisePlan:
    plan = EnterprisePlan(
        area="leeds" if one["place"][1].startswith("LS") else "notts", name=one["name"], kind=one["kind"],
        workers=one.get("workers", 1), volunteers=one.get("volunteers", 0), about=one["about"], owner=one["owner"],
        email=one["email"],
    )  # fmt: skip
    plan.services.append(_service(one, today))
    plan.faces = one.get("faces", {})
    return plan


def _service(one: dict, today: date) -> ServicePlan:
    town, *beginnings = one["place"]
    facts = DEFAULTS | one["facts"] | {"email": one["email"]}
    for name in ("room_said_on", "full_until", "first_free_on"):
        if facts.get(name):
            facts[name] = moved(facts[name], today)
    if facts.get("first_free_on"):  # the drawing's was a Tuesday
        facts["first_free_on"] += timedelta(days=(1 - facts["first_free_on"].weekday()) % 7)
    return ServicePlan(
        offer=one["offer"], place=Place(town, tuple(beginnings)), facts=facts, schedules=one["hours"],
        prices=one["prices"], checks=[_check(row, today) for row in one.get("checks", ())],
        stage=one.get("status", "listed"), submitted_hours_ago=one.get("submitted_hours_ago", 0),
        listed_on=None if "status" in one else moved("2026-06-15", today), town=town,
        checked_by="" if one["place"][1].startswith("LS") else NOTTINGHAM,
    )  # fmt: skip


def _check(row: tuple, today: date) -> Check:
    what, words, seen, until = row
    return Check(what, words, moved(seen, today), moved(until, today) if until else None)


DEFAULTS = {
    "minimum_age": 18, "maximum_age": None, "one_to_one": True, "in_group": False, "by_woman": False, "by_man": False,
    "languages": ["en"], "communication": [], "personal_care": "none", "cqc_id": "", "setting": "comes",
    "travel_miles": 4, "councils": [], "access": [], "access_note": "", "first_meeting_free": True,
    "payments": ["self", "direct-payment", "phb", "isf"], "shows_phone": False, "shows_email": False,
    "takes_texts": True, "contact_times": "Weekdays, 9am to 6pm",
}  # fmt: skip
