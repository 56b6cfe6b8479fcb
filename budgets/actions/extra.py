"""Urgent extra hours: either side asks, one person with a name says yes or no, and the visit is planned at once."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access, ledger
from budgets.actions.allocating import account_of
from budgets.actions.life import refuse_away
from budgets.actions.planning import hold_money, pot_of
from budgets.models import Account, Agreement, ExtraHours, Posting, Visit
from budgets.models.ledger import LIMITED
from budgets.planning import pence_for
from budgets.weeks import DAY
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Role
from marketplace.ui.filters import pounds
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.keys import is_done
from marketplace.workflow.moves import lock, move, record_entry

Status = ExtraHours.Status
MOST_DAYS_AHEAD = 14  # what is later than that is not urgent: the agreement is changed


@transaction.atomic
def ask_extra(agreement: Agreement, facts: Mapping, *, key: UUID, by: Actor) -> ExtraHours:
    """Somebody needs one visit more than was agreed: what happened, when and how long."""
    lock(agreement)
    require(access.can_ask_extra(by, agreement))
    if is_done(key, "ask-extra", agreement, facts, by=by):
        return ExtraHours.objects.get(key=key)
    terms = agreement.held
    today = timezone.localdate()
    if terms is None or agreement.status != Agreement.Status.AGREED or (agreement.ends_on or today) < today:
        raise RuleBroken(_("This agreement is not running."))
    if not today - DAY <= facts["on"] <= today + MOST_DAYS_AHEAD * DAY:
        raise RuleBroken(_("Extra hours are for the next two weeks. For later, change the agreement."))
    if agreement.visits.filter(on=facts["on"], at=facts["at"]).exists():
        raise RuleBroken(_("There is a visit at this time already."))
    refuse_away(agreement.person, facts["on"])
    pence = pence_for(terms.pence, terms.unit, facts["minutes"])
    who = {"asked_by": by.person, "approver": access.approver_of_extra(agreement)}
    made = ExtraHours.objects.create(agreement=agreement, key=key, pence=pence, **who, **facts)
    record_entry(made, "asked", by=by)
    if access.approves_what_they_ask(by, agreement):
        approve_extra(made, by=by)
    else:
        _tell_approver(made)
    return made


def _tell_approver(made: ExtraHours) -> None:
    """One by name; where nobody has the name, everybody who decides."""
    asked = [made.approver] if made.approver else list(access.deciders_of(made.agreement))
    for account in asked:
        notify(
            account, "extra-hours-asked", key=f"extra-hours:{made.pk}:{account.pk}", context={"asked": str(made.pk)}
        )


@transaction.atomic
def approve_extra(extra: ExtraHours, *, by: Actor) -> Visit:
    """Yes: the visit is planned. Where too little public money is left, what is missing is given with the yes."""
    lock(extra)
    agreement = Agreement.objects.with_terms().get(pk=extra.agreement_id)
    lock(agreement)
    require(access.can_decide_extra(by, extra))
    if (limit := access.limit_for_extra(by, agreement)) is not None and extra.pence > limit:
        raise RuleBroken(_("This is more than %(sum)s, which you agree to alone.") % {"sum": pounds(limit)})
    facts = {"on": extra.on, "at": extra.at, "minutes": extra.minutes, "pence": extra.pence}
    visit = Visit.objects.create(agreement=agreement, version=agreement.held, **facts)
    _give_what_is_missing(extra, agreement, by=by)
    hold_money(visit, by=by)
    entry = move(extra, Status.APPROVED, by=by, visit=visit, decided_by=by.person, decided_at=timezone.now())
    _tell_both(extra, "extra-hours-approved", entry)
    return visit


def _give_what_is_missing(extra: ExtraHours, agreement: Agreement, *, by: Actor) -> None:
    if agreement.budget is None or (pot := pot_of(agreement)).kind not in LIMITED:
        return
    missing = extra.pence - pot.available
    if missing > 0:
        lines = {pot: missing, account_of(agreement.budget, Account.Kind.FUNDING): -missing}
        given = Posting.EntryType.ALLOCATION
        ledger.post(given, lines, key=f"extra-hours:{extra.pk}:once", source=extra, by=by)


@transaction.atomic
def refuse_extra(extra: ExtraHours, why_not: str, *, by: Actor) -> None:
    """No, with a reason that whoever asked can read."""
    lock(extra)
    require(access.can_decide_extra(by, extra))
    if not why_not.strip():
        raise RuleBroken(_("Say why not."))
    said = {"why_not": why_not.strip(), "decided_by": by.person, "decided_at": timezone.now()}
    _tell_both(extra, "extra-hours-refused", move(extra, Status.REFUSED, by=by, **said))


@transaction.atomic
def withdraw_extra(extra: ExtraHours, *, by: Actor) -> None:
    """Whoever asked does not need it any more."""
    lock(extra)
    require(by.account is not None and by.account.pk == extra.asked_by_id)
    move(extra, Status.WITHDRAWN, by=by)


def _tell_both(extra: ExtraHours, template: str, entry) -> None:
    """Whoever asked, and the owners of the enterprise; nobody twice."""
    body = extra.agreement.service.enterprise.organisation
    owners = [each.account for each in body.memberships.live().in_role(Role.OWNER).select_related("account")]
    for account in {each.pk: each for each in (extra.asked_by, *owners)}.values():
        notify(account, template, key=f"{template}:{entry.pk}:{account.pk}", context={"asked": str(extra.pk)})
