"""A statement of any days: what was there before, all that moved or was promised, and what is there after.

For each funder's money by itself, and in a fixed number of questions however much there is: what lies before the days
comes as one sum an account. Money for four weeks may have come up to 27 days before the first day, so those are read
too, to be shown in the weeks that it is for.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max, Min, Q
from django.utils import timezone

from budgets.models import Account, Budget, Expense, Line, MoneyStep, SharedArrangement, SharedSession
from budgets.picturing import FOUR, POOL, Money, money_in, row_of
from budgets.pots import NAMES_OF_POTS
from budgets.statements import MOST_DAYS, Kind, Picture, Row, picture, problems, this_week
from budgets.weeks import DAY, Period, financial_year_end, refuse
from budgets.wording import words_of
from marketplace.ui.filters import long_date

AccountKind = Account.Kind
POTS = tuple(NAMES_OF_POTS)
PAID_IN = ("contribution-received", "refund-to-person")
BESIDE = (AccountKind.CONTRIBUTION, AccountKind.CONTINGENCY, AccountKind.CLAWBACK)


@dataclass(frozen=True)
class Movement:
    """One posting as the person reads it: of which money, what it was, how it changed what is in hand, and
    what it promised."""

    on: date
    pot: str
    words: str
    detail: str
    pence: int
    promised_pence: int
    in_hand_pence: int


@dataclass(frozen=True)
class Beside:
    """What stands beside the money on the last day: set aside, still to pay in or paid too much, asked back."""

    set_aside_pence: int
    contribution_due_pence: int
    contribution_paid_pence: int
    owed_pence: int
    asked_back_pence: int


@dataclass(frozen=True)
class Part:
    """One funder's money."""

    budget: Budget
    picture: Picture
    kinds: tuple[tuple[str, int], ...]
    movements: tuple[Movement, ...]
    beside: Beside

    @property
    def closing_pence(self) -> int:
        return self.picture.whole.in_hand_pence


@dataclass(frozen=True)
class Told:
    """All of it, and each funder's part."""

    period: Period
    picture: Picture
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class _Read:
    """The accounts of some budgets, what was in each before, and the lines since."""

    accounts: list[Account]
    opened: dict[UUID, dict]
    lines: list[Line]
    since: date

    def of(self, budget: Budget) -> "_Read":
        accounts = [each for each in self.accounts if each.budget_id == budget.pk]
        keys = {each.pk for each in accounts}
        return _Read(accounts, self.opened, [line for line in self.lines if line.account_id in keys], self.since)

    def pots(self) -> set[UUID]:
        return {each.pk for each in self.accounts if each.kind in POTS}

    def rows(self) -> list[Row]:
        """What the pots held before, as if it had come and been promised on one day, and each line since."""
        pots = self.pots()
        before = [self.opened[pk] for pk in pots if pk in self.opened]
        opening = [Row(self.since - DAY, Kind.CAME_IN, sum(each["moved"] for each in before)),
                   Row(self.since - DAY, Kind.PROMISED, sum(each["promised"] for each in before))]  # fmt: skip
        return opening + [row_of(line) for line in self.lines if line.account_id in pots]


def _read(budgets: Iterable[Budget], period: Period, kinds: Sequence[str] = POTS) -> _Read:
    refuse(problems(period))
    found = Account.objects.filter(budget_id__in=[each.pk for each in budgets], kind__in=[*kinds, *BESIDE])
    accounts = {each.pk: each for each in found if each.kind != AccountKind.CONTINGENCY or each.pot in kinds}
    since = period.starts_on - FOUR
    opened = {row["account_id"]: row for row in Line.objects.openings(accounts, on=since)}
    lines = list(Line.objects.between(accounts, first=since, last=period.ends_on))
    return _Read(list(accounts.values()), opened, lines, since)


def statement_of(budgets: Sequence[Budget], period: Period, *, kinds: Sequence[str] = POTS) -> Told:
    """What a person reads of these days; of some kinds of pots only, if they are named."""
    read = _read(budgets, period, kinds)
    details = _details([line for line in read.lines if line.posting.effective_on in period])
    parts = tuple(_part(budget, read.of(budget), period, details) for budget in budgets)
    return Told(period, picture(read.rows(), period), parts)


def money_now(budgets: Sequence[Budget], today: date) -> Money:
    """This week, and the twelve weeks up to its end."""
    week = this_week(today)
    return money_in(_read(budgets, Period(week.starts_on - timedelta(weeks=11), week.ends_on)).rows(), today)


def _part(budget: Budget, read: _Read, period: Period, details: dict[UUID, str]) -> Part:
    shown, pots = picture(read.rows(), period), read.pots()
    inside = [line for line in read.lines if line.account_id in pots and line.posting.effective_on in period]
    names = {each.pk: str(NAMES_OF_POTS[AccountKind(each.kind)]) for each in read.accounts if each.pk in pots}
    movements = _movements(inside, shown.opening_in_hand_pence, names, details)
    kinds = _kinds(_movements(_without_mistakes(inside), 0, names, {}))
    return Part(budget, shown, kinds, movements, _beside(read, period))


def _without_mistakes(lines: Sequence[Line]) -> list[Line]:
    """Without what was taken back in the same days, and without the taking back: in a total both are nothing."""
    there = {line.posting_id for line in lines}
    gone = {line.posting.reverses_id for line in lines} & there
    return [line for line in lines if line.posting_id not in gone and line.posting.reverses_id not in gone]


def _movements(
    lines: Iterable[Line], in_hand: int, names: dict[UUID, str], details: dict[UUID, str]
) -> tuple[Movement, ...]:
    """The lines of one posting are one movement."""
    grouped: dict[UUID, list[Line]] = {}
    for line in lines:
        grouped.setdefault(line.posting_id, []).append(line)
    found = []
    for its in grouped.values():
        posting = its[0].posting
        moved = sum(line.pence for line in its if line.layer == Line.Layer.POSTED)
        promised = -sum(line.pence for line in its if line.layer == Line.Layer.PENDING)
        in_hand += moved
        detail = details.get(posting.source_id, "") or details.get(posting.pk, "")
        words = words_of(posting, moved or -promised)
        pot = ", ".join(dict.fromkeys(names[line.account_id] for line in its))
        found.append(Movement(posting.effective_on, pot, words, detail, moved, promised, in_hand))
    return tuple(found)


def _kinds(movements: Iterable[Movement]) -> tuple[tuple[str, int], ...]:
    """How much moved for what, what came in first: with what was in hand before it comes to what is in hand after."""
    sums: dict[str, int] = defaultdict(int)
    for each in movements:
        if each.pence:
            sums[each.words] += each.pence
    return tuple(sorted(sums.items(), key=lambda each: -each[1]))


def _beside(read: _Read, period: Period) -> Beside:
    def holds(kind: str) -> int:
        its = {each.pk for each in read.accounts if each.kind == kind}
        before = sum(read.opened[pk]["moved"] for pk in its if pk in read.opened)
        return before + sum(each.pence for each in read.lines if each.account_id in its and each.layer == "posted")

    owed = {each.pk for each in read.accounts if each.kind == AccountKind.CONTRIBUTION}
    inside = [line for line in read.lines if line.account_id in owed and line.posting.effective_on in period]
    paid = sum(line.pence for line in inside if line.posting.entry_type in PAID_IN)
    due = paid - sum(line.pence for line in inside)
    return Beside(
        holds(AccountKind.CONTINGENCY), due, paid, -holds(AccountKind.CONTRIBUTION), holds(AccountKind.CLAWBACK)
    )


def _details(lines: Sequence[Line]) -> dict[UUID, str]:
    """Who was paid, what for, or which day with others: by the record that a posting is for, or by the posting."""
    expenses = {line.posting.source_id for line in lines if line.posting.source_type == "budgets.expense"}
    said = {each.pk: ", ".join(filter(None, [str(each.get_kind_display()), each.words]))
            for each in Expense.objects.filter(pk__in=expenses)}  # fmt: skip
    steps = {line.posting.source_id for line in lines if line.posting.source_type == "budgets.moneystep"}
    said |= dict(MoneyStep.objects.filter(pk__in=steps).values_list("pk", "words"))
    said |= _shared(lines)
    paid = Line.objects.filter(Q(account__enterprise__isnull=False), posting__in={line.posting_id for line in lines})
    names = paid.order_by().values_list("posting_id", "account__enterprise__organisation__name")
    return said | dict(names)


def _shared(lines: Sequence[Line]) -> dict[UUID, str]:
    """The group, and the day that money was promised for."""
    keys = {line.posting.source_id for line in lines if line.posting.entry_type in POOL}
    days = SharedSession.objects.filter(pk__in=keys).select_related("arrangement")
    groups = SharedArrangement.objects.filter(pk__in=keys)
    return {each.pk: f"{each.arrangement.what}, {long_date(each.held_on)}" for each in days} | {
        each.pk: each.what for each in groups
    }


def five_years(budgets: Iterable[Budget]) -> Period:
    """Up to the last day of which the books know, from the first one or from five years before."""
    pots = Account.objects.filter(budget_id__in=[each.pk for each in budgets], kind__in=POTS)
    days = Line.objects.filter(account__in=pots).order_by().aggregate(
        first=Min("posting__effective_on", default=timezone.localdate()),
        last=Max("posting__effective_on", default=timezone.localdate()),
    )  # fmt: skip
    return Period(max(days["first"], days["last"] - (MOST_DAYS - 1) * DAY), days["last"])


def named_period(name: str, today: date) -> Period:
    """This week, these four weeks, or a financial year up to the end of this week."""
    monday = today - timedelta(days=today.weekday())
    sunday = monday + 6 * DAY
    april = date(today.year - (today.month < 4), 4, 1)
    if name == "week":
        return Period(monday, sunday)
    if name == "year":
        return Period(april, min(sunday, financial_year_end(today)))
    if name == "last-year":
        return Period(april.replace(year=april.year - 1), april - DAY)
    return Period(monday - timedelta(weeks=3), sunday)
