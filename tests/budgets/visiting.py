"""Rose, whom Good Company helps on Mondays and Thursdays, for tests of what happens then."""

import pytest

from budgets import actions
from budgets.models import Account, CircleMember, Person, Visit
from marketplace.accounts.actors import system
from tests.budgets.making import agreement_of, budget_of, limit_of
from tests.factories import ServiceFactory
from tests.people import person

BY = system("test")
MONDAY = "2026-03-02T09:00:00+00:00"


@pytest.fixture
def rose_account(nottingham):
    return person("rose", role="person", organisation=nottingham)


@pytest.fixture
def rose(nottingham, sam, rose_account):
    limit_of(nottingham, "social_worker", 2_000_000, sam)
    facts = {"named_worker": sam, "account": rose_account, "name": "Rose Thorn", "outcode": "NG5"}
    return Person.objects.create(organisation=nottingham, **facts)


@pytest.fixture
def dora(rose):
    """Rose's daughter, who says what happened and sees the money."""
    account = person("dora")
    powers = ["plan", "money", "pay", "agree", "confirm"]
    CircleMember.objects.create(person=rose, account=account, kind="family", powers=powers, name="Dora")
    return account


@pytest.fixture
def cooking(good_company, amina):
    return ServiceFactory(enterprise=good_company, listed=True)


def planned(rose, service, owner, worker, *, way="direct-payment", pence=5_000, **terms):
    """Eight visits in four weeks, each £18, paid in this way; none of this budget where there is no way."""
    account = "own" if way == "direct-payment" else ""
    ways = [{"mechanism": way, "weekly_pence": pence, "account": account}]
    version = budget_of(rose, worker, pence, days=0, ways=ways) if way else None
    agreement = agreement_of(rose, service, owner, worker, version=version, **terms)
    actions.plan_visits(agreement, by=BY)
    return agreement


def visits_of(agreement) -> list[Visit]:
    return list(agreement.visits.with_agreement().order_by("on", "at"))


def again(visit) -> Visit:
    return Visit.objects.with_agreement().get(pk=visit.pk)


def pot(kind="direct-payment") -> Account:
    return Account.objects.get(kind=kind)


def sums(kind="direct-payment") -> tuple[int, int]:
    """Pence that are there, and pence promised."""
    found = pot(kind)
    return found.posted, found.pending
