"""Who enters bank accounts, who checks them for whoever pays, and who says how a body pays."""

from django.db.models import Q

from budgets import access as budgets
from budgets.models import Person, Power
from commissioning.access.checks import is_close_to
from commissioning.access.paying import can_set_paying
from commissioning.models import BankAccount, PayeeCheck, PayerSettings
from marketplace.accounts.actors import Actor
from marketplace.organisations.access import holds
from marketplace.organisations.models import Organisation, Role
from providers import access as providers
from providers.models import Enterprise


def enterprises_of(actor: Actor):
    """Those that the actor owns: only owners say where the money goes."""
    if actor.account is None:
        return Enterprise.objects.none()
    owned = actor.account.memberships.live().in_role(Role.OWNER)
    return Enterprise.objects.filter(organisation__in=owned.values("organisation")).select_related("organisation")


def people_of(actor: Actor):
    """Themselves, and those in whose circle they pay; never the worker who looks after the case."""
    if actor.account is None:
        return Person.objects.none()
    around = Q(account=actor.account) | Q(circle__account=actor.account)
    return Person.objects.open_to(actor, Power.PAY).filter(around).distinct()


def holders_of(actor: Actor):
    """The bodies for which the actor holds money of people."""
    if actor.account is None:
        return Organisation.objects.none()
    works = actor.account.memberships.live().in_role(Role.FUND_HOLDER)
    return Organisation.objects.filter(pk__in=works.values("organisation"))


def can_enter_account(actor: Actor, owner: Enterprise | Person | Organisation) -> bool:
    """The owner of an enterprise; a person, or whoever pays for them in their circle; whoever works for a holder."""
    if isinstance(owner, Person):
        return people_of(actor).filter(pk=owner.pk).exists()
    if isinstance(owner, Organisation):
        return holders_of(actor).filter(pk=owner.pk).exists()
    return providers.can_speak_for(actor, owner)


def can_withdraw_account(actor: Actor, account: BankAccount) -> bool:
    return can_enter_account(actor, account.whose)


def can_check_payee(actor: Actor, account: BankAccount, body: Organisation) -> bool:
    """A finance officer of the body: neither who entered it, nor anybody close to its owner."""
    if actor.account is None or not holds(actor, Role.FINANCE, organisation=body):
        return False
    return actor.account.pk != account.entered_by_id and not _is_close_to_owner(actor, account)


def _is_close_to_owner(actor: Actor, account: BankAccount) -> bool:
    if account.enterprise is not None:
        return is_close_to(actor, account.enterprise)
    if account.person is not None:
        return budgets.is_near(actor, account.person)
    return holds(actor, Role.FUND_HOLDER, organisation=account.holder)


def can_confirm_payee(actor: Actor, check: PayeeCheck) -> bool:
    """A second finance officer: never the one who checked it."""
    is_other = actor.account is not None and actor.account.pk != check.checked_by_id
    return is_other and can_check_payee(actor, check.account, check.body)


def can_propose_payer_account(actor: Actor, body: Organisation) -> bool:
    """Who sets how a body pays, and who pays for it."""
    return can_set_paying(actor, body) or holds(actor, Role.FINANCE, organisation=body)


def can_confirm_payer_account(actor: Actor, known: PayerSettings) -> bool:
    """A second of those."""
    is_other = actor.account is not None and actor.account.pk != known.proposed_by_id
    return is_other and can_propose_payer_account(actor, known.body)
