"""Who acts: an account, a private link, a key of an organisation, or the system under a rule's name."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.core.exceptions import PermissionDenied

from marketplace.accounts.models import User


@dataclass(frozen=True)
class Actor:
    """One who acts, with the membership used and the person acted for, so that the trail can say so.

    A key (`token`) acts for one organisation within its scopes, and is no person.
    """

    account: User | None = None
    rule: str = ""
    link: UUID | None = None
    membership: UUID | None = None
    acting_for: UUID | None = None
    token: UUID | None = None
    organisation: UUID | None = None
    scopes: frozenset[str] = frozenset()

    @property
    def is_signed_in(self) -> bool:
        return self.account is not None

    @property
    def person(self) -> User:
        """The account that acts; whoever is not signed in may not do what needs one."""
        if self.account is None:
            raise PermissionDenied
        return self.account

    def using(self, membership_id: UUID) -> "Actor":
        """The same actor, acting by one named membership."""
        return replace(self, membership=membership_id)


ANYONE = Actor()


def key(token: UUID, *, of: UUID, scopes: Iterable[str]) -> Actor:
    """Another system, acting for one organisation with its key."""
    return Actor(token=token, organisation=of, scopes=frozenset(scopes))


def system(rule: str) -> Actor:
    """The site itself, acting under a rule that has a name."""
    return Actor(rule=rule)
