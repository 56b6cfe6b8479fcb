"""Who is told: the owners of an enterprise, and those who decide about a service."""

from collections.abc import Iterable

from marketplace.accounts.models import User
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Membership, Organisation, Role
from providers.models import Enterprise, Service


def owners(enterprise: Enterprise):
    owning = enterprise.organisation.memberships.live().in_role(Role.OWNER)
    return User.objects.filter(is_active=True, pk__in=owning.values("account"))


def deciders(service: Service) -> Iterable[User]:
    council = Organisation.objects.council_of(service.council_code)
    deciding = Membership.objects.live().in_role(Role.COMMISSIONER if council else Role.OPERATOR)
    deciding = deciding.filter(organisation=council) if council else deciding
    return User.objects.filter(is_active=True, pk__in=deciding.values("account"))


def tell(service: Service, template: str, moved, **context) -> None:
    for owner in owners(service.enterprise):
        notify(
            owner,
            template,
            key=f"{template}:{moved}:{owner.pk}",
            context={"enterprise": service.enterprise.name, "service": str(service.pk), **context},
        )
