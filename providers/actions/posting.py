"""Every change to needs that somebody posts: written, confirmed, answered, asked on, closed, over."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.contacts import Contact, Way
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Membership, Role
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import end_links, make_link
from marketplace.workflow.models import PrivateLink
from marketplace.workflow.moves import lock, move, one_at_a_time, record_entry
from providers import access, wishes
from providers.actions.enquiries import ask
from providers.actions.keeping import set_facts
from providers.models import Enquiry, NeedAnswer, PostedNeed, Service

Status = PostedNeed.Status
LASTS, LINK_LASTS = timedelta(days=28), timedelta(days=120)
MOST_OPEN, MOST_ANSWERS, MOST_TOLD = 3, 10, 50


@transaction.atomic
def post_need(facts: dict, contact: Contact | None = None, *, key: UUID, by: Actor) -> PostedNeed:
    """Somebody posts what they look for; without an account they first confirm that the contact is theirs."""
    poster = _digest("account", by.account.pk) if by.account else _digest("contact", _plain(contact))
    one_at_a_time(poster)
    digest = _digest("facts", json.dumps([facts, poster], sort_keys=True, default=str))
    known = PostedNeed.objects.filter(key=key).first()
    if known:
        if known.digest != digest:
            raise RuleBroken(_("You sent this form already, with other answers. Begin again to post another need."))
        return known
    if PostedNeed.objects.counting_for(poster).count() >= MOST_OPEN:
        raise RuleBroken(_("You have three open needs. Close one of them, then post another."))
    whom = {"way": contact.way, "address": contact.address} if contact and not by.account else {}
    need = PostedNeed.objects.create(
        key=key, digest=digest, poster=poster, account=by.account, written_at=timezone.now(), **facts, **whom
    )
    record_entry(need, "written", by=by)
    if by.account:
        _open(need, by)
    else:
        link = make_link(need, access.NEED_LINK, lasts=LINK_LASTS)
        notify(need.contact, "need-confirm", key=f"need-confirm:{need.pk}", context={"link": str(link.pk)})
    return need


def _plain(contact: Contact | None) -> str:
    """A contact as it is compared, however it is typed."""
    if contact is None:
        raise RuleBroken(_("Tell us how to reach you, or sign in."))
    return "".join(contact.address.lower().split())


def _digest(kind: str, value) -> str:
    return salted_hmac("providers.posted", f"{kind} {value}", algorithm="sha256").hexdigest()


@transaction.atomic
def confirm_need(need: PostedNeed, *, by: Actor) -> None:
    """Whoever has the letter has shown that the phone or e-mail is theirs; only now does anybody see the need."""
    lock(need)
    require(access.holds_link(by, need, access.NEED_LINK))
    if need.status != Status.UNCONFIRMED:
        return
    one_at_a_time(need.poster)
    others = PostedNeed.objects.counting_for(need.poster).exclude(pk=need.pk).exclude(status=Status.UNCONFIRMED)
    if others.count() >= MOST_OPEN:
        raise RuleBroken(_("You have three open needs. Close one of them, then post another."))
    _open(need, by)


def _open(need: PostedNeed, by: Actor) -> None:
    """From now on matching enterprises see it, and are told that there is one, never what it says."""
    now = timezone.now()
    move(need, Status.OPEN, by=by, posted_at=now, expires_at=now + LASTS)
    organisations = need.fitting_services().order_by("pk").values("enterprise__organisation")
    owning = Membership.objects.live().in_role(Role.OWNER).filter(organisation__in=organisations)
    for owner in User.objects.filter(is_active=True, pk__in=owning.values("account")).order_by("pk")[:MOST_TOLD]:
        if owner.pk != need.account_id:
            notify(owner, "need-fits", key=f"need-fits:{need.pk}:{owner.pk}")


@transaction.atomic
def answer_need(need: PostedNeed, service: Service, words: str, *, by: Actor) -> NeedAnswer:
    """An enterprise that is checked for it says that it can help; whoever posted is told."""
    lock(need)
    require(access.can_answer_need(by, need, service))
    if not need.is_live:
        raise RuleBroken(_("This need is over. Nobody can answer it any more."))
    given = list(need.answers.values_list("service__enterprise", flat=True))
    if service.enterprise_id in given:
        raise RuleBroken(_("You have answered this already."))
    if len(given) >= MOST_ANSWERS:
        raise RuleBroken(_("Ten have answered already. That is enough for one person to read."))
    answer = NeedAnswer.objects.create(
        need=need, service=service, account=by.account, words=words.strip(), at=timezone.now()
    )
    record_entry(answer, "answered", by=by)
    if need.status == Status.OPEN:
        move(need, Status.ANSWERED, by=by)
    _tell_poster(need, "need-answered", key=f"need-answered:{answer.pk}")
    return answer


@transaction.atomic
def ask_who_answered(answer: NeedAnswer, *, by: Actor) -> Enquiry:
    """Whoever posted asks one of those who answered, with what they posted: an enquiry like any other."""
    need = answer.need
    lock(need)
    require(access.posted_it(by, need))
    if answer.enquiry:
        return answer.enquiry
    if not need.is_live:
        raise RuleBroken(_("This need is over. Ask them on their own page."))
    enquiry = _ask(need, answer, by)
    set_facts(answer, {"enquiry": enquiry})
    return enquiry


def _ask(need: PostedNeed, answer: NeedAnswer, by: Actor) -> Enquiry:
    """Their contact is known to be theirs since they posted, so it goes out at once."""
    contact = _contact_of(need)
    return ask(
        answer.service, key=answer.pk, name=contact.name, way=contact.way, address=contact.address,
        words=wishes.in_words(need), times=need.times, when_note="", outcode=need.outcode, communication=[],
        communication_note="", by=replace(by, account=need.account), is_confirmed=True,
    )  # fmt: skip


def _contact_of(need: PostedNeed) -> Contact:
    """How they are answered: by the e-mail of their account, or as they said."""
    account = need.account
    return Contact(Way.EMAIL, account.email or "", account.name) if account else need.contact


@transaction.atomic
def close_need(need: PostedNeed, *, by: Actor) -> None:
    """Whoever posted it does not look any more."""
    lock(need)
    require(access.posted_it(by, need))
    move(need, Status.CLOSED, by=by, ended_at=timezone.now())


@transaction.atomic
def expire_need(need: PostedNeed, *, by: Actor) -> None:
    """After 28 days it is over, and whoever posted it is told what they can do next."""
    lock(need)
    require(bool(by.rule))
    if need.status in (Status.OPEN, Status.ANSWERED) and need.expires_at and need.expires_at <= timezone.now():
        moved = move(need, Status.EXPIRED, by=by, ended_at=timezone.now())
        _tell_poster(need, "need-over", key=f"need-over:{moved.pk}")


@transaction.atomic
def forget_needs(*, by: Actor) -> None:
    """What nobody confirmed is closed after a week; who posted, and what was answered, goes 90 days after the end."""
    require(bool(by.rule))
    for need in PostedNeed.objects.never_confirmed()[:200]:
        move(need, Status.CLOSED, by=by, ended_at=timezone.now())
    for need in PostedNeed.objects.past_remembering()[:200]:
        need.answers.update(words="", account=None)
        end_links(need, access.NEED_LINK)
        set_facts(need, {"account": None, "address": "", "poster": "", "digest": ""})


def link_of(need: PostedNeed) -> PrivateLink:
    """The private way in for whoever posted it without an account."""
    known = PrivateLink.objects.of(need, access.NEED_LINK).live().order_by("-made_at").first()
    return known or make_link(need, access.NEED_LINK, lasts=LINK_LASTS)


def _tell_poster(need: PostedNeed, template: str, *, key: str) -> None:
    """The letter says that something is there to read, never what the need was."""
    if need.account:
        notify(need.account, template, key=key, context={"need": str(need.pk), "link": ""})
    elif need.address:
        notify(need.contact, template, key=key, context={"need": str(need.pk), "link": str(link_of(need).pk)})
