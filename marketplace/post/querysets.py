"""Every named question about messages that wait for a person."""

from collections import Counter
from uuid import UUID

from django.db.models import Q, QuerySet

from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.models import Message
from marketplace.organisations.models import Membership, Role

HANDLERS = (
    *(Role.OWNER, Role.SOCIAL_WORKER, Role.LINK_WORKER, Role.GP, Role.ADVISER, Role.COMMISSIONER, Role.OPERATOR),
)  # who may look after an organisation's messages


def waiting_for(actor: Actor) -> QuerySet[Message]:
    """What this person may look after, oldest first."""
    if not actor.is_signed_in:
        return Message.objects.none()
    handlers = Membership.objects.live().in_role(*HANDLERS)
    mine = handlers.filter(account=actor.person)
    found = Q(organisation_id__in=mine.values("organisation"))
    if mine.filter(role=Role.OPERATOR).exists():
        found |= Q(organisation_id=None) | ~Q(organisation_id__in=handlers.values("organisation"))
    return Message.objects.for_a_human().filter(found).select_related("to")


def told_today() -> list[tuple[User, int]]:
    """Whoever looks after messages that wait now, and how many; those without staff are the operators'."""
    handlers = Membership.objects.live().in_role(*HANDLERS).filter(account__is_active=True)
    waiting: Counter[UUID | None] = Counter(Message.objects.for_a_human().values_list("organisation_id", flat=True))
    of_somebody = handlers.filter(organisation__in=[pk for pk in waiting if pk]).select_related("account")
    told: Counter[User] = Counter()
    for pair in {(each.account, each.organisation_id) for each in of_somebody}:
        told[pair[0]] += waiting[pair[1]]
    nobodys = sum(count for pk, count in waiting.items() if pk not in {each.organisation_id for each in of_somebody})
    for operator in {each.account for each in handlers.filter(role=Role.OPERATOR).select_related("account")}:
        told[operator] += nobodys
    return [(person, count) for person, count in told.items() if count]
