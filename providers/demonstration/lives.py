"""Where each invented listing stands: most are listed; some wait, were sent back, rest, ended or are being written."""

from datetime import date, timedelta
from random import Random

from providers.demonstration.plans import EnterprisePlan

# Hours since they were sent, for the council's list: the oldest is the first that a commissioner should open.
WAITING = {"notts": (5, 22, 30, 51, 96, 150, 240, 390), "leeds": (9, 74, 200), "somerset": (28, 120, 300),
           "york": (40,)}  # fmt: skip
RETURNED = {
    "notts": (
        "Your insurance paper ran out in August. Send us the new one and we look at it the same day.",
        "You say that you help with shopping. Tell us how you keep receipts, in a line or two. The rest is good.",
    ),
    "leeds": ("We rang one of your two people and had no answer. Can you give us another name?",),
    "somerset": ("Your listing says £9 an hour. That is less than the minimum wage. Please look at the price again.",),
}
RESTING = {"notts": 2, "leeds": 2, "somerset": 2}
ENDED = {"notts": 1, "leeds": 1, "somerset": 1}
BEGUN = {"notts": 2, "leeds": 2, "somerset": 1}


def decide(plans: list[EnterprisePlan], *, today: date, rng: Random) -> None:
    """Give some plans of each area another status than listed."""
    for area in WAITING:
        small = [plan for plan in plans if plan.area == area and len(plan.services) == 1 and plan.workers < 6]
        chosen = iter(rng.sample(small, min(len(small), 20)))
        for hours in WAITING[area]:
            _wait(next(chosen), hours)
        for why in RETURNED.get(area, ()):
            _send_back(next(chosen), why)
        for status, counts in (("paused", RESTING), ("closed", ENDED), ("draft", BEGUN)):
            for _ in range(counts.get(area, 0)):
                _set(next(chosen), status)
    supported = next(plan for plan in plans if plan.first.stage == "draft")
    supported.has_supporter = True
    _list_dates(plans, today, rng)


def _wait(plan: EnterprisePlan, hours: int) -> None:
    plan.first.stage, plan.first.submitted_hours_ago, plan.first.checks = "submitted", hours, []


def _send_back(plan: EnterprisePlan, why: str) -> None:
    plan.first.stage, plan.first.returned_because, plan.first.checks = "returned", why, []
    plan.first.submitted_hours_ago = 200


def _set(plan: EnterprisePlan, status: str) -> None:
    plan.first.stage = status
    if status == "draft":
        plan.first.checks = []
        plan.first.facts |= {"story": "", "does_not": [], "first_meeting": "", "room": "", "room_said_on": None}


def _list_dates(plans: list[EnterprisePlan], today: date, rng: Random) -> None:
    for plan in plans:
        for service in plan.services:
            if service.stage in ("listed", "paused", "closed"):
                service.listed_on = today - timedelta(days=rng.randint(3, 520))
