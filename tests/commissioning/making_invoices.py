"""Invoices that have come some way: confirmed visits of Doreen and Ken, and a checked bank account."""

from uuid import UUID

import pytest

from budgets import actions as budgets
from budgets.models import Account, Person
from commissioning import actions
from commissioning.models import Invoice
from marketplace.accounts.ids import uuid7
from tests.budgets.making import agreement_of, budget_of, limit_of
from tests.commissioning.paying import BY, MONDAY, account_of, checked, happened, ordered
from tests.people import acting

LATER = "2026-03-12T12:00:00+00:00"  # a Thursday: three visits of £18 have passed


@pytest.fixture
def paid_account(good_company, amina, nottingham, fiona, raj):
    """Two people of Nottingham are sure of Good Company's bank account."""
    account = account_of(good_company, amina)
    checked(account, nottingham, fiona, raj)
    return account


@pytest.fixture
def doreens(doreen, cooking, amina, sam, time_machine):
    """The council pays for Doreen's visits, and three of them happened."""
    time_machine.move_to(MONDAY, tick=False)
    made = ordered(doreen, cooking, amina, sam)
    time_machine.move_to(LATER, tick=False)
    happened(made, 3, by=sam)
    return made


@pytest.fixture
def ken(nottingham, sam, ben):
    """Ben's neighbour in these tests: he has a direct payment and an account of his own."""
    limit_of(nottingham, "social_worker", 2_000_000, sam)
    known = {"named_worker": sam, "account": ben, "name": "Ken Ball", "outcode": "NG5"}
    return Person.objects.create(organisation=nottingham, **known)


@pytest.fixture
def kens(ken, cooking, amina, sam, ben, time_machine):
    """Ken pays Good Company from his direct payment; three visits happened."""
    time_machine.move_to(MONDAY, tick=False)
    made = agreement_of(ken, cooking, amina, ben, version=budget_of(ken, sam, 5_000, days=0))
    budgets.plan_visits(made, by=BY)
    time_machine.move_to(LATER, tick=False)
    happened(made, 3, by=ben)
    return made


def ready(agreement) -> list[UUID]:
    return [visit.pk for visit in agreement.visits.to_invoice().order_by("on")]


def send(agreement, by, *, keys=None, pence=None, key=None) -> Invoice:
    """Everything that is ready, as the review page shows it."""
    keys = ready(agreement) if keys is None else keys
    due = sum(visit.due_pence or 0 for visit in agreement.visits.filter(pk__in=keys))
    shown = due if pence is None else pence
    return actions.send_invoice(agreement, keys, shown_pence=shown, key=key or uuid7(), by=acting(by))


def ask(invoice, by, pence=1_800, words="Two hours, or three?", **about):
    return actions.raise_query(invoice, words, pence, key=uuid7(), by=acting(by), **about)


def pot(kind="council-managed") -> tuple[int, int]:
    found = Account.objects.get(kind=kind)
    return found.posted, found.pending
