"""Who looks after what no machine can deliver: the staff of the organisation concerned, else the site's operator."""

from uuid import UUID

from marketplace.accounts.actors import Actor
from marketplace.notifications.models import Message
from marketplace.organisations.access import holds
from marketplace.organisations.models import Membership, Role
from marketplace.post.querysets import HANDLERS


def can_look_after_any(actor: Actor) -> bool:
    """Whether somebody could have such work at all."""
    return holds(actor, *HANDLERS)


def can_look_after(actor: Actor, message: Message) -> bool:
    """Staff of the organisation concerned; the operator where there is none, or nobody works there any more."""
    if actor.account is None or not actor.account.is_active:
        return False
    handlers = Membership.objects.live().in_role(*HANDLERS)
    if handlers.filter(account=actor.account, organisation=message.organisation_id).exists():
        return True
    return holds(actor, Role.OPERATOR) and not _has_staff(message.organisation_id)


def _has_staff(organisation_id: UUID | None) -> bool:
    return Membership.objects.live().in_role(*HANDLERS).filter(organisation=organisation_id).exists()
