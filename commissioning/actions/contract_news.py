"""Who hears of a contract and of what is ordered under it: the enterprise, whoever let it, and whoever decides."""

from budgets import access as budgets
from commissioning.models import CallOff, Contract, ContractVersion
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Role
from marketplace.ui.filters import long_date


def tell_enterprise(contract: Contract, template: str, version: ContractVersion | None, *, about=None) -> None:
    """Its owners, each once for what `about` or the version is."""
    owning = contract.enterprise.organisation.memberships.live().in_role(Role.OWNER)
    for owner in User.objects.filter(is_active=True, pk__in=owning.values("account")).order_by("pk"):
        _tell(owner, contract, template, about or version.pk, version)  # type: ignore[union-attr]


def tell_buyers(contract: Contract, template: str, about) -> None:
    """Whoever offered it, and whoever proposed or said yes to its newest terms; each once, while they work there."""
    newest = contract.versions.order_by("-number").first()
    known = [contract.offered_by_id, *([newest.proposed_by_id, newest.buyer_by_id] if newest else [])]
    keys = {each for each in known if each is not None}
    there = contract.body.memberships.live().values("account")
    for account in User.objects.filter(is_active=True, pk__in=keys).filter(pk__in=there).order_by("pk"):
        _tell(account, contract, template, about, newest)


def tell_deciders(contract: Contract, version: ContractVersion, *, by: Actor) -> None:
    """Whoever decides next about so much."""
    for officer in budgets.deciders_above(by, contract.body, version.value_pence):
        if officer.pk != version.proposed_by_id:
            _tell(officer, contract, "contract-to-decide", version.pk, version)


def tell_of_call_off(call_off: CallOff, template: str, about) -> None:
    tell_enterprise(call_off.contract, template, None, about=about)


def _tell(account: User, contract: Contract, template: str, about, version: ContractVersion | None) -> None:
    """`about` makes this news one thing for ever."""
    said = {
        "contract": str(contract.pk),
        "number": contract.number,
        "buyer": contract.body.name,
        "whom": contract.enterprise.name,
        "answer_by": long_date(version.due_on) if version and version.due_on else "",
        "last_day": long_date(contract.ends_on) if contract.ends_on else "",
    }
    notify(account, template, key=f"{template}:{about}:{account.pk}", context=said)
