"""Who reminds of what waits, who publishes the books, and who writes the Bank Rate down."""

from commissioning.access.checks import is_close_to
from commissioning.access.paying import can_see_payments
from commissioning.models import Invoice
from marketplace.accounts.actors import Actor
from marketplace.organisations.access import holds
from marketplace.organisations.models import Organisation, Role


def can_publish(actor: Actor, body: Organisation) -> bool:
    """Whoever pays for the body signs its figures."""
    return holds(actor, Role.FINANCE, organisation=body)


def can_set_rates(actor: Actor) -> bool:
    """The operator, for everybody: the rate is the Bank of England's."""
    return holds(actor, Role.OPERATOR)


def can_remind(actor: Actor, invoice: Invoice) -> bool:
    """Whoever sees how fast the body pays; never about an enterprise of their own."""
    is_payer = invoice.body is not None and can_see_payments(actor, invoice.body)
    return is_payer and not is_close_to(actor, invoice.enterprise)
