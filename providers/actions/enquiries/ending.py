"""How an enquiry ends: support began, somebody closed it, nobody answered; and what is kept of it then."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move
from providers import access
from providers.actions.enquiries.telling import at_desk, end_link_in_time, side_of, tell_asker, tell_other, tell_owners
from providers.models import Enquiry, EnquiryLine

Status, Outcome, Side = Enquiry.Status, Enquiry.Outcome, Enquiry.Side
BLANK = {"name": "", "address": "", "words": "", "when_note": "", "communication_note": "", "answer_words": ""}
STARTS_WITHIN = timedelta(days=180)


@transaction.atomic
def close(enquiry: Enquiry, outcome: str, *, by: Actor, word: str = "") -> None:
    """It comes to nothing, and why; an asker takes it back so. The other side is told, if it had it."""
    if outcome == Outcome.STARTED:
        raise RuleBroken(_("Say on which day it started."))
    if outcome not in Outcome.values:
        raise RuleBroken(_("Choose what came of it."))
    lock(enquiry)
    require(access.can_follow(by, enquiry))
    _end(enquiry, by=by, word=word, outcome=outcome)


@transaction.atomic
def record_start(enquiry: Enquiry, started_on: date, *, by: Actor, word: str = "") -> None:
    """Support began on this day."""
    lock(enquiry)
    require(access.can_follow(by, enquiry))
    today = timezone.localdate()
    if not enquiry.may_talk:
        raise RuleBroken(_("Only what was answered with yes can start."))
    if not timezone.localdate(enquiry.created_at) <= started_on <= today:
        raise RuleBroken(_("Choose a day between the day you were asked and today."))
    _end(enquiry, by=by, word=word, outcome=Outcome.STARTED, started_on=started_on)


def _end(enquiry: Enquiry, *, by: Actor, word: str, **changes) -> None:
    was_sent, was_over = enquiry.confirmed_at is not None, enquiry.is_over
    tells = was_sent and not was_over
    by_asker = tells and side_of(by, enquiry, word) == Side.ASKER
    moved = move(
        enquiry, Status.CLOSED, by=at_desk(by, enquiry), ended_at=enquiry.ended_at or timezone.now(), **changes
    )
    end_link_in_time(enquiry)
    if tells:
        tell_other(enquiry, "enquiry-closed", moved.pk, by_asker=by_asker, outcome=changes["outcome"])


@transaction.atomic
def lapse(enquiry: Enquiry, *, by: Actor) -> None:
    """The last day is over without an answer: the asker is told at once, and what they can do next."""
    lock(enquiry)
    require(bool(by.rule))
    if not enquiry.is_late(timezone.localdate()):
        raise RuleBroken(_("There is still time to answer."))
    moved = move(enquiry, Status.LAPSED, by=by, ended_at=timezone.now())
    end_link_in_time(enquiry)
    tell_asker(enquiry, "enquiry-lapsed", moved.pk)
    tell_owners(enquiry, "enquiry-lapsed-owner", moved.pk, number=1)


@transaction.atomic
def forget(*, by: Actor) -> int:
    """Two years after its end an enquiry keeps what was decided and when, and never who asked or what was said."""
    require(bool(by.rule))
    old = Enquiry.objects.past_remembering()
    EnquiryLine.objects.filter(enquiry__in=old.values("pk")).update(words="")
    return old.update(**BLANK, digest="", contact_digest="", communication=[])
