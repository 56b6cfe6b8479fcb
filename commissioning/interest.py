"""Interest and fixed sums that a late payer owes by law.

Late Payment of Commercial Debts (Interest) Act 1998. Both sides act in the course of a business; what a public
authority does counts as one (s.2(7)), what a person does who pays for their own support does not. Interest is simple:
8 % and the Bank Rate that was in force on the 30 June or 31 December before it starts to run (SI 2002/1675 art 4), the
same rate until the debt is paid (s.4(2)). A day is a 365th of a year, in leap years too. The Bank Rate is not known
here: an operator writes it down twice a year, and without it nothing is worked out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from budgets.weeks import DAY, in_pence, refuse
from marketplace.ui.filters import pounds
from marketplace.workflow.errors import RuleBroken

ABOVE_BANK_RATE = Decimal(8)
DAYS_IN_YEAR = 365
FIXED_SUMS = ((1_000_000, 10_000), (100_000, 7_000), (0, 4_000))  # s.5A(2): from so much, so much
THIRTY, SIXTY = timedelta(days=29), timedelta(days=59)  # the day on which they begin is the first of them
MOST_BANK_RATE = Decimal(25)  # 17 % was the highest ever: more is a slip of the hand
HALF_YEARS = ((6, 30), (12, 31))


class Payer(StrEnum):
    """Who owes the money."""

    PUBLIC = "public"
    BUSINESS = "business"
    CONSUMER = "consumer"


class NoRate(RuleBroken):
    """The Bank Rate of a half year is not written down."""


@dataclass(frozen=True)
class Part:
    """Money that came on a day."""

    paid_on: date
    pence: int


@dataclass(frozen=True)
class Debt:
    """What is owed with VAT, the last day on which it could be paid without interest, and what came of it."""

    pence: int
    relevant_on: date
    payer: Payer
    parts: tuple[Part, ...] = ()

    @property
    def interest_from(self) -> date:
        """Interest starts to run on the day after the relevant day (s.4(2))."""
        return self.relevant_on + DAY

    def unpaid_after(self, day: date) -> int:
        """What is still owed at the end of a day."""
        return self.pence - sum(part.pence for part in self.parts if part.paid_on <= day)


@dataclass(frozen=True)
class Owed:
    """What is owed for lateness up to a day, with every number that it comes from, and one sentence."""

    debt: Debt
    until: date
    days: int
    per_cent: Decimal | None
    interest_pence: int
    fixed_pence: int
    words: str

    @property
    def pence(self) -> int:
        return self.interest_pence + self.fixed_pence


def relevant_day(
    payer: Payer, *, received_on: date, supplied_on: date, agreed_on: date | None = None, is_fair: bool = False
) -> date:
    """The last day without interest (s.4(2A) to (2H)).

    The agreed day; without one, the last of 30 days that begin with the later of the supply and the invoice. A later
    day than that cannot be agreed with a public authority; with any other business, not later than the last of 60
    days, unless somebody has decided that it is fair to the supplier.
    """
    begins = max(received_on, supplied_on)
    if agreed_on is None:
        return begins + THIRTY
    if payer == Payer.PUBLIC:
        return min(agreed_on, begins + THIRTY)
    return agreed_on if is_fair else min(agreed_on, begins + SIXTY)


def rate_day(interest_from: date) -> date:
    """The day whose Bank Rate counts: 31 December for the first half of a year, 30 June for the second."""
    if interest_from.month <= 6:
        return date(interest_from.year - 1, 12, 31)
    return date(interest_from.year, 6, 30)


def fixed_sum(pence: int) -> int:
    """£40 for a debt below £1,000, £70 from there, £100 from £10,000 (s.5A(2)). Costs above it are apart."""
    return next(fixed for least, fixed in FIXED_SUMS if pence >= least)


def owed(debt: Debt, until: date, bank_rates: Mapping[date, Decimal]) -> Owed:
    """Interest and the fixed sum up to a day, or up to the day on which the last of the debt was paid.

    `bank_rates` has the Bank Rate in per cent by the 30 June or 31 December on which it was in force. Interest runs on
    what is unpaid, and is rounded once. Raises NoRate, when there is something to work out and no rate.
    """
    refuse([*problems(debt), *rate_problems(bank_rates)])
    if debt.payer == Payer.CONSUMER:
        return _nothing(debt, until, _("A person who pays for their own support owes no interest."))
    days = _late_days(debt, until)
    if not days:
        return _nothing(debt, until, _("It is not late: nothing is owed."))
    per_cent = _per_cent(debt, bank_rates)
    interest = in_pence(_pence_days(debt, until) * Fraction(per_cent) / 100 / DAYS_IN_YEAR)
    fixed = fixed_sum(debt.pence)
    said = {"sum": pounds(interest), "rate": f"{per_cent.normalize():f}", "fixed": pounds(fixed),
            "start": date_format(debt.interest_from, "j F Y")}  # fmt: skip
    words = _("%(sum)s of interest at %(rate)s%% a year from %(start)s, and a fixed sum of %(fixed)s.") % said
    return Owed(debt, until, days, per_cent, interest, fixed, words)


def problems(debt: Debt) -> list[str]:
    """Why a debt cannot be, in sentences."""
    found = []
    if debt.pence <= 0:
        found.append(_("A debt is more than nothing."))
    if any(part.pence <= 0 for part in debt.parts):
        found.append(_("A payment is more than nothing."))
    if sum(part.pence for part in debt.parts) > debt.pence:
        found.append(_("More was paid than was owed. Look for a payment that is there twice."))
    return found


def rate_problems(bank_rates: Mapping[date, Decimal]) -> list[str]:
    """What cannot be right about the rates that were written down."""
    found = []
    for day, per_cent in bank_rates.items():
        name = {"day": date_format(day, "j F Y")}
        if (day.month, day.day) not in HALF_YEARS:
            found.append(_("The Bank Rate that counts is of a 30 June or a 31 December, not of %(day)s.") % name)
        if not 0 <= per_cent <= MOST_BANK_RATE:
            found.append(_("The Bank Rate of %(day)s cannot be right. Write it in per cent, such as 3.75.") % name)
    return found


def missing_rates(days: Sequence[date], bank_rates: Mapping[date, Decimal]) -> list[date]:
    """Which days still need a Bank Rate, so that interest which starts on some days can be worked out."""
    return sorted({rate_day(day) for day in days} - set(bank_rates))


def _per_cent(debt: Debt, bank_rates: Mapping[date, Decimal]) -> Decimal:
    day = rate_day(debt.interest_from)
    if day not in bank_rates:
        raise NoRate(_("The Bank Rate of %(day)s is not written down. Add it, and the interest is worked out.") % {
            "day": date_format(day, "j F Y")})  # fmt: skip
    return ABOVE_BANK_RATE + bank_rates[day]


def _late_days(debt: Debt, until: date) -> int:
    """From the day after the relevant day until the debt was paid in full, or until a day."""
    paid = [part.paid_on for part in debt.parts if part.paid_on <= until]
    end = max(paid) if paid and debt.unpaid_after(until) == 0 else until
    return max((end - debt.relevant_on).days, 0)


def _pence_days(debt: Debt, until: date) -> int:
    """Each penny times the days that it was late."""
    late = [(part.pence, part.paid_on) for part in debt.parts if part.paid_on <= until]
    late.append((debt.unpaid_after(until), until))
    return sum(pence * max((day - debt.relevant_on).days, 0) for pence, day in late)


def _nothing(debt: Debt, until: date, words: str) -> Owed:
    return Owed(debt, until, 0, None, 0, 0, words)
