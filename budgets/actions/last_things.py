"""When somebody died: nothing is sent to them again; agreements end, and their circle keeps what closing needs.

The first holds from the moment that it is written down, and is taken back whole; the rest waits for somebody who may
act for the person.
"""

from datetime import date, timedelta

from django.utils import timezone

from budgets.actions.circle import nobody_agrees_without_authority
from budgets.actions.ending import withdraw
from budgets.actions.leaving_together import leave_at_once
from budgets.actions.planning import owe_nothing
from budgets.models import Agreement, FirstVisitSheet, Introduction, LifeChange, Person, Power, Visit
from marketplace.accounts.actors import Actor, system
from marketplace.notifications import actions as notifications
from marketplace.workflow.moves import lock, move, record_entry

RULE = system("life-happens")
CLOSING = timedelta(weeks=26)  # for which whoever saw the money still sees the statement


def write_death(event: LifeChange) -> None:
    """Nothing is sent to them any more, planned for them, or given to them."""
    _write(event.person, event.starts_on, silent_from=timezone.localdate())


def unwrite_death(person: Person) -> None:
    _write(person, None, silent_from=None)


def _write(person: Person, died_on: date | None, *, silent_from: date | None) -> None:
    person.died_on = died_on
    person.save(update_fields=["died_on"])
    if person.account is not None:
        notifications.silence(person.account, silent_from, by=RULE)


def settle_death(event: LifeChange, *, by: Actor) -> None:
    """It is so: what cannot be undone happens."""
    person = event.person
    event.settled_at, event.settled_by = timezone.now(), by.person
    event.save(update_fields=["settled_at", "settled_by"])
    record_entry(event, "settled", by=by)
    _end_agreements(event, by=by)
    _keep_for_closing(person)
    FirstVisitSheet.objects.filter(person=person).delete()
    leave_at_once(person, by=RULE)
    for introduction in person.introductions.filter(status__in=(Introduction.Status.OPEN, Introduction.Status.DRAFT)):
        withdraw(introduction, by=RULE)


def _end_agreements(event: LifeChange, *, by: Actor) -> None:
    status = Agreement.Status
    for agreement in Agreement.objects.filter(person=event.person, status__in=(status.OFFERED, status.AGREED)):
        lock(agreement)
        to = status.WITHDRAWN if agreement.status == status.OFFERED else status.ENDED
        move(agreement, to, by=by, ends_on=event.starts_on, ended_at=timezone.now())
    owe_nothing(Visit.objects.filter(agreement__person=event.person, on__gte=event.starts_on), by=by)


def _keep_for_closing(person: Person) -> None:
    """Whoever saw the money sees the statement for half a year more; everything else ends today."""
    today = timezone.localdate()
    for member in person.circle.not_over():
        member.powers_before, member.ends_before = member.powers, member.ends_on
        sees_money = Power.MONEY in member.powers
        last = today + CLOSING if sees_money else today - timedelta(days=1)
        member.powers = [Power.MONEY.value] if sees_money else []
        ends_on = last if member.ends_on is None else min(member.ends_on, last)
        member.ends_on = max(ends_on, member.starts_on)
        member.save(update_fields=["powers", "ends_on", "powers_before", "ends_before"])


def give_powers_back(person: Person, *, by: Actor) -> None:
    """Exactly what the death ended; what somebody said of a place in the circle since then holds."""
    for member in person.circle.filter(ended_at=None).exclude(powers_before=[]):
        if member.account_id and person.circle.not_over().exclude(pk=member.pk).filter(account=member.account_id):
            continue  # they are in it again already
        member.powers, member.ends_on = member.powers_before, member.ends_before
        member.powers_before, member.ends_before = [], None
        member.save(update_fields=["powers", "ends_on", "powers_before", "ends_before"])
        record_entry(member, "powers-back", by=by)
    if person.is_represented:
        nobody_agrees_without_authority(person, by=by)
