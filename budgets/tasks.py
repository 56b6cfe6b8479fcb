"""What the clock does here; the database remembers what is due, so each may run twice or at once."""

import logging
import time
from collections.abc import Callable

from celery import shared_task
from django.utils import timezone

from budgets import actions
from budgets.models import Agreement, Introduction
from marketplace.accounts.actors import Actor, system
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.sweeps import until_done

log = logging.getLogger("justright.budgets")
CHUNK, SECONDS = 500, 45


@shared_task(name="budgets.pass_on")
def pass_on() -> int:
    """After a no or silence the next is asked; for less than a minute, then the next sweep goes on."""
    return _each(_whole(Introduction.objects.to_look_at()), actions.catch_up, system("pass-on"))


@shared_task(name="budgets.ask_outcomes")
def ask_outcomes() -> int:
    """A fortnight after a yes its professional is asked what came of it; of what is left behind colleagues hear."""
    _each(
        _whole(Introduction.objects.without_anybody().order_by("pk")),
        actions.tell_colleagues,
        system("introductions-left"),
    )
    return _each(
        _whole(Introduction.objects.outcome_due(timezone.localdate())), actions.remind, system("ask-outcomes")
    )


@shared_task(name="budgets.plan_visits")
def plan_visits() -> int:
    """The visits of the next weeks are planned, as far as there is money for."""
    found = Agreement.objects.to_plan(timezone.localdate() + actions.AHEAD).with_terms()
    return _each(found, actions.plan_visits, system("visits-planned"))


@shared_task(name="budgets.follow_agreements")
def follow_agreements() -> int:
    """Offers that nobody answered in their days are told to whoever buys; what is over is closed."""
    today = timezone.localdate()
    silent, over = Agreement.objects.unanswered(today), Agreement.objects.run_out(today)
    told = _each(silent.with_terms(), actions.tell_unanswered, system("offer-unanswered"))
    return told + _each(over.with_terms(), actions.close_agreement, system("agreement-over"))


def _whole(introductions):
    return introductions.select_related("organisation", "person__account", "account")


def _each(found, act: Callable, by: Actor) -> int:
    """One transaction each; what is wrong with one must not stop the next."""
    began, done = time.monotonic(), 0
    for each in found[:CHUNK]:
        if time.monotonic() - began > SECONDS:
            break
        try:
            act(each, by=by)
            done += 1
        except Exception as error:
            kind = logging.WARNING if isinstance(error, RuleBroken) else logging.ERROR
            log.log(kind, "left", extra={"id": str(each.pk), "trouble": type(error).__name__})
    return done


@shared_task(name="budgets.forget")
def forget() -> None:
    """Blank what ended two years ago."""
    by = system("introductions-forget")
    actions.forget_introductions(by=by)
    actions.forget_persons(by=by)


@shared_task(name="budgets.allocate")
def allocate() -> int:
    """The money of every four weeks that have begun is in the books, once."""
    return until_done(lambda: actions.allocate_some(by=system("budgets-allocated")))
