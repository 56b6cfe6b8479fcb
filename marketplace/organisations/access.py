"""Who may do what in an organisation. Rights are the union of live memberships, each for a named organisation."""

from marketplace.accounts.actors import Actor
from marketplace.organisations.models import STAFF_ROLES, Organisation, Role


def holds(actor: Actor, *roles: str, organisation: Organisation | None = None) -> bool:
    """Whether the actor has one of the roles now, in that organisation if one is named."""
    if actor.account is None or not actor.account.is_active:
        return False
    found = actor.account.memberships.live().in_role(*roles)
    return (found if organisation is None else found.filter(organisation=organisation)).exists()


def is_staff(actor: Actor) -> bool:
    """Whether the actor works for a council, the NHS or the operator: these need a second step to sign in."""
    return holds(actor, *STAFF_ROLES)


def can_see_members(actor: Actor, organisation: Organisation) -> bool:
    return can_manage(actor, organisation) or holds(actor, *Role.values, organisation=organisation)


def can_manage(actor: Actor, organisation: Organisation) -> bool:
    """Owners manage an enterprise or group, commissioners their council or NHS body, operators any."""
    return holds(actor, Role.OPERATOR) or holds(actor, Role.OWNER, Role.COMMISSIONER, organisation=organisation)
