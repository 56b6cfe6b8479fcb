"""Approved invoices for a council's finance system, in its own columns, and no formula among them."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.bank_files import (
    NEUTRAL,
    ApprovedLine,
    Column,
    Days,
    Layout,
    Money,
    Outcome,
    layout_problems,
    read,
    write_for_finance,
)
from marketplace.workflow.errors import RuleBroken
from providers.spreadsheet import undefuse
from tests.nasty import NUMBERS, WORDS

PATIENT = settings(deadline=None)  # a busy machine is no fault of the files
LINE = ApprovedLine(
    "JR000001",
    "V10023",
    "Good Company",
    "GC-7",
    date(2026, 11, 20),
    date(2026, 11, 21),
    date(2026, 12, 20),
    15_000,
    3_000,
    "standard",
    "A1200",
    "R4410",
    "PO 31",
    "Support, 4 visits",
)
HALLAM = Layout((
    Column("Supplier", "supplier_number"), Column("Ref", "our_reference"), Column("Co", fixed="HCC"),
    Column("Inv Date", "invoiced_on"), Column("Gross", "gross_pence"), Column("Tax", "vat_code"),
    Column("CC", "cost_centre"),
), delimiter=";", days=Days.DAY_FIRST, money=Money.PENCE, vat_codes={"standard": "S", "exempt": "E"})  # fmt: skip


def read_back(made, delimiter=","):
    return list(csv.reader(io.StringIO(made.content.decode(), newline=""), delimiter=delimiter))


def test_the_neutral_columns_by_hand():
    made = write_for_finance("APPROVED-7", [LINE])
    head, row = read_back(made)
    assert dict(zip(head, row, strict=True)) == {
        "our_reference": "JR000001", "supplier_number": "V10023", "supplier_name": "Good Company",
        "invoice_number": "GC-7", "invoiced_on": "2026-11-20", "received_on": "2026-11-21", "due_on": "2026-12-20",
        "net": "150.00", "vat": "30.00", "gross": "180.00", "cost_centre": "A1200", "subjective_code": "R4410",
        "vat_code": "standard", "purchase_order": "PO 31", "description": "Support, 4 visits",
    }  # fmt: skip
    assert (made.name, made.count, made.total_pence) == ("APPROVED-7.csv", 1, 18_000)
    assert made == write_for_finance("APPROVED-7", [LINE]) and made.content.endswith(b"\r\n")


def test_a_councils_own_columns_order_and_codes():
    rows = read_back(write_for_finance("A", [LINE, replace(LINE, vat_code="exempt", vat_pence=0)], HALLAM), ";")
    assert rows == [["Supplier", "Ref", "Co", "Inv Date", "Gross", "Tax", "CC"],
                    ["V10023", "JR000001", "HCC", "20/11/2026", "18000", "S", "A1200"],
                    ["V10023", "JR000001", "HCC", "20/11/2026", "15000", "E", "A1200"]]  # fmt: skip
    bare = replace(HALLAM, has_headings=False, days=Days.TOGETHER, money=Money.POUNDS)
    assert read_back(write_for_finance("A", [LINE], bare), ";") == [
        ["V10023", "JR000001", "HCC", "20261120", "180.00", "S", "A1200"]]  # fmt: skip


def test_a_credit_note_is_a_sum_below_nothing_and_stays_a_number():
    head, row = read_back(write_for_finance("A", [replace(LINE, net_pence=-1_250, vat_pence=-250)]))
    assert row[head.index("gross")] == "-15.00"


@pytest.mark.S12
@PATIENT
@given(st.sampled_from([*WORDS, *NUMBERS, "=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1", "\t=1", "'=1"]) | st.text())
def test_no_text_can_run_as_a_formula_or_break_out_of_its_cell(text):
    made = write_for_finance("A", [replace(LINE, supplier_name=text, description=text)])
    head, row = read_back(made)
    assert len(row) == len(head)
    cell = row[head.index("supplier_name")]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")) and cell == row[head.index("description")]
    assert undefuse(cell).split() == "".join(c if c.isprintable() else " " for c in text).split()


@pytest.mark.S12
def test_headings_fixed_texts_and_codes_of_a_council_cannot_run_as_formulas_either():
    layout = Layout((*HALLAM.columns[1:2], Column("=A1", fixed="=1+1"), Column("@x", "vat_code"),
                     Column("Sum", "net_pence")), vat_codes={"standard": "+S"})  # fmt: skip
    assert read_back(write_for_finance("A", [LINE], layout)) == [
        ["Ref", "'=A1", "'@x", "Sum"], ["JR000001", "'=1+1", "'+S", "150.00"]]  # fmt: skip


@pytest.mark.parametrize(("layout", "words"), [
    (NEUTRAL, ""), (HALLAM, ""),
    (Layout((*HALLAM.columns, Column("X", "bank_account"))), "We know no field of this name: bank_account."),
    (Layout((*HALLAM.columns, Column("Gross", "net_pence"))), "“Gross” is there twice."),
    (Layout((*HALLAM.columns, Column("X", "vat_code", "S"))), "“X” has a field and a fixed text. Choose one."),
    (replace(HALLAM, delimiter="x"), "Columns are parted by"),
    (Layout((Column("Gross", "gross_pence"),)), "Our reference has to be in it"),
    (Layout((Column("Ref", "our_reference"),)), "The sum has to be in it."),
])  # fmt: skip
def test_columns_that_cannot_be_used_are_said(layout, words):
    found = layout_problems(layout)
    assert len(found) == bool(words)
    if words:
        assert found[0].startswith(words)
        with pytest.raises(RuleBroken):
            write_for_finance("A", [LINE], layout)


def test_what_the_finance_system_lists_as_paid_is_read_back():
    """It gives back our reference, the day and the sum under its own headings."""
    back = b"Ref;Paid date;Amount;Supplier\r\nJR000001;26/11/2026;180.00;V10023\r\nJR000002;27/11/2026;1,096.05;V2\r\n"
    answer = read(back, {"end_to_end_id": "Ref", "on": "Paid date", "pence": "Amount"})
    assert [(fact.end_to_end_id, fact.outcome, fact.on, fact.pence, fact.place) for fact in answer.facts] == [
        ("JR000001", Outcome.PAID, date(2026, 11, 26), 18_000, 1),
        ("JR000002", Outcome.PAID, date(2026, 11, 27), 109_605, 2)]  # fmt: skip
