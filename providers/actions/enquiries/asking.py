"""Asking: what somebody would like, kept until they show that the contact is theirs, then sent."""

import json
from datetime import timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor, system
from marketplace.notifications.contacts import Way
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Organisation
from marketplace.places import postcodes
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import code_of, end_links, replace_links
from marketplace.workflow.models import PrivateLink
from marketplace.workflow.moves import lock, move, one_at_a_time, record_entry
from providers import access, deadlines
from providers.actions.enquiries.guarding import (
    has_enough_messages,
    is_not_too_many,
    may_ask,
    may_reach,
    may_wait,
)
from providers.actions.enquiries.telling import (
    OPEN_AFTER,
    OPEN_FOR,
    asker_of,
    at_desk,
    council_of,
    facts_of,
    tell_asker,
    tell_desk,
    tell_owners,
)
from providers.contacting import digest_of, plain
from providers.models import Enquiry, Service

Status, CameBy = Enquiry.Status, Enquiry.CameBy
UNCONFIRMED_FOR = timedelta(days=7)
MOST_CODES, MOST_TRIES = 5, 5


@transaction.atomic
def ask(
    service: Service,
    *,
    key: UUID,
    name: str,
    way: str,
    address: str,
    words: str,
    times: list[str],
    when_note: str,
    outcode: str,
    communication: list[str],
    communication_note: str,
    came_by: str = CameBy.SITE,
    by: Actor,
    introduced_by: Organisation | None = None,
    may_share: bool = False,
    is_confirmed: bool = False,
    sender: str = "",
) -> Enquiry:
    """Keep what somebody asks of a service; it goes out at once if their contact is known to be theirs.

    A professional, or the rule that passes on, introduces for a body (`introduced_by`); a rule may say by `acting_for`
    for which professional. Whoever is at the desk takes down what came by phone or on paper. `is_confirmed`: the
    contact was shown to be theirs before, when they posted a need. `sender`: a keyed digest of where it came from.
    """
    said = _told(name=name, address=address, words=words, when_note=when_note)
    said |= {"way": way, "outcode": _outcode(outcode), "times": list(times), "came_by": came_by}
    said |= {"communication": list(communication), "communication_note": communication_note, "may_share": may_share}
    one_at_a_time(f"enquiry:{key}")
    digest = _digest(service, said, introduced_by)
    if kept := Enquiry.objects.filter(key=key).first():
        return _same(kept, digest)
    by, is_known = _asking(service, came_by, introduced_by, by=by)
    said |= {"contact_digest": digest_of(way, address), "digest": digest, "introduced_by": introduced_by}
    enquiry = Enquiry(key=key, service=service, **said, **_who(by, is_known=is_known))
    is_theirs = is_known or is_confirmed or _is_theirs_already(enquiry)
    _guard(enquiry, is_known=is_known, is_theirs=is_theirs, sender=sender)
    return _keep(enquiry, by=by, is_theirs=is_theirs)


def _keep(enquiry: Enquiry, *, by: Actor, is_theirs: bool) -> Enquiry:
    enquiry.save(force_insert=True)
    record_entry(enquiry, "asked", by=by)
    _confirm_or_ask(enquiry, by=by, is_theirs=is_theirs)
    return enquiry


def _guard(enquiry: Enquiry, *, is_known: bool, is_theirs: bool, sender: str) -> None:
    """Against junk: what goes out at once is guarded by its contact, what waits by where it came from."""
    may_ask(enquiry.service, account=enquiry.account)
    if not is_theirs:
        may_wait(enquiry.contact_digest, sender=sender)
        enquiry.sender = sender
        return
    if enquiry.introduced_by is None:
        may_reach(enquiry.service, enquiry.contact_digest)
    if not is_known:
        is_not_too_many(enquiry.contact_digest)


def _told(**typed: str) -> dict:
    """What somebody typed, without spaces around it; an enquiry says what would help."""
    said = {field: words.strip() for field, words in typed.items()}
    if not said["words"]:
        raise RuleBroken(_("Write what would help."))
    return said


def _asking(service: Service, came_by: str, body: Organisation | None, *, by: Actor) -> tuple[Actor, bool]:
    """Who asks, with the membership that lets them; and whether somebody else vouches for the contact."""
    if body is not None:
        require(access.can_introduce(by, body, service))
        return by, True
    if came_by == CameBy.SITE:
        return by, False
    desk = access.desk(by, service)
    require(desk is not None)
    return by.using(desk.pk) if desk else by, True


def _outcode(typed: str) -> str:
    """The first half of a postcode is enough; of a whole one nothing more is kept."""
    whole = postcodes.full(typed)
    found = whole[:-3] if whole else postcodes.outcode(typed)
    if not found:
        raise RuleBroken(_("Say where, by the first half of a postcode, like NG5."))
    return found


def _digest(service: Service, said: dict, body: Organisation | None) -> str:
    whole = json.dumps([str(service.pk), said, str(body.pk) if body else ""], sort_keys=True)
    return salted_hmac("providers.ask", whole, algorithm="sha256").hexdigest()


def _same(kept: Enquiry, digest: str) -> Enquiry:
    if not constant_time_compare(kept.digest, digest):
        raise RuleBroken(_("You sent this already, with other words. Begin again if you want to ask both."))
    return kept


def _who(by: Actor, *, is_known: bool) -> dict:
    """Whoever asks for themselves follows it with their account; whoever asks for another is named as that."""
    if not is_known:
        return {"account": by.account}
    return {"entered_by_id": by.account.pk if by.account else by.acting_for}


def _confirm_or_ask(enquiry: Enquiry, *, by: Actor, is_theirs: bool) -> None:
    if is_theirs:
        send_out(enquiry, by=by)
    elif enquiry.way in (Way.EMAIL, Way.TEXT) and not has_enough_messages(enquiry.contact_digest):
        _ask_to_confirm(enquiry)
    else:
        tell_desk(enquiry.service)


def _is_theirs_already(enquiry: Enquiry) -> bool:
    """Whether this very contact is a checked e-mail of the account that asks, or one that it has confirmed before."""
    account = enquiry.account
    if account is None:
        return False
    checked = EmailAddress.objects.filter(user=account, verified=True).values_list("email", flat=True)
    mails = [digest_of(Way.EMAIL, email) for email in checked]
    if enquiry.contact_digest in mails:
        return True
    before = Enquiry.objects.from_contact(enquiry.contact_digest).filter(account=account)
    return before.filter(confirmed_at__isnull=False).exists()


def _ask_to_confirm(enquiry: Enquiry) -> None:
    link = replace_links(enquiry, access.CONFIRM, lasts=UNCONFIRMED_FOR)
    said = facts_of(enquiry) | {"link": str(link.pk)}
    key = f"enquiry-confirm:{link.pk}"
    notify(enquiry.contact, "enquiry-confirm", key=key, context=said, organisation_id=council_of(enquiry))


def send_out(enquiry: Enquiry, *, by: Actor) -> None:
    """Deliver it: the clock of the enterprise begins, and both know the last day."""
    service, now = enquiry.service, timezone.now()
    council = Organisation.objects.council_of(service.council_code)
    days = council.enquiry_days if council else deadlines.USUAL_DAYS
    last_day = deadlines.answer_by(timezone.localdate(now), days)
    remind_at = deadlines.next_reminder(now, last_day, after=now)
    when = {"confirmed_at": now, "sent_at": now, "answer_by": last_day, "remind_at": remind_at, "sender": ""}
    moved = move(enquiry, Status.SENT, by=by, **when)
    end_links(enquiry, access.CONFIRM)
    tell_owners(enquiry, "enquiry-came", moved.pk)
    tell_asker(enquiry, "enquiry-sent", moved.pk)


@transaction.atomic
def confirm(enquiry: Enquiry, *, by: Actor, may_share: bool | None = None) -> None:
    """The contact is theirs: it goes to the enterprise. Whoever rang them also says whether it may be passed on."""
    lock(enquiry)
    require(access.can_confirm(by, enquiry))
    if enquiry.status != Status.UNCONFIRMED:
        raise RuleBroken(_("This was confirmed already, or it is over."))
    may_ask(enquiry.service, account=enquiry.account)
    may_reach(enquiry.service, enquiry.contact_digest)
    if by.link is not None:
        is_not_too_many(enquiry.contact_digest)
    if may_share is not None:
        enquiry.may_share = may_share
        enquiry.save(update_fields=["may_share"])
    send_out(enquiry, by=at_desk(by, enquiry))


def confirm_by_code(enquiry: Enquiry, code: str) -> bool:
    """Whether this is the code that went to the phone; if so it is confirmed. Five wrong ones end the code."""
    link = _counted_try(enquiry)
    if link is None or not constant_time_compare(code_of(link.pk), code):
        return False
    confirm(enquiry, by=Actor(link=link.pk))
    return True


@transaction.atomic
def _counted_try(enquiry: Enquiry) -> PrivateLink | None:
    """The link whose code may still be tried; this try is counted even if what follows fails."""
    lock(enquiry)
    if enquiry.status != Status.UNCONFIRMED or enquiry.code_tries >= MOST_TRIES:
        return None
    enquiry.code_tries += 1
    enquiry.save(update_fields=["code_tries"])
    return PrivateLink.objects.of(enquiry, access.CONFIRM).live().first()


@transaction.atomic
def send_again(enquiry: Enquiry, *, by: Actor) -> None:
    """Another link or code to the same contact; the one before ends."""
    lock(enquiry)
    require(by.link is None)
    sent = PrivateLink.objects.of(enquiry, access.CONFIRM).count()
    if enquiry.status != Status.UNCONFIRMED or not 0 < sent < MOST_CODES:
        raise RuleBroken(_("We cannot send another one. Please ring us."))
    enquiry.code_tries = 0
    enquiry.save(update_fields=["code_tries"])
    _ask_to_confirm(enquiry)


@transaction.atomic
def send_link(reference: str, contact: str, *, by: Actor) -> None:
    """A new private link to the contact of this enquiry, if both are right; nobody is told whether they were."""
    found = Enquiry.objects.filter(reference=reference.strip().upper()).exclude(status=Status.UNCONFIRMED).first()
    if found is None or not found.address or not _is_theirs(found, contact):
        return
    lock(found)
    if found.ended_at and found.ended_at < timezone.now() - OPEN_AFTER:
        return
    lasts = OPEN_AFTER if found.is_over else OPEN_FOR
    link = replace_links(found, access.FOLLOW, lasts=lasts)
    record_entry(found, "link-replaced", by=by if by.account else system("new-link"))
    said = facts_of(found) | {"link": str(link.pk)}
    key = f"enquiry-new-link:{link.pk}"
    notify(asker_of(found), "enquiry-new-link", key=key, context=said, organisation_id=council_of(found))


def _is_theirs(enquiry: Enquiry, contact: str) -> bool:
    return constant_time_compare(plain(enquiry.way, enquiry.address), plain(enquiry.way, contact))
