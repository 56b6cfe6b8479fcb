"""Who may do what with checks, evidence and concerns. Nobody decides about an enterprise of their own."""

from commissioning.models import CheckCase, Evidence, Grant, GrantScheme, Offer, Requirement, Start, Waiver
from marketplace.accounts.actors import Actor
from marketplace.organisations.access import holds
from marketplace.organisations.models import Organisation, Role
from providers import access as providers
from providers.models import Enterprise, Service


def can_set_rules(actor: Actor, council: Organisation) -> bool:
    """A commissioner sets the rules that the law leaves to their own council."""
    return holds(actor, Role.COMMISSIONER, organisation=council)


def can_show(actor: Actor, enterprise: Enterprise) -> bool:
    """Its owner, its workers and whoever fills in for the owner send papers."""
    return providers.can_edit(actor, enterprise)


def can_see_evidence(actor: Actor, evidence: Evidence) -> bool:
    return Evidence.objects.visible_to(actor).filter(pk=evidence.pk).exists()


def can_apply(actor: Actor, case: CheckCase) -> bool:
    """Only the owner sends a case to the council: a supporter's words wait for the owner's yes."""
    return providers.can_speak_for(actor, case.service.enterprise)


def is_close(actor: Actor, service: Service) -> bool:
    """Whoever owns, works in or fills in for the enterprise, or whose household does."""
    return is_close_to(actor, service.enterprise)


def is_close_to(actor: Actor, enterprise: Enterprise) -> bool:
    return providers.can_edit(actor, enterprise) or providers.has_interest(actor, enterprise)


def can_decide(actor: Actor, case: CheckCase) -> bool:
    """A commissioner of the council that looks at it; never about an enterprise of their own."""
    return holds(actor, Role.COMMISSIONER, organisation=case.council) and not is_close(actor, case.service)


def can_waive(actor: Actor, requirement: Requirement) -> bool:
    """A commissioner proposes a waiver of what the council may waive."""
    return can_decide(actor, requirement.case) and "council" in requirement.waivers and not requirement.is_statutory


def can_agree(actor: Actor, waiver: Waiver) -> bool:
    """A second commissioner, never the one who proposed it."""
    is_other = actor.account is not None and actor.account.pk != waiver.proposed_by_id
    return is_other and can_waive(actor, waiver.requirement)


def can_share(actor: Actor, enterprise: Enterprise) -> bool:
    """Only the owner lets another council see what they have shown, and takes that back."""
    return providers.can_speak_for(actor, enterprise)


def can_suspend(actor: Actor, service: Service) -> bool:
    """Whoever decides about the listing."""
    return providers.can_decide(actor, service) and not is_close(actor, service)


# --- Help to start ---------------------------------------------------------------------------------------------------
ADVISING = (Role.ADVISER, Role.COMMISSIONER)


def can_advise(actor: Actor, start: Start) -> bool:
    """An adviser or a commissioner of the council that helps; never an enterprise of their own."""
    return holds(actor, *ADVISING, organisation=start.council) and not is_close_to(actor, start.enterprise)


def can_walk(actor: Actor, start: Start) -> bool:
    """Its owner, its workers and whoever fills in for the owner go through the path to start."""
    return providers.can_edit(actor, start.enterprise)


def can_apply_for_grant(actor: Actor, start: Start) -> bool:
    """Only the owner asks for money."""
    return providers.can_speak_for(actor, start.enterprise)


def limit_of(actor: Actor, council: Organisation) -> int | None:
    """Up to how many pence the actor agrees to alone for this council; None for whoever does not decide there."""
    scheme = GrantScheme.objects.filter(pk=council.pk).first()
    if scheme is None or not holds(actor, *ADVISING, organisation=council):
        return None
    return scheme.most_pence if holds(actor, Role.COMMISSIONER, organisation=council) else scheme.adviser_pence


def can_decide_grant(actor: Actor, grant: Grant) -> bool:
    return limit_of(actor, grant.start.council) is not None and not is_close_to(actor, grant.start.enterprise)


def can_pay_grant(actor: Actor, grant: Grant) -> bool:
    """A finance officer of the council, who did not decide it."""
    is_other = actor.account is not None and actor.account.pk != grant.decided_by_id
    pays = holds(actor, Role.FINANCE, organisation=grant.start.council)
    return is_other and pays and not is_close_to(actor, grant.start.enterprise)


def can_list_offers(actor: Actor, council: Organisation) -> bool:
    return holds(actor, *ADVISING, organisation=council)


def can_end_offer(actor: Actor, offer: Offer) -> bool:
    return can_list_offers(actor, offer.council)
