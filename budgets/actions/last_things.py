"""When somebody died: agreements end, nothing is sent to them again, and their circle keeps what closing needs."""

from datetime import timedelta

from django.utils import timezone

from budgets.actions.ending import withdraw
from budgets.actions.leaving_together import leave_at_once
from budgets.models import Agreement, CircleMember, FirstVisitSheet, Introduction, LifeChange, Person, Power
from marketplace.accounts.actors import Actor, system
from marketplace.notifications import actions as notifications
from marketplace.workflow.moves import lock, move

RULE = system("life-happens")
CLOSING = timedelta(weeks=26)  # for which whoever saw the money still sees the statement


def settle_death(event: LifeChange, *, by: Actor) -> None:
    """Inside of the action that wrote it down."""
    person = event.person
    person.died_on = event.starts_on
    person.save(update_fields=["died_on"])
    _end_agreements(event, by=by)
    _keep_for_closing(person)
    FirstVisitSheet.objects.filter(person=person).delete()
    leave_at_once(person, by=RULE)
    if person.account is not None:
        notifications.silence(person.account, timezone.localdate(), by=RULE)
    for introduction in person.introductions.filter(status__in=(Introduction.Status.OPEN, Introduction.Status.DRAFT)):
        withdraw(introduction, by=RULE)


def _end_agreements(event: LifeChange, *, by: Actor) -> None:
    status = Agreement.Status
    for agreement in Agreement.objects.filter(person=event.person, status__in=(status.OFFERED, status.AGREED)):
        lock(agreement)
        to = status.WITHDRAWN if agreement.status == status.OFFERED else status.ENDED
        move(agreement, to, by=by, ends_on=event.starts_on, ended_at=timezone.now())


def _keep_for_closing(person: Person) -> None:
    """Whoever saw the money sees the statement for half a year more; everything else ends today."""
    today = timezone.localdate()
    for member in CircleMember.objects.live().filter(person=person):
        sees_money = Power.MONEY in member.powers
        last = today + CLOSING if sees_money else today - timedelta(days=1)
        member.powers = [Power.MONEY.value] if sees_money else []
        ends_on = last if member.ends_on is None else min(member.ends_on, last)
        member.ends_on = max(ends_on, member.starts_on)
        member.save(update_fields=["powers", "ends_on"])
