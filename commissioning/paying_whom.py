"""Whose account a payment goes to: an enterprise, a person with a direct payment, or whoever holds a fund."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from budgets.models import Account, Deployment, Line
from commissioning.models import Grant, Invoice, Payment

Kind = Payment.Kind


@dataclass(frozen=True)
class Owner:
    """Whose account it is, as the fields of BankAccount say it."""

    field: str
    pk: UUID

    @property
    def q(self) -> Q:
        return Q(**{self.field: self.pk})


def owners_of(payments: Iterable[Payment]) -> dict[UUID, Owner]:
    """By payment; nobody where we do not know who holds a fund."""
    sources: dict[str, dict[UUID, UUID]] = {kind: {} for kind in Kind.values}
    for payment in payments:
        sources[payment.kind][payment.pk] = payment.invoice_id or payment.source_id  # type: ignore[assignment]
    whose = (
        (Kind.INVOICE, "enterprise", _of_invoices),
        (Kind.GRANT, "enterprise", _of_grants),
        (Kind.DIRECT_PAYMENT, "person", _of_direct_payments),
        (Kind.FUND, "holder", _of_funds),
    )
    found: dict[UUID, Owner] = {}
    for kind, field, ask in whose:
        known = ask(set(sources[kind].values())) if sources[kind] else {}
        found |= {key: Owner(field, known[source]) for key, source in sources[kind].items() if source in known}
    return found


def _of_invoices(keys: set[UUID]) -> dict[UUID, UUID]:
    return dict(Invoice.objects.filter(pk__in=keys).order_by().values_list("pk", "enterprise"))


def _of_grants(keys: set[UUID]) -> dict[UUID, UUID]:
    return dict(Grant.objects.filter(pk__in=keys).order_by().values_list("pk", "start__enterprise"))


def _of_direct_payments(keys: set[UUID]) -> dict[UUID, UUID]:
    """A posting that gave a direct payment went to the pot of one person."""
    kinds = (Account.Kind.DIRECT_PAYMENT, Account.Kind.HEALTH_DIRECT)
    lines = Line.objects.filter(posting__in=keys, account__kind__in=kinds)
    return dict(lines.order_by().values_list("posting", "account__person"))


def _of_funds(keys: set[UUID]) -> dict[UUID, UUID]:
    """A posting that gave to a fund names the way of paying, and that the body that holds the fund."""
    ways = {}
    for posting, key in Line.objects.filter(posting__in=keys).order_by().values_list("posting", "posting__key"):
        ways[posting] = UUID(key.split(":")[2])
    found = Deployment.objects.filter(pk__in=ways.values(), held_by__isnull=False)
    bodies = dict(found.values_list("pk", "held_by"))
    return {posting: bodies[way] for posting, way in ways.items() if way in bodies}
