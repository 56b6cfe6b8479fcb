"""Rows as a CSV file: UTF-8, under headings, with no cell that a spreadsheet would run."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from providers.spreadsheet import defuse


def sheet(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([defuse(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def pounds(pence: int) -> str:
    """1234.50: pounds without a sign or a comma, as spreadsheets add them up."""
    return f"{pence // 100}.{pence % 100:02}"
