"""From the yes on: what both say, the asker's details, and that they agreed."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.models import Entry
from marketplace.workflow.moves import lock, move, record_entry
from providers import access
from providers.actions.enquiries.guarding import is_heard
from providers.actions.enquiries.telling import at_desk, side_of, tell_other, tell_owners
from providers.models import Enquiry, EnquiryLine

Status, Side = Enquiry.Status, Enquiry.Side
LONGEST = 2000
MOST_LINES = 300


@transaction.atomic
def say(enquiry: Enquiry, words: str, *, key: UUID, by: Actor) -> EnquiryLine:
    """Either side writes to the other; the message that tells of it carries none of the words."""
    lock(enquiry)
    by_asker = access.is_asker(by, enquiry) and not access.is_asked(by, enquiry)
    require(by_asker or access.is_asked(by, enquiry))
    words = words.strip()
    if kept := EnquiryLine.objects.filter(key=key).first():
        return _same(kept, enquiry, words)
    if by_asker:
        is_heard(enquiry)
    _can_be_said(enquiry, words)
    if enquiry.status == Status.ANSWERED:
        move(enquiry, Status.TALKING, by=by)
    line = EnquiryLine.objects.create(
        key=key, enquiry=enquiry, from_asker=by_asker, account=by.account, words=words, at=timezone.now()
    )
    record_entry(enquiry, "said-by-asker" if by_asker else "said", by=by)
    tell_other(enquiry, "enquiry-said", line.pk, by_asker=by_asker)
    return line


def _same(kept: EnquiryLine, enquiry: Enquiry, words: str) -> EnquiryLine:
    if kept.enquiry_id != enquiry.pk or kept.words != words:
        raise RuleBroken(_("You sent this already, with other words. Write it again if you want to send both."))
    return kept


def _can_be_said(enquiry: Enquiry, words: str) -> None:
    if not enquiry.may_talk:
        raise RuleBroken(_("You can write to each other once the answer is yes, and until it ends."))
    if not words:
        raise RuleBroken(_("Write something first."))
    if len(words) > LONGEST:
        raise RuleBroken(_("Keep it under %(number)d letters.") % {"number": LONGEST})
    if enquiry.lines.count() >= MOST_LINES:
        raise RuleBroken(_("You have written a lot here. It is time to talk on the phone, or to meet."))


@transaction.atomic
def share_contact(enquiry: Enquiry, *, by: Actor) -> None:
    """The asker lets the enterprise have their name and contact; until then nobody there sees either."""
    lock(enquiry)
    require(access.is_asker(by, enquiry) or access.desk_of(by, enquiry) is not None)
    if enquiry.is_over or enquiry.confirmed_at is None:
        raise RuleBroken(_("This enquiry is over, or it is not confirmed yet."))
    if enquiry.shared_at:
        return
    is_heard(enquiry)
    enquiry.shared_at = timezone.now()
    enquiry.save(update_fields=["shared_at"])
    entry = record_entry(enquiry, "shared", by=at_desk(by, enquiry))
    tell_owners(enquiry, "enquiry-shared-owner", entry.pk)


@transaction.atomic
def agree(enquiry: Enquiry, *, by: Actor, word: str = "") -> None:
    """They will begin: each side says so for itself, and the other is told; `word`: whose word the desk has."""
    lock(enquiry)
    require(access.can_follow(by, enquiry))
    if not enquiry.may_talk:
        raise RuleBroken(_("You can agree once the answer is yes, and until it ends."))
    side = side_of(by, enquiry, word)
    if not enquiry.awaits_word_of(side):
        raise RuleBroken(_("This was said already."))
    if side == Side.ASKER:
        is_heard(enquiry)
    said = _agreed(enquiry, side, by=at_desk(by, enquiry))
    tell_other(enquiry, "enquiry-agreed", said.pk, by_asker=side == Side.ASKER)


def _agreed(enquiry: Enquiry, side: str, *, by: Actor) -> Entry:
    """The first word moves it; with the second both have agreed."""
    if enquiry.status != Status.AGREED:
        return move(enquiry, Status.AGREED, by=by, agreed_by=side)
    enquiry.agreed_by = Side.BOTH
    enquiry.save(update_fields=["agreed_by"])
    return record_entry(enquiry, "agreed-by-both", by=by)
