"""What the page of a contract says of money: its invoices, what is paid and left, and what would make money wait."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access as budgets
from budgets.models import Power
from commissioning.access import can_supply_contract
from commissioning.models import BankAccount, Contract, Invoice
from commissioning.paying_out import CHANGING, NOT_CHECKED, WORDS, payable_to
from commissioning.querysets import bodies_for
from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Role

NEWEST = 60  # invoices on the page: more than a year of weekly ones
SAYS = (Power.CONFIRM, Power.AGREE, Power.PAY)  # for whom the week of a person is open
AGREED = (Contract.Status.AGREED, Contract.Status.ENDED)
GOES_ON = (Contract.Status.OFFERED, Contract.Status.AGREED)


@dataclass(frozen=True)
class Row:
    """One invoice; `address` only for whoever may open it."""

    invoice: Invoice
    pence: int
    address: str


@dataclass(frozen=True)
class Waits:
    """Why no money can go there yet, and where whoever reads it does something about it."""

    words: str
    address: str
    link: str


def money_of(actor: Actor, contract: Contract, is_ours: bool) -> dict:
    """All of it, with the same few questions however many invoices there are."""
    under = Invoice.objects.under(contract)
    sums = under.sums()
    return {
        "invoices": rows_of(actor, contract, is_ours), "asked_for": sums.asked_for, "paid": sums.paid,
        "uninvoiced": max(contract.value_pence - sums.asked_for, 0),
        "payee": what_waits(actor, contract, is_ours, timezone.now()),
        "visits": visits_of(actor, contract, is_ours),
    }  # fmt: skip


def rows_of(actor: Actor, contract: Contract, is_ours: bool) -> list[Row]:
    """The newest first, those that were sent back too: the enterprise's own pages, or those of whoever pays."""
    name = "commissioning:invoice" if is_ours else "commissioning:my-invoice"
    theirs = Invoice.objects.filter(contract=contract, credits=None)
    known = Invoice.objects
    seen = known.of_body(actor) | known.ordered_by(actor) if is_ours else known.of_enterprise(actor)
    opens = set(seen.filter(contract=contract).values_list("pk", flat=True))
    return [
        Row(each, each.gross_pence - each.credited_pence, reverse(name, args=[each.pk]) if each.pk in opens else "")
        for each in theirs.order_by("-received_at", "-pk")[:NEWEST]
    ]


def what_waits(actor: Actor, contract: Contract, is_ours: bool, now: datetime) -> Waits | None:
    """The account: finance checks it from here, the owner enters it or looks at it; others read why."""
    if contract.status not in GOES_ON:
        return None
    account, code = payable_to(Q(enterprise=contract.enterprise), contract.body, now)
    if account is not None:
        return None
    words = str(WORDS[code])
    if can_supply_contract(actor, contract):
        return Waits(words, reverse("commissioning:my-bank"), _("Where your money goes"))
    pays = bodies_for(actor, Role.FINANCE).filter(pk=contract.body_id).exists()
    newest = BankAccount.objects.filter(enterprise=contract.enterprise).live().order_by("-entered_at").first()
    if pays and newest is not None and code in (NOT_CHECKED, CHANGING):
        return Waits(words, reverse("commissioning:payee", args=[newest.pk]), _("Check whose account it is"))
    return Waits(words, "", "")


def visits_of(actor: Actor, contract: Contract, is_ours: bool) -> str:
    """Where the visits of its agreement stand, for whoever may say what happened."""
    person = contract.agreement.person if contract.agreement else None
    if person is None or contract.status not in AGREED:
        return ""
    if not is_ours:
        return reverse("budgets:visits")
    may = any(budgets.may(actor, person, power) for power in SAYS)
    return reverse("budgets:person-week", args=[person.pk]) if may else ""


def is_open_to(actor: Actor, contract: Contract | None) -> bool:
    """Whether a page may lead to it."""
    return contract is not None and Contract.objects.visible_to(actor).filter(pk=contract.pk).exists()
