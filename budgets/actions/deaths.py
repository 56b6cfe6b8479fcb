"""A death that a friend wrote down: somebody who may act for the person says that it is so, or it was a mistake."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access
from budgets.actions.last_things import give_powers_back, settle_death, unwrite_death
from budgets.actions.life import plan_again
from budgets.actions.life_news import tell_home
from budgets.actions.planning import owe_nothing
from budgets.models import LifeChange
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, record_entry


@transaction.atomic
def say_it_is_so(event: LifeChange, *, by: Actor) -> None:
    """Agreements end, their money is free, and their circle keeps what closing needs."""
    lock(event.person)
    lock(event)
    if event.settled_at:
        return  # a tap sent twice is one
    require(access.can_settle_death(by, event.person))
    _refuse_taken_back(event)
    settle_death(event, by=by)


@transaction.atomic
def take_back_life(event: LifeChange, *, by: Actor) -> None:
    """That somebody died was a mistake: they are written to again, and their circle may do again what it might.

    Before somebody said that it is so, visits go on as well; afterwards agreements have to be made anew.
    """
    person, today = event.person, timezone.localdate()
    lock(person)
    lock(event)
    require(access.can_take_back_life(by, person))
    _refuse_taken_back(event)
    event.taken_back_at = timezone.now()
    event.save(update_fields=["taken_back_at"])
    unwrite_death(person)
    record_entry(event, "taken-back", by=by)
    if event.settled_at:
        give_powers_back(person, by=by)
        return
    plan_again(event, today, by=by)
    owe_nothing(event.stopped.all(), by=by)
    tell_home(event, today, by=by)


def _refuse_taken_back(event: LifeChange) -> None:
    if event.kind != LifeChange.Kind.DIED:
        raise RuleBroken(_("Only a mistake about a death is taken back. Say that they are home instead."))
    if event.taken_back_at:
        raise RuleBroken(_("It is taken back already."))
