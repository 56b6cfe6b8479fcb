"""What answers, silence and time do to an introduction, by itself."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from budgets.actions.sending import RULE, called, go_on, leave_the_rest, set_due
from budgets.actions.telling import tell_professional
from budgets.models import Introduction, IntroductionChoice
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.ui.filters import long_date
from marketplace.workflow.moves import lock, move
from providers.actions import enquiries
from providers.models import Enquiry

Status, Choice, Why = Introduction.Status, IntroductionChoice.Status, Introduction.Why
Outcome = Enquiry.Outcome
OUTCOME_WITHIN = timedelta(days=14)
WHY = {
    Outcome.ANOTHER: Why.ANOTHER,
    Outcome.CHANGED_MIND: Why.CHANGED_MIND,
    Outcome.UNWELL: Why.UNWELL,
    Outcome.UNKNOWN: Why.OTHER,
}


@transaction.atomic
def catch_up(introduction: Introduction, *, by: Actor) -> None:
    """Take over what came of the enquiry; after a no or silence the next choice is asked at once."""
    require(bool(by.rule))
    lock(introduction)
    if introduction.status != Status.OPEN:
        return
    last = None
    while choice := introduction.choices.under_way().with_service().first():
        if not _settled(introduction, choice, by=by):
            return
        last = choice
    if introduction.status == Status.OPEN:
        go_on(introduction, by=by, after=last)


def _settled(introduction: Introduction, choice: IntroductionChoice, *, by: Actor) -> bool:
    """Whether the one who was asked is done with, or has said yes just now."""
    enquiry = choice.enquiry
    assert enquiry is not None
    if enquiry.is_late(timezone.localdate()):
        enquiries.lapse(enquiry, by=RULE)
    if enquiry.status == Enquiry.Status.CLOSED:
        return _closed(introduction, choice, enquiry, by=by)
    if choice.status == Choice.ACCEPTED or enquiry.status in (Enquiry.Status.UNCONFIRMED, *Enquiry.WAITING):
        return False
    if enquiry.answer == Enquiry.Answer.YES:
        _accept(introduction, choice, by=by)
    else:
        is_silence = enquiry.status == Enquiry.Status.LAPSED
        move(choice, Choice.LAPSED if is_silence else Choice.DECLINED, by=by)
    return True


def _accept(introduction: Introduction, choice: IntroductionChoice, *, by: Actor) -> None:
    moved = move(choice, Choice.ACCEPTED, by=by)
    set_due(introduction, due_on := timezone.localdate() + OUTCOME_WITHIN)
    said = {"whom": called(choice), "due_on": long_date(due_on)}
    tell_professional(introduction, "introduction-accepted", moved.pk, **said)


def _closed(introduction: Introduction, choice: IntroductionChoice, enquiry: Enquiry, *, by: Actor) -> bool:
    """Somebody wrote down what came of it: it started, it comes to nothing, or the next is asked."""
    outcome = Outcome(enquiry.outcome or Outcome.UNKNOWN)
    if outcome == Outcome.NOT_AGREED or (outcome == Outcome.UNKNOWN and enquiry.answer != Enquiry.Answer.YES):
        move(choice, Choice.DECLINED, by=by)
        return True
    leave_the_rest(introduction, by=by)
    end = {"ended_at": timezone.now(), "due_on": None}
    if outcome == Outcome.STARTED:
        if choice.status == Choice.SENT:
            move(choice, Choice.ACCEPTED, by=by)
        moved = move(introduction, Status.STARTED, by=by, started_on=enquiry.started_on, **end)
    else:
        move(choice, Choice.STOPPED, by=by)
        moved = move(introduction, Status.NOT_STARTED, by=by, why=WHY[outcome], **end)
    said = {"whom": called(choice), "started": outcome == Outcome.STARTED}
    tell_professional(introduction, "introduction-ended", moved.pk, **said)
    return False


@transaction.atomic
def remind(introduction: Introduction, *, by: Actor) -> None:
    """A fortnight after a yes the professional is asked what came of it, and every fortnight until they say."""
    require(bool(by.rule))
    lock(introduction)
    today = timezone.localdate()
    if introduction.status != Status.OPEN or introduction.due_on is None or introduction.due_on > today:
        return
    tell_professional(introduction, "introduction-outcome", f"{introduction.pk}:{today}")
    set_due(introduction, today + OUTCOME_WITHIN)
