"""The enterprise's side: seen, and answered."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, record_entry
from providers import access
from providers.actions.enquiries.telling import at_desk, tell_asker
from providers.models import Enquiry

Status, Answer, Reason = Enquiry.Status, Enquiry.Answer, Enquiry.Reason
LONGEST = 2000


@transaction.atomic
def see(enquiry: Enquiry, *, by: Actor) -> None:
    """Somebody of the enterprise opened it: the asker sees that from now on."""
    lock(enquiry)
    require(access.is_asked(by, enquiry))
    if enquiry.status == Status.SENT:
        move(enquiry, Status.SEEN, by=by, seen_at=timezone.now())


@transaction.atomic
def answer(enquiry: Enquiry, answer: str, reason: str = "", words: str = "", *, by: Actor) -> None:
    """Yes, not now or no, which say why; the asker is told at once."""
    lock(enquiry)
    require(access.can_answer(by, enquiry))
    if answer not in Answer.values or reason not in ("", *Reason.values):
        raise RuleBroken(_("Choose your answer."))
    if answer != Answer.YES and not reason:
        raise RuleBroken(_("Say why, so that they know whether to ask you again."))
    if len(words) > LONGEST:
        raise RuleBroken(_("Keep it under %(number)d letters.") % {"number": LONGEST})
    why = "" if answer == Answer.YES else reason
    by = at_desk(by, enquiry)
    said = {"answer": answer, "reason": why, "answer_words": words.strip(), "answered_at": timezone.now()}
    moved = move(enquiry, Status.ANSWERED, by=by, **said)
    record_entry(enquiry, f"answer:{answer}{'/' + why if why else ''}", by=by)
    if answer == Answer.YES and enquiry.may_share and not enquiry.shared_at:
        enquiry.shared_at = timezone.now()
        enquiry.save(update_fields=["shared_at"])
        record_entry(enquiry, "shared", by=by)
    tell_asker(enquiry, "enquiry-answered", moved.pk, answer=answer)
