"""What waits for an answer is reminded of once, and a contract whose last day is over is ended."""

from celery import shared_task

from commissioning import actions
from marketplace.accounts.actors import system
from marketplace.workflow.sweeps import until_done


@shared_task(name="commissioning.close_contracts")
def close_contracts() -> int:
    by = system("contract-run-out")
    return until_done(lambda: actions.close_contracts(by=by))


@shared_task(name="commissioning.remind_of_offers")
def remind_of_offers() -> int:
    by = system("remind-of-offers")
    return until_done(lambda: actions.remind_of_offers(by=by))
