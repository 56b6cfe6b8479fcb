"""Against junk and unkindness: who may ask whom and how often, block, and report."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.contacts import Way
from marketplace.organisations.models import Membership, Organisation, Role
from marketplace.requests import actions as requests
from marketplace.requests.models import Request
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, record_entry
from providers import access
from providers.actions.keeping import touch
from providers.contacting import digest_of
from providers.models import Block, Enquiry, Service

MOST_A_DAY, MOST_UNCONFIRMED = 10, 3
LONGEST = 2000


def may_ask(service: Service, *, account: User | None) -> None:
    """Only what is listed is asked, and nobody asks an enterprise that they or their household own or work in."""
    if service.status != Service.Status.LISTED or service.standing == Service.Standing.WAITS:
        raise RuleBroken(_("%(name)s cannot be asked now. Please choose somebody else.") % {"name": service.people})
    if account and access.has_interest(Actor(account=account), service.enterprise):
        raise RuleBroken(_("You or your household own or work there, so you cannot ask them here."))


def may_reach(service: Service, contact_digest: str) -> None:
    """Asked only of a contact that was shown to be theirs, so that nobody learns by typing who is blocked or works."""
    if is_blocked(service, contact_digest):
        raise RuleBroken(
            _("This cannot be sent to %(name)s. Please choose somebody else, or ring us.") % {"name": service.people}
        )
    if _is_of(service, contact_digest):
        raise RuleBroken(_("You or your household own or work there, so you cannot ask them here."))


def is_blocked(service: Service, contact_digest: str) -> bool:
    """Whether the enterprise wants nothing more from this contact."""
    return Block.objects.filter(enterprise=service.enterprise_id, contact_digest=contact_digest or "-").exists()


def is_heard(enquiry: Enquiry) -> None:
    """Whoever was blocked while they talk sends nothing more; they are told that, and not why."""
    if enquiry.introduced_by_id is None and is_blocked(enquiry.service, enquiry.contact_digest):
        name = {"name": enquiry.service.people}
        raise RuleBroken(
            _("Nothing more can be sent to %(name)s from here. Take your question back, or ring us.") % name
        )


def _is_of(service: Service, contact_digest: str) -> bool:
    """Whether somebody of the enterprise is reached there."""
    there = Membership.objects.live().filter(organisation=service.enterprise.organisation_id).select_related("account")
    ways = [(Way.EMAIL, each.account.email) for each in there] + [(Way.PHONE, each.account.phone) for each in there]
    return any(digest_of(way, address) == contact_digest for way, address in ways if address)


def may_wait(contact_digest: str, *, sender: str) -> None:
    """How many unconfirmed ones one sender may leave for a contact: nobody uses up what another one may."""
    waiting = Enquiry.objects.from_contact(contact_digest).unconfirmed().filter(sender=sender)
    if waiting.count() >= MOST_UNCONFIRMED:
        raise RuleBroken(_("Confirm what you sent before: look for our messages. Or ring us."))


def has_enough_messages(contact_digest: str) -> bool:
    """Whether so many were asked to confirm at this contact within a day that a person rings instead."""
    since = timezone.now() - timedelta(days=1)
    return Enquiry.objects.from_contact(contact_digest).unconfirmed().filter(created_at__gt=since).count() > MOST_A_DAY


def is_not_too_many(contact_digest: str) -> None:
    """How many somebody may ask in a day, of those that went out."""
    sent = Enquiry.objects.from_contact(contact_digest).filter(introduced_by=None)
    if sent.filter(sent_at__gt=timezone.now() - timedelta(days=1)).count() >= MOST_A_DAY:
        raise RuleBroken(_("You have asked many people today. Wait for their answers, or ring us."))


@transaction.atomic
def block(enquiry: Enquiry, *, by: Actor) -> None:
    """The enterprise wants nothing more from this contact; whoever it is, is not told."""
    lock(enquiry)
    require(access.is_asked(by, enquiry) and enquiry.introduced_by_id is None)
    if not enquiry.contact_digest:
        raise RuleBroken(_("We no longer know who asked this."))
    Block.objects.get_or_create(enterprise=enquiry.service.enterprise, contact_digest=enquiry.contact_digest)
    record_entry(enquiry, "blocked", by=by)


@transaction.atomic
def unblock(enquiry: Enquiry, *, by: Actor) -> None:
    """They may ask again."""
    lock(enquiry)
    require(access.is_asked(by, enquiry))
    blocked = Block.objects.filter(enterprise=enquiry.service.enterprise, contact_digest=enquiry.contact_digest)
    if blocked.delete()[0]:
        record_entry(enquiry, "unblocked", by=by)


@transaction.atomic
def report(enquiry: Enquiry, words: str, *, key: UUID, by: Actor) -> None:
    """Somebody says that the other side does wrong: a person at the operator looks, as with every complaint."""
    lock(enquiry)
    by_asker = access.is_asker(by, enquiry) and not access.is_asked(by, enquiry)
    require(by_asker or access.is_asked(by, enquiry))
    if not words.strip():
        raise RuleBroken(_("Tell us what happened."))
    name, way, address = (enquiry.name, enquiry.way, enquiry.address) if by_asker else _of(by)
    about = _("About enquiry %(reference)s:") % {"reference": enquiry.reference}
    requests.receive(
        Request.Kind.COMPLAINT,
        name=name,
        reply_by=way,
        reply_to=address,
        words=f"{about} {words.strip()[:LONGEST]}",
        key=key,
        by=by,
    )
    record_entry(enquiry, "reported-by-asker" if by_asker else "reported", by=by)


@transaction.atomic
def note_reading(enquiry: Enquiry, *, by: Actor) -> None:
    """Somebody at the desk opened who asked and what: it goes on the trail."""
    membership = access.desk_of(by, enquiry)
    require(membership is not None)
    record_entry(enquiry, "read", by=by.using(membership.pk) if membership else by)


@transaction.atomic
def set_days(council: Organisation, days: int, *, by: Actor) -> None:
    """A council says within how many working days its enterprises answer; pages that say so are drawn anew."""
    lock(council)
    require(access.holds(by, Role.COMMISSIONER, organisation=council))
    if not 1 <= days <= 10:
        raise RuleBroken(_("Choose between 1 and 10 working days."))
    council.enquiry_days = days
    council.save(update_fields=["enquiry_days"])
    record_entry(council, f"enquiry-days:{days}", by=by)
    touch(Service.objects.of_council(council.council_code or "-"))


def _of(by: Actor) -> tuple[str, str, str]:
    return by.person.name, Way.EMAIL, by.person.email or ""
