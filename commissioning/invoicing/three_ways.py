"""An invoice held against the order and against what was confirmed: does it match, what differs, what is not disputed.

Only what was confirmed is paid, once, to the enterprise that has the order, within its days and its value. Whoever
asks for less than was confirmed gets what they ask for. What differs is named line by line, and the rest goes on: the
part of an invoice that nobody disputes is payable (Procurement Act 2023 s.68).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commissioning.invoicing.lines import Line, Vat, total, vat_on, vat_within
from marketplace.ui.filters import pounds

VAT_SLACK = 1  # a penny of VAT may be rounded in the other way


class Code(StrEnum):
    """What differs."""

    ENTERPRISE = "enterprise"
    PERSON = "person"
    ORDER_NUMBER = "order-number"
    NO_LINES = "no-lines"
    NO_SUM = "no-sum"
    FUTURE = "future"
    TOTAL = "total"
    NOT_CONFIRMED = "not-confirmed"
    TWICE = "twice"
    INVOICED = "invoiced"
    BEFORE_ORDER = "before-order"
    AFTER_ORDER = "after-order"
    ABOVE_CONFIRMED = "above-confirmed"
    VAT_NOT_REGISTERED = "vat-not-registered"
    VAT_SUM = "vat-sum"
    ABOVE_ORDER = "above-order"


STOPS_ALL = frozenset({Code.ENTERPRISE, Code.PERSON, Code.ORDER_NUMBER, Code.NO_LINES, Code.NO_SUM, Code.FUTURE})


@dataclass(frozen=True)
class Order:
    """What was ordered: from whom, for whom, on which days, and what of its value is not invoiced yet, VAT in it.

    An order that was cancelled ends on the day on which that took effect.
    """

    number: str
    enterprise: str
    person: str
    starts_on: date
    ends_on: date | None
    left_pence: int


@dataclass(frozen=True)
class Confirmed:
    """What was confirmed of one visit or stage: its day, what is to be paid with VAT, and in which invoice it is."""

    on: date
    pence: int
    invoiced_in: str = ""


@dataclass(frozen=True)
class Invoice:
    """An invoice as it came; `stated_pence` is the sum that it asks for."""

    key: str
    number: str
    enterprise: str
    person: str
    order_number: str
    invoiced_on: date
    received_on: date
    lines: tuple[Line, ...]
    stated_pence: int
    is_vat_registered: bool = False


@dataclass(frozen=True)
class Difference:
    """What differs, in words; the line that it is about (0: all of it), and the sum that is disputed for it."""

    code: Code
    words: str
    line: int = 0
    pence: int = 0

    @property
    def words_with_line(self) -> str:
        return _("Line %(n)s: %(words)s") % {"n": self.line, "words": self.words} if self.line else self.words


@dataclass(frozen=True)
class Match:
    """The answer: everything that differs, and the part that nobody disputes."""

    differences: tuple[Difference, ...]
    undisputed_pence: int
    disputed_pence: int

    @property
    def is_matched(self) -> bool:
        return not self.differences


def match(invoice: Invoice, order: Order, confirmed: Mapping[str, Confirmed], today: date) -> Match:
    """Hold an invoice against the order and what was confirmed."""
    whole = list(_whole(invoice, order, today))
    found = list(_lines(invoice, order, confirmed, today))
    lines = total(invoice.lines).gross_pence
    clear = 0 if any(each.code in STOPS_ALL for each in whole) else lines - sum(each.pence for each in found)
    clear = max(min(clear, invoice.stated_pence), 0)
    if invoice.stated_pence != lines and invoice.lines:
        whole.append(Difference(Code.TOTAL, _("The lines come to %(lines)s, the invoice asks for %(stated)s.") % {
            "lines": pounds(lines), "stated": pounds(invoice.stated_pence)}))  # fmt: skip
    if clear > order.left_pence:
        whole.append(Difference(Code.ABOVE_ORDER, _("The order has %(left)s left, and this comes to %(sum)s.") % {
            "left": pounds(order.left_pence), "sum": pounds(clear)}, pence=clear - order.left_pence))  # fmt: skip
        clear = max(order.left_pence, 0)
    return Match((*whole, *found), clear, max(invoice.stated_pence, 0) - clear)


def straight_through(
    matched: Match, stated_pence: int, limit_pence: int, *, is_payee_checked: bool, has_twins: bool
) -> list[str]:
    """Why an invoice is not approved by itself, in sentences; without any it is, and goes into the next run."""
    found = [difference.words_with_line for difference in matched.differences]
    if stated_pence > limit_pence:
        found.append(_("It is above %(limit)s, so somebody approves it.") % {"limit": pounds(limit_pence)})
    if not is_payee_checked:
        found.append(_("The bank account is not checked by two people yet."))
    if has_twins:
        found.append(_("It looks like another invoice, so somebody looks at both."))
    return found


def _whole(invoice: Invoice, order: Order, today: date) -> Iterator[Difference]:
    """What is wrong with all of it."""
    if invoice.enterprise != order.enterprise:
        yield Difference(Code.ENTERPRISE, _("The order is with another enterprise."))
    if invoice.person != order.person:
        yield Difference(Code.PERSON, _("The order is for somebody else."))
    if _plain(invoice.order_number) != _plain(order.number):
        yield Difference(Code.ORDER_NUMBER, _("The number of the order is missing or is another one."))
    if not invoice.lines:
        yield Difference(Code.NO_LINES, _("It does not say what was supplied."))
    if invoice.stated_pence <= 0:
        yield Difference(Code.NO_SUM, _("It asks for nothing."))
    if max(invoice.invoiced_on, invoice.received_on) > today:
        yield Difference(Code.FUTURE, _("Its date is in the future."))


def _lines(invoice: Invoice, order: Order, confirmed: Mapping[str, Confirmed], today: date) -> Iterator[Difference]:
    """What is wrong with each line: the first thing that disputes all of it, or how much of it is disputed."""
    seen: Counter[str] = Counter()
    for number, line in enumerate(invoice.lines, 1):
        seen[line.visit] += 1
        visit = confirmed.get(line.visit)
        found = _refused(line, visit, order, today, invoice.key, seen[line.visit] > 1)
        if found is None and visit is not None:
            yield from (replace(each, line=number) for each in _in_part(line, visit, invoice.is_vat_registered))
        elif found is not None:
            yield Difference(*found, number, line.gross_pence)


def _refused(
    line: Line, visit: Confirmed | None, order: Order, today: date, invoice: str, is_twice: bool
) -> tuple[Code, str] | None:
    """Why nothing of a line can be paid."""
    if visit is None:
        return Code.NOT_CONFIRMED, _("Nobody has confirmed it.")
    if is_twice:
        return Code.TWICE, _("It is on this invoice twice.")
    if visit.invoiced_in not in ("", invoice):
        return Code.INVOICED, _("It is on another invoice.")
    if max(visit.on, line.on) > today:
        return Code.FUTURE, _("Its day is in the future.")
    return _outside(visit, order)


def _outside(visit: Confirmed, order: Order) -> tuple[Code, str] | None:
    if visit.on < order.starts_on:
        return Code.BEFORE_ORDER, _("It was before the order began on %(day)s.") % {
            "day": date_format(order.starts_on, "j F Y")}  # fmt: skip
    if order.ends_on is not None and visit.on > order.ends_on:
        return Code.AFTER_ORDER, _("It was after the order ended on %(day)s.") % {
            "day": date_format(order.ends_on, "j F Y")}  # fmt: skip
    return None


def _in_part(line: Line, visit: Confirmed, is_vat_registered: bool) -> Sequence[Difference]:
    """How much of a confirmed line is disputed, and for which one reason: VAT first, as it is inside of the sum."""
    above = max(line.gross_pence - visit.pence, 0)
    if line.vat_pence and not is_vat_registered:
        return [Difference(Code.VAT_NOT_REGISTERED, _("VAT is charged by an enterprise that is not registered."),
                           pence=max(line.vat_pence, above))]  # fmt: skip
    wrong = _vat_above(line)
    if wrong > VAT_SLACK:
        return [Difference(Code.VAT_SUM, _("The VAT is %(apart)s more than its rate gives.") % {
            "apart": pounds(wrong)}, pence=max(wrong, above))]  # fmt: skip
    if above:
        return [Difference(Code.ABOVE_CONFIRMED, _("It is %(apart)s more than what was confirmed, %(sum)s.") % {
            "apart": pounds(above), "sum": pounds(visit.pence)}, pence=above)]  # fmt: skip
    return []


def _vat_above(line: Line) -> int:
    """By how much the VAT of a line is above its rate, whichever way it was worked out."""
    if line.vat == Vat.NOT_REGISTERED:
        return line.vat_pence
    return line.vat_pence - max(vat_on(line.net_pence, line.vat), vat_within(line.gross_pence, line.vat))


def _plain(number: str) -> str:
    return "".join(letter for letter in number.casefold() if letter.isalnum())
