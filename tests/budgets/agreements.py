"""Agreements in their beginnings: what is offered, and the yes of each side."""

from datetime import timedelta

from django.utils import timezone

from budgets import actions
from budgets.models import Agreement, Person
from marketplace.accounts.ids import uuid7
from tests.budgets.making import PATTERN, budget_of
from tests.people import acting

ABOUT = {"kin": "none", "is_one_to_one": True, "is_directed": False, "employment": "", "employment_on": None}


def known(**more) -> dict:
    """HMRC's tool said today that it is no employment."""
    return ABOUT | {"employment": "self-employed", "employment_on": timezone.localdate()} | more


def terms(**more) -> dict:
    """Two hours a week at £18.50, from today."""
    said = {"what": "Cooking together", "pattern": PATTERN, "pence": 1_850, "unit": "hour"}
    return said | {"starts_on": timezone.localdate(), "ends_on": None} | more


def managed(person: Person, worker, pence=5_000, way="council-managed", funder="council"):
    return budget_of(person, worker, pence, days=0, funder=funder, ways=[{"mechanism": way, "weekly_pence": pence}])


def offered(person: Person, service, by, *, version=None, about=None, key=None, **more) -> Agreement:
    """Out of the first money of this budget, or own money that is not in the books."""
    pays = {"budget": version.budget, "mechanism": version.deployments.all()[0].mechanism} if version else {}
    return actions.offer(person, service, about or ABOUT, terms(**more), key=key or uuid7(), by=acting(by), **pays)


def agreed(agreement: Agreement, by) -> Agreement:
    """The yes that is missing."""
    made = again(agreement)
    actions.accept(made, made.open_version.number, by=acting(by))
    return again(agreement)


def again(agreement: Agreement) -> Agreement:
    return Agreement.objects.with_terms().get(pk=agreement.pk)


def later(days: int):
    return timezone.localdate() + timedelta(days=days)
