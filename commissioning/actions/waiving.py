"""Doing without a check for a time, or asking for less: two people agree to it; never to what the law asks."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commissioning import access
from commissioning.actions.deciding import end_of, settle, tell_owners
from commissioning.models import Requirement, Waiver
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Role
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, record_entry

Status = Waiver.Status


@transaction.atomic
def propose_waiver(
    requirement: Requirement, reason: str, until: date, *, pence: int | None = None, by: Actor
) -> Waiver:
    """Proposed with a reason and a last day; `pence` asks for a lesser sum instead. Somebody else must agree."""
    lock(requirement.case)
    lock(requirement)
    require(access.can_decide(by, requirement.case))
    if not access.can_waive(by, requirement):
        raise RuleBroken(_("The law asks for this check, or only the person may do without it. You cannot waive it."))
    if not reason.strip():
        raise RuleBroken(_("Say why. Whoever agrees to it reads this."))
    if until < timezone.localdate():
        raise RuleBroken(_("The last day has passed. Choose a later one."))
    if pence is not None:
        _must_be_shown(requirement, pence)
    kind = Waiver.Kind.VARY if pence is not None else Waiver.Kind.WAIVE
    said = {"reason": reason.strip(), "until_on": until, "minimum_pence": pence}
    waiver = Waiver.objects.create(requirement=requirement, kind=kind, proposed_by=by.person, **said)
    record_entry(waiver, f"proposed:{kind}", by=by)
    for officer in _others(waiver):
        key = f"waiver-proposed:{waiver.pk}:{officer.pk}"
        notify(officer, "waiver-proposed", key=key, context={"waiver": str(waiver.pk)})
    return waiver


def _must_be_shown(requirement: Requirement, pence: int) -> None:
    """A lesser sum is less than the rule asks, and no more than the paper says."""
    if not 0 < pence < (requirement.minimum_pence or 0):
        raise RuleBroken(_("Ask for less than the rule does, and for more than nothing."))
    if requirement.evidence is None or (requirement.evidence.pence or 0) < pence:
        raise RuleBroken(_("Their paper does not show this sum either."))


@transaction.atomic
def agree_waiver(waiver: Waiver, *, by: Actor) -> None:
    """The second person agrees: it holds until its last day, and what the law asks stays as it is."""
    requirement = _locked(waiver, by=by)
    if waiver.until_on < timezone.localdate():
        raise RuleBroken(_("Its last day has passed. Propose another."))
    good = end_of(waiver, timezone.localdate())
    if good is None:
        raise RuleBroken(_("The paper that shows this sum was taken back, or has ended. Propose something else."))
    move(waiver, Status.AGREED, by=by, agreed_by=by.person, agreed_at=timezone.now())
    paper, until = good
    facts = {"decided_by": by.person, "decided_on": timezone.localdate(), "good_until": until}
    facts |= {"evidence": paper} if paper else {}
    move(requirement, Requirement.Status.WAIVED, by=by, expiry_step=0, **facts)
    settle(requirement.case, by=by)
    tell_owners(requirement.case, "check-waived", requirement)


@transaction.atomic
def refuse_waiver(waiver: Waiver, *, by: Actor) -> None:
    """The second person does not agree: everything is as before."""
    _locked(waiver, by=by)
    move(waiver, Status.REFUSED, by=by)


@transaction.atomic
def take_back_waiver(waiver: Waiver, *, by: Actor) -> None:
    """Whoever proposed it thinks again: everything is as before."""
    lock(waiver.requirement.case)
    lock(waiver)
    require(access.can_decide(by, waiver.requirement.case) and waiver.proposed_by_id == by.person.pk)
    record_entry(waiver, "taken-back", by=by)
    move(waiver, Status.REFUSED, by=by)


def _locked(waiver: Waiver, *, by: Actor) -> Requirement:
    requirement = waiver.requirement
    lock(requirement.case)
    lock(requirement)
    lock(waiver)
    require(access.can_decide(by, requirement.case))
    if waiver.proposed_by_id == by.person.pk:
        raise RuleBroken(_("Somebody else has to agree to it: not the person who proposed it."))
    require(access.can_agree(by, waiver))
    return requirement


def _others(waiver: Waiver):
    """The other commissioners of the council."""
    works = waiver.requirement.case.council.memberships.live().in_role(Role.COMMISSIONER)
    found = User.objects.filter(is_active=True, pk__in=works.values("account"))
    return found.exclude(pk=waiver.proposed_by_id)
