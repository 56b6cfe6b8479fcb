"""Who sees how fast a body pays, who publishes its books, and who writes the Bank Rate down."""

from marketplace.accounts.actors import Actor
from marketplace.organisations.access import holds
from marketplace.organisations.models import Organisation, Role


def can_publish(actor: Actor, body: Organisation) -> bool:
    """Whoever pays for the body signs its figures."""
    return holds(actor, Role.FINANCE, organisation=body)


def can_set_rates(actor: Actor) -> bool:
    """The operator, for everybody: the rate is the Bank of England's."""
    return holds(actor, Role.OPERATOR)
