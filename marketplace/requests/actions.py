"""Every change to what people sent us."""

import json
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Membership, Role
from marketplace.requests import access, deadlines
from marketplace.requests.models import Request
from marketplace.ui.filters import long_date
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, record_entry


@transaction.atomic
def receive(kind: str, *, name: str, reply_by: str, reply_to: str, words: str, key: UUID, by: Actor) -> Request:
    """Keep what somebody sent, tell the operators that it came, and tell the sender if they gave an e-mail."""
    said = {"kind": kind, "name": name, "reply_by": reply_by, "reply_to": reply_to, "words": words}
    digest = salted_hmac("requests.receive", json.dumps(said, sort_keys=True), algorithm="sha256").hexdigest()
    by_when = deadlines.acknowledge_by(timezone.localdate())
    fresh = {**said, "digest": digest, "acknowledge_by": by_when, "received_at": timezone.now()}
    request, is_new = Request.objects.get_or_create(key=key, defaults=fresh)
    if is_new:
        record_entry(request, "received", by=by)
        _tell_operators(request)
        _tell_sender(request, "request-received", key=f"request-received:{request.pk}")
    elif request.digest != digest:
        raise RuleBroken(_("You sent this form already, with other words. Send it again if you want to send both."))
    return request


def _tell_operators(request: Request) -> None:
    """An operator learns the reference and the deadline; the words stay where they are."""
    now = Membership.objects.live().in_role(Role.OPERATOR).values("account")
    said = {"id": str(request.pk), **_facts(request)}
    for operator in User.objects.filter(pk__in=now, is_active=True).exclude(email=None):
        notify(operator, "request-came", key=f"request-came:{request.pk}:{operator.pk}", context=said)


def _tell_sender(request: Request, template: str, *, key: str) -> None:
    if request.reply_by == Request.Reply.EMAIL and request.reply_to:
        notify(request.reply_to, template, key=key, context=_facts(request))


def _facts(request: Request) -> dict[str, str]:
    return {"reference": request.reference, "acknowledge_by": long_date(request.acknowledge_by)}


@transaction.atomic
def acknowledge(request: Request, *, by: Actor) -> None:
    """Somebody has read it and has told the sender so."""
    lock(request)
    require(access.can_answer(by))
    moved = move(request, Request.Status.ACKNOWLEDGED, by=by, acknowledged_at=timezone.now())
    _tell_sender(request, "request-acknowledged", key=f"request-acknowledged:{moved.pk}")


@transaction.atomic
def answer(request: Request, *, by: Actor) -> None:
    """The sender has had an answer, in the way they asked for."""
    lock(request)
    require(access.can_answer(by))
    move(request, Request.Status.ANSWERED, by=by, answered_at=timezone.now())


@transaction.atomic
def note_reading(request: Request, *, by: Actor) -> None:
    """Somebody opened what a person wrote: it goes on the trail."""
    require(access.can_answer(by))
    record_entry(request, "read", by=by)


@transaction.atomic
def forget_answered(*, by: Actor) -> int:
    """Two years after the answer, keep that something was asked, and never who asked or what."""
    require(bool(by.rule))
    return Request.objects.past_remembering().update(name="", reply_to="", words="", digest="")
