"""How fast a body pays: the figures of a time out of counted rows, what waits with whom, and what is owed for it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

from django.db.models import Count, F, Min, Sum, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from budgets.weeks import DAY, Period
from commissioning import timing
from commissioning.models import BankRate, Invoice, PaidTime, PaymentRun
from commissioning.timeliness import WITHIN, Clock, Speed
from commissioning.timeliness.notices import BRONZE, GOLD, SILVER
from commissioning.whose_turn import Desk, is_reminded, run_of, since_of
from marketplace.accounts.actors import Actor
from marketplace.organisations.models import Organisation
from providers.models import Enterprise

BARS = 12
LEVELS = {GOLD: _("Gold"), SILVER: _("Silver"), BRONZE: _("Bronze"), "": _("None yet")}
WAITS = {
    timing.CHECKING: _("to say that it is right"),
    timing.APPROVING: _("to approve it"),
    timing.THEIRS: _("to answer a question that was asked"),
    timing.OUR_TURN: _("to read an answer and clear the question"),
    timing.BANK: _("to look into something before it is paid, such as new bank details"),
    timing.RUN: _("to put it into the next payments"),
    timing.SECOND: _("to approve the payments as a second person"),
    timing.ON_ITS_WAY: _("to say that it arrived"),
}


Took = tuple[int, int, int, int]
BY_CLOCK: dict[Clock, Callable[[Took], int]] = {
    Clock.DAYS: lambda took: took[0],
    Clock.WORKING_DAYS: lambda took: took[1],
    Clock.DAYS_OUTSIDE_QUERIES: lambda took: took[0] - took[2],
    Clock.WORKING_DAYS_OUTSIDE_QUERIES: lambda took: took[1] - took[3],
}


@dataclass
class Counts:
    """How many took so many days, so many working days, and so many of each while something was asked."""

    took: Counter[Took] = field(default_factory=Counter)
    number: int = 0
    late: int = 0

    def add(self, took: Took, number: int, is_late: bool) -> None:
        self.took[took] += number
        self.number += number
        self.late += number * is_late

    def by(self, clock: Clock) -> Counter[int]:
        """How many took so many days, by one of the four ways to count them."""
        found: Counter[int] = Counter()
        for took, number in self.took.items():
            found[BY_CLOCK[clock](took)] += number
        return found

    def speed(self, clock: Clock = Clock.DAYS) -> Speed:
        return speed_of_counts(self.by(clock))


@dataclass
class Told:
    """All figures of some days: together, by size of supplier, by team and by month."""

    whole: Counts
    sizes: dict[str, Counts]
    teams: dict[str, Counts]
    months: dict[date, Counts]


def speed_of_counts(counts: Counter) -> Speed:
    """The same as figures.speed_of, out of how many took so many days."""
    n = counts.total()
    if not n:
        return Speed(0, within=tuple((each, 0) for each in WITHIN))
    ordered = sorted(counts.items())
    middle = Fraction(_at(ordered, (n - 1) // 2) + _at(ordered, n // 2), 2)
    within = tuple((each, sum(number for days, number in ordered if days <= each)) for each in WITHIN)
    mean = Fraction(sum(days * number for days, number in ordered), n)
    return Speed(n, mean, middle, _at(ordered, -(-9 * n // 10) - 1), within)


def _at(ordered: list[tuple[int, int]], place: int) -> int:
    """What stands at a place, where many stand at the same."""
    for days, number in ordered:
        place -= number
        if place < 0:
            return days
    raise IndexError(place)


def told_of(body: Organisation, period: Period) -> Told:
    """One statement reads it all."""
    told = Told(Counts(), defaultdict(Counts), defaultdict(Counts), defaultdict(Counts))
    for took, number, is_late, size, team, month in _counted(body, period, "size", "team", "month"):
        for counts in (told.whole, told.sizes[size], told.teams[team], told.months[month]):
            counts.add(took, number, is_late)
    return told


def whole_of(body: Organisation, period: Period) -> Counts:
    """All together, where nothing is asked of its parts."""
    whole = Counts()
    for took, number, is_late in _counted(body, period):
        whole.add(took, number, is_late)
    return whole


def _counted(body: Organisation, period: Period, *groups: str) -> Iterator[tuple]:
    rows = PaidTime.objects.paid_between(body, period.starts_on, period.ends_on).counted(*groups)
    for days, working, queried, queried_working, is_late, *group, number in rows:
        yield ((days, working, queried, queried_working), number, is_late, *group)


def level_of(told: Told) -> str:
    """The level of the Fair Payment Code, as notices.fair_payment_level works it out."""
    small: Counter = Counter()
    for size in timing.MICRO_AND_SMALL:
        if size in told.sizes:
            small.update(told.sizes[size].by(Clock.DAYS))
    every = told.whole.by(Clock.DAYS)
    if not every or not _most(every, 60):
        return ""
    if _most(every, 30):
        return GOLD
    return SILVER if not small or _most(small, 30) else BRONZE


def _most(counts: Counter, days: int) -> bool:
    part = sum(number for each, number in counts.items() if each <= days)
    return Fraction(part, counts.total()) >= Fraction(95, 100)


@dataclass(frozen=True)
class Card:
    """What waits with somebody; each bar is one invoice, the oldest first."""

    code: str
    who: str  # their name
    person: UUID | None
    number: int
    pence: int
    oldest: int
    bars: tuple[int, ...]
    run: PaymentRun | None

    @property
    def what(self):
        return WAITS[self.code]


def waiting(body: Organisation):
    """Every invoice that this body has still to pay, with whom it waits."""
    return timing.with_waits(Invoice.objects.waiting().filter(body=body, payer="body", credits=None))


def cards_of(body: Organisation, today: date) -> list[Card]:
    """One for each person or team it waits with, the longest wait first."""
    rows = waiting(body).order_by().values("waits_with", "waits_who").annotate(
        number=Count("pk"), sum=Sum("asks_pence"), first=Min("received_on"),
        suppliers=Count("enterprise", distinct=True), supplier=Min("enterprise__organisation__name"),
    )  # fmt: skip
    bars, desk = _bars(body), Desk(body, [row["waits_who"] for row in rows])
    found = [
        Card(
            row["waits_with"], desk.name(row["waits_with"], row["waits_who"], _supplier(row)), row["waits_who"],
            row["number"], row["sum"], (today - row["first"]).days,
            tuple((today - day).days for day in bars[row["waits_with"], row["waits_who"]]),
            desk.run if row["waits_with"] == timing.SECOND else None,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda card: (-card.oldest, card.code, card.who))


@dataclass(frozen=True)
class Waiting:
    """One invoice that waits: with whom, since when, where to look, and whether there is somebody to remind."""

    invoice: Invoice
    who: str
    since: datetime
    run: PaymentRun | None
    is_reminded: bool
    can_remind: bool

    @property
    def what(self):
        return WAITS[self.invoice.waits_with]


def waiting_rows(body: Organisation, invoices: Iterable[Invoice], actor: Actor) -> list[Waiting]:
    """They were fetched with their steps."""
    rows = list(invoices)
    desk = Desk(body, [each.waits_who for each in rows])
    near = (Enterprise.objects.close_to(actor), Enterprise.objects.run_by(actor))
    close = {pk for found in near for pk in found.values_list("pk", flat=True)}
    return [_waiting_row(each, desk, each.enterprise_id in close) for each in rows]


def _waiting_row(invoice: Invoice, desk: Desk, is_close: bool) -> Waiting:
    code, who = invoice.waits_with, invoice.waits_who
    is_there = code == timing.THEIRS or bool(desk.people(code, who))
    return Waiting(
        invoice, desk.name(code, who, invoice.enterprise.name), since_of(invoice), run_of(invoice),
        is_reminded(invoice), is_there and not is_close,
    )  # fmt: skip


def _supplier(row: dict) -> str:
    if row["suppliers"] == 1:
        return row["supplier"]
    return ngettext("%(num)s supplier", "%(num)s suppliers", row["suppliers"]) % {"num": row["suppliers"]}


def _bars(body: Organisation) -> dict[tuple, list[date]]:
    """The days on which the oldest of each card came."""
    place = Window(RowNumber(), partition_by=[F("waits_with"), F("waits_who")], order_by=F("received_on").asc())
    rows = waiting(body).annotate(place=place).filter(place__lte=BARS)
    bars: dict[tuple, list[date]] = defaultdict(list)
    for code, who, day in rows.order_by("received_on").values_list("waits_with", "waits_who", "received_on"):
        bars[code, who].append(day)
    return bars


def late_now(body: Organisation, today: date) -> list[Invoice]:
    """What waits past the day by which it had to be paid; a sum that is disputed is not late."""
    rows = waiting(body).filter(due_on__lt=today).prefetch_related("queries", "payments").with_sides()
    found = [each for each in rows if (day := timing.timed(each).payable_on()) is not None and day < today]
    return sorted(found, key=lambda each: each.due_on)


def bank_rates() -> dict:
    return dict(BankRate.objects.values_list("on", "per_cent"))


def period_before(period: Period) -> Period:
    """As many months before as a time has, so that two of them can be held side by side."""
    months = (period.ends_on.year - period.starts_on.year) * 12 + period.ends_on.month - period.starts_on.month + 1
    months = 6 if months <= 6 else 12
    return Period(months_back(period.starts_on, months), period.starts_on - DAY)


def months_back(day: date, months: int) -> date:
    """The first day of the month so many months earlier."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def half_of(day: date) -> Period:
    """April to September, or October to March: the times that are reported."""
    if 4 <= day.month <= 9:
        return Period(date(day.year, 4, 1), date(day.year, 9, 30))
    year = day.year - (day.month < 4)
    return Period(date(year, 10, 1), date(year + 1, 3, 31))


def choices_of(today: date) -> dict[str, Period]:
    """The half year that runs, the three before it, and the last twelve months."""
    found, half = {}, half_of(today)
    for _number in range(4):
        found[half.starts_on.isoformat()] = Period(half.starts_on, min(half.ends_on, today))
        half = half_of(half.starts_on - DAY)
    return found | {"year": Period(today - timedelta(days=364), today)}


def bricks_of(counts: Counter, most: int = 35) -> Iterable[tuple[int, int]]:
    """How many took 1, 2, 3 ... days; what took longer than the last column stands in it, day 0 with the first."""
    columns: Counter = Counter()
    for days, number in counts.items():
        columns[min(max(days, 1), most)] += number
    return sorted(columns.items())
