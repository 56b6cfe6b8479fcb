"""Whether an account number fits its sort code: the specification's own vectors, and a second opinion (DOMAIN 5.3)."""

from importlib.resources import files
from pathlib import Path

import pytest
import ukmodulus
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.modulus import WORDS, Row, Tables, Verdict, check, read_tables, standardised
from marketplace.workflow.errors import RuleBroken
from tests.beside import beside

PATIENT = settings(deadline=None)  # a busy machine is no fault of the sums
VECTORS = Path(__file__).resolve().parents[3] / "shared" / "data" / "payments" / "modulus_vectors.txt"
PUBLISHED = files(ukmodulus)  # the tables of 2017, as they came with the second opinion
REAL = read_tables((PUBLISHED / "valacdos.txt").read_text(), (PUBLISHED / "scsubtab.txt").read_text())
DIGITS = st.text("0123456789", min_size=8, max_size=8)
FITS, DOES_NOT, CANNOT = Verdict.FITS, Verdict.DOES_NOT_FIT, Verdict.CANNOT_CHECK


def test_the_vectors_of_the_specification():
    vectors = [
        line.split() for line in beside(VECTORS, "The vectors").read_text().splitlines() if line and line[0] != "#"
    ]
    assert len(vectors) == 34
    for sort_code, account, is_valid in vectors:
        found = check(sort_code, account, REAL)
        assert (found != DOES_NOT) == (is_valid == "1"), (sort_code, account, found)


@pytest.mark.parametrize(("sort_code", "account", "expected"), [
    ("08-99-99", "66374958", FITS), ("08 99 99", "6637 4959", DOES_NOT),  # as people write them
    ("200915", "41011166", CANNOT),  # exception 6: an account in another currency
    ("999999", "12345678", CANNOT), ("000000", "12345678", CANNOT),  # not in the tables
])  # fmt: skip
def test_what_is_said_of_an_account(sort_code, account, expected):
    assert check(sort_code, account, REAL) == expected
    assert WORDS[expected]


ROWS = [(row, number) for row in REAL.rows for number in (row.first, row.last)]


@settings(PATIENT, max_examples=500)
@given(st.sampled_from(ROWS), DIGITS)
def test_a_second_opinion_agrees_for_every_sort_code_of_the_tables(row, account):
    sort_code = row[1]
    ours = check(sort_code, account, REAL)
    assert (ours != DOES_NOT) == ukmodulus.validate_number(sort_code, account)


@PATIENT
@given(st.sampled_from(sorted({row.exception for row in REAL.rows})), st.data())
def test_a_second_opinion_agrees_for_every_exception(exception, data):
    row = data.draw(st.sampled_from([row for row in REAL.rows if row.exception == exception]))
    account = data.draw(st.tuples(st.sampled_from(["09", "99", "00", "45", "12", "70"]), st.text("0123456789",
                        min_size=4, max_size=4), st.sampled_from(["90", "99", "01", "66", "10", "09"])))  # fmt: skip
    ours = check(row.first, "".join(account), REAL)
    assert (ours != DOES_NOT) == ukmodulus.validate_number(row.first, "".join(account))


def table(*rows, substitutes=()):
    """Weights 1 for g and 1 for h by MOD10, unless said otherwise."""
    return Tables(tuple(rows), dict(substitutes))


PLAIN = (0,) * 12 + (1, 1)


@pytest.mark.parametrize(("rows", "account", "expected"), [
    ([Row("000001", "000005", "MOD10", PLAIN)], "12345655", FITS),  # 5 + 5 = 10
    ([Row("000001", "000005", "MOD10", PLAIN)], "12345656", DOES_NOT),
    ([Row("000001", "000005", "MOD11", PLAIN)], "12345656", FITS),  # 5 + 6 = 11
    ([Row("000001", "000005", "DBLAL", (0,) * 12 + (2, 1))], "12345673", DOES_NOT),  # 14: 1 + 4, and 3: 8
    ([Row("000001", "000005", "DBLAL", (0,) * 12 + (2, 1))], "12345675", FITS),  # 1 + 4 + 5 = 10
    ([Row("000001", "000005", "DBLAL", PLAIN, 1)], "12345603", FITS),  # 3 + 27 = 30
    ([Row("000001", "000005", "MOD10", PLAIN), Row("000001", "000005", "MOD11", PLAIN)], "12345655", DOES_NOT),
    ([Row("000001", "000005", "MOD10", PLAIN, 12), Row("000001", "000005", "MOD11", PLAIN, 13)], "12345655", FITS),
    ([Row("000001", "000005", "MOD10", PLAIN, 12), Row("000001", "000005", "MOD11", PLAIN, 13)], "12345657", DOES_NOT),
    ([Row("000001", "000005", "MOD10", PLAIN, 3)], "12645657", FITS),  # c is 6: no need
    ([Row("000001", "000005", "MOD11", (1,) * 12 + (0, 0), 4)], "00000910", FITS),  # 1 + 9 = 10, and gh is 10
    ([Row("000001", "000005", "MOD10", PLAIN, 15)], "12345657", CANNOT),  # an exception that we do not know
    ([Row("000001", "000005", "MOD10", PLAIN)] * 3, "12345655", CANNOT),
    ([Row("000002", "000005", "MOD10", PLAIN)], "12345655", CANNOT),
])  # fmt: skip
def test_each_rule_by_hand(rows, account, expected):
    assert check("000001", account, table(*rows)) == expected


def test_another_sort_code_stands_for_one_that_was_moved():
    """Exception 5, MOD11 over u alone: 9 x 1 = 9, 11 - 9 = 2, so g is 2; with the substitute 1 x 1 = 1: never."""
    row = Row("900000", "900000", "MOD11", (1,) + (0,) * 13, 5)
    assert check("900000", "00000020", table(row)) == FITS
    assert check("900000", "00000020", table(row, substitutes=[("900000", "100000")])) == DOES_NOT


@pytest.mark.parametrize(("sort_code", "account", "expected"), [
    ("09-00-50", "12345678", ("090050", "12345678")),
    ("090050", "1234567", ("090050", "01234567")),
    ("090050", "123456", ("090050", "00123456")),
    ("090050", "123456789", ("090051", "23456789")),
    ("080050", "0123456789", ("080050", "01234567")),
    ("600050", "01-23456789", ("600050", "23456789")),
])  # fmt: skip
def test_older_lengths_of_accounts(sort_code, account, expected):
    assert standardised(sort_code, account) == expected


@pytest.mark.parametrize(("sort_code", "account", "words"), [
    ("12345", "12345678", "A sort code has six digits."),
    ("123456", "12345", "An account number has eight digits"),
    ("123456", "12345678901", "An account number has eight digits"),
    ("12345a", "12345678", "A sort code has six digits."),
    ("١٢٣٤٥٦", "12345678", "A sort code has six digits."),
    ("", "", "A sort code has six digits. An account"),
])  # fmt: skip
def test_what_is_no_account_at_all_is_said(sort_code, account, words):
    with pytest.raises(RuleBroken, match=words):
        check(sort_code, account, REAL)


@pytest.mark.parametrize(("weights", "substitutes", "words"), [
    ("", "", "There are no sort codes"),
    ("<html>\n", "", "Line 1 is not a line of the table of weights"),
    ("010004 016715 MOD11 0 0 0 0 0 0 8 7 6 5 4 3 2", "", "Line 1 is not"),
    ("016715 010004 MOD11 0 0 0 0 0 0 8 7 6 5 4 3 2 1", "", "Line 1 is not"),
    ("010004 016715 MOD12 0 0 0 0 0 0 8 7 6 5 4 3 2 1", "", "Line 1 is not"),
    ("010004 016715 MOD11 0 0 0 0 0 0 8 7 6 5 4 3 2 1", "\n938173", "Line 2 is not a line of the table of sub"),
    ("\n" * 60_000, "", "too long"),
])  # fmt: skip
def test_a_table_that_is_none_is_refused_with_its_line(weights, substitutes, words):
    with pytest.raises(RuleBroken, match=words):
        read_tables(weights, substitutes)


def test_the_published_tables_are_read_whole():
    assert (len(REAL.rows), len(REAL.substitutes)) == (1053, 21)
    assert {row.exception for row in REAL.rows} == set(range(15))
    assert any(weight < 0 for row in REAL.rows for weight in row.weights)


@PATIENT
@given(st.text(max_size=20), st.text(max_size=20))
def test_whatever_is_typed_is_checked_or_refused_in_words(sort_code, account):
    try:
        assert check(sort_code, account, REAL) in Verdict
    except RuleBroken as refused:
        assert str(refused).endswith(".")
