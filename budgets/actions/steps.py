"""Moving money by hand: the contribution, a refund, own money, what is set aside, and putting right."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access, ledger
from budgets.actions.allocating import account_of, must_have_begun
from budgets.actions.expenses import HELD
from budgets.allocation import Mechanism
from budgets.models import Account, Budget, MoneyStep, Posting
from budgets.pots import POTS
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.ui.filters import pounds
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.keys import is_done
from marketplace.workflow.moves import lock, one_at_a_time, record_entry

Kind, Pot, Entry = MoneyStep.Kind, Account.Kind, Posting.EntryType
AFTER_DEATH = (Kind.REFUND, Kind.MORE, Kind.LESS)
YEAR = timedelta(days=365)
FACTS = ("mechanism", "pence", "on", "words")
ENTRIES = {
    Kind.CONTRIBUTION: Entry.CONTRIBUTION_RECEIVED, Kind.REFUND: Entry.REFUND_TO_PERSON,
    Kind.TOP_UP: Entry.ALLOCATION, Kind.SET_ASIDE: Entry.CONTINGENCY_HOLD, Kind.RELEASE: Entry.CONTINGENCY_HOLD,
    Kind.MORE: Entry.ADJUSTMENT, Kind.LESS: Entry.ADJUSTMENT,
}  # fmt: skip


@transaction.atomic
def take_step(budget: Budget, kind: str, facts: Mapping, *, key: UUID, by: Actor) -> MoneyStep:
    """Written down and in the books at once; what is not there cannot be set aside, released or refunded."""
    one_at_a_time(f"steps:{budget.pk}")
    lock(budget.person)
    require(access.can_step(by, budget.person, kind))
    if is_done(key, "take-step", budget, kind, facts, by=by):
        return MoneyStep.objects.get(key=key)
    told = {name: facts[name] for name in FACTS if name in facts}
    if told["on"] > timezone.localdate():
        raise RuleBroken(_("Choose today or a day before."))
    made = MoneyStep(key=key, budget=budget, kind=kind, done_by=by.account, **told)
    must_have_begun(budget, told["on"])
    _must_be_possible(made, by)
    sums = _sums(made)
    made.save(force_insert=True)
    facts_: dict = {"source": made, "by": by, "effective_on": made.on}
    ledger.post(ENTRIES[Kind(kind)], sums, key=f"step:{made.pk}:once", **facts_)
    record_entry(made, f"done:{kind}", by=by)
    return made


@transaction.atomic
def take_back_step(step: MoneyStep, *, by: Actor) -> None:
    """It was a mistake: a posting against it puts the books right, and both stay readable."""
    one_at_a_time(f"steps:{step.budget_id}")
    lock(step)
    require(access.can_step(by, step.budget.person, step.kind))
    if step.taken_back_at:
        return
    if step.kind == Kind.LESS:
        _must_be_within_the_limit(step, by)
    if step.kind == Kind.SET_ASIDE and _aside(step).posted < step.pence:
        raise RuleBroken(_("Part of it was released since. Set aside less with a new line."))
    for posting in _postings(step):
        ledger.reverse(posting, key=f"step-back:{posting.pk}", by=by, effective_on=step.on)
    step.taken_back_at = timezone.now()
    step.save(update_fields=["taken_back_at"])
    record_entry(step, "taken-back", by=by)


def _postings(step: MoneyStep) -> list[Posting]:
    """One; two of what was set aside before each pot had its own. In this order no account falls below its minimum."""
    of_it = {"source_type": step._meta.label_lower, "source_id": step.pk}
    newest = "-recorded_at" if step.kind == Kind.SET_ASIDE else "recorded_at"
    return list(Posting.objects.filter(**of_it).order_by(newest))


def _must_be_possible(step: MoneyStep, by: Actor) -> None:
    """In words, before anything is written."""
    budget = step.budget
    if budget.person.died_on is not None and step.kind not in AFTER_DEATH:
        raise RuleBroken(_("They have died. Money can only be refunded or put right."))
    if step.kind == Kind.TOP_UP and Mechanism(step.mechanism) not in HELD:
        raise RuleBroken(_("Own money can be put into money that the person holds."))
    if step.kind in (Kind.MORE, Kind.LESS):
        _must_be_within_the_limit(step, by)
    most = {
        Kind.REFUND: lambda: account_of(budget, Pot.CONTRIBUTION).posted,
        Kind.SET_ASIDE: lambda: _pot(step).available,
        Kind.RELEASE: lambda: _aside(step).posted,
    }.get(Kind(step.kind))
    if most is not None and step.pence > (there := max(most(), 0)):
        raise RuleBroken(_("There is only %(sum)s there.") % {"sum": pounds(there)})


def _must_be_within_the_limit(step: MoneyStep, by: Actor) -> None:
    """With all that the same person has put right upwards for whom it is in a year: a limit is not for each step."""
    person, since = step.budget.person, timezone.localdate() - YEAR
    others = MoneyStep.objects.filter(budget__person=person, kind=Kind.MORE, done_by=by.account, taken_back_at=None)
    already = others.filter(on__gt=since).exclude(pk=step.pk).aggregate(all=Sum("pence", default=0))["all"]
    if (access.limit_of(by, person.organisation) or 0) < step.pence + already:
        raise RuleBroken(_("This is more than you agree to alone. Somebody else decides about it."))


def _sums(step: MoneyStep) -> dict[Account, int]:
    pence, budget = step.pence, step.budget
    outside = Pot.OUTSIDE
    if step.kind in (Kind.CONTRIBUTION, Kind.REFUND):
        sign = 1 if step.kind == Kind.CONTRIBUTION else -1
        return {account_of(budget, Pot.CONTRIBUTION): sign * pence, account_of(budget, outside): -sign * pence}
    if step.kind in (Kind.SET_ASIDE, Kind.RELEASE):
        sign = 1 if step.kind == Kind.RELEASE else -1
        return {_pot(step): sign * pence, _aside(step): -sign * pence}
    is_own = step.kind == Kind.TOP_UP or budget.funder == Budget.Funder.PERSON
    other, sign = account_of(budget, outside if is_own else Pot.FUNDING), -1 if step.kind == Kind.LESS else 1
    return {_pot(step): sign * pence, other: -sign * pence}


def _pot(step: MoneyStep) -> Account:
    return account_of(step.budget, POTS[Mechanism(step.mechanism)])


def _aside(step: MoneyStep) -> Account:
    """What is set aside goes back only into the pot that it came out of."""
    person = step.budget.person
    facts: dict = {"person": person, "budget_id": step.budget_id, "pot": POTS[Mechanism(step.mechanism)]}
    return ledger.open_account(Pot.CONTINGENCY, person.organisation, **facts)
