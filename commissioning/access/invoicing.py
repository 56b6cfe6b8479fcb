"""Who sends, accepts, approves, asks about and pays an invoice: never one of an enterprise of their own."""

from collections.abc import Iterable
from uuid import UUID

from budgets import access as budgets
from budgets.access import is_near, limit_of
from budgets.models import CircleMember, Person, Power
from budgets.querysets.people import near_to
from commissioning.access.checks import is_close_to
from commissioning.access.paying import can_pay_for
from commissioning.models import Contract, Invoice, InvoiceQuery
from marketplace.accounts.actors import Actor
from marketplace.organisations.access import holds
from marketplace.organisations.models import Role
from providers import access as providers
from providers.models import Enterprise

BODY = Invoice.Payer.BODY


def can_invoice(actor: Actor, enterprise: Enterprise) -> bool:
    """Only the owner asks for money, and answers what is asked about it."""
    return providers.can_speak_for(actor, enterprise)


def can_self_bill(actor: Actor, contract: Contract) -> bool:
    """Where both agreed so, whoever pays for the body writes the invoice."""
    return contract.is_self_billed and can_pay_for(actor, contract.body, contract.enterprise)


def _is_own(actor: Actor, invoice: Invoice) -> bool:
    """Close to the enterprise or to the person, or written by themselves."""
    is_theirs = actor.account is not None and invoice.made_by_id == actor.account.pk
    near = invoice.person is not None and is_near(actor, invoice.person)
    return is_theirs or near or is_close_to(actor, invoice.enterprise)


def can_accept(actor: Actor, invoice: Invoice) -> bool:
    """Whoever ordered it: the named worker of the person, or whoever let the contract."""
    if invoice.payer != BODY or actor.account is None or _is_own(actor, invoice):
        return False
    if invoice.person is not None and budgets.is_named_worker(actor, invoice.person):
        return True
    contract = invoice.contract
    let = contract is not None and contract.offered_by_id == actor.account.pk
    return let and holds(actor, Role.SOCIAL_WORKER, Role.COMMISSIONER, Role.FINANCE, organisation=invoice.body)


def can_approve(actor: Actor, invoice: Invoice) -> bool:
    """A finance officer of the body, or a commissioner within their limit; never whoever wrote it."""
    if invoice.payer != BODY or invoice.body is None or _is_own(actor, invoice):
        return False
    if can_pay_for(actor, invoice.body, invoice.enterprise):
        return True
    decides = holds(actor, Role.COMMISSIONER, organisation=invoice.body)
    return decides and (limit_of(actor, invoice.body) or 0) >= invoice.gross_pence


def approvable(actor: Actor, invoices: Iterable[Invoice]) -> set[UUID]:
    """Of many those that can_approve says yes to, with the same few questions however many they are."""
    rows = [each for each in invoices if each.payer == BODY]
    if actor.account is None or not rows:
        return set()
    works = actor.account.memberships.live()
    pays = set(works.in_role(Role.FINANCE).values_list("organisation", flat=True))
    decides = works.in_role(Role.COMMISSIONER).select_related("organisation")
    limits = {each.organisation_id: limit_of(actor, each.organisation) or 0 for each in decides}
    close = set(Enterprise.objects.close_to(actor).values_list("pk", flat=True))
    close |= set(Enterprise.objects.run_by(actor).values_list("pk", flat=True))
    near = set(Person.objects.filter(pk__in=near_to(actor)).values_list("pk", flat=True))

    def may(each: Invoice) -> bool:
        is_own = each.made_by_id == actor.person.pk or each.enterprise_id in close or each.person_id in near
        return not is_own and (each.body_id in pays or limits.get(each.body_id, -1) >= each.gross_pence)

    return {each.pk for each in rows if may(each)}


def can_say_paid(actor: Actor, invoice: Invoice) -> bool:
    """The person, or whoever pays for them; never somebody close to the enterprise."""
    if invoice.payer == BODY or invoice.person is None or is_close_to(actor, invoice.enterprise):
        return False
    return budgets.may(actor, invoice.person, Power.PAY)


def can_see_account(actor: Actor, invoice: Invoice) -> bool:
    """In full only by whom it is addressed to, and whoever of their circle pays for them: no professional."""
    person = invoice.person
    if person is None or not can_say_paid(actor, invoice):
        return False
    circle = CircleMember.objects.of(actor).filter(person=person, powers__contains=[Power.PAY])
    return budgets.is_own(actor, person) or circle.exists()


def can_ask_about(actor: Actor, invoice: Invoice) -> bool:
    """Whoever accepts, approves or pays it."""
    return can_accept(actor, invoice) or can_approve(actor, invoice) or can_say_paid(actor, invoice)


def can_resolve(actor: Actor, query: InvoiceQuery) -> bool:
    """Whoever asked, while they still may ask, and finance; where it makes good what differs, only who ordered."""
    if query.invoice.awaits_acceptance and query.invoice.status not in Invoice.WAITS:
        return can_accept(actor, query.invoice)
    asked = actor.account is not None and query.raised_by_id == actor.account.pk
    is_payer = can_approve(actor, query.invoice) or can_say_paid(actor, query.invoice)
    return is_payer or (asked and can_ask_about(actor, query.invoice))
