"""What the clock does here; the database remembers what is due, so each may run twice or at once."""

import logging
import time
from collections.abc import Callable
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from budgets import actions
from budgets.models import Agreement, Budget, BudgetVersion, Introduction, LifeChange, Person, SharedArrangement
from budgets.returning import last_quarter
from marketplace.accounts.actors import Actor, system
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.sweeps import until_done

log = logging.getLogger("justright.budgets")
CHUNK, SECONDS, SOME = 500, 45, 200


@shared_task(name="budgets.pass_on")
def pass_on() -> int:
    """After a no or silence the next is asked; for less than a minute, then the next sweep goes on."""
    return _each(_whole(Introduction.objects.to_look_at()), actions.catch_up, system("pass-on"))


@shared_task(name="budgets.ask_outcomes")
def ask_outcomes() -> int:
    """A fortnight after a yes its professional is asked what came of it; of what is left behind colleagues hear."""
    left, due = Introduction.objects.without_anybody(), Introduction.objects.outcome_due(timezone.localdate())
    _each(_whole(left.order_by("pk")), actions.tell_colleagues, system("introductions-left"))
    return _each(_whole(due), actions.remind, system("ask-outcomes"))


@shared_task(name="budgets.plan_visits")
def plan_visits() -> int:
    """The visits of the next weeks are planned, as far as there is money for."""
    found = Agreement.objects.to_plan(timezone.localdate() + actions.AHEAD).with_terms()
    return _each(found, actions.plan_or_tell, system("visits-planned"))


@shared_task(name="budgets.ask_silent")
def ask_silent(after: str = "") -> None:
    """Of whose visits nobody has said anything for two days: a human is asked to look; some hundred at a time."""
    found = Person.objects.silent(timezone.localdate()).select_related("account", "named_worker", "organisation")
    _by_key(ask_silent, found, after, actions.ask_about_silent, system("visits-silent"))


@shared_task(name="budgets.remind_returns")
def remind_returns(after: str = "") -> None:
    """Kindly, of returns of direct payments that are due; some hundred at a time."""
    today = timezone.localdate()
    found = Budget.objects.return_to_remind_of(last_quarter(today).period, today)
    _by_key(remind_returns, found, after, actions.remind_of_return, system("returns-due"))


@shared_task(name="budgets.follow_agreements")
def follow_agreements() -> int:
    """Offers that nobody answered are told to whoever buys; what is over is closed; whoever moves today has moved."""
    today = timezone.localdate()
    _each(LifeChange.objects.to_move(today).select_related("person"), actions.settle_move, system("life-happens"))
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
        done += _each_one(each, act, by)
    return done


def _by_key(task, found, after: str, act: Callable, by: Actor) -> None:
    """The next ones by their keys, one transaction each; then the task goes on after the last of them."""
    rows = list((found.filter(pk__gt=UUID(after)) if after else found).order_by("pk")[:SOME])
    for each in rows:
        _each_one(each, act, by)
    if len(rows) == SOME:
        task.delay(str(rows[-1].pk))


def _each_one(each, act: Callable, by: Actor) -> bool:
    try:
        act(each, by=by)
    except Exception as error:
        kind = logging.WARNING if isinstance(error, RuleBroken) else logging.ERROR
        log.log(kind, f"{each._meta.verbose_name} left", extra={"id": str(each.pk), "trouble": type(error).__name__})
        return False
    return True


@shared_task(name="budgets.forget")
def forget() -> None:
    """Blank what ended two years ago."""
    by = system("introductions-forget")
    actions.forget_introductions(by=by)
    actions.forget_persons(by=by)
    actions.forget_together(by=by)


@shared_task(name="budgets.allocate")
def allocate(after: str = "") -> None:
    """The money of every four weeks that have begun is in the books, once; some hundred budgets at a time."""
    due = BudgetVersion.objects.to_allocate(timezone.localdate())
    _by_key(allocate, due, after, actions.allocate, system("budgets-allocated"))


@shared_task(name="budgets.remind_reviews")
def remind_reviews() -> int:
    """Named workers hear once of each person who is to be visited again."""
    return until_done(lambda: actions.remind_of_some_reviews(by=system("reviews-due")))


@shared_task(name="budgets.keep_together")
def keep_together() -> int:
    """Who has given notice has left, and with too few people what was agreed happens."""
    due = SharedArrangement.objects.to_keep(timezone.localdate()).order_by("pk")
    return _each(due, actions.keep_together, system("together-kept"))


@shared_task(name="budgets.raise_surpluses")
def raise_surpluses(after: str = "") -> None:
    """More money than a body's weeks allow is raised for a person to look at; nothing is ever taken."""
    found = Budget.objects.perhaps_saved(timezone.localdate())
    _by_key(raise_surpluses, found, after, actions.raise_surplus, system("surplus-raised"))
