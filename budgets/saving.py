"""How much is in hand of money that a body gave, against what it lets people keep; and how long it lasts."""

from datetime import date, timedelta

from budgets.allocation import Mechanism
from budgets.forecasting import Forecast, Surplus, forecast, looked_ahead, surplus
from budgets.models import Account, Budget, BudgetVersion, Line, MoneyRules
from budgets.models.surplus import SURPLUS_WEEKS
from budgets.picturing import Money
from budgets.pots import POTS, shares_of
from budgets.weeks import DAY, Period, due_between
from marketplace.organisations.models import Organisation

Kind = Account.Kind
OUT_OF_HAND = (Mechanism.DIRECT_PAYMENT, Mechanism.ISF, Mechanism.PHB_DIRECT_PAYMENT, Mechanism.PHB_THIRD_PARTY)
FULL_WEEKS = 8  # so many past weeks make the pace
FEWEST = 2


def weeks_of(organisation: Organisation) -> int:
    """The body's own number of weeks, or eight."""
    rules = MoneyRules.objects.filter(organisation=organisation).first()
    return rules.surplus_weeks if rules else SURPLUS_WEEKS


def surplus_of(budget: Budget, today: date) -> Surplus | None:
    """Of what the person, or somebody for them, holds: nothing where they hold none of it today."""
    version = BudgetVersion.objects.on(today).filter(budget=budget).with_budget().first()
    held = [each for each in shares_of(version) if each.way.mechanism in OUT_OF_HAND] if version else []
    if not held or budget.funder == Budget.Funder.PERSON:
        return None
    accounts = list(Account.objects.filter(budget_id=budget.pk))
    kinds = {POTS[Mechanism(each.way.mechanism)] for each in held}
    pots = [each for each in accounts if each.kind in kinds]
    kept, overpaid = _in(accounts, Kind.CONTINGENCY), max(_in(accounts, Kind.CONTRIBUTION), 0)
    weeks = weeks_of(budget.person.organisation)
    until = looked_ahead(today, weeks).ends_on + DAY
    promised = sum(row["promised"] for row in Line.objects.openings([pot.pk for pot in pots], on=until))
    return surplus(
        balance_pence=sum(pot.posted for pot in pots) + kept + overpaid, contingency_pence=kept,
        promised_pence=max(promised, 0), overpaid_pence=overpaid, weeks=weeks,
        weekly_authority_pence=sum(each.funded_weekly_pence for each in held),
    )  # fmt: skip


def _in(accounts, kind: str) -> int:
    return sum(each.posted for each in accounts if each.kind == kind)


def forecast_of(versions, money: Money, today: date) -> Forecast | None:
    """At the pace of the last eight full weeks, or of two at least. What came for later days is still to come."""
    live = [each for each in versions if each.status == "agreed" and _holds(each, today)]
    since = min((each.starts_on for each in versions if each.status == "agreed"), default=today)
    week = money.week.period.starts_on
    full = [each for each in money.past.weeks if since <= each.period.starts_on < week][-FULL_WEEKS:]
    if not live or len(full) < FEWEST:
        return None
    out = sum(each.spent_pence + each.promised_pence for each in full) // len(full)
    early = sum(_for_later(each, today) for each in live)
    ends = [each.ends_on for each in live]
    return forecast(
        on=today, left_pence=money.week.in_hand_pence - early, weekly_out_pence=out,
        weekly_in_pence=sum(each.gross_weekly_pence for each in live), ends_on=None if None in ends else max(ends),
    )  # fmt: skip


def _holds(version: BudgetVersion, day: date) -> bool:
    return version.starts_on <= day and (version.ends_on is None or version.ends_on >= day)


def _for_later(version: BudgetVersion, today: date) -> int:
    """What is in the books already for days after today."""
    if version.allocated_until is None or version.allocated_until <= today:
        return 0
    return due_between(version.gross_weekly_pence, version.starts_on,
                       Period(today + timedelta(days=1), version.allocated_until))  # fmt: skip
