"""Who lets small contracts, says yes to them, orders under them and says what happened; never for one's own."""

from django.db.models import Q

from budgets import access as budgets
from commissioning.access.checks import is_close_to
from commissioning.models import CallOff, Contract, ContractVersion
from commissioning.querysets.whose import BUYING, LETTING, PAYERS, bodies_for
from marketplace.accounts.actors import Actor
from marketplace.organisations.access import holds
from marketplace.organisations.models import Organisation, Role
from providers import access as providers
from providers.models import Enterprise


def letting_bodies_of(actor: Actor):
    """The councils and NHS bodies for which the actor may let small contracts."""
    if actor.account is None:
        return Organisation.objects.none()
    works = actor.account.memberships.live().in_role(*LETTING).values("organisation")
    return Organisation.objects.filter(Q(kind__in=PAYERS), pk__in=works).order_by("name", "pk")


def can_let(actor: Actor, body: Organisation, enterprise: Enterprise) -> bool:
    """A social worker or a commissioner of the body; never to an enterprise of their own or of their household."""
    return body.kind in PAYERS and holds(actor, *LETTING, organisation=body) and not is_close_to(actor, enterprise)


def sees_contracts(actor: Actor) -> bool:
    """Whoever buys or pays for a body."""
    return bodies_for(actor, *BUYING).exists()


def let_limit_of(actor: Actor, body: Organisation) -> int:
    """Up to how many pence the actor lets alone, over a contract's whole life."""
    return budgets.limit_of(actor, body) or 0


def can_decide_contract(actor: Actor, contract: Contract) -> bool:
    """Somebody else than who proposed it, who decides about money for the body; never about their own.

    What the enterprise proposes is answered by whoever lets for the body.
    """
    waits = next((each for each in contract.versions.all() if each.waits_for == "buyer"), None)
    if waits is None or actor.account is None or waits.proposed_by_id == actor.account.pk:
        return False
    if waits.is_from_enterprise:
        return can_buy_contract(actor, contract)
    decides = holds(actor, Role.COMMISSIONER, organisation=contract.body)
    return decides and not is_close_to(actor, contract.enterprise) and not _is_about(actor, contract)


def can_change_contract(actor: Actor, contract: Contract) -> bool:
    """Either side proposes; the other one says yes or no."""
    return can_buy_contract(actor, contract) or can_supply_contract(actor, contract)


def can_take_back(actor: Actor, contract: Contract, version: ContractVersion) -> bool:
    """The side that proposed it."""
    may = can_supply_contract if version.is_from_enterprise else can_buy_contract
    return may(actor, contract)


def can_buy_contract(actor: Actor, contract: Contract) -> bool:
    """Whoever lets contracts for this body changes, ends and takes back."""
    return can_let(actor, contract.body, contract.enterprise) and not _is_about(actor, contract)


def _is_about(actor: Actor, contract: Contract) -> bool:
    person = contract.agreement.person if contract.agreement else None
    return person is not None and budgets.is_near(actor, person)


def can_supply_contract(actor: Actor, contract: Contract) -> bool:
    """Whoever owns the enterprise says yes or no for it."""
    return providers.can_speak_for(actor, contract.enterprise)


def can_say_call_off(actor: Actor, call_off: CallOff) -> bool:
    """Whoever ordered it, or a colleague who may order; never the enterprise."""
    return can_buy_contract(actor, call_off.contract)
