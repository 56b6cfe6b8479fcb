"""Each night every listing of the feed is read and judged; the result is kept for 90 days.

A run keeps its place in its row: each chunk is read, judged and counted in one transaction, so that a run which was
cut off, or asked for twice, goes on where it stopped and counts nothing twice.
"""

import time
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from marketplace.workflow.moves import one_at_a_time
from providers.models import FeedRun, Service
from providers.models.feed import FRESH
from providers.open_referral import reading, shapes, writing

CHUNK = 100
SECONDS = 20  # of one piece of work, so that others get their turn
KEPT = timedelta(days=90)
ONE_NIGHT = timedelta(hours=20)  # a run that began earlier is given up
STALE = timedelta(days=2)
MOST_KINDS, MOST_EXAMPLES = 50, 5
SHOWN = 30


def begin() -> FeedRun:
    """Tonight's run: the one that was cut off, or a new one. What is older than 90 days is forgotten."""
    now = timezone.now()
    FeedRun.objects.before(now - KEPT).delete()
    return FeedRun.objects.under_way(since=now - ONE_NIGHT).first() or FeedRun.objects.create(started_at=now)


@transaction.atomic
def tonight() -> FeedRun:
    """The run of this night, however often the clock asks for one."""
    one_at_a_time("feed-run")
    return FeedRun.objects.since(timezone.now() - ONE_NIGHT / 2) or begin()


def go_on(run: UUID, *, seconds: float = SECONDS, tell: Callable[[FeedRun], None] = lambda run: None) -> bool:
    """Read on for so many seconds; whether the run has come to its end, or somebody else is at it."""
    until, areas = time.monotonic() + seconds, reading.areas()
    while time.monotonic() < until:
        reached = _read_chunk(run, areas)
        if reached is None:
            return True
        tell(reached)
        if reached.finished_at:
            return True
    return False


@transaction.atomic
def _read_chunk(pk: UUID, areas: dict[str, str]) -> FeedRun | None:
    """One chunk, counted once: None when the run is over or somebody else holds it."""
    run = FeedRun.objects.select_for_update(skip_locked=True).filter(pk=pk, finished_at=None).first()
    if run is None:
        return None
    rest = Service.objects.in_feed().order_by("pk")
    rest = rest.filter(pk__gt=run.reached) if run.reached else rest
    chunk = list(rest.with_details()[:CHUNK])
    for service in chunk:
        _count(run, service, areas)
    if chunk:
        run.reached = chunk[-1].pk
    if len(chunk) < CHUNK:
        run.finished_at = timezone.now()
    run.save()
    return run


def _count(run: FeedRun, service: Service, areas: dict[str, str]) -> None:
    """Judge one service as the feed tells it."""
    found = shapes.faults("service", writing.service_document(service, areas))
    run.services += 1
    run.valid += not found
    for kind in sorted({problem.kind for problem in found}):
        _note(run.problems, kind, str(service.pk))
    assured = service.confirmed_on
    if assured:
        run.oldest_assured_on = min(filter(None, (run.oldest_assured_on, assured)))
        run.newest_assured_on = max(filter(None, (run.newest_assured_on, assured)))
        run.fresh += assured >= _fresh_since(run.started_at)


def _note(problems: dict[str, Any], kind: str, service: str) -> None:
    if kind not in problems and len(problems) >= MOST_KINDS:
        kind = "other problems"
    noted = problems.setdefault(kind, {"count": 0, "services": []})
    noted["count"] += 1
    noted["services"] = [*noted["services"], service][:MOST_EXAMPLES]


def _fresh_since(started_at: datetime) -> date:
    return timezone.localdate(started_at) - FRESH


def told() -> dict[str, Any]:
    """What the page says: the last run, whether it is old, what was wrong, and the runs before it."""
    runs = list(FeedRun.objects.finished()[:SHOWN])
    last = runs[0] if runs else None
    problems: Iterable[tuple[str, dict]] = last.problems.items() if last else ()
    return {
        "last": last,
        "runs": runs,
        "is_old": bool(last and last.started_at < timezone.now() - STALE),
        "problems": sorted(problems, key=lambda each: -each[1]["count"]),
    }
