"""Who acts: an account, a private link, or the system under a rule's name."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.core.exceptions import PermissionDenied

from marketplace.accounts.models import User


@dataclass(frozen=True)
class Actor:
    """One who acts, with the membership used and the person acted for, so that the trail can say so."""

    account: User | None = None
    rule: str = ""
    link: UUID | None = None
    membership: UUID | None = None
    acting_for: UUID | None = None

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


def system(rule: str) -> Actor:
    """The site itself, acting under a rule that has a name."""
    return Actor(rule=rule)
