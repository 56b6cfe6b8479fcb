"""Whoever starts is on the council's list, reminded of the next step on its day, and asked what became of a grant."""

from celery import shared_task

from commissioning import actions
from marketplace.accounts.actors import system
from marketplace.workflow.sweeps import until_done


@shared_task(name="commissioning.help_to_start")
def help_to_start() -> int:
    """Four things by the day, each said once however often this runs."""
    by = system("help-to-start")
    acts = (actions.open_starts, actions.remind_of_steps, actions.ask_outcomes, actions.forget_grants)
    return sum(until_done(lambda act=act: act(by=by)) for act in acts)  # type: ignore[misc]
