"""A surplus: raised by the clock, decided by a person, asked back kindly with two weeks' notice, and given back."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access, ledger
from budgets.actions.allocating import account_of
from budgets.actions.telling import tell_of_money
from budgets.models import Account, Budget, Posting, Surplus
from budgets.pots import POTS
from budgets.saving import OUT_OF_HAND, surplus_of
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.notifications.outbox import notify
from marketplace.ui.filters import pounds
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock, move, one_at_a_time, record_entry

Status, Entry, Kind = Surplus.Status, Posting.EntryType, Account.Kind
NOTICE = timedelta(weeks=2)
SUMS = ("balance_pence", "contingency_pence", "promised_pence", "weekly_authority_pence", "overpaid_pence", "weeks")


@transaction.atomic
def raise_surplus(budget: Budget, *, by: Actor) -> Surplus | None:
    """There is more than the body's weeks: a person is asked to look, once. No money moves."""
    require(bool(by.rule))
    one_at_a_time(f"surplus:{budget.pk}")
    found = surplus_of(budget, timezone.localdate())
    if found is None or not found.is_raised or not Surplus.objects.may_be_raised(budget):
        return None
    made = Surplus.objects.create(budget=budget, **{name: getattr(found, name) for name in SUMS})
    record_entry(made, "raised", by=by)
    worker = budget.person.named_worker
    if worker is not None:
        said = {"surplus": str(made.pk)}
        notify(worker, "surplus-raised", key=f"surplus-raised:{made.pk}", context=said)
    return made


@transaction.atomic
def leave_surplus(surplus: Surplus, because: str, *, by: Actor) -> None:
    """It stays where it is, and why; it is not raised again for three months."""
    lock(surplus)
    require(access.can_decide_surplus(by, surplus))
    facts = {"decided_by": by.person, "decided_on": timezone.localdate(), "because": _said(because)}
    move(surplus, Status.LEFT, by=by, **facts)


@transaction.atomic
def ask_back(surplus: Surplus, pence: int, because: str, *, by: Actor) -> None:
    """At most the council's part of what is over today; the person is told why, and has two weeks."""
    lock(surplus.budget.person)
    lock(surplus)
    require(access.can_decide_surplus(by, surplus))
    today = timezone.localdate()
    now = surplus_of(surplus.budget, today)
    most = min(now.councils_pence, _given(surplus.budget)) if now else 0
    if not 0 < pence <= most:
        raise RuleBroken(_("At most %(sum)s can be asked back today.") % {"sum": pounds(most)})
    facts = {"decided_by": by.person, "decided_on": today, "because": _said(because)}
    move(surplus, Status.ASKED, by=by, asked_pence=pence, pay_by=today + NOTICE, **facts)
    _post_notice(surplus, by=by)
    said = {"sum": pounds(pence), "day": str(surplus.pay_by), "body": surplus.budget.person.organisation.name}
    tell_of_money(surplus.budget.person, "money-asked-back", f"money-asked-back:{surplus.pk}", said)


def _given(budget: Budget) -> int:
    """What the funder gave and did not get back: nobody's own money is asked for."""
    return max(0, -account_of(budget, Kind.FUNDING).posted)


def _said(because: str) -> str:
    if not because.strip():
        raise RuleBroken(_("Say why, in words that the person can read."))
    return because.strip()


def _post_notice(surplus: Surplus, *, by: Actor) -> None:
    """Out of what is held, the fullest first, into what was asked back and is not there yet."""
    left, sums = surplus.asked_pence or 0, {}
    for pot in _pots(surplus.budget):
        takes = min(left, max(pot.available, 0))
        if takes:
            sums[pot] = -takes
            left -= takes
    if left:
        raise RuleBroken(_("Part of it is promised by now. Ask for less, or wait."))
    asked = account_of(surplus.budget, Kind.CLAWBACK)
    facts: dict = {"key": f"surplus:{surplus.pk}", "source": surplus, "by": by}
    ledger.post(Entry.CLAWBACK_NOTICE, sums | {asked: surplus.asked_pence or 0}, **facts)


def _pots(budget: Budget) -> list[Account]:
    kinds = [POTS[way] for way in OUT_OF_HAND]
    return list(Account.objects.filter(budget_id=budget.pk, kind__in=kinds).order_by("-posted", "pk"))


@transaction.atomic
def record_given_back(surplus: Surplus, on: date, *, by: Actor) -> None:
    """The money has come: it is the council's again."""
    lock(surplus)
    require(access.can_decide_surplus(by, surplus))
    if on > timezone.localdate():
        raise RuleBroken(_("Choose today or a day before."))
    move(surplus, Status.RETURNED, by=by, ended_on=on)
    pence, budget = surplus.asked_pence or 0, surplus.budget
    sums = {account_of(budget, Kind.CLAWBACK): -pence, account_of(budget, Kind.FUNDING): pence}
    facts: dict = {"source": surplus, "by": by, "effective_on": on}
    ledger.post(Entry.CLAWBACK_RECEIVED, sums, key=f"surplus-back:{surplus.pk}", **facts)


@transaction.atomic
def stop_asking(surplus: Surplus, *, by: Actor) -> None:
    """It was a mistake, or things have changed: the money is the person's again, and they are told."""
    lock(surplus)
    require(access.can_decide_surplus(by, surplus))
    move(surplus, Status.DROPPED, by=by, ended_on=timezone.localdate())
    posting = Posting.objects.get(key=f"surplus:{surplus.pk}")
    ledger.reverse(posting, key=f"surplus-dropped:{surplus.pk}", by=by)
    said = {"sum": pounds(surplus.asked_pence or 0), "body": surplus.budget.person.organisation.name}
    tell_of_money(surplus.budget.person, "money-not-asked-back", f"money-not-asked-back:{surplus.pk}", said)
