"""Moved, called off, or asked for at another time: the money goes with the visit, or is free again by the terms."""

from datetime import date, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access
from budgets.actions.confirming import NO_PROPOSAL, hold
from budgets.actions.life import refuse_away
from budgets.actions.planning import hold_money, let_money_go, promise
from budgets.actions.visit_news import tell_buyer, tell_enterprise
from budgets.models import Agreement, Visit
from budgets.planning import is_late, part_due
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.ui.filters import hour, long_date
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, record_entry

Status = Visit.Status
WITHIN = timedelta(weeks=4)  # of its own day a visit is moved


def due_if_called_off(visit: Visit, moment) -> int:
    """What is paid by the terms when whoever buys calls it off at this moment."""
    terms = visit.version
    hours = (visit.begins_at - moment).total_seconds() / 3600
    return part_due(visit.pence, terms.cancel_per_cent) if is_late(hours, terms.cancel_hours) else 0


@transaction.atomic
def call_off(visit: Visit, *, by: Actor) -> None:
    """By whoever buys: late, part of it is due. By the enterprise, before its time: nothing is."""
    hold(visit)
    comes = access.can_come(by, visit)
    require(comes or access.can_change_visit(by, visit))
    now = timezone.now()
    if visit.begins_at <= now:
        raise RuleBroken(_("Its time has come. Say what happened instead: they came, or nobody did."))
    due = 0 if comes else due_if_called_off(visit, now)
    moved = move(visit, Status.CALLED_OFF, by=by, due_pence=due, **NO_PROPOSAL)
    promise(visit, due, by=by) if due else let_money_go(visit, by=by)
    tell = tell_buyer if comes else tell_enterprise
    tell(visit, "visit-off" if comes else "visit-off-owner", moved.pk, by=by)


@transaction.atomic
def move_visit(visit: Visit, on: date, at: time, *, by: Actor) -> Visit:
    """Another day or time, as both sides said; its money goes with it."""
    hold(visit)
    require(access.can_change_visit(by, visit))
    _fits(visit, on, at)
    facts = {"agreement": visit.agreement, "version": visit.version, "minutes": visit.minutes, "pence": visit.pence}
    new = Visit(**facts, on=on, at=at)
    let_money_go(visit, by=by)
    moved = move(visit, Status.MOVED, by=by, **NO_PROPOSAL)
    new.save(force_insert=True)
    hold_money(new, by=by)
    visit.moved_to = new
    visit.save(update_fields=["moved_to"])
    said = {"to_day": long_date(on), "to_time": hour(at)}
    tell_enterprise(visit, "visit-moved-owner", moved.pk, by=by, **said)
    return new


def _fits(visit: Visit, on: date, at: time) -> None:
    agreement, first = visit.agreement, visit.version.starts_on
    last = min(day for day in (agreement.ends_on, visit.version.ends_on, visit.on + WITHIN) if day is not None)
    if agreement.status != Agreement.Status.AGREED:
        raise RuleBroken(_("The agreement is over."))
    if (on, at) == (visit.on, visit.at):
        raise RuleBroken(_("It is then already. Choose another day or time."))
    if not max(first, visit.on - WITHIN) <= on <= last:
        raise RuleBroken(_("Choose a day within four weeks, while the agreement lasts."))
    refuse_away(agreement.person, on)


@transaction.atomic
def propose_time(visit: Visit, on: date, at: time, *, by: Actor) -> None:
    """The enterprise asks for another day or time; until somebody says yes it stays as it is."""
    hold(visit)
    require(access.can_come(by, visit))
    if visit.status != Status.PLANNED or visit.begins_at <= timezone.now():
        raise RuleBroken(_("Only a visit that is still to come can be moved."))
    _fits(visit, on, at)
    if on < timezone.localdate():
        raise RuleBroken(_("Choose today or a later day."))
    visit.proposed_on, visit.proposed_time = on, at
    visit.save(update_fields=[*NO_PROPOSAL])
    entry = record_entry(visit, "time-proposed", by=by)
    tell_buyer(visit, "visit-proposed", entry.pk, by=by, to_day=long_date(on), to_time=hour(at))


@transaction.atomic
def answer_proposal(visit: Visit, is_yes: bool, *, by: Actor) -> None:
    """Yes moves it; no leaves it as it is, and the enterprise hears of it."""
    lock(visit.agreement)
    lock(visit)
    require(access.can_change_visit(by, visit))
    on, at = visit.proposed_on, visit.proposed_time
    if on is None or at is None:
        raise RuleBroken(_("Nobody asks for another time any more."))
    if is_yes:
        move_visit(visit, on, at, by=by)
        return
    visit.proposed_on = visit.proposed_time = None
    visit.save(update_fields=[*NO_PROPOSAL])
    entry = record_entry(visit, "time-refused", by=by)
    tell_enterprise(visit, "visit-stays-owner", entry.pk, by=by)
