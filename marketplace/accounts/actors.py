"""Who acts: an account, a private link, or the system under a rule's name."""

from dataclasses import dataclass, replace
from uuid import UUID

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

    def using(self, membership_id: UUID) -> "Actor":
        """The same actor, acting by one named membership."""
        return replace(self, membership=membership_id)


ANYONE = Actor()


def system(rule: str) -> Actor:
    """The site itself, acting under a rule that has a name."""
    return Actor(rule=rule)
