"""Invented bank accounts of the demonstration: each enterprise has one of its own."""

from datetime import datetime

from commissioning.actions.payees import digest_of
from commissioning.models import BankAccount
from marketplace.accounts.models import User
from providers.models import Enterprise

SORT_CODE = "089999"  # of Pay.UK's own examples: no branch has it


def account_in_use(enterprise: Enterprise, owner: User, since: datetime) -> BankAccount:
    """The account of theirs that is used, made where there is none."""
    known = BankAccount.objects.filter(enterprise=enterprise).in_use().first()
    number = f"{enterprise.pk.int % 100_000_000:08d}"
    return known or BankAccount.objects.create(
        enterprise=enterprise, status="current", name=enterprise.name, sort_code=SORT_CODE, number=number,
        digest=digest_of(SORT_CODE, number), fits="cannot-check", entered_by=owner, entered_at=since,
        usable_from=since,
    )  # fmt: skip
