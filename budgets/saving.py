"""How much is in hand of money that a body gave, against what it lets people keep; and how long it lasts."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Sum

from budgets.allocation import Mechanism
from budgets.forecasting import Flow, Forecast, Surplus, foresee, looked_ahead, surplus
from budgets.models import Account, Agreement, Budget, BudgetVersion, Line, MoneyRules, Posting
from budgets.picturing import SPENT, Money
from budgets.planning import spans, weekly_pence
from budgets.pots import POTS, shares_of
from budgets.weeks import DAY, Period, due_between, financial_year_end

Kind = Account.Kind
OUT_OF_HAND = (Mechanism.DIRECT_PAYMENT, Mechanism.ISF, Mechanism.PHB_DIRECT_PAYMENT, Mechanism.PHB_THIRD_PARTY)
FULL_WEEKS = 8  # so many past weeks make the pace
FEWEST = 2


def surplus_of(budget: Budget, today: date) -> Surplus | None:
    """Of what the person, or somebody for them, holds: nothing where they hold none of it today."""
    version = BudgetVersion.objects.on(today).filter(budget=budget).with_budget().first()
    held = [each for each in shares_of(version) if each.way.mechanism in OUT_OF_HAND] if version else []
    if not held or budget.funder == Budget.Funder.PERSON:
        return None
    accounts = list(Account.objects.filter(budget_id=budget.pk))
    kinds = {POTS[Mechanism(each.way.mechanism)] for each in held}
    pots = [each for each in accounts if each.kind in kinds]
    kept = sum(each.posted for each in accounts if each.pot in kinds)
    overpaid = max(sum(each.posted for each in accounts if each.kind == Kind.CONTRIBUTION), 0)
    weeks = MoneyRules.of(budget.person.organisation).surplus_weeks
    until = looked_ahead(today, weeks).ends_on + DAY
    promised = sum(row["promised"] for row in Line.objects.openings([pot.pk for pot in pots], on=until))
    return surplus(
        balance_pence=sum(pot.posted for pot in pots) + kept + overpaid, contingency_pence=kept,
        promised_pence=max(promised, 0), overpaid_pence=overpaid, weeks=weeks,
        weekly_authority_pence=sum(each.funded_weekly_pence for each in held),
    )  # fmt: skip


def forecast_of(versions, money: Money, today: date) -> Forecast | None:
    """To 31 March: what comes by every version, what running agreements cost, and all else at the pace of the last
    eight full weeks, or of two at least. What came for later days is still to come.
    """
    live = [each for each in versions if each.status == "agreed" and _holds(each, today)]
    since = min((each.starts_on for each in versions if each.status == "agreed"), default=today)
    week = money.week.period.starts_on
    full = [each for each in money.past.weeks if since <= each.period.starts_on < week][-FULL_WEEKS:]
    if not live or len(full) < FEWEST:
        return None
    budgets = {each.budget_id for each in versions}
    early = sum(_for_later(each, today) for each in live) - _moved(budgets, first=money.week.period.ends_on + DAY)
    days = {"first": full[0].period.starts_on, "last": full[-1].period.ends_on}
    elsewhere = -_moved(budgets, entries=SPENT - {Posting.EntryType.INVOICE_PAID}, **days) // len(full)
    to_come = [each for each in versions if each.status == "agreed" and (each.ends_on or date.max) > today]
    flows = [flow for each in to_come for flow in _given(each, today)]
    flows += [Flow(-elsewhere, today + DAY), *_agreed(budgets, today)]
    ends = [each.ends_on for each in to_come or live]
    return foresee(
        on=today, left_pence=money.week.in_hand_pence - early, flows=flows, ends_on=None if None in ends else max(ends)
    )


def _moved(budgets: set, *, first: date, last: date = date.max, entries: Iterable[str] = ()) -> int:
    """What came into the pots on these days, less what went out; by some kinds of postings, or by all."""
    pots = Account.objects.filter(budget_id__in=budgets, kind__in=POTS.values())
    lines = Line.objects.moved().filter(account__in=pots, posting__effective_on__range=(first, last))
    if entries:
        lines = lines.filter(posting__entry_type__in=entries)
    return lines.order_by().aggregate(total=Sum("pence", default=0))["total"]


def _given(version: BudgetVersion, today: date) -> list[Flow]:
    """Each week of it, and what is paid once if its day is to come."""
    weekly = Flow(version.gross_weekly_pence, version.starts_on, version.ends_on)
    is_once = version.one_off_pence and version.starts_on > today
    return [weekly, Flow(7 * version.one_off_pence, version.starts_on, version.starts_on)] if is_once else [weekly]


def _agreed(budgets: set, today: date) -> list[Flow]:
    """What agreements cost a week, on the terms that hold when."""
    found = []
    for agreement in Agreement.objects.live(today).filter(budget__in=budgets).with_terms():
        terms = [each for each in agreement.versions.all() if each.is_agreed]
        last = min(agreement.ends_on or date.max, financial_year_end(today))
        for each, begins_on, ends_on in spans(terms, today + DAY, last):
            found.append(Flow(-weekly_pence(each.pattern, each.pence, each.unit), begins_on, ends_on))
    return found


def _holds(version: BudgetVersion, day: date) -> bool:
    return version.starts_on <= day and (version.ends_on is None or version.ends_on >= day)


def _for_later(version: BudgetVersion, today: date) -> int:
    """What is in the books already for days after today."""
    if version.allocated_until is None or version.allocated_until <= today:
        return 0
    return due_between(version.gross_weekly_pence, version.starts_on,
                       Period(today + timedelta(days=1), version.allocated_until))  # fmt: skip
