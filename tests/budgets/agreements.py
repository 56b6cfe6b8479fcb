"""Agreements in their beginnings: what is offered, and the yes of each side."""

from datetime import timedelta

import pytest
from django.utils import timezone

from budgets import actions
from budgets.models import Account, Agreement, Person
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from tests.budgets.making import PATTERN, budget_of, limit_of
from tests.factories import ServiceFactory
from tests.people import acting

ABOUT = {"kin": "none", "is_one_to_one": True, "is_directed": False, "employment": "", "employment_on": None,
         "why": "With it they stay at home."}  # fmt: skip


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


def much(his, sam, connor):
    """£250 a week, to which Connor agreed."""
    version = managed(his, sam, 25_000)
    actions.agree_budget(version, by=acting(connor))
    return version


@pytest.fixture
def on_a_monday(time_machine):
    time_machine.move_to("2026-03-02T09:00:00+00:00")


@pytest.fixture
def limits(nottingham, connor):
    limit_of(nottingham, "social_worker", 1_000_000, connor)


@pytest.fixture
def his(nottingham, sam, ben, limits):
    """Ben's own file: Sam is his named worker."""
    return Person.objects.create(
        organisation=nottingham, named_worker=sam, name="Ben Carter", outcode="NG7", account=ben
    )


@pytest.fixture
def cooking(good_company, amina):
    return ServiceFactory(enterprise=good_company, listed=True, people="Amina", if_you_cancel="A day before is free.")


def pot(kind="council-managed") -> Account:
    return Account.objects.get(kind=kind)


def said_to(account, template) -> int:
    return Message.objects.filter(template=template, to=account).count()
