"""Whether an account number fits its sort code, which finds a slip of the hand before money goes astray.

Pay.UK, "Validating account numbers": the digits of both are weighed and added, by MOD10, MOD11 or DBLAL (double
alternate), with fourteen exceptions. Two tables say how each sort code is checked, `valacdos.txt` and `scsubtab.txt`;
they change several times a year and an operator loads them. A number that fits may still belong to nobody, or to
somebody else; one that does not fit may still be right: it is a warning and never a wall. A sort code that is not in
the tables cannot be checked.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.weeks import refuse
from marketplace.workflow.errors import RuleBroken

MODULI = {"MOD10": 10, "MOD11": 11, "DBLAL": 10}
A, B, C, G, H = 6, 7, 8, 12, 13  # places in six digits of a sort code (u to z) and eight of an account (a to h)
EITHER = frozenset({2, 9, 10, 11, 12, 13, 14})  # one of two checks is enough
KNOWN = frozenset(range(15))
FIXED_SORT_CODES = {8: "090126", 9: "309634"}
COOPERATIVE = "08"
OF_EXCEPTION_2 = {False: (0, 0, 1, 2, 5, 3, 6, 4, 8, 7, 10, 9, 3, 1), True: (0,) * 8 + (8, 7, 10, 9, 3, 1)}
MOST_LINES = 50_000
LINE = re.compile(
    rf"\s*([0-9]{{6}})\s+([0-9]{{6}})\s+({'|'.join(MODULI)})((?:\s+-?[0-9]{{1,3}}){{14}})(?:\s+([0-9]{{1,2}}))?\s*"
)


class Verdict(StrEnum):
    """What a check found."""

    FITS = "fits"
    DOES_NOT_FIT = "does-not-fit"
    CANNOT_CHECK = "cannot-check"


WORDS: dict[Verdict, Promise] = {
    Verdict.FITS: gettext_lazy("The account number fits the sort code. It does not say whose account it is."),
    Verdict.DOES_NOT_FIT: gettext_lazy(
        "The account number does not fit the sort code. Look at both once more. If they are right, go on."
    ),
    Verdict.CANNOT_CHECK: gettext_lazy("This account cannot be checked. That says nothing about it."),
}


@dataclass(frozen=True)
class Row:
    """How the sort codes from the first to the last are checked; exception 0 is none."""

    first: str
    last: str
    method: str
    weights: tuple[int, ...]
    exception: int = 0


@dataclass(frozen=True)
class Tables:
    """The rows of `valacdos.txt`, and the sort codes of `scsubtab.txt` that stand for others."""

    rows: tuple[Row, ...] = ()
    substitutes: Mapping[str, str] = field(default_factory=dict)

    def of(self, sort_code: str) -> list[Row]:
        """The one or two rows of a sort code, in the order of the table; none: it cannot be checked."""
        return [row for row in self.rows if row.first <= sort_code <= row.last]


def read_tables(weights: str, substitutes: str = "") -> Tables:
    """The tables as Pay.UK publishes them; refuses a line that it does not understand, with its number."""
    rows = [_row(number, line) for number, line in _lines(weights)]
    pairs = [_pair(number, line) for number, line in _lines(substitutes)]
    if not rows:
        refuse([_("There are no sort codes in this table.")])
    return Tables(tuple(rows), dict(pairs))


def check(sort_code: str, account_number: str, tables: Tables) -> Verdict:
    """Whether they fit, as people write them: with or without spaces and dashes, and 6 to 10 digits of an account."""
    sort_code, account = standardised(sort_code, account_number)
    rows = tables.of(sort_code)
    if not 1 <= len(rows) <= 2 or any(row.exception not in KNOWN for row in rows):
        return Verdict.CANNOT_CHECK
    if any(_is_foreign(row, account) for row in rows):
        return Verdict.CANNOT_CHECK
    fits = [_fits(row, sort_code, account, tables) for row in rows]
    is_enough = any if rows[0].exception in EITHER else all
    return Verdict.FITS if is_enough(fits) else Verdict.DOES_NOT_FIT


def standardised(sort_code: str, account_number: str) -> tuple[str, str]:
    """Six digits and eight, as the check wants them: older accounts have 6, 7, 9 or 10.

    6 and 7 digits get noughts in front. Of 9 the first replaces the last digit of the sort code (Santander). Of 10 the
    Co-operative Bank uses the first eight, others the last eight.
    """
    code, number = bare(sort_code), bare(account_number)
    refuse(problems(code, number))
    if len(number) == 9:
        return code[:5] + number[0], number[1:]
    if len(number) == 10:
        return code, number[:8] if code.startswith(COOPERATIVE) else number[2:]
    return code, number.zfill(8)


def bare(typed: str) -> str:
    """Without the spaces and hyphens that people type between digits."""
    return re.sub(r"[\s\-]", "", typed)


def problems(sort_code: str, account_number: str) -> list[str]:
    """Why these cannot be a sort code and an account number at all, in sentences."""
    found = []
    if not re.fullmatch(r"[0-9]{6}", sort_code):
        found.append(_("A sort code has six digits."))
    if not re.fullmatch(r"[0-9]{6,10}", account_number):
        found.append(_("An account number has eight digits; some older ones have six, seven, nine or ten."))
    return found


def _fits(row: Row, sort_code: str, account: str, tables: Tables) -> bool:
    """One of the checks, with its exceptions."""
    digits = [int(digit) for digit in _sort_code(row, sort_code, tables) + account]
    if row.exception == 3 and digits[C] in (6, 9):
        return True
    remainder = _sum(row, digits) % MODULI[row.method]
    if row.exception == 4:
        return remainder == 10 * digits[G] + digits[H]
    if row.exception == 5:
        return _fits_5(row, digits, remainder)
    if row.exception == 14 and remainder:
        return digits[H] in (0, 1, 9) and _sum(row, [*digits[:A], 0, *digits[A:H]]) % MODULI[row.method] == 0
    return remainder == 0


def _sort_code(row: Row, sort_code: str, tables: Tables) -> str:
    """Exceptions 5, 8 and 9 are checked with the sort code of another bank."""
    if row.exception == 5:
        return tables.substitutes.get(sort_code, sort_code)
    return FIXED_SORT_CODES.get(row.exception, sort_code)


def _sum(row: Row, digits: list[int]) -> int:
    """Each digit times its weight, added up; by DBLAL the digits of each product are added; exception 1 adds 27."""
    products = [digit * weight for digit, weight in zip(digits, _weights(row, digits), strict=True)]
    if row.method == "DBLAL":
        products = [sum(int(digit) for digit in str(abs(product))) for product in products]
    return sum(products) + (27 if row.exception == 1 else 0)


def _weights(row: Row, digits: list[int]) -> tuple[int, ...]:
    """Exceptions 2, 7 and 10 change the weights for some account numbers."""
    without = (*([0] * (B + 1)), *row.weights[B + 1 :])
    if row.exception == 2 and digits[A] != 0:
        return OF_EXCEPTION_2[digits[G] == 9]
    if row.exception == 7 and digits[G] == 9:
        return without
    if row.exception == 10 and (digits[A], digits[B]) in ((0, 9), (9, 9)) and digits[G] == 9:
        return without
    return row.weights


def _fits_5(row: Row, digits: list[int], remainder: int) -> bool:
    """Exception 5: a digit of the account is the check digit, g by MOD11 (never for a remainder of 1), h by DBLAL."""
    if row.method == "DBLAL":
        return digits[H] == (10 - remainder) % 10
    return digits[G] == (11 - remainder) % 11


def _is_foreign(row: Row, account: str) -> bool:
    """Exception 6: accounts in another currency have no check."""
    return row.exception == 6 and account[0] in "45678" and account[6] == account[7]


def _lines(text: str) -> Iterable[tuple[int, str]]:
    lines = text.lstrip("\ufeff").splitlines()
    if len(lines) > MOST_LINES:
        refuse([_("This file is too long for a table of sort codes.")])
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _row(number: int, line: str) -> Row:
    found = LINE.fullmatch(line)
    if found is None or found[1] > found[2]:
        raise RuleBroken(_("Line %(n)s is not a line of the table of weights (valacdos.txt).") % {"n": number})
    return Row(found[1], found[2], found[3], tuple(map(int, found[4].split())), int(found[5] or 0))


def _pair(number: int, line: str) -> tuple[str, str]:
    cells = line.split()
    if len(cells) != 2 or not all(re.fullmatch(r"[0-9]{6}", cell) for cell in cells):
        raise RuleBroken(_("Line %(n)s is not a line of the table of substitutes (scsubtab.txt).") % {"n": number})
    return cells[0], cells[1]
