"""Cases are opened for what was sent, and counted anew when a council's rules change."""

from functools import partial

from celery import shared_task

from commissioning import actions
from commissioning.models import Recomputation
from marketplace.accounts.actors import system
from marketplace.workflow.sweeps import until_done
from providers.access import CHECKS_COUNTED


@shared_task(name="commissioning.open_cases")
def open_cases() -> int:
    """Every service that was sent to a council that has joined has a case there."""
    return until_done(lambda: actions.open_missing(by=system(CHECKS_COUNTED)))


@shared_task(name="commissioning.recompute")
def recompute() -> int:
    """Cases are held against new rules, a council's or the national ones, from where the last run stopped."""
    done = until_done(lambda: actions.recount_old(by=system(CHECKS_COUNTED)))
    for progress in Recomputation.objects.filter(finished_at=None).order_by("began_at", "pk"):
        done += until_done(partial(actions.recompute_some, progress, by=system(CHECKS_COUNTED)))
    return done


@shared_task(name="commissioning.forget")
def forget() -> int:
    """Who raised a worry, and its words, go eight years after it was settled."""
    return until_done(lambda: actions.forget_concerns(by=system("concerns-forgotten")))
