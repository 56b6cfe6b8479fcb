"""Checks run out by themselves."""

import time

from celery import shared_task

from commissioning import actions
from marketplace.accounts.actors import system
from providers.access import CHECKS_RUN_OUT

SECONDS = 45


@shared_task(name="commissioning.expire_checks")
def expire_checks() -> int:
    """Every check that ends within sixty days, in chunks, for less than a minute; the next run goes on."""
    began, done, place, by = time.monotonic(), 0, None, system(CHECKS_RUN_OUT)
    while True:
        number, place = actions.expire_some(place, by=by)
        done += number
        if place is None or time.monotonic() - began > SECONDS:
            return done
