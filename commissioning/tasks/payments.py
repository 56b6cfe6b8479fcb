"""Payments go on by themselves: proposed each working day, posted when they left, answered, and told to the payees."""

from celery import shared_task
from django.utils import timezone

from commissioning import actions
from marketplace.accounts.actors import system
from marketplace.workflow.sweeps import until_done
from marketplace.workflow.working_days import is_working_day

BY = "payments"


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
    by = system(BY)
    acts = (actions.post_some, actions.apply_some, actions.tell_some)
    return sum(until_done(lambda act=act: act(by=by), seconds=15) for act in acts)  # type: ignore[misc]


@shared_task(name="commissioning.forget_accounts")
def forget_accounts() -> int:
    """Bank accounts of seven years ago."""
    return until_done(lambda: actions.forget_accounts(by=system("accounts-forgotten")))
