"""Two plain files: what any bank's own page can take, and approved invoices for a council's finance system.

The file for a bank holds only letters that the bank knows, so a formula cannot stand in it. The file for a finance
system has the columns that the council wants, in its order and under its headings; text that a spreadsheet would run
as a formula has an apostrophe before it.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from io import StringIO
from itertools import chain

from django.utils.translation import gettext as _

from budgets.weeks import refuse
from commissioning.bank_files.pain001 import decimal
from commissioning.bank_files.runs import BankFile, Profile, Run, check, name_of, reference_of
from providers.spreadsheet import defuse

CREDIT = "99"  # the transaction code of a credit in Bacs Standard 18
BANK_COLUMNS = (
    "destination_sort_code", "destination_account", "destination_name", "amount", "transaction_code",
    "originating_sort_code", "originating_account", "originator_name", "reference", "processing_date",
    "end_to_end_id",
)  # fmt: skip


def write_for_bank(run: Run, profile: Profile) -> BankFile:
    """One line for each payment, under headings, with pounds and ISO days."""
    check(run, profile)
    payer = (run.payer.sort_code, run.payer.number, name_of(run.payer, profile))
    rows = (
        (each.payee.sort_code, each.payee.number, name_of(each.payee, profile), decimal(each.pence), CREDIT, *payer,
         reference_of(each, profile), run.pay_on.isoformat(), each.end_to_end_id)
        for each in run.payments
    )  # fmt: skip
    content = _csv(chain([BANK_COLUMNS], rows), ",").encode("ascii")
    return BankFile(f"{run.message_id}.csv", content, len(run.payments), run.total_pence)


class Days(StrEnum):
    """How a finance system writes a day."""

    ISO = "%Y-%m-%d"
    DAY_FIRST = "%d/%m/%Y"
    TOGETHER = "%Y%m%d"


class Money(StrEnum):
    """How a finance system writes a sum."""

    POUNDS = "pounds"
    PENCE = "pence"


@dataclass(frozen=True)
class ApprovedLine:
    """One line of an approved invoice, as a finance system books it; `our_reference` comes back when it is paid."""

    our_reference: str
    supplier_number: str
    supplier_name: str
    invoice_number: str
    invoiced_on: date
    received_on: date
    due_on: date
    net_pence: int
    vat_pence: int
    vat_code: str
    cost_centre: str = ""
    subjective_code: str = ""
    purchase_order: str = ""
    description: str = ""

    @property
    def gross_pence(self) -> int:
        return self.net_pence + self.vat_pence


@dataclass(frozen=True)
class Column:
    """A heading with the field that stands under it, or with one text that is the same in every line."""

    heading: str
    field: str = ""
    fixed: str = ""


@dataclass(frozen=True)
class Layout:
    """What a council's finance system wants; `vat_codes` are its own letters for our kinds of VAT."""

    columns: tuple[Column, ...]
    delimiter: str = ","
    days: Days = Days.ISO
    money: Money = Money.POUNDS
    vat_codes: Mapping[str, str] = field(default_factory=dict)
    has_headings: bool = True


TEXTS = ("our_reference", "supplier_number", "supplier_name", "invoice_number", "cost_centre", "subjective_code",
         "purchase_order", "description")  # fmt: skip
DAYS = ("invoiced_on", "received_on", "due_on")
SUMS = ("net_pence", "vat_pence", "gross_pence")
FIELDS = frozenset((*TEXTS, *DAYS, *SUMS, "vat_code"))
DELIMITERS = frozenset(",;|\t")
NEUTRAL = Layout(tuple(Column(name.removesuffix("_pence"), name) for name in (
    "our_reference", "supplier_number", "supplier_name", "invoice_number", "invoiced_on", "received_on", "due_on",
    "net_pence", "vat_pence", "gross_pence", "vat_code", "cost_centre", "subjective_code", "purchase_order",
    "description",
)))  # fmt: skip


def write_for_finance(name: str, lines: Sequence[ApprovedLine], layout: Layout = NEUTRAL) -> BankFile:
    """Approved lines for a finance system, in the council's columns; the same lines are always the same bytes."""
    refuse(layout_problems(layout))
    head = [[defuse(_one_line(column.heading)) for column in layout.columns]] if layout.has_headings else []
    rows = [[_cell(column, line, layout) for column in layout.columns] for line in lines]
    content = _csv([*head, *rows], layout.delimiter).encode()
    return BankFile(f"{name}.csv", content, len(lines), sum(line.gross_pence for line in lines))


def layout_problems(layout: Layout) -> list[str]:
    """Why a council's columns cannot be used, in sentences."""
    found = [
        _("We know no field of this name: %(name)s.") % {"name": column.field}
        for column in layout.columns
        if column.field and column.field not in FIELDS
    ]
    found += [_("“%(heading)s” has a field and a fixed text. Choose one.") % {"heading": column.heading}
              for column in layout.columns if column.field and column.fixed]  # fmt: skip
    headings = Counter(column.heading for column in layout.columns)
    found += [_("“%(heading)s” is there twice.") % {"heading": each} for each, n in headings.items() if n > 1]
    if layout.delimiter not in DELIMITERS:
        found.append(_("Columns are parted by a comma, a semicolon, a bar or a tab."))
    fields = {column.field for column in layout.columns}
    if "our_reference" not in fields:
        found.append(_("Our reference has to be in it: without it no payment comes back to its invoice."))
    if not fields & {"gross_pence", "net_pence"}:
        found.append(_("The sum has to be in it."))
    return found


def _cell(column: Column, line: ApprovedLine, layout: Layout) -> str:
    if not column.field:
        return defuse(_one_line(column.fixed))
    value = getattr(line, column.field)
    if column.field == "vat_code":
        return defuse(_one_line(layout.vat_codes.get(value, value)))
    return WRITTEN[type(value)](value, layout)


def _sum(pence: int, layout: Layout) -> str:
    if layout.money == Money.PENCE:
        return str(pence)
    return decimal(pence) if pence >= 0 else f"-{decimal(-pence)}"


WRITTEN: dict[type, Callable] = {
    str: lambda text, _layout: defuse(_one_line(text)),
    date: lambda day, layout: day.strftime(layout.days),
    int: _sum,
}


def _one_line(text: str) -> str:
    """Text without line ends and other marks that part cells or lines."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _csv(rows: Iterable[Sequence[str]], delimiter: str) -> str:
    out = StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
