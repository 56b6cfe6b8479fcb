"""The statement of a personal budget: what the needs cost, who pays which part, and by which way it is paid.

Care Act 2014 s.26(1): (a) the cost to the authority of meeting the needs, (b) what the adult must pay towards it,
(c) what the authority must pay. Each statement is of one funder; who has money from the council and from the NHS has
two, and nobody's money is mixed. What a third party adds for a dearer choice stands on its own line, outside of all
three. The contribution comes from the financial assessment (ss.14 and 17): it is taken as given and never worked
out here. A carer's support for themselves as the council decides, aftercare under s.117 of the Mental Health Act and
NHS care may be free of any charge.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.weeks import DAY, Period, Year, annual, due_between, for_days, four_weekly, refuse
from marketplace.ui.filters import pounds

MOST_A_WEEK_PENCE = 10_000_000  # nobody's week costs £100,000: it is a slip of the hand


class Mechanism(StrEnum):
    """The ways in which money is paid (national client-level data: delivery mechanism)."""

    DIRECT_PAYMENT = "direct-payment"
    COUNCIL_MANAGED = "council-managed"
    ISF = "isf"
    PHB_DIRECT_PAYMENT = "phb-direct-payment"
    PHB_NOTIONAL = "phb-notional"
    PHB_THIRD_PARTY = "phb-third-party"
    SELF_FUNDED = "self-funded"


class Account(StrEnum):
    """Where a direct payment goes: an own account kept for it, a prepaid card, or an account that others manage."""

    OWN = "own"
    PREPAID_CARD = "prepaid-card"
    MANAGED = "managed"


class Funder(StrEnum):
    """Whose money it is."""

    COUNCIL = "council"
    NHS = "nhs"
    PERSON = "person"


NAMES: dict[Mechanism, Promise] = {
    Mechanism.DIRECT_PAYMENT: gettext_lazy("Direct payment"),
    Mechanism.COUNCIL_MANAGED: gettext_lazy("The council pays for you"),
    Mechanism.ISF: gettext_lazy("Individual service fund: somebody holds it for you"),
    Mechanism.PHB_DIRECT_PAYMENT: gettext_lazy("Personal health budget, paid to you"),
    Mechanism.PHB_NOTIONAL: gettext_lazy("Personal health budget, paid by the NHS"),
    Mechanism.PHB_THIRD_PARTY: gettext_lazy("Personal health budget, held for you by another body"),
    Mechanism.SELF_FUNDED: gettext_lazy("Your own money"),
}
ACCOUNTS: dict[Account, Promise] = {
    Account.OWN: gettext_lazy("An account of your own for it"),
    Account.PREPAID_CARD: gettext_lazy("A prepaid card"),
    Account.MANAGED: gettext_lazy("An account that somebody manages for you"),
}
BY_FUNDER = {
    Funder.COUNCIL: {Mechanism.DIRECT_PAYMENT, Mechanism.COUNCIL_MANAGED, Mechanism.ISF},
    Funder.NHS: {Mechanism.PHB_DIRECT_PAYMENT, Mechanism.PHB_NOTIONAL, Mechanism.PHB_THIRD_PARTY},
    Funder.PERSON: {Mechanism.SELF_FUNDED},
}
PAID_TO_PERSON = frozenset({Mechanism.DIRECT_PAYMENT, Mechanism.PHB_DIRECT_PAYMENT})
PAID_AS = {  # in the words of a listing: taxonomy.PAYMENTS
    Mechanism.DIRECT_PAYMENT: "direct-payment", Mechanism.COUNCIL_MANAGED: "council", Mechanism.ISF: "isf",
    Mechanism.PHB_DIRECT_PAYMENT: "phb", Mechanism.PHB_NOTIONAL: "phb", Mechanism.PHB_THIRD_PARTY: "phb",
    Mechanism.SELF_FUNDED: "self",
}  # fmt: skip


@dataclass(frozen=True)
class Deployment:
    """A part of a budget that is paid in one way, from a day until another, or for as long as the budget lasts."""

    mechanism: Mechanism
    weekly_pence: int
    starts_on: date
    ends_on: date | None = None
    account: Account | None = None

    @property
    def has_hard_limit(self) -> bool:
        """Only money that a council, an NHS body or the holder of a fund pays out can be refused; own money never."""
        return self.mechanism not in PAID_TO_PERSON | {Mechanism.SELF_FUNDED}

    def runs_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class Statement:
    """One version of a budget with one funder: what a week costs, what the person pays towards it, and how it is paid.

    `assessed_weekly_pence` is the contribution of the financial assessment. `contingency_pence` is a sum inside of the
    budget that is kept back, `one_off_pence` one that is paid once, on the first day, beside what comes each week.
    """

    gross_weekly_pence: int
    starts_on: date
    ends_on: date | None = None
    funder: Funder = Funder.COUNCIL
    assessed_weekly_pence: int = 0
    is_free_of_charge: bool = False
    top_up_weekly_pence: int = 0
    one_off_pence: int = 0
    contingency_pence: int = 0
    deployments: tuple[Deployment, ...] = ()

    @property
    def contribution_weekly_pence(self) -> int:
        """What the person pays each week (s.26(1)(b)): as assessed, and never more than the support costs."""
        if self.funder == Funder.PERSON:
            return self.gross_weekly_pence
        return 0 if self.is_free_of_charge else min(self.assessed_weekly_pence, self.gross_weekly_pence)

    @property
    def authority_weekly_pence(self) -> int:
        """What the funder pays each week (s.26(1)(c)): what it costs less what the person pays."""
        return self.gross_weekly_pence - self.contribution_weekly_pence

    @property
    def spending_weekly_pence(self) -> int:
        """What can be spent each week, with what a third party adds for a dearer choice."""
        return self.gross_weekly_pence + self.top_up_weekly_pence

    def authority_in(self, period: Period) -> int:
        """The funder's share of a period, whole weeks and sevenths, without the sum that is paid once."""
        return self._due(self.authority_weekly_pence, period)

    def contribution_in(self, period: Period) -> int:
        """What the person pays in a period: the rest of the gross, so that both parts make the whole."""
        return self._due(self.gross_weekly_pence, period) - self.authority_in(period)

    def gross_in(self, period: Period) -> int:
        return self._due(self.gross_weekly_pence, period)

    def paid_in(self, period: Period) -> int:
        """All that the funder pays in a period, with the sum that is paid once if its day is in it."""
        return self.authority_in(period) + (self.one_off_pence if self.starts_on in period else 0)

    def _due(self, weekly_pence: int, period: Period) -> int:
        last = period.ends_on if self.ends_on is None else min(period.ends_on, self.ends_on)
        return due_between(weekly_pence, self.starts_on, Period(period.starts_on, last))


@dataclass(frozen=True)
class Paid:
    """One way of paying on one day: its gross week, the contribution kept off it, and what is paid."""

    deployment: Deployment
    contribution_weekly_pence: int

    @property
    def net_weekly_pence(self) -> int:
        return self.deployment.weekly_pence - self.contribution_weekly_pence

    @property
    def net_four_weekly_pence(self) -> int:
        return four_weekly(self.net_weekly_pence)


@dataclass(frozen=True)
class Payments:
    """What is paid on one day by each way, and what of the contribution is left to be billed each week."""

    ways: tuple[Paid, ...]
    billed_weekly_pence: int


def payments_on(statement: Statement, day: date, *, is_paid_net: bool = True) -> Payments:
    """How much is paid each week by each way.

    A direct payment is paid net: the person pays the contribution into the same account. The contribution comes off
    the money that is paid to the person, in the order in which it is written down; what is more than that is billed.
    Where a council pays gross, all of it is billed.
    """
    left, ways = statement.contribution_weekly_pence if statement.funder != Funder.PERSON else 0, []
    for each in statement.deployments:
        if each.runs_on(day):
            takes = min(left, each.weekly_pence) if is_paid_net and each.mechanism in PAID_TO_PERSON else 0
            ways.append(Paid(each, takes))
            left -= takes
    return Payments(tuple(ways), left)


def annual_statement(statement: Statement, year: Year = Year.DAYS) -> dict[str, int]:
    """The three lines of the law for a year on paper; the funder's line is the difference, so that they add up."""
    gross = annual(statement.gross_weekly_pence, year)
    contribution = annual(statement.contribution_weekly_pence, year)
    return {"gross": gross, "contribution": contribution, "authority": gross - contribution,
            "top_up": annual(statement.top_up_weekly_pence, year)}  # fmt: skip


def problems(statement: Statement) -> list[str]:
    """Everything that is wrong with a statement, in sentences; an empty list when it holds."""
    found = [*_wrong_amounts(statement), *_wrong_days(statement), *_wrong_ways(statement)]
    return found or [*_overlaps(statement.deployments), *_wrong_sums(statement)]


def version_problems(versions: Sequence[Statement]) -> list[str]:
    """Two versions of a budget with one funder on the same day: whoever asks would get two answers."""
    found = []
    for one, other in combinations(sorted(versions, key=lambda each: (each.funder, each.starts_on)), 2):
        if one.funder == other.funder and (one.ends_on is None or other.starts_on <= one.ends_on):
            found.append(_("There is another budget from %(start)s. End the first on the day before.") % {
                "start": _day(other.starts_on)})  # fmt: skip
    return found


def check(statement: Statement) -> None:
    """Refuse a statement that does not hold, before anything is written."""
    refuse(problems(statement))


def _wrong_amounts(statement: Statement) -> Iterator[str]:
    named = [
        (_("What a week costs"), statement.gross_weekly_pence),
        (_("The contribution"), statement.assessed_weekly_pence),
        (_("The top-up"), statement.top_up_weekly_pence),
        (_("The sum that is paid once"), statement.one_off_pence),
        (_("The sum that is kept back"), statement.contingency_pence),
        *((str(NAMES[each.mechanism]), each.weekly_pence) for each in statement.deployments),
    ]
    yield from (said for name, pence in named if (said := wrong_amount(name, pence)))
    if statement.contingency_pence > max(annual(statement.gross_weekly_pence), 0) + statement.one_off_pence:
        yield _("What is kept back is more than the budget of a whole year.")
    if statement.assessed_weekly_pence and (statement.is_free_of_charge or statement.funder == Funder.NHS):
        yield _("Nobody pays towards support that is free of charge. Set the contribution to nothing.")
    if statement.funder == Funder.PERSON and statement.assessed_weekly_pence:
        yield _("Whoever pays with their own money has no contribution besides. Set it to nothing.")


def wrong_amount(name: str, pence: int, most_pence: int = MOST_A_WEEK_PENCE) -> str:
    """Why a sum cannot be right: below nothing, or more than anybody's; empty when it can."""
    if pence < 0:
        return _("%(what)s cannot be less than nothing.") % {"what": name}
    if pence > most_pence:
        return _("%(what)s is %(sum)s. The most we take is %(most)s: look for a digit too many.") % {
            "what": name, "sum": pounds(pence), "most": pounds(most_pence)}  # fmt: skip
    return ""


def _wrong_days(statement: Statement) -> Iterator[str]:
    if statement.ends_on is not None and statement.ends_on < statement.starts_on:
        yield _("The budget ends on %(end)s, before it starts on %(start)s.") % _from_to(statement)
    for each in statement.deployments:
        name = {"what": NAMES[each.mechanism]}
        if each.ends_on is not None and each.ends_on < each.starts_on:
            yield _("“%(what)s” ends on %(end)s, before it starts on %(start)s.") % (name | _from_to(each))
        if each.starts_on < statement.starts_on or _is_later(each.ends_on, statement.ends_on):
            yield _("“%(what)s” has days outside of the budget.") % name


def _is_later(ends_on: date | None, budget_ends_on: date | None) -> bool:
    """A way with no end lasts as long as the budget, so it is never later."""
    return ends_on is not None and budget_ends_on is not None and ends_on > budget_ends_on


def _from_to(dated: Statement | Deployment) -> dict[str, str]:
    return {"start": _day(dated.starts_on), "end": _day(dated.ends_on or dated.starts_on)}


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _wrong_ways(statement: Statement) -> Iterator[str]:
    for each in statement.deployments:
        name = {"what": NAMES[each.mechanism]}
        if each.mechanism not in BY_FUNDER[statement.funder]:
            yield _("“%(what)s” is not a way to pay this money. Money of another body has its own budget.") % name
        if each.mechanism in PAID_TO_PERSON and each.account is None:
            yield _("Say where “%(what)s” is paid to.") % name
        if each.account is not None and each.mechanism not in PAID_TO_PERSON:
            yield _("“%(what)s” is not paid into an account of the person.") % name
        if each.weekly_pence == 0:
            yield _("“%(what)s” has no sum. Take it away, or say how much.") % name
    if not statement.deployments:
        yield _("Say in which way the money is paid.")


def _overlaps(deployments: Sequence[Deployment]) -> Iterator[str]:
    """The same way into the same account, twice at the same time; different ways side by side are what a mix is."""
    for one, other in combinations(sorted(deployments, key=lambda each: each.starts_on), 2):
        is_same = (one.mechanism, one.account) == (other.mechanism, other.account)
        if is_same and (one.ends_on is None or other.starts_on <= one.ends_on):
            yield _("“%(what)s” is there twice from %(start)s. End the first before, or make them one.") % {
                "what": NAMES[one.mechanism], "start": _day(other.starts_on)}  # fmt: skip


def changes(statement: Statement) -> list[date]:
    """The days on which something about the ways of paying changes: between two of them every day is the same."""
    days = {statement.starts_on} | {each.starts_on for each in statement.deployments}
    days |= {each.ends_on + DAY for each in statement.deployments if each.ends_on is not None}
    return sorted(day for day in days if statement.ends_on is None or day <= statement.ends_on)


def _wrong_sums(statement: Statement) -> Iterator[str]:
    """The first day on which the ways of paying are not the whole of the budget, and by how much."""
    for day in changes(statement):
        paid = sum(each.weekly_pence for each in statement.deployments if each.runs_on(day))
        if paid != statement.gross_weekly_pence:
            more = _("From %(day)s the ways of paying come to %(sum)s a week, %(apart)s above its %(gross)s.")
            less = _("From %(day)s the ways of paying come to %(sum)s a week, %(apart)s short of its %(gross)s.")
            apart = paid - statement.gross_weekly_pence
            yield (more if apart > 0 else less) % {"day": _day(day), "sum": pounds(paid), "apart": pounds(abs(apart)),
                                                   "gross": pounds(statement.gross_weekly_pence)}  # fmt: skip
            return


def part_week(weekly_pence: int, days: int) -> int:
    """What some days of a week come to, from none to all seven."""
    if not 0 <= days <= 7:
        refuse([_("A week has seven days.")])
    return for_days(weekly_pence, days)
