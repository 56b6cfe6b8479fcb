"""Who hears what about clubbing together: each person of their own share, and nobody of another's money."""

from collections.abc import Iterable
from uuid import UUID

from budgets.models import SharedArrangement, ShareMember
from budgets.querysets import PAID_BY_A_BODY
from marketplace.accounts.models import User
from marketplace.notifications.contacts import Contact
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Role


def who_is_told(member: ShareMember) -> User | Contact | None:
    """The person; where they cannot be reached, or somebody decides for them, whoever joined for them."""
    person = member.person
    theirs = person.account or person.contact
    if person.is_represented or theirs is None:
        return member.joined_by or theirs
    return theirs


def who_is_asked(member: ShareMember) -> User | Contact | None:
    """Whoever says yes: about money that a council or an NHS body pays, their named worker."""
    return member.person.named_worker if member.mechanism in PAID_BY_A_BODY else who_is_told(member)


def tell(member: ShareMember, template: str, *, key: UUID, **said) -> None:
    """One piece of news about one change, once for each person."""
    _owe(member, who_is_told(member), template, key, said)


def ask_lead(arrangement: SharedArrangement, template: str, *, key: UUID, **said) -> None:
    """Whoever says yes for all is asked, or told about what they were asked."""
    if member := arrangement.place_of_lead():
        member.arrangement = arrangement
        _owe(member, who_is_asked(member), template, key, said)


def _owe(member: ShareMember, to: User | Contact | None, template: str, key: UUID, said: dict) -> None:
    if to is None:
        return
    arrangement = member.arrangement
    context = {"arrangement": str(arrangement.pk), "whom": arrangement.service.enterprise.name, **said}
    body = member.person.organisation_id
    notify(to, template, key=f"{template}:{key}:{member.pk}", context=context, organisation_id=body)


def tell_all(arrangement: SharedArrangement, members: Iterable[ShareMember], template: str, *, key: UUID, **said):
    for member in members:
        member.arrangement = arrangement
        tell(member, template, key=key, **said)


def tell_owners(arrangement: SharedArrangement, template: str, *, key: UUID, **said) -> None:
    """The owners of the enterprise; how many people, and never whose money."""
    home = arrangement.service.enterprise.organisation
    owners = home.memberships.live().in_role(Role.OWNER)
    context = {"arrangement": str(arrangement.pk), **said}
    for owner in User.objects.filter(is_active=True, pk__in=owners.values("account")):
        notify(owner, template, key=f"{template}:{key}:{owner.pk}", context=context, organisation_id=home.pk)
