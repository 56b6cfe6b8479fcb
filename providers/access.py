"""Who may do what to an enterprise and its services."""

from marketplace.accounts.actors import Actor
from marketplace.organisations.access import holds, holds_key
from marketplace.organisations.models import Organisation, Role, Token
from providers.models import Enterprise, Service


def can_edit(actor: Actor, enterprise: Enterprise) -> bool:
    """Its owner, its workers, and the supporter who fills in for the owner."""
    if actor.account is not None and enterprise.supporter_id == actor.account.pk:
        return True
    return holds(actor, Role.OWNER, Role.WORKER, organisation=enterprise.organisation)


def can_edit_service(actor: Actor, service: Service) -> bool:
    """Whoever writes for its enterprise, and the enterprise's own key for that."""
    enterprise = service.enterprise
    return can_edit(actor, enterprise) or holds_key(actor, Token.Scope.SERVICES_WRITE, enterprise.organisation)


def can_pause(actor: Actor, service: Service) -> bool:
    """Its owner, and the key that the owner gave another system for this; a key speaks no other word of an owner."""
    enterprise = service.enterprise
    return can_speak_for(actor, enterprise) or holds_key(actor, Token.Scope.SERVICES_WRITE, enterprise.organisation)


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


def can_review(actor: Actor) -> bool:
    """Commissioners of a council that has joined, and operators, have a list of what waits."""
    return holds(actor, Role.OPERATOR) or councils_of(actor).exists()


DOWNLOADING = (Role.SOCIAL_WORKER, Role.LINK_WORKER, Role.GP, Role.ADVISER, Role.COMMISSIONER, Role.OPERATOR)


def can_download(actor: Actor) -> bool:
    """Whoever finds help for others as their work takes a result with them as a spreadsheet."""
    return holds(actor, *DOWNLOADING)


def councils_of(actor: Actor):
    """The councils for which the actor decides."""
    if actor.account is None:
        return Organisation.objects.none()
    deciding = actor.account.memberships.live().in_role(Role.COMMISSIONER)
    return Organisation.objects.councils().filter(pk__in=deciding.values("organisation"))
