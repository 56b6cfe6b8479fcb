"""Payments go on by themselves: proposed each working day, posted when they left, answered, and told to the payees."""

import logging

from celery import shared_task
from django.utils import timezone

from commissioning import actions
from marketplace.accounts.actors import system
from marketplace.workflow.sweeps import until_done
from marketplace.workflow.working_days import is_working_day

BY = "payments"
log = logging.getLogger("justright.payments")


@shared_task(name="commissioning.propose_payments")
def propose_payments() -> int:
    """The proposal of each working day; what is due of direct payments and grants is in it."""
    if not is_working_day(timezone.localdate()):
        return 0
    until_done(lambda: actions.owe_others(by=system(BY)))
    return actions.propose_all(by=system(BY))


@shared_task(name="commissioning.follow_payments")
def follow_payments() -> int:
    """What left is posted, what was answered is booked, and each payee is told: each in pieces, and goes on later."""
    return sum(_follow(act) for act in (actions.post_some, actions.apply_some, actions.tell_some))


def _follow(act) -> int:
    """One that fails does not keep the others from going on."""
    try:
        return until_done(lambda: act(by=system(BY)), seconds=15)
    except Exception as broken:  # noqa: BLE001 (the next sweep tries again)
        log.error("payments are not followed", extra={"what": act.__name__, "error": type(broken).__name__})
        return 0


@shared_task(name="commissioning.forget_accounts")
def forget_accounts() -> int:
    """Bank accounts of seven years ago."""
    return until_done(lambda: actions.forget_accounts(by=system("accounts-forgotten")))
