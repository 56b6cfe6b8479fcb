"""Who may do what to an enterprise and its services."""

from marketplace.accounts.actors import Actor
from marketplace.organisations.access import holds
from marketplace.organisations.models import Organisation, Role
from providers.models import Enterprise, Service


def can_edit(actor: Actor, enterprise: Enterprise) -> bool:
    """Its owner, its workers, and the supporter who fills in for the owner."""
    if actor.account is not None and enterprise.supporter_id == actor.account.pk:
        return True
    return holds(actor, Role.OWNER, Role.WORKER, organisation=enterprise.organisation)


def can_speak_for(actor: Actor, enterprise: Enterprise) -> bool:
    """Only its owner sends it to be listed, pauses it or closes it: a supporter's words wait for the owner's yes."""
    return holds(actor, Role.OWNER, organisation=enterprise.organisation)


def can_decide(actor: Actor, service: Service) -> bool:
    """A commissioner of the council where it is; the operator where no council has joined. Never one's own."""
    if can_edit(actor, service.enterprise):
        return False
    council = Organisation.objects.council_of(service.council_code)
    if council is None:
        return holds(actor, Role.OPERATOR)
    return holds(actor, Role.COMMISSIONER, organisation=council)
