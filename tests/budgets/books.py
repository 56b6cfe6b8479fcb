"""A small set of books: Nottingham gives Ben a budget, and Amina's enterprise is paid."""

import os
import random
from types import SimpleNamespace

from budgets import ledger
from budgets.ledger import Entry, Kind
from budgets.models import Account, Person
from marketplace.accounts.actors import system
from marketplace.accounts.ids import uuid7
from marketplace.organisations.models import Organisation

BY = system("ledger-tests")
NIGHTLY = os.environ.get("PROOF_DEPTH") == "nightly"


def seed() -> int:
    """Of this run: PROOF_SEED repeats it."""
    drawn = int(os.environ.get("PROOF_SEED") or random.SystemRandom().randrange(2**31))
    print(f"PROOF_SEED={drawn}")
    return drawn


def person_of(organisation: Organisation) -> Person:
    return Person.objects.create(organisation=organisation, initials="B.H.", outcode="NG5")


def account(organisation, kind: Kind, **whose) -> Account:
    """A new one, whatever others there are."""
    return ledger.open_account(kind, organisation, budget_id=uuid7(), **whose)


def books(organisation, *, gives: int = 0, kind: Kind = Kind.COUNCIL_MANAGED) -> SimpleNamespace:
    """Where the money comes from, whose it is, who is paid, and the person for whom it is."""
    made = SimpleNamespace(
        person=person_of(organisation),
        funding=account(organisation, Kind.FUNDING),
        budget=account(organisation, kind),
        paid=account(organisation, Kind.ENTERPRISE),
    )
    if gives:
        lines = {made.funding: -gives, made.budget: gives}
        ledger.post(Entry.ALLOCATION, lines, key=f"given:{made.budget.pk}", source=made.person, by=BY)
    return made


def pay(made, pence: int, *, key: str = "", **more):
    """Out of the budget to the enterprise."""
    lines = {made.budget: -pence, made.paid: pence}
    return ledger.post(Entry.INVOICE_PAID, lines, key=key or f"paid:{uuid7()}", source=made.person, by=BY, **more)


def promise(made, pence: int, *, key: str = "", **more):
    lines = {made.budget: -pence, made.paid: pence}
    return ledger.reserve(lines, key=key or f"promised:{uuid7()}", source=made.person, by=BY, **more)


def holds(account: Account) -> tuple[int, int]:
    """What is in it, and what of it is promised."""
    account.refresh_from_db()
    return account.posted, account.pending
