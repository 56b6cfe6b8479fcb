"""What a return of a direct payment says, and for which quarter of the financial year it is due."""

from dataclasses import dataclass
from datetime import date, timedelta

from budgets.allocation import PAID_TO_PERSON
from budgets.models import Budget, Expense
from budgets.pots import POTS
from budgets.stating import statement_of
from budgets.weeks import DAY, Period

DUE_AFTER = timedelta(days=28)  # Haringey: papers within 28 days
HELD = tuple(sorted(POTS[way] for way in PAID_TO_PERSON))


@dataclass(frozen=True)
class Quarter:
    """Three months of a financial year: from 1 April, 1 July, 1 October or 1 January."""

    period: Period

    @property
    def due_on(self) -> date:
        return self.period.ends_on + DUE_AFTER


def quarter_of(day: date) -> Quarter:
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    after = date(first.year + (first.month > 9), (first.month + 3) % 12 or 12, 1)
    return Quarter(Period(first, after - DAY))


def last_quarter(today: date) -> Quarter:
    """The newest that is over."""
    return quarter_of(quarter_of(today).period.starts_on - DAY)


def quarters(today: date, number: int = 4) -> list[Quarter]:
    """The newest first: the one that runs, and those before it."""
    found = [quarter_of(today)]
    while len(found) < number:
        found.append(quarter_of(found[-1].period.starts_on - DAY))
    return found


def facts_of(budget: Budget, period: Period) -> dict:
    """All that the body needs to know, ready to be kept as it is: sums in pence, days as text."""
    (part,) = statement_of([budget], period, kinds=HELD).parts
    paid = Expense.objects.filter(
        budget=budget, mechanism__in=PAID_TO_PERSON, taken_back_at=None,
        spent_on__range=(period.starts_on, period.ends_on),
    )  # fmt: skip
    expenses = [_expense(each) for each in paid.order_by("spent_on", "declared_at").prefetch_related("receipts")]
    sums: dict[str, int] = {}
    for each in expenses:
        sums[each["kind"]] = sums.get(each["kind"], 0) + each["pence"]
    beside = part.beside
    return {
        "opening": part.picture.opening_in_hand_pence,
        "kinds": [list(each) for each in part.kinds],
        "closing": part.closing_pence,
        "set_aside": beside.set_aside_pence,
        "owed": beside.owed_pence,
        "sums": [list(each) for each in sums.items()],
        "expenses": expenses,
    }


def _expense(expense: Expense) -> dict:
    return {
        "id": str(expense.pk),
        "on": expense.spent_on.isoformat(),
        "kind": str(expense.get_kind_display()),
        "words": expense.words,
        "pence": expense.pence,
        "receipts": [{"id": str(each.pk), "name": each.name} for each in expense.receipts.all() if each.stored_as],
    }
