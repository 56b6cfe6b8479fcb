"""Who pays for a body, and who only looks: never about an enterprise of their own, nor of their household."""

from commissioning.access.checks import is_close_to
from marketplace.accounts.actors import Actor
from marketplace.organisations.access import holds
from marketplace.organisations.models import Organisation, Role
from providers.models import Enterprise


def can_pay_for(actor: Actor, body: Organisation, enterprise: Enterprise | None = None) -> bool:
    """A finance officer of the body that pays."""
    is_own = enterprise is not None and is_close_to(actor, enterprise)
    return holds(actor, Role.FINANCE, organisation=body) and not is_own


def can_see_payments(actor: Actor, body: Organisation) -> bool:
    """Those who pay, and those who decide about money there."""
    return holds(actor, Role.FINANCE, organisation=body) or holds(actor, Role.COMMISSIONER, organisation=body)


def can_set_paying(actor: Actor, body: Organisation) -> bool:
    """How a body pays is set by whoever answers for its money."""
    return holds(actor, Role.COMMISSIONER, organisation=body)
