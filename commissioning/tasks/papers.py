"""Papers wait for the scanner, and words about people go in time."""

import time

from celery import shared_task
from django.utils import timezone

from commissioning import actions
from marketplace.accounts.actors import system
from marketplace.workflow.sweeps import until_done

SECONDS = 40
AWAY = 3  # so many answers that are none, and the scanner is away: the next run tries others first


@shared_task(name="commissioning.scan_papers")
def scan_papers() -> int:
    """Papers that waited while the scanner was away; each is tried once a run."""
    began, clock, done, away = timezone.now(), time.monotonic(), 0, 0
    while away < AWAY and time.monotonic() - clock < SECONDS:
        became = actions.scan_one(began, by=system("papers-scanned"))
        if not became:
            break
        away, done = (away + 1, done) if became == "waiting" else (0, done + 1)
    return done


@shared_task(name="commissioning.forget_papers")
def forget_papers() -> int:
    """What papers and referees said goes a year after an enterprise has closed its last listing."""
    return until_done(lambda: actions.forget_papers(by=system("papers-forgotten")))
