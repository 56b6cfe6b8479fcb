"""Wake-ups for what the directory must do in time."""

import time
from collections.abc import Callable
from uuid import UUID

from celery import shared_task

from marketplace.accounts.actors import system
from providers import searches
from providers.actions import enquiries
from providers.open_referral import health


@shared_task(name="providers.forget_searches")
def forget_searches() -> int:
    """Searches are forgotten after their day."""
    return searches.forget()


@shared_task(name="providers.check_feed")
def check_feed(run: str = "") -> None:
    """Every listing of the feed is judged each night, some seconds at a time."""
    pk = UUID(run) if run else health.tonight().pk
    if not health.go_on(pk):
        check_feed.delay(str(pk))


SECONDS = 45


def _until_done(some: Callable[..., int], rule: str) -> int:
    """One chunk after the other until none is left, for less than a minute; the next sweep goes on."""
    started, done = time.monotonic(), 0
    while time.monotonic() - started < SECONDS:
        number = some(by=system(rule))
        done += number
        if not number:
            break
    return done


@shared_task(name="providers.lapse_enquiries")
def lapse_enquiries() -> int:
    """What nobody answered in time ends, and its asker is told at once."""
    return _until_done(enquiries.lapse_some, "enquiry-lapses")


@shared_task(name="providers.remind_enquiries")
def remind_enquiries() -> int:
    """Enterprises are reminded while there is still time to answer."""
    return _until_done(enquiries.remind_some, "enquiry-reminder")


@shared_task(name="providers.tidy_enquiries")
def tidy_enquiries() -> None:
    """What was never confirmed is erased, what has gone quiet is closed, and what is long over forgets who it was."""
    _until_done(enquiries.drop_unconfirmed, "enquiry-never-confirmed")
    _until_done(enquiries.settle_some, "enquiry-gone-quiet")
    enquiries.forget(by=system("enquiry-forgotten"))
