"""Lines of CSV about what was paid, from a bank's page or a council's finance system.

A file needs our reference. A sum, a day, a status and a reason are read where they are there; without a status every
line is a payment that was made, as finance systems list them. One wrong line refuses the whole file, and every wrong
line is named.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import TypeVar

from django.utils.translation import gettext as _

from commissioning.bank_files.facts import Answer, Fact, Outcome, day_of, pence_of
from commissioning.bank_files.reasons import words_of
from commissioning.bank_files.safe_xml import MOST_BYTES, Unreadable
from providers.spreadsheet import plain, undefuse

FIELDS = {
    "end_to_end_id": ("end_to_end_id", "our reference", "endtoendid", "our ref"),
    "status": ("status", "result", "outcome"),
    "code": ("code", "reason", "reason code"),
    "on": ("date", "paid on", "payment date", "date paid", "value date", "processing_date"),
    "pence": ("amount", "paid", "gross", "amount paid", "value"),
}
STATUSES = {
    **dict.fromkeys(("paid", "settled", "complete", "completed", "cleared", "acsc", "accc"), Outcome.PAID),
    **dict.fromkeys(("accepted", "ok", "accp", "acsp", "actc", "acwc"), Outcome.ACCEPTED),
    **dict.fromkeys(("rejected", "failed", "returned", "unpaid", "rjct", "canc"), Outcome.REJECTED),
    **dict.fromkeys(("waiting", "pending", "received", "pdng", "rcvd"), Outcome.WAITING),
}  # fmt: skip
MOST_LINES, MOST_SAID = 100_000, 10
DELIMITERS = ",;\t|"
T = TypeVar("T")


def read_lines(content: bytes, headings: dict[str, str] | None = None, *, is_of_bank: bool = False) -> Answer:
    """The facts of a CSV; `headings` are the council's own, by the names of FIELDS, but not those of a bank's CSV."""
    if len(content) > MOST_BYTES:
        raise Unreadable(_("This file is larger than 20 MB. Ask for a shorter time."))
    rows = _rows(_decoded(content))
    head = next(rows, [])
    own = headings or {}
    places = _places(head, {} if is_of_bank and not _has_own(head, own) else own)
    facts: list[Fact] = []
    wrong: list[str] = []
    for number, row in enumerate(rows, 2):
        if number > MOST_LINES:
            raise Unreadable(_("This file has more than %(n)s lines. Ask for a shorter time.") % {"n": MOST_LINES})
        if any(cell.strip() for cell in row):
            try:
                facts.append(_fact(row, places, len(facts) + 1))
            except Unreadable as refused:
                wrong.append(_("Line %(n)s: %(words)s") % {"n": number, "words": refused})
    if wrong:
        more = [_("And %(n)s more.") % {"n": len(wrong) - MOST_SAID}] if len(wrong) > MOST_SAID else []
        raise Unreadable(" ".join([*wrong[:MOST_SAID], *more]))
    return Answer("csv", "", tuple(facts))


def encoding_of(content: bytes) -> str:
    """By the marks at its beginning: spreadsheets write UTF-16 as “Unicode text”; without marks we do not know."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else ""


def _decoded(content: bytes) -> str:
    if encoding_of(content) == "utf-16" or b"\0" in content[:2]:
        return _from_utf_16(content)
    if b"\0" in content:
        raise Unreadable(_("We do not know this kind of file. Choose a pain.002, a camt.053 or a CSV."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _from_utf_16(content: bytes) -> str:
    try:
        text = content.decode(encoding_of(content) or ("utf-16-be" if content[:1] == b"\0" else "utf-16-le"))
    except UnicodeDecodeError as broken:
        raise Unreadable(_("This file is in letters that we do not know. Save it as “CSV UTF-8”.")) from broken
    if "\0" in text:
        raise Unreadable(_("This file is in letters that we do not know. Save it as “CSV UTF-8”."))
    return text.removeprefix("\ufeff")


def _rows(text: str) -> Iterator[list[str]]:
    first = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    return _strict(csv.reader(StringIO(text.lstrip(), newline=""), delimiter=delimiter, strict=True))


def _strict(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error as broken:
        raise Unreadable(_("This file is not a CSV that we can read. Look for a quotation mark too many.")) from broken


def _has_own(head: list[str], headings: dict[str, str]) -> bool:
    """Whether a heading is there that only this council uses."""
    ours = {plain(name) for known in FIELDS.values() for name in known}
    return any(plain(each) in {plain(cell) for cell in head} - ours for each in headings.values())


def _places(head: list[str], headings: dict[str, str]) -> dict[str, int]:
    """Which column has which field, by the council's heading or by those that we know."""
    found = {plain(heading): place for place, heading in reversed(list(enumerate(head)))}
    names = {name: [headings[name]] if name in headings else known for name, known in FIELDS.items()}
    places = {
        name: next((found[plain(each)] for each in known if plain(each) in found), -1) for name, known in names.items()
    }
    for name, heading in headings.items():
        if places.get(name, -1) < 0:
            raise Unreadable(_("There is no column “%(heading)s” in this file.") % {"heading": heading})
    if places["end_to_end_id"] < 0:
        raise Unreadable(_("We do not know this kind of file: no column has our reference."))
    return places


def _fact(row: list[str], places: dict[str, int], place: int) -> Fact:
    cells = {name: undefuse(row[n].strip()) if 0 <= n < len(row) else "" for name, n in places.items()}
    if not cells["end_to_end_id"]:
        raise Unreadable(_("our reference is missing."))
    outcome = _outcome(cells["status"]) if places["status"] >= 0 else Outcome.PAID
    code = cells["code"].upper() if re.fullmatch(r"[A-Za-z0-9]{1,35}", cells["code"]) else ""
    return Fact(
        cells["end_to_end_id"][:35], outcome, place, code, words_of(code) if outcome == Outcome.REJECTED else "",
        _if_said(cells["on"], day_of), _if_said(cells["pence"], pence_of),
    )  # fmt: skip


def _outcome(text: str) -> Outcome:
    if text.casefold() not in STATUSES:
        raise Unreadable(_("we do not know the status “%(text)s”.") % {"text": text[:40]})
    return STATUSES[text.casefold()]


def _if_said(text: str, read: Callable[[str], T]) -> T | None:
    return read(text) if text else None
