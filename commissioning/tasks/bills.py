"""Whoever pays a bill themselves is reminded kindly: once before it is due, and once after."""

from celery import shared_task

from commissioning import actions
from marketplace.accounts.actors import system
from marketplace.workflow.sweeps import until_done


@shared_task(name="commissioning.remind_of_bills")
def remind_of_bills() -> int:
    by = system("remind-of-bills")
    return until_done(lambda: actions.remind_of_bills(by=by))
