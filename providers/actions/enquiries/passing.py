"""The same words to the next one, after a no, a not now or silence: one at a time."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, one_at_a_time, record_entry
from providers import access
from providers.actions.enquiries.asking import send_out
from providers.actions.enquiries.guarding import is_not_too_many, may_ask, may_reach
from providers.actions.enquiries.telling import at_desk
from providers.models import Enquiry, Service

WHO = ("account", "entered_by", "name", "way", "address", "communication", "communication_note", "contact_digest")
WHAT = ("words", "times", "when_note", "outcode", "came_by", "may_share")


@transaction.atomic
def ask_next(enquiry: Enquiry, service: Service, *, key: UUID, by: Actor) -> Enquiry:
    """Whoever asked, or the desk for whoever rings; their contact is confirmed already."""
    lock(enquiry)
    is_asker = access.is_asker(by, enquiry)
    require(enquiry.introduced_by is None and (is_asker or access.desk_of(by, enquiry) is not None))
    require(not access.has_interest(by, service.enterprise) or is_asker)
    one_at_a_time(f"enquiry-next:{enquiry.after_id or enquiry.pk}")
    if kept := Enquiry.objects.filter(key=key).first():
        require(kept.contact_digest == enquiry.contact_digest)
        return kept
    _may_pass(enquiry)
    may_ask(service, account=enquiry.account)
    may_reach(service, enquiry.contact_digest)
    if is_asker:
        is_not_too_many(enquiry.contact_digest)
    return _ask(enquiry, service, key=key, by=at_desk(by, enquiry))


def _may_pass(enquiry: Enquiry) -> None:
    if not enquiry.wants_another:
        raise RuleBroken(_("Wait for this answer first, or take your enquiry back."))
    if not enquiry.words:
        raise RuleBroken(_("What you wrote was erased in the meantime. Please ask anew."))
    if now := Enquiry.objects.in_line_with(enquiry).under_way().with_service().first():
        raise RuleBroken(_("%(name)s is asked already. Wait for that answer first.") % {"name": now.service.people})


def _ask(enquiry: Enquiry, service: Service, *, key: UUID, by: Actor) -> Enquiry:
    said = {name: getattr(enquiry, name) for name in (*WHO, *WHAT)}
    again = Enquiry.objects.create(key=key, service=service, after=enquiry.after or enquiry, **said)
    record_entry(again, "asked", by=by)
    send_out(again, by=by)
    return again
