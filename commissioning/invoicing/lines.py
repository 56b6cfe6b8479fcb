"""The lines of an invoice: what was supplied, for how much, and the VAT of each line, rounded line by line.

VAT Notice 700: VAT is worked out on each line to the nearest penny, half a penny up. Where an agreed price has the VAT
in it, the VAT is a part of it (20/120 of it at 20 %), and net and VAT always make the price. An enterprise that is not
registered for VAT writes none. Support by a regulated provider is mostly exempt; a small enterprise is mostly not
registered. The program never decides which kind it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from budgets.weeks import in_pence

ONE = Decimal(1)


class Vat(StrEnum):
    """Which VAT a line has."""

    NOT_REGISTERED = "not-registered"
    STANDARD = "standard"
    REDUCED = "reduced"
    ZERO = "zero"
    EXEMPT = "exempt"
    OUTSIDE = "outside-the-scope"


NAMES: dict[Vat, Promise] = {
    Vat.NOT_REGISTERED: gettext_lazy("No VAT: not registered"),
    Vat.STANDARD: gettext_lazy("VAT at the standard rate"),
    Vat.REDUCED: gettext_lazy("VAT at the reduced rate"),
    Vat.ZERO: gettext_lazy("VAT at nought per cent"),
    Vat.EXEMPT: gettext_lazy("Exempt from VAT"),
    Vat.OUTSIDE: gettext_lazy("Outside the scope of VAT"),
}
RATES: Mapping[Vat, Decimal] = {Vat.STANDARD: Decimal(20), Vat.REDUCED: Decimal(5)}  # per cent; all others have none


@dataclass(frozen=True)
class Visit:
    """One visit or stage that was confirmed, and what is to be paid for it, as it was agreed."""

    key: str
    on: date
    pence: int
    words: str = ""


@dataclass(frozen=True)
class Line:
    """One line. `visit` is the key of the visit or stage that it is for; `on` the day on which that was."""

    words: str
    on: date
    net_pence: int
    vat_pence: int
    vat: Vat = Vat.NOT_REGISTERED
    visit: str = ""
    quantity: Decimal = ONE
    unit_pence: int = 0

    @property
    def gross_pence(self) -> int:
        return self.net_pence + self.vat_pence


@dataclass(frozen=True)
class Total:
    """Net, VAT and both, of an invoice or of one kind of VAT."""

    net_pence: int
    vat_pence: int

    @property
    def gross_pence(self) -> int:
        return self.net_pence + self.vat_pence


def vat_on(net_pence: int, vat: Vat, rates: Mapping[Vat, Decimal] = RATES) -> int:
    """The VAT on top of a net sum."""
    return in_pence(Fraction(net_pence) * Fraction(rates.get(vat, Decimal(0))) / 100)


def vat_within(gross_pence: int, vat: Vat, rates: Mapping[Vat, Decimal] = RATES) -> int:
    """The VAT inside of a sum that has it in it."""
    rate = Fraction(rates.get(vat, Decimal(0)))
    return in_pence(Fraction(gross_pence) * rate / (100 + rate))


def line_of(words: str, on: date, quantity: Decimal, unit_pence: int, vat: Vat = Vat.NOT_REGISTERED) -> Line:
    """A line that somebody writes: so many at so much, net."""
    net = in_pence(Fraction(quantity) * unit_pence)
    return Line(words, on, net, vat_on(net, vat), vat, quantity=quantity, unit_pence=unit_pence)


def line_for(visit: Visit, vat: Vat = Vat.NOT_REGISTERED, *, has_vat_in_it: bool = True) -> Line:
    """The line of a confirmed visit. Most agreed prices are all that is paid, with the VAT in them."""
    if has_vat_in_it:
        within = vat_within(visit.pence, vat)
        net, on_top = visit.pence - within, within
    else:
        net, on_top = visit.pence, vat_on(visit.pence, vat)
    return Line(visit.words, visit.on, net, on_top, vat, visit.key, unit_pence=net)


def lines_for(visits: Iterable[Visit], vat: Vat = Vat.NOT_REGISTERED, *, has_vat_in_it: bool = True) -> list[Line]:
    """A line for each confirmed visit that is to be paid, by day."""
    due = sorted((each for each in visits if each.pence), key=lambda each: (each.on, each.key))
    return [line_for(each, vat, has_vat_in_it=has_vat_in_it) for each in due]


def total(lines: Iterable[Line]) -> Total:
    """The sums of the lines: rounded lines are added and nothing is rounded again."""
    kept = list(lines)
    return Total(sum(line.net_pence for line in kept), sum(line.vat_pence for line in kept))


def totals_by_vat(lines: Sequence[Line]) -> dict[Vat, Total]:
    """The sums of each kind of VAT that is there, as an invoice with VAT has to show them."""
    return {kind: total(line for line in lines if line.vat == kind) for kind in Vat
            if any(line.vat == kind for line in lines)}  # fmt: skip
