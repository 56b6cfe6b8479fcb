"""A day that the enterprise suggests: the side of those who share it says yes or no, or the day comes and goes."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access
from budgets.actions.sessions_together import hold_day, may_be_planned, settle_on
from budgets.actions.telling_together import tell_owners
from budgets.models import SharedArrangement, SharedSession
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.ui.filters import long_date
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import move

Status = SharedSession.Status


@transaction.atomic
def say_yes_to_day(session: SharedSession, *, by: Actor) -> None:
    """In one tap for all: the shares of those who are in it by now are set aside, or nobody's; said twice is once."""
    hold_day(session)
    require(access.can_lead(by, session.arrangement))
    if session.status == Status.PLANNED:
        return
    must_wait(session)
    if session.held_on < timezone.localdate():
        raise RuleBroken(_("The day is over, and nothing was set aside. If it happened, plan it yourselves."))
    may_be_planned(session.arrangement, session.held_on)
    settle_on(session, by=by)


@transaction.atomic
def say_no_to_day(session: SharedSession, because: str, *, by: Actor) -> None:
    """The day is off, and the enterprise reads why."""
    hold_day(session)
    require(access.can_lead(by, session.arrangement))
    if session.status == Status.CALLED_OFF:
        return
    must_wait(session)
    _without_yes(session, by=by, why_not=because)


def must_wait(session: SharedSession) -> None:
    """Nobody has answered yet; else the sentence that says who did what."""
    if session.status == Status.CALLED_OFF:
        raise RuleBroken(_("This day was taken back, or somebody said no. Nothing is set aside."))
    if session.status != Status.PROPOSED:
        raise RuleBroken(_("Somebody said yes already. You can still call it off."))


def _without_yes(session: SharedSession, *, by: Actor, why_not: str = "") -> None:
    entry = move(session, Status.CALLED_OFF, by=by, why_not=why_not)
    said = {"day": long_date(session.held_on), "is_answered": bool(why_not)}
    tell_owners(session.arrangement, "together-no-owner", key=entry.pk, **said)


def let_go_unanswered(arrangement: SharedArrangement, today: date, *, by: Actor) -> None:
    """Days to which nobody said yes before they were over are off; inside of the action that holds the arrangement."""
    for session in arrangement.sessions.suggested().filter(held_on__lt=today):
        _without_yes(session, by=by)
