"""Putting a budget into the books, four weeks at a time, in advance; and taking back what was for later days.

Each way of paying has its own account. What the funder gives comes out of its funding account; what the person pays
towards it is due at once and stands against them until it comes. Own money comes from outside of the books.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets import access, ledger
from budgets.allocation import PAID_TO_PERSON, Mechanism
from budgets.models import Account, Budget, BudgetVersion, Deployment, Line, Posting
from budgets.picturing import back_key
from budgets.pots import POTS, Share, shares_of
from budgets.weeks import DAY, Period, cycle, due_between
from marketplace.accounts.access import require
from marketplace.accounts.actors import Actor
from marketplace.ui.filters import long_date
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.moves import lock

Kind, Entry = Account.Kind, Posting.EntryType


@transaction.atomic
def allocate(version: BudgetVersion, *, by: Actor) -> int:
    """The money of every four weeks that have begun is in the books, once; how many postings there are for it."""
    lock(version)
    version = BudgetVersion.objects.with_budget().get(pk=version.pk)
    require(bool(by.rule) or access.limit_of(by, version.budget.person.organisation) is not None)
    today, number = timezone.localdate(), 0
    if version.starts_on > today:
        return 0
    is_first, done = version.allocated_until is None, version.allocated_until
    for part in _begun(version):
        if done is not None and part.ends_on <= done:
            continue
        for share in shares_of(version):
            number += _give(version, share, part, by=by)
        version.allocated_until = part.ends_on
    if version.one_off_pence and is_first:
        number += _give_once(version, by=by)
    version.save(update_fields=["allocated_until"])
    if is_first:
        _take_back_before(version, by=by)
    return number


def _take_back_before(version: BudgetVersion, *, by: Actor) -> None:
    """What earlier versions were given for days that this one pays; where it is promised, it stays for a human."""
    for before in version.budget.versions.agreed().filter(starts_on__lt=version.starts_on):
        try:
            with transaction.atomic():
                take_back(before, by=by)
        except RuleBroken:
            if not by.rule:
                raise


def _begun(version: BudgetVersion) -> Iterator[Period]:
    """The four weeks that have begun, the last one cut at the end of the version."""
    today = timezone.localdate()
    last = version.ends_on or today + timedelta(weeks=4)
    for part in cycle(version.starts_on, last):
        if part.starts_on > today:
            return
        yield part


def _give(version: BudgetVersion, share: Share, part: Period, *, by: Actor) -> int:
    """One way of paying for four weeks: what the funder gives, and what the person is to pay."""
    pot = pot_of(version, share.way)
    key = f"budget:{version.pk}:{share.way.pk}:{part.starts_on}"
    given = due_between(share.funded_weekly_pence, version.starts_on, part)
    due = due_between(share.contribution_weekly_pence, version.starts_on, part)
    entry = Entry.DP_PAYMENT if share.way.mechanism in PAID_TO_PERSON else Entry.ALLOCATION
    facts: dict = {"source": version, "by": by, "effective_on": part.starts_on}
    if given:
        ledger.post(entry, {pot: given, from_of(version): -given}, key=f"{key}:given", **facts)
    if due:
        owed = account_of(version.budget, Kind.CONTRIBUTION)
        ledger.post(Entry.CONTRIBUTION_DUE, {pot: due, owed: -due}, key=f"{key}:due", **facts)
    return bool(given) + bool(due)


def _give_once(version: BudgetVersion, *, by: Actor) -> int:
    pot = pot_of(version, version.deployments.all()[0])
    sums = {pot: version.one_off_pence, from_of(version): -version.one_off_pence}
    facts: dict = {"source": version, "by": by, "effective_on": version.starts_on}
    ledger.post(Entry.ALLOCATION, sums, key=f"budget:{version.pk}:once", **facts)
    return 1


@transaction.atomic
def take_back(version: BudgetVersion, *, by: Actor) -> None:
    """It ends earlier than money was given for: the days after its end go back, in the four weeks that they are in."""
    version = BudgetVersion.objects.with_budget().get(pk=version.pk)
    if version.allocated_until is None or version.ends_on is None or version.allocated_until <= version.ends_on:
        return
    for part in cycle(version.starts_on, version.allocated_until):
        if part.ends_on > version.ends_on:
            over = Period(max(part.starts_on, version.ends_on + DAY), part.ends_on)
            for share in shares_of(version):
                _take(version, share, over, by=by)
    version.allocated_until = version.ends_on
    version.save(update_fields=["allocated_until"])


def _take(version: BudgetVersion, share: Share, over: Period, *, by: Actor) -> None:
    """On the first of the days that it was for, which may be to come; its key says which days these are."""
    pot = pot_of(version, share.way)
    key = f"budget:{version.pk}:{share.way.pk}:{back_key(over)}"
    facts: dict = {"source": version, "by": by, "effective_on": over.starts_on}
    for weekly, other, what in (
        (share.funded_weekly_pence, from_of(version), "given"),
        (share.contribution_weekly_pence, account_of(version.budget, Kind.CONTRIBUTION), "due"),
    ):
        if sums := due_between(weekly, version.starts_on, over):
            ledger.post(Entry.ADJUSTMENT, {pot: -sums, other: sums}, key=f"{key}:{what}", **facts)


def must_have_begun(budget: Budget, day: date) -> None:
    """Nothing is written down for money that nobody agreed to, or for days before it began."""
    first = budget.versions.agreed().first()
    if first is None:
        raise RuleBroken(_("There is no money of this kind."))
    if day < first.starts_on:
        raise RuleBroken(
            _("This money began on %(day)s. Choose that day or a later one.") % {"day": long_date(first.starts_on)}
        )


def pot_of(version: BudgetVersion, way: Deployment) -> Account:
    """The account of one way of paying."""
    return account_of(version.budget, POTS[Mechanism(way.mechanism)])


def from_of(version: BudgetVersion) -> Account:
    """Where the money comes from: the funder, or for own money the person's bank account."""
    return account_of(version.budget, Kind.OUTSIDE if version.budget.funder == "person" else Kind.FUNDING)


def account_of(budget: Budget, kind: str) -> Account:
    """The account of this kind in the books of the body that gives this budget."""
    facts: dict = {"person": budget.person, "budget_id": budget.pk}
    return ledger.open_account(Kind(kind), budget.person.organisation, **facts)


def lines_of(budgets) -> list[Line]:
    """Everything that moved or was promised in the pots of these budgets, oldest first."""
    pots = Account.objects.filter(budget_id__in=[each.pk for each in budgets], kind__in=POTS.values())
    return list(
        Line.objects.filter(account__in=pots)
        .select_related("posting", "account")
        .order_by("posting__effective_on", "posting__pk")
    )
