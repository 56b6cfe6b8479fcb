"""What the clock does here; the database remembers what is due, so each may run twice or at once."""

import logging
import time
from collections.abc import Callable
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from budgets import actions
from budgets.models import Agreement, Budget, Introduction, LifeChange, Person, SharedArrangement
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
    rows = list((found.filter(pk__gt=UUID(after)) if after else found)[:SOME])
    for person in rows:
        _each_one(person, actions.ask_about_silent, system("visits-silent"))
    if len(rows) == SOME:
        ask_silent.delay(str(rows[-1].pk))


@shared_task(name="budgets.remind_returns")
def remind_returns(after: str = "") -> None:
    """Kindly, of returns of direct payments that are due; some hundred at a time."""
    today = timezone.localdate()
    found = Budget.objects.return_to_remind_of(last_quarter(today).period, today)
    rows = list((found.filter(pk__gt=UUID(after)) if after else found)[:SOME])
    for budget in rows:
        _each_one(budget, actions.remind_of_return, system("returns-due"))
    if len(rows) == SOME:
        remind_returns.delay(str(rows[-1].pk))


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
def allocate() -> int:
    """The money of every four weeks that have begun is in the books, once."""
    return until_done(lambda: actions.allocate_some(by=system("budgets-allocated")))


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
def raise_surpluses() -> int:
    """More money than a body's weeks allow is raised for a person to look at; nothing is ever taken."""
    began, seen, last = time.monotonic(), 0, None
    while time.monotonic() - began < SECONDS:
        last = actions.raise_some(by=system("surplus-raised"), after=last)
        if last is None:
            break
        seen += 1
    return seen
