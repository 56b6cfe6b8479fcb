"""The rounds that go over many listings and searches: in chunks, for less than a minute, and the next one goes on.

Each chunk or row is a transaction of its own, claims what it works on, and finds nothing to do the second time.
"""

import logging
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.actors import system
from marketplace.accounts.models import User
from marketplace.organisations.models import Membership, Role
from marketplace.workflow.working_days import is_working_day
from providers import access, actions, answering, fading, news
from providers.models import Answering, AskRhythm, Enquiry, SavedSearch, Service

log = logging.getLogger("justright.sweeps")

SECONDS = 40.0
LAG = timedelta(minutes=1)
CHUNK = 200
BY_RHYTHM, BY_NEWS, BY_COUNT = system("ask-in-rhythm"), system("new-near-you"), system("count-answers")
BY_FADING = system(access.NOT_CONFIRMED)
FIRST = UUID(int=0)


def _within(seconds: float) -> Iterator[None]:
    """As many turns as fit into the time, and at least one."""
    until = time.monotonic() + seconds
    yield
    while time.monotonic() < until:
        yield


# --- Asking whether it is still right --------------------------------------------------------------------------------
def ask_keepers(seconds: float = SECONDS) -> bool:
    """Ask everybody whose day has come; whether all of them were asked. Messages go on working days only."""
    if not is_working_day(timezone.localdate()):
        return True
    return any(not _welcome() and not _ask_some() for _turn in _within(seconds))


@transaction.atomic
def _welcome() -> int:
    """Owners of listings whom nobody has asked yet are first asked in a week."""
    owning = Membership.objects.live().in_role(Role.OWNER).exclude(account__in=AskRhythm.objects.values("account"))
    listed = Service.objects.listed().values("enterprise__organisation")
    new = User.objects.filter(is_active=True, pk__in=owning.filter(organisation__in=listed).values("account"))
    first = actions.next_day(AskRhythm.Rhythm.WEEKLY, timezone.localdate())
    rows = [AskRhythm(account=account, next_on=first) for account in new.order_by("pk")[:CHUNK]]
    return len(AskRhythm.objects.bulk_create(rows, ignore_conflicts=True))


@transaction.atomic
def _ask_some() -> int:
    due = list(AskRhythm.objects.due(timezone.localdate()).select_related("account")[:CHUNK])
    for rhythm in due:
        actions.ask_in_rhythm(rhythm, by=BY_RHYTHM)
    return len(due)


# --- What nobody confirms --------------------------------------------------------------------------------------------
def fade(after: UUID | None = None, seconds: float = SECONDS) -> UUID | None:
    """Do what is due about listings nobody has confirmed, in the order of their keys; where to go on, if anywhere."""
    if not is_working_day(timezone.localdate()):
        return None
    last = after or FIRST
    for _turn in _within(seconds):
        some = _long_unconfirmed(last)
        for service in some:
            actions.fade(service, by=BY_FADING)
            last = service.pk
        if len(some) < CHUNK:
            return None
    return last


def _long_unconfirmed(after: UUID) -> list[Service]:
    """The next of those about which something is due."""
    found = Service.objects.fading(**fading.due_days(timezone.localdate())).after(after)
    return list(found.select_related("enterprise__organisation", "enterprise__supporter")[:CHUNK])


# --- Who is new ------------------------------------------------------------------------------------------------------
def tell_news(seconds: float = SECONDS) -> bool:
    """Look for every saved search whose time has come; whether all were looked for.

    It looks at what was there a minute ago: what is being written just now belongs to the next round.
    """
    until = timezone.now() - LAG
    return any(not _tell_some(until) for _turn in _within(seconds))


@transaction.atomic
def _tell_some(until: datetime) -> int:
    """A chunk of searches shares one look at what has changed since the oldest of their last looks."""
    due = list(SavedSearch.objects.due(timezone.now()).filter(looked_at__lt=until)[:CHUNK])
    if due:
        changed = news.changed_since(min(saved.looked_at for saved in due), until)
        quiet = [saved for saved in due if not _tell_one(saved, changed)]
        actions.note_looks(quiet, by=BY_NEWS, until=until)
    return len(due)


def _tell_one(saved: SavedSearch, changed: news.Changed) -> bool:
    """Whether its row says already that it was looked for. One that fails fails alone, and is tried again tomorrow."""
    try:
        known, found = saved.known, news.news_of(saved, changed)
        if not found and saved.known == known:
            return False
        actions.tell_news(saved, found, by=BY_NEWS, until=changed.until)
    except Exception as error:  # whatever is wrong with one search must not stop the next
        log.error("saved search not looked for", extra={"search": str(saved.pk), "trouble": type(error).__name__})
        SavedSearch.objects.filter(pk=saved.pk).update(next_at=timezone.now() + timedelta(days=1))
    return True


# --- How enterprises answer ------------------------------------------------------------------------------------------
def count_answers(after: UUID | None = None, seconds: float = SECONDS) -> UUID | None:
    """Count anew for every enterprise that was asked in the year or has figures; where to go on, if anywhere."""
    last = after or FIRST
    for _turn in _within(seconds):
        some = _asked_in_the_year(last)
        actions.count_answers(some, by=BY_COUNT)
        if len(some) < CHUNK:
            return None
        last = some[-1]
    return last


def _asked_in_the_year(after: UUID) -> list[UUID]:
    since = timezone.now() - timedelta(days=answering.WITHIN_DAYS)
    asked = Enquiry.objects.filter(sent_at__gt=since, service__enterprise__gt=after).order_by("service__enterprise")
    known = Answering.objects.filter(pk__gt=after, asked__gt=0).order_by("pk").values_list("pk", flat=True)
    keys = asked.values_list("service__enterprise", flat=True).distinct()
    return sorted({*keys[:CHUNK], *known[:CHUNK]})[:CHUNK]
