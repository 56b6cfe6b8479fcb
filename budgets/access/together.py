"""Who may begin, join, lead and leave what several people share."""

from collections.abc import Iterable
from uuid import UUID

from budgets.access.people import is_close, is_named_worker, may
from budgets.models import Person, Power, SharedArrangement, SharedSession, ShareMember
from budgets.querysets import PAID_BY_A_BODY
from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation, Role
from marketplace.workflow.models import PrivateLink
from providers import access as providers

TOGETHER = "together"  # the purpose of a link with which somebody joins what others share


def can_club_for(actor: Actor, person: Person, mechanism: str) -> bool:
    """Whoever agrees for the person; with money that a council or an NHS body pays, only their named worker."""
    if mechanism in PAID_BY_A_BODY:
        return is_named_worker(actor, person)
    return may(actor, person, Power.AGREE)


def shares_spoken_for(actor: Actor, members: Iterable[ShareMember]) -> set[UUID]:
    """For which of these whoever could have joined for the person joins, answers and leaves for them."""
    places = list(members)
    people = Person.objects.filter(pk__in=[each.person_id for each in places])
    agreed = set(people.open_to(actor, Power.AGREE).values_list("pk", flat=True))
    worked = set(people.worked_for_by(actor).values_list("pk", flat=True))
    return {
        each.pk for each in places if each.person_id in (worked if each.mechanism in PAID_BY_A_BODY else agreed)
    }  # fmt: skip


def can_speak_for_share(actor: Actor, member: ShareMember) -> bool:
    return bool(shares_spoken_for(actor, [member]))


def can_offer(actor: Actor, service) -> bool:
    """The owner of an enterprise opens a gathering for what it offers."""
    return providers.can_speak_for(actor, service.enterprise)


def owned_by(actor: Actor):
    """The organisations of the enterprises that the actor owns."""
    if actor.account is None:
        return Organisation.objects.none()
    return Organisation.objects.filter(
        pk__in=actor.account.memberships.live().in_role(Role.OWNER).values("organisation")
    )


def can_see_together(actor: Actor, arrangement: SharedArrangement) -> bool:
    return SharedArrangement.objects.visible_to(actor).filter(pk=arrangement.pk).exists()


def can_join(actor: Actor, arrangement: SharedArrangement) -> bool:
    """Anybody where it is open; otherwise by the link, or when the actor is in it with somebody already."""
    if actor.link is not None:
        links = PrivateLink.objects.of(arrangement, TOGETHER).live()
        return links.filter(pk=actor.link).exists()
    return arrangement.is_open or can_see_together(actor, arrangement)


def can_lead(actor: Actor, arrangement: SharedArrangement) -> bool:
    """The lead, or whoever speaks for the lead's share; nobody who is close to the enterprise that is paid."""
    if arrangement.lead_id is None or is_close(actor, arrangement.service.enterprise):
        return False
    place = arrangement.place_of_lead()
    return place is not None and can_speak_for_share(actor, place)


def can_invite(actor: Actor, arrangement: SharedArrangement) -> bool:
    """Whoever speaks for somebody who is in it; and the owner of the enterprise."""
    if can_offer(actor, arrangement.service):
        return True
    return bool(shares_spoken_for(actor, arrangement.members.here()))


def can_plan(actor: Actor, arrangement: SharedArrangement) -> bool:
    """The lead plans, and the owner of the enterprise suggests."""
    return can_offer(actor, arrangement.service) or can_lead(actor, arrangement)


def can_call_off_day(actor: Actor, session: SharedSession) -> bool:
    """What the enterprise only suggested, it takes back; what is planned, either side calls off."""
    if session.status == SharedSession.Status.PROPOSED:
        return can_offer(actor, session.arrangement.service)
    return can_plan(actor, session.arrangement)


def can_call_off(actor: Actor, arrangement: SharedArrangement) -> bool:
    """Before it starts, whoever leads it or offers it lets it go."""
    return can_plan(actor, arrangement)
