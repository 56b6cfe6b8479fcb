"""Saved searches: save, change, follow, stop; and telling people who is new."""

import json
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import notify
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import make_link
from marketplace.workflow.moves import lock, one_at_a_time, record_entry
from providers import access, news
from providers.models import Follower, SavedSearch, Service
from providers.search import MOST

MOST_SAVED = 20
LINK_LASTS = timedelta(days=90)
SHOWN = 10
TOLD_AT = time(8)
KEPT = ("help", "place", "miles", "filters", "exact", "needs", "times")
Rhythm = SavedSearch.Rhythm


@transaction.atomic
def save_search(
    body: dict, rhythm: str, *, by: Actor, key: UUID, organisation: Organisation | None = None
) -> SavedSearch:
    """Go on looking for this person, or follow an area for a whole body: then without words and filters."""
    account = by.person
    require(organisation is None or access.can_follow_for(by, organisation))
    one_at_a_time(f"save-search:{account.pk}")
    if made := SavedSearch.objects.visible_to(by).filter(key=key).first():
        return made
    if Follower.objects.filter(account=account).count() >= MOST_SAVED:
        raise RuleBroken(_("You have %(most)s saved searches. Stop one of them first.") % {"most": MOST_SAVED})
    asked = {name: body[name] for name in KEPT if name in body}
    asked["miles"] = asked.get("miles") or news.FAR[0]
    if organisation:
        asked |= {"help": "", "filters": [], "exact": False, "needs": [], "times": []}
    saved = _begin(SavedSearch(key=key, body=json.dumps(asked), rhythm=Rhythm(rhythm)), account, organisation)
    record_entry(saved, "saved", by=by)
    return saved


def _begin(saved: SavedSearch, account, organisation: Organisation | None) -> SavedSearch:
    """Whoever fits today is known, and is no news."""
    saved.account, saved.organisation = (None, organisation) if organisation else (account, None)
    fit = news.fitting(news.wanted_of(saved.asked))
    saved.knows_all = organisation is None and len(fit) <= MOST
    saved.known = "".join(sorted(map(news.tail, fit))) if saved.knows_all else ""
    saved.next_at = next_look(saved.rhythm, timezone.now())
    saved.save()
    saved.followers.create(account=account)
    return saved


def next_look(rhythm: str, now: datetime) -> datetime:
    """At once means at the next sweep; once a day and once a week mean at eight in the morning."""
    if rhythm == Rhythm.AT_ONCE:
        return now
    day = timezone.localdate(now) + timedelta(days=1 if rhythm == Rhythm.DAILY else 7)
    return timezone.make_aware(datetime.combine(day, TOLD_AT))


@transaction.atomic
def change_search(saved: SavedSearch, rhythm: str, *, by: Actor) -> None:
    """Be told more or less often."""
    lock(saved)
    require(access.can_change_search(by, saved))
    saved.rhythm = Rhythm(rhythm)
    saved.next_at = next_look(saved.rhythm, timezone.now())
    saved.save(update_fields=["rhythm", "next_at"])
    record_entry(saved, "rhythm-changed", by=by)


@transaction.atomic
def end_search(saved: SavedSearch, *, by: Actor) -> None:
    """Stop looking, for everybody who was told; nothing of it is kept."""
    lock(saved)
    require(access.can_change_search(by, saved))
    record_entry(saved, "ended", by=by)
    saved.delete()


@transaction.atomic
def follow(saved: SavedSearch, *, by: Actor) -> Follower:
    """One more of a body's people is told what is new in its area."""
    require(saved.organisation is not None and access.can_change_search(by, saved))
    follower, is_new = Follower.objects.get_or_create(search=saved, account=by.person)
    if is_new:
        record_entry(saved, "followed", by=by)
    return follower


@transaction.atomic
def stop_following(follower: Follower, *, by: Actor) -> None:
    """Not be told any more; a search of one's own ends with it, an area goes on for the others."""
    saved = follower.search
    lock(saved)
    require(access.can_stop(by, follower))
    record_entry(saved, "stopped", by=by)
    if saved.organisation is None:
        saved.delete()
    else:
        follower.delete()


@transaction.atomic
def tell_news(saved: SavedSearch, found: list[UUID], *, by: Actor, until: datetime) -> None:
    """Tell whoever follows that these are new near them; found in a look that went up to a moment."""
    require(bool(by.rule))
    looked_at = saved.looked_at
    followers = list(saved.followers.told(saved.organisation_id)) if found else []
    said = _said(saved, found) if followers else {}
    for follower in followers:
        link = make_link(follower, access.STOP_NEWS, lasts=LINK_LASTS)
        key = f"new-near-you:{follower.pk}:{looked_at.timestamp():.6f}"
        notify(follower.account, "new-near-you", key=key, context=said | {"stop": str(link.pk)})
    saved.looked_at, saved.next_at = until, next_look(saved.rhythm, until)
    saved.save(update_fields=["looked_at", "next_at", "known"])


@transaction.atomic
def note_looks(searches: Iterable[SavedSearch], *, by: Actor, until: datetime) -> None:
    """Nothing was new for these: when each is looked for next, in one statement for each rhythm."""
    require(bool(by.rule))
    looked = list(searches)
    for rhythm in Rhythm:
        keys = [saved.pk for saved in looked if saved.rhythm == rhythm]
        SavedSearch.objects.filter(pk__in=keys).update(looked_at=until, next_at=next_look(rhythm, until))


def _said(saved: SavedSearch, found: list[UUID]) -> dict:
    """Where, how many, and who; never what was looked for."""
    known = Service.objects.filter(pk__in=found[:SHOWN]).with_enterprise().in_bulk()
    people = [{"name": known[pk].enterprise.name, "id": str(pk)} for pk in found[:SHOWN] if pk in known]
    return {"count": len(found), "place": saved.asked["place"]["name"], "people": people,
            "more": max(len(found) - SHOWN, 0), "is_area": saved.organisation_id is not None}  # fmt: skip
