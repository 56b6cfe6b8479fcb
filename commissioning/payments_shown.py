"""What the pages about payments show: rows with payee, sum and why they wait, and how far a run has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from commissioning.holding import words_of
from commissioning.models import BankAccount, Payment, PaymentRun
from commissioning.paying_whom import owners_of
from commissioning.run_files import is_new
from marketplace.ui.filters import long_date
from providers.models import Enterprise

Status = Payment.Status


@dataclass(frozen=True)
class Row:
    payment: Payment
    payee: str
    why: str = ""
    is_new: bool = False
    same_as: tuple[str, ...] = ()


def rows_of(payments: Iterable[Payment], now: datetime) -> list[Row]:
    """Each with whom it goes to: an enterprise by its name; people only as what they get, such as a direct payment."""
    found = list(payments)
    owners = owners_of(found)
    keys = {owner.pk for owner in owners.values() if owner.field == "enterprise"}
    known = Enterprise.objects.filter(pk__in=keys).select_related("organisation")
    enterprises = {each.pk: each.name for each in known}
    names = {key: enterprises.get(owner.pk, "") for key, owner in owners.items()}
    same = _same_as(found)
    return [
        Row(each, names.get(each.pk) or each.get_kind_display(), words_of(each), is_new(each.account, now),
            same.get(each.pk, ()))
        for each in found
    ]  # fmt: skip


def _same_as(payments: list[Payment]) -> dict[UUID, tuple[str, ...]]:
    """By payment, for whom else its account was entered; people are not named."""
    accounts = {each.pk: each.account for each in payments if each.account is not None}
    if not accounts:
        return {}
    keys = {account.pk for account in accounts.values()}
    shared = list(BankAccount.objects.shared(BankAccount.objects.filter(pk__in=keys)).with_owner())
    return {
        key: tuple(dict.fromkeys(_named(each) for each in shared if _is_twin(each, account)))
        for key, account in accounts.items()
    }


def _is_twin(one: BankAccount, other: BankAccount) -> bool:
    return one.digest == other.digest and one.owner != other.owner


def _named(account: BankAccount) -> str:
    return _("a person with a budget") if account.person is not None else account.whose.name


def progress_of(run: PaymentRun) -> dict[str, int]:
    """How many of a run are posted, answered, and came back."""
    return run.payments.order_by().aggregate(
        posted=Count("pk", filter=Q(status__in=(Status.SENT, Status.PAID, Status.RETURNED))),
        paid=Count("pk", filter=Q(status=Status.PAID)),
        back=Count("pk", filter=Q(status=Status.RETURNED)),
    )


def steps_of(run: PaymentRun) -> list[dict]:
    """Through whose hands it goes: name and day at each step."""
    passed = [
        (_("Proposed"), run.proposed_at, ""),
        (_("Looked at"), run.made_at, run.made_by.name if run.made_by else ""),
        (_("Approved"), run.locked_at, run.approved_by.name if run.approved_by else ""),
        (_("With the bank") if run.rail == "bank" else _("With the finance system"), run.sent_at,
         run.sent_by.name if run.sent_by else ""),
        (_("All answered"), run.done_at, ""),
    ]  # fmt: skip
    waits = next((n for n, (_name, at, _who) in enumerate(passed) if at is None), len(passed))
    states = ["done" if n < waits else "now" if n == waits else "" for n in range(len(passed))]
    return [{"title": name, "soft": f"{long_date(at)} {who}".strip() if at else "", "state": state, "words": ""}
            for (name, at, who), state in zip(passed, states, strict=True)]  # fmt: skip
