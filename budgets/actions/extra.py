"""Urgent extra hours: either side asks, one person with a name says yes or no, and the visit is planned at once."""

from collections.abc import Mapping
from datetime import time, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access, ledger
from budgets.actions.allocating import account_of
from budgets.actions.life import refuse_away
from budgets.actions.offering import refuse_unlawful
from budgets.actions.planning import hold_money, pot_of
from budgets.models import Account, Agreement, AgreementVersion, ExtraHours, Posting, Visit
from budgets.planning import lasts, pence_for
from budgets.querysets import PAID_BY_A_BODY
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
    today = timezone.localdate()
    if not today - DAY <= facts["on"] <= today + MOST_DAYS_AHEAD * DAY:
        raise RuleBroken(_("Extra hours are for the next two weeks. For later, change the agreement."))
    terms = _must_be_possible(agreement, facts)
    pence = pence_for(terms.pence, terms.unit, facts["minutes"])
    who = {"asked_by": by.person, "approver": access.approver_of_extra(agreement)}
    made = ExtraHours.objects.create(agreement=agreement, key=key, pence=pence, **who, **facts)
    record_entry(made, "asked", by=by)
    if access.approves_what_they_ask(by, agreement):
        approve_extra(made, by=by)
    else:
        _tell_approver(made)
    return made


def _must_be_possible(agreement: Agreement, facts: Mapping) -> AgreementVersion:
    """On terms that hold on that day, while the person lives and is at home, by the law, and with nobody there."""
    agreed = [each for each in agreement.versions.all() if each.is_agreed and each.starts_on <= facts["on"]]
    terms = max(agreed, key=lambda each: each.number, default=None)
    last = [day for day in (agreement.ends_on, terms and terms.ends_on) if day is not None]
    if terms is None or agreement.status != Agreement.Status.AGREED or any(day < facts["on"] for day in last):
        raise RuleBroken(_("This agreement does not run on that day."))
    if agreement.person is None or agreement.person.died_on:
        raise PermissionDenied
    refuse_away(agreement.person, facts["on"])
    refuse_unlawful(agreement, terms)
    _must_be_free(agreement, facts)
    return terms


def _must_be_free(agreement: Agreement, facts: Mapping) -> None:
    """Nobody comes twice at once: no visit of the same agreement, of the day before or after either, overlaps it."""
    on, at = facts["on"], time.fromisoformat(str(facts["at"]))
    begins, ends = lasts(on, at, facts["minutes"])
    holds = (Visit.Status.PLANNED, Visit.Status.CONFIRMED)
    near = agreement.visits.filter(on__range=(on - DAY, on + DAY), status__in=holds)
    spans = [lasts(each.on, each.at, each.minutes) for each in near]
    if agreement.visits.filter(on=on, at=at).exists() or any(one < ends and begins < other for one, other in spans):
        raise RuleBroken(_("There is a visit at this time already."))


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
    limit = access.limit_for_extra(by, agreement)
    if limit is not None and extra.pence + _approved_already(agreement, by=by) > limit:
        raise RuleBroken(_("This is more than %(sum)s, which you agree to alone in a year.") % {"sum": pounds(limit)})
    facts = {"on": extra.on, "at": extra.at, "minutes": extra.minutes, "pence": extra.pence}
    terms = _must_be_possible(agreement, facts)
    visit = Visit.objects.create(agreement=agreement, version=terms, **facts)
    _give_what_is_missing(extra, agreement, by=by)
    hold_money(visit, by=by)
    entry = move(extra, Status.APPROVED, by=by, visit=visit, decided_by=by.person, decided_at=timezone.now())
    _tell_both(extra, "extra-hours-approved", entry)
    return visit


def _approved_already(agreement: Agreement, *, by: Actor) -> int:
    """What the same person approved in a year for whom it is: a limit is not for each hour."""
    since = timezone.now() - timedelta(days=365)
    found = ExtraHours.objects.filter(agreement__person=agreement.person, decided_by=by.person, decided_at__gt=since)
    return found.filter(status=Status.APPROVED).aggregate(all=Sum("pence", default=0))["all"]


def _give_what_is_missing(extra: ExtraHours, agreement: Agreement, *, by: Actor) -> None:
    if agreement.budget is None or agreement.mechanism not in PAID_BY_A_BODY:
        return  # what a person or the holder of a fund spends is not made more by asking
    pot = pot_of(agreement)
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
