"""How an introduction ends: it started, it did not, nobody was found, or somebody stopped it."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access
from budgets.actions.sending import RULE, go_on, leave_the_rest
from budgets.actions.telling import tell_professional
from budgets.models import Introduction, IntroductionChoice
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move
from providers.actions import enquiries, record_unmet_need
from providers.models import Enquiry, UnmetNeed

Status, Choice, Why = Introduction.Status, IntroductionChoice.Status, Introduction.Why
Outcome = Enquiry.Outcome
OUTCOME = {
    Why.CHANGED_MIND: Outcome.CHANGED_MIND,
    Why.ANOTHER: Outcome.ANOTHER,
    Why.NOT_AGREED: Outcome.NOT_AGREED,
    Why.MONEY: Outcome.NOT_AGREED,
    Why.UNWELL: Outcome.UNWELL,
}


@transaction.atomic
def record_start(introduction: Introduction, started_on: date, *, by: Actor) -> None:
    """Support began on this day with whoever said yes."""
    choice = _accepted(introduction, by=by)
    asked_on = timezone.localdate(choice.enquiry.created_at) if choice.enquiry else started_on
    if not asked_on <= started_on <= timezone.localdate():
        raise RuleBroken(_("Choose a day between the day they were asked and today."))
    leave_the_rest(introduction, by=by)
    move(introduction, Status.STARTED, by=by, started_on=started_on, ended_at=timezone.now(), due_on=None)
    if choice.enquiry and not choice.enquiry.ended_at:
        enquiries.record_start(choice.enquiry, started_on, by=RULE)


@transaction.atomic
def record_no_start(introduction: Introduction, why: str, *, by: Actor) -> None:
    """It comes to nothing, and why; whoever was asked is told."""
    lock(introduction)
    require(access.can_change(by, introduction))
    if why not in Introduction.NOT_STARTED_WHY:
        raise RuleBroken(_("Choose why it did not start."))
    move(introduction, Status.NOT_STARTED, by=by, why=why, ended_at=timezone.now(), due_on=None)
    _take_back(introduction, OUTCOME.get(Why(why), Outcome.UNKNOWN), by=by)


@transaction.atomic
def ask_the_next(introduction: Introduction, *, by: Actor) -> None:
    """They did not come together with whoever said yes: the next choice is asked."""
    choice = _accepted(introduction, by=by)
    if choice.enquiry and not choice.enquiry.ended_at:
        enquiries.close(choice.enquiry, Outcome.NOT_AGREED, by=RULE)
    move(choice, Choice.DECLINED, by=by)
    go_on(introduction, by=by)


def _accepted(introduction: Introduction, *, by: Actor) -> IntroductionChoice:
    lock(introduction)
    require(access.can_change(by, introduction))
    choice = introduction.choices.under_way().with_service().first()
    if introduction.status != Status.OPEN or choice is None or choice.status != Choice.ACCEPTED:
        raise RuleBroken(_("Nobody has said yes to it yet."))
    return choice


@transaction.atomic
def no_match(introduction: Introduction, *, by: Actor) -> UnmetNeed | None:
    """Nobody fits, or nobody could say yes: counted once for commissioners, without a name or anybody's words."""
    lock(introduction)
    require(access.can_change(by, introduction))
    if introduction.status == Status.DRAFT:
        if not introduction.activity:
            raise RuleBroken(_("Say first what would help."))
        leave_the_rest(introduction, by=by)
        today = timezone.localdate()
        move(introduction, Status.NO_MATCH, by=by, ended_at=timezone.now(), due_on=today)
    if introduction.status != Status.NO_MATCH:
        raise RuleBroken(_("Somebody is asked. Wait for the answer, or take the introduction back first."))
    if introduction.counted_at:
        return None
    introduction.counted_at = timezone.now()
    introduction.save(update_fields=["counted_at"])
    facts = {"activity": introduction.activity, "needs": introduction.needs, "times": introduction.times}
    body = introduction.organisation
    return record_unmet_need(
        key=uuid7(), source="introduction", outcode=introduction.outcode, recorded_by=body, by=by, **facts
    )


@transaction.atomic
def withdraw(introduction: Introduction, *, by: Actor) -> None:
    """The professional takes it back; whoever was asked is told that it is over."""
    lock(introduction)
    require(access.can_change(by, introduction))
    _end(introduction, Why.BY_BODY, by=by)


@transaction.atomic
def stop(introduction: Introduction, *, by: Actor) -> None:
    """The person wants it no more: it goes to nobody else, whoever was asked is told, and so is the professional."""
    lock(introduction)
    require(access.can_stop(by, introduction))
    moved = _end(introduction, Why.BY_PERSON, by=by)
    tell_professional(introduction, "introduction-stopped", moved.pk)


def _end(introduction: Introduction, why: str, *, by: Actor):
    moved = move(introduction, Status.WITHDRAWN, by=by, why=why, ended_at=timezone.now(), due_on=None)
    _take_back(introduction, Outcome.CHANGED_MIND, by=by)
    return moved


def _take_back(introduction: Introduction, outcome: str, *, by: Actor) -> None:
    leave_the_rest(introduction, by=by)
    for choice in introduction.choices.under_way().with_service():
        if choice.enquiry and not choice.enquiry.ended_at:
            enquiries.close(choice.enquiry, outcome, by=RULE)
        move(choice, Choice.STOPPED, by=by)
