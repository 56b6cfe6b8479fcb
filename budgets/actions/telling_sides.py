"""Who hears of an agreement: the enterprise, whoever buys, and whoever decides; never a name, never a need."""

from budgets import access
from budgets.models import Agreement, AgreementVersion
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Organisation, Role
from marketplace.ui.filters import long_date


def owners_of(agreement: Agreement) -> list[User]:
    owning = agreement.service.enterprise.organisation.memberships.live().in_role(Role.OWNER)
    return list(User.objects.filter(is_active=True, pk__in=owning.values("account")).order_by("pk"))


def buyers_of(agreement: Agreement) -> list[User]:
    """Whoever offered it, whoever said yes to it, whoever holds the money, and the person themselves; each once."""
    found = {each.buyer_by_id for each in agreement.versions.all()} | {agreement.offered_by_id}
    found |= {each.pk for each in access.holders_of(agreement)}
    if agreement.person is not None and not agreement.is_ordered:
        found.add(agreement.person.account_id)
    return list(User.objects.filter(is_active=True, pk__in=[each for each in found if each]).order_by("pk"))


def tell_enterprise(agreement: Agreement, version: AgreementVersion | None, *, template="", about=None) -> None:
    """That somebody asks for a yes, or the news that `template` names."""
    new = "agreement-offered" if version is not None and version.number == 1 else "agreement-proposed"
    for owner in owners_of(agreement):
        _tell(owner, agreement, template or new, about or version.pk)  # type: ignore[union-attr]


def tell_buyers(agreement: Agreement, template: str, about) -> None:
    """Whoever may still open it."""
    for account in buyers_of(agreement):
        if Agreement.objects.visible_to(Actor(account=account)).filter(pk=agreement.pk).exists():
            _tell(account, agreement, template, about)


def tell_deciders(agreement: Agreement, version: AgreementVersion, pence: int, *, by: Actor) -> None:
    """Whoever decides next about so much a year."""
    body: Organisation = agreement.person.organisation  # type: ignore[union-attr]
    for officer in access.deciders_above(by, body, pence):
        _tell(officer, agreement, "agreement-to-decide", version.pk)


def _tell(account: User, agreement: Agreement, template: str, about) -> None:
    """`about` makes this news one thing for ever."""
    service = agreement.service
    said = {
        "agreement": str(agreement.pk),
        "reference": agreement.reference,
        "whom": service.people or service.enterprise.name,
        "answer_by": long_date(agreement.due_on) if agreement.due_on else "",
        "last_day": long_date(agreement.ends_on) if agreement.ends_on else "",
    }
    notify(account, template, key=f"{template}:{about}:{account.pk}", context=said)
