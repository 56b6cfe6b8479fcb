"""Wake-ups for what the directory must do in time."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

from celery import shared_task
from django.db import DatabaseError
from django.utils import timezone

from marketplace.accounts.actors import system
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.sweeps import until_done
from providers import actions, searches, sweeps
from providers.actions import enquiries
from providers.models import Enquiry, PostedNeed, Story
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


log = logging.getLogger("justright.sweeps")
CHUNK, SECONDS = 200, 45
STARTED_AGO = (timedelta(days=42), timedelta(days=28))  # after four weeks somebody can tell how it is


def _until_done(some: Callable[..., int], rule: str) -> int:
    """One chunk after the other, by this rule."""
    return until_done(partial(some, by=system(rule)), seconds=SECONDS)


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


def _each(rows, act: Callable) -> None:
    """Act on one after another for less than a minute; one that cannot be done stops none of the others."""
    began = time.monotonic()
    for row in rows[:CHUNK]:
        if time.monotonic() - began > SECONDS:
            return
        try:
            act(row)
        except (DatabaseError, RuleBroken) as error:
            log.warning("left for the next sweep", extra={"row": str(row.pk), "trouble": type(error).__name__})


@shared_task(name="providers.show_stories")
def show_stories() -> None:
    """Stories that a person has read are shown once the enterprise's 72 hours are over."""
    by = system("72-hours-over")
    _each(Story.objects.due().with_service(), lambda story: actions.publish_story(story, by=by))


@shared_task(name="providers.invite_stories")
def invite_stories() -> None:
    """Whoever has been helped for four weeks hears once that they can tell how it is."""
    by, today = system("four-weeks-on"), timezone.localdate()
    first, last = (today - ago for ago in STARTED_AGO)
    asked = Enquiry.objects.started_between(first, last).without_story().with_service()
    _each(asked, lambda enquiry: actions.invite_story(enquiry, by=by))


@shared_task(name="providers.end_needs")
def end_needs() -> None:
    """Needs that were posted 28 days ago are over."""
    by = system("28-days-over")
    _each(PostedNeed.objects.over(), lambda need: actions.expire_need(need, by=by))


@shared_task(name="providers.forget_told")
def forget_told() -> None:
    """What was private in stories and needs is blanked 90 days after they ended."""
    by = system("90-days-over")
    actions.forget_stories(by=by)
    actions.forget_needs(by=by)


@shared_task(name="providers.ask_keepers")
def ask_keepers() -> None:
    """On working days everybody whose day it is is asked whether their listings are still right."""
    if not sweeps.ask_keepers():
        ask_keepers.delay()


@shared_task(name="providers.fade")
def fade(after: str = "") -> None:
    """On working days what nobody has confirmed is asked about, warned of or hidden."""
    rest = sweeps.fade(UUID(after) if after else None)
    if rest:
        fade.delay(str(rest))


@shared_task(name="providers.tell_news")
def tell_news() -> None:
    """Whoever saved a search is told who is new, when it is time; the next sweep goes on where this one stops."""
    sweeps.tell_news()


@shared_task(name="providers.count_answers")
def count_answers(after: str = "") -> None:
    """Each night the figures of every enterprise that was asked in the year are counted anew."""
    rest = sweeps.count_answers(UUID(after) if after else None)
    if rest:
        count_answers.delay(str(rest))
