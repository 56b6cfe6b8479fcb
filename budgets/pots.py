"""In which account the money of each way of paying lies, and which part of it the funder and the person pay."""

from dataclasses import dataclass

from budgets.allocation import NAMES, PAID_TO_PERSON, Mechanism, payments_on
from budgets.models import Account, BudgetVersion, Deployment

Kind = Account.Kind
POTS = {
    Mechanism.DIRECT_PAYMENT: Kind.DIRECT_PAYMENT,
    Mechanism.COUNCIL_MANAGED: Kind.COUNCIL_MANAGED,
    Mechanism.ISF: Kind.ISF,
    Mechanism.PHB_DIRECT_PAYMENT: Kind.HEALTH_DIRECT,
    Mechanism.PHB_NOTIONAL: Kind.HEALTH_NOTIONAL,
    Mechanism.PHB_THIRD_PARTY: Kind.HEALTH_THIRD_PARTY,
    Mechanism.SELF_FUNDED: Kind.OWN_MONEY,
}
NAMES_OF_POTS = {pot: NAMES[way] for way, pot in POTS.items()}


@dataclass(frozen=True)
class Share:
    """One way of paying: what the funder pays a week, and what the person pays towards it."""

    way: Deployment
    funded_weekly_pence: int
    contribution_weekly_pence: int


def shares_of(version: BudgetVersion) -> list[Share]:
    """The contribution comes off direct payments first, and then off the other ways, in the order they are written."""
    ways = list(version.deployments.all())
    payments = payments_on(version.statement(), version.starts_on)
    left, found = payments.billed_weekly_pence, []
    for way, paid in zip(ways, payments.ways, strict=True):
        takes = paid.contribution_weekly_pence
        if way.mechanism not in PAID_TO_PERSON:
            takes = min(left, way.weekly_pence)
            left -= takes
        found.append(Share(way, way.weekly_pence - takes, takes))
    return found
