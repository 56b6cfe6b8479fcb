"""What is left of Rose's money is one number, whichever page she reads it on."""

import re
from datetime import date

import pytest
from django.urls import reverse

from budgets import actions
from budgets.models import Plan
from providers import documents
from providers.models import Service
from tests.budgets.circles import as_
from tests.budgets.making import agreement_of, budget_of
from tests.budgets.visiting import BY, cooking, rose, rose_account

__all__ = ["cooking", "rose", "rose_account"]
pytestmark = pytest.mark.django_db
LEFT = {
    "my-match": r"counted with £(\S+) that is left of a week",
    "offer-mine": r"£(\S+) of £50 a week is not promised yet",
    "my-money": r"£(\S+) left this week",
}


def lefts(account, service) -> dict:
    """What each page says, as a number of pounds."""
    found = {}
    for name, words in LEFT.items():
        args = [service.pk] if name == "offer-mine" else []
        shown = as_(account).get(reverse(f"budgets:{name}", args=args)).content.decode()
        found[name] = re.findall(words, shown)[:1]
    return found


def test_three_pages_say_the_same_of_what_is_left(rose, cooking, amina, sam, rose_account, outcodes, time_machine):
    """£50 a week, £200 kept back for bad days, and £36 a week promised, with visits in weeks to come: £14."""
    time_machine.move_to("2026-03-02T09:00:00+00:00")
    version = budget_of(rose, sam, 5_000, days=0, contingency_pence=20_000)
    Plan.objects.create(person=rose, activities=cooking.activities, minutes_weekly=60)
    documents.write(Service.objects.filter(pk=cooking.pk).with_details())
    assert lefts(rose_account, cooking) == dict.fromkeys(LEFT, ["50"])
    made = agreement_of(rose, cooking, amina, sam, version=version)
    actions.plan_visits(made, by=BY)
    assert made.visits.filter(on__gt="2026-03-08").exists()
    assert lefts(rose_account, cooking) == dict.fromkeys(LEFT, ["14"])
    time_machine.move_to("2026-03-11T09:00:00+00:00")
    assert lefts(rose_account, cooking) == dict.fromkeys(LEFT, ["14"]), "in the middle of the next week too"


def test_help_from_next_week_on_is_promised_already(
    rose, cooking, amina, sam, rose_account, outcodes, time_machine
):
    """Of £50 a week £36 is promised from next Monday on."""
    time_machine.move_to("2026-03-02T09:00:00+00:00")
    version = budget_of(rose, sam, 5_000, days=0)
    Plan.objects.create(person=rose, activities=cooking.activities, minutes_weekly=60)
    agreement_of(rose, cooking, amina, sam, version=version, starts_on=date(2026, 3, 9))
    said = lefts(rose_account, cooking)
    assert said["my-match"] == said["offer-mine"] == ["14"]
    assert said["my-money"] == ["50"], "of this week nothing is promised"
