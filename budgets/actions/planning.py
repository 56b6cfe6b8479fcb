"""Visits come out of an agreement, with the money promised for each; and go again when they will not happen."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from budgets import access, ledger
from budgets.actions.allocating import POTS, account_of
from budgets.allocation import Mechanism
from budgets.models import (
    Account,
    Agreement,
    AgreementVersion,
    Budget,
    BudgetVersion,
    LifeChange,
    Line,
    Posting,
    Visit,
)
from budgets.planning import Planned, absence_due, pence_for, spans, visits_of
from budgets.weeks import DAY
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow.moves import lock, move

AHEAD = timedelta(weeks=4)
OPEN = {"status": Visit.Status.STOPPED, "paid_at": None, "invoiced_at": None}  # neither paid nor asked for
NOTHING_PROPOSED = {"proposed_on": None, "proposed_time": None}


def horizon_of(agreement: Agreement) -> date:
    """Up to which day visits are planned now: four weeks, and no further than there is money of the funder for."""
    until = timezone.localdate() + AHEAD
    if agreement.budget_id is None:
        return until
    return min(until, BudgetVersion.objects.given_until(agreement.budget_id) or until)


@transaction.atomic
def plan_visits(agreement: Agreement, *, by: Actor) -> int:
    """The visits of the next weeks are planned, and their money is promised; how many they were.

    Where public money does not suffice, RuleBroken says so and nothing is planned.
    """
    lock(agreement)
    require(bool(by.rule) or access.can_change_agreement(by, agreement))
    terms, until = agreement.held, horizon_of(agreement)
    if terms is None or agreement.status != Agreement.Status.AGREED or _is_nobody_home(agreement):
        return 0
    begins_on = min(each.starts_on for each in agreement.versions.all() if each.is_agreed)
    first = max(begins_on, (agreement.planned_until or begins_on - DAY) + DAY)
    last = min([day for day in (until, agreement.ends_on, terms.ends_on) if day is not None])
    stays = list(LifeChange.objects.filter(person=agreement.person_id).stays())
    made = [_planned(agreement, on_terms, each, stays, by=by) for on_terms, each in _slots(agreement, first, last)]
    if last >= first:
        agreement.planned_until = last
        agreement.save(update_fields=["planned_until"])
    return len(made)


def _slots(agreement: Agreement, first: date, last: date) -> Iterator[tuple[AgreementVersion, Planned]]:
    """What the terms of each day plan; where a visit stands already, whatever became of it, no other comes."""
    there = agreement.visits.filter(on__range=(first, last)).exclude(status=Visit.Status.REPLACED)
    taken = set(there.values_list("on", "at"))
    agreed = [each for each in agreement.versions.all() if each.is_agreed]
    for terms, begins_on, ends_on in spans(agreed, first, last):
        for each in visits_of(terms.pattern, begins_on, ends_on):
            if (each.on, each.at) not in taken:
                yield terms, each


def _is_nobody_home(agreement: Agreement) -> bool:
    """Nothing is planned while nobody knows when the person comes home, nor after they died."""
    person = agreement.person
    if person is None:
        return False
    away = LifeChange.objects.filter(person=person).without_end(timezone.localdate())
    return person.died_on is not None or away.exists()


def _planned(agreement: Agreement, terms, each, stays, *, by: Actor) -> Visit:
    pence = pence_for(terms.pence, terms.unit, each.minutes)
    visit = Visit(agreement=agreement, version=terms, on=each.on, at=each.at, minutes=each.minutes, pence=pence)
    visit.save(force_insert=True)
    if away := next((stay for stay in stays if stay.covers(each.on)), None):
        stop_visit(visit, away, by=by)
    else:
        hold_money(visit, by=by)
    return visit


def stop_visit(visit: Visit, event: LifeChange, *, by: Actor) -> None:
    """It will not happen, because life happened: what is due stays promised, the rest is free again.

    Of a death nobody knows what is due until it is sure: until then all of it stays promised.
    """
    due = None if event.kind == LifeChange.Kind.DIED else due_in_absence(visit, event)
    move(visit, Visit.Status.STOPPED, by=by, due_pence=due, stopped_by=event, **NOTHING_PROPOSED)
    if due is not None:
        promise(visit, due, by=by)


def due_in_absence(visit: Visit, event: LifeChange) -> int:
    """What the terms of absence say of a day in hospital or away; for what ends nothing is due."""
    if not event.is_stay:
        return 0
    terms, days = visit.version, (visit.on - event.starts_on).days
    return absence_due(visit.pence, days, terms.absence_days, terms.absence_per_cent)


def promise(visit: Visit, pence: int, *, by: Actor) -> None:
    """Exactly this much is promised for it from now on."""
    if visit.agreement.budget is None or held_pence(visit) == pence:
        return
    let_money_go(visit, by=by)
    if pence:
        before = Posting.objects.filter(source_type=Visit._meta.label_lower, source_id=visit.pk)
        number = before.filter(entry_type=Posting.EntryType.COMMITMENT).count() + 1
        hold_money(visit, by=by, number=number, pence=pence)


def held_pence(visit: Visit) -> int:
    """What is promised for it now."""
    if not Visit.objects.filter(pk=visit.pk).held().exists():
        return 0
    return sum(Line.objects.filter(posting=visit.reservation_id, pence__gt=0).values_list("pence", flat=True))


def hold_money(visit: Visit, *, by: Actor, number: int = 1, pence: int | None = None) -> None:
    """Promise what the visit costs; own money that is not in the books is nobody's business."""
    agreement = visit.agreement
    if agreement.budget is None:
        return
    pence = visit.pence if pence is None else pence
    lines = {pot_of(agreement): -pence, payee_of(agreement): pence}
    key = f"visit:{visit.pk}:{number}"
    visit.reservation = ledger.reserve(lines, key=key, source=visit, by=by, effective_on=visit.on)
    visit.save(update_fields=["reservation"])


def let_money_go(visit: Visit, *, by: Actor) -> None:
    """What was promised for it can be spent again."""
    if visit.reservation is not None and Visit.objects.filter(pk=visit.pk).held().exists():
        ledger.void(visit.reservation, key=f"void:{visit.reservation_id}", by=by, effective_on=visit.on)


def pot_of(agreement: Agreement) -> Account:
    """Out of which account it is paid."""
    budget: Budget = agreement.budget  # type: ignore[assignment]
    return account_of(budget, POTS[Mechanism(agreement.mechanism)])


def payee_of(agreement: Agreement) -> Account:
    budget: Budget = agreement.budget  # type: ignore[assignment]
    body, enterprise = budget.person.organisation, agreement.service.enterprise
    return ledger.open_account(Account.Kind.ENTERPRISE, body, enterprise=enterprise)


@transaction.atomic
def drop_visits(agreement: Agreement, first: date, *, to: str, by: Actor) -> list[Visit]:
    """Visits from this day on will not happen: they are called off or stopped, and their money is free again."""
    lock(agreement)
    found = list(agreement.visits.filter(on__gte=first, status=Visit.Status.PLANNED).with_agreement())
    for visit in found:
        move(visit, to, by=by, **NOTHING_PROPOSED)
        let_money_go(visit, by=by)
    owe_nothing(agreement.visits.filter(on__gte=first), by=by)
    return found


def owe_nothing(visits, *, by: Actor) -> None:
    """For those of these visits that were stopped nothing is due any more, unless it is paid or on an invoice."""
    for visit in visits.filter(**OPEN).exclude(due_pence=0).with_agreement():
        visit.due_pence = 0
        visit.save(update_fields=["due_pence"])
        let_money_go(visit, by=by)


@transaction.atomic
def plan_anew(agreement: Agreement, first: date, *, by: Actor) -> int:
    """From this day on other terms hold: visits that nobody touched yet are planned again; how many there are now.

    What was moved to a day, or asked for besides, stays as it was arranged.
    """
    lock(agreement)
    require(access.can_change_agreement(by, agreement))
    found = agreement.visits.filter(on__gte=first, status=Visit.Status.PLANNED, moved_from=None, extra=None)
    for visit in found.with_agreement():
        move(visit, Visit.Status.REPLACED, by=by, **NOTHING_PROPOSED)
        let_money_go(visit, by=by)
    if agreement.planned_until is not None and agreement.planned_until >= first:
        agreement.planned_until = first - DAY
        agreement.save(update_fields=["planned_until"])
    return plan_visits(agreement, by=by)
