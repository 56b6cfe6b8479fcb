"""Invoices that are the same although they look different: by number, by visits, or by what they mean.

The same number of the same enterprise, or the same visit, cannot be two invoices: that is certain, and refused. The
same person, days and sum may be: somebody looks at both. An invoice that was rejected or credited whole is no twin.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from marketplace.ui.filters import pounds

PREFIXES = frozenset({"inv", "invoice", "no", "nr", "number", "bill"})


class Why(StrEnum):
    """Why two invoices look the same."""

    NUMBER = "number"
    VISITS = "visits"
    MEANING = "meaning"
    OVERLAP = "overlap"


@dataclass(frozen=True)
class Known:
    """What tells invoices apart: whose, for whom, which days, how much, and which visits; `number` is as written."""

    key: str
    enterprise: str
    person: str
    number: str
    starts_on: date
    ends_on: date
    pence: int
    visits: frozenset[str] = frozenset()
    is_live: bool = True


@dataclass(frozen=True)
class Twin:
    """Another invoice, why it looks the same, whether that is certain, and one sentence."""

    key: str
    why: Why
    words: str

    @property
    def is_certain(self) -> bool:
        return self.why in (Why.NUMBER, Why.VISITS)


def number_key(number: str) -> str:
    """A number without what people write in different ways: INV-0042/26, inv 42 26 and Invoice No 42.26 are one."""
    plain = unicodedata.normalize("NFKC", number).casefold()
    parts = [part.lstrip("0") or "0" if part.isdigit() else part for part in re.findall(r"\d+|[^\W\d_]+", plain)]
    while len(parts) > 1 and parts[0] in PREFIXES:
        parts = parts[1:]
    return " ".join(parts)


def twins(invoice: Known, earlier: Iterable[Known]) -> list[Twin]:
    """Every earlier invoice that looks the same, the certain ones first."""
    found = [
        twin
        for other in earlier
        if other.is_live and other.key != invoice.key and other.enterprise == invoice.enterprise
        if (twin := _twin(invoice, other)) is not None
    ]
    return sorted(found, key=lambda twin: (not twin.is_certain, twin.why, twin.key))


def _twin(invoice: Known, other: Known) -> Twin | None:
    """The strongest reason, if there is one."""
    said = {"number": other.number, "sum": pounds(other.pence), "start": date_format(other.starts_on, "j F Y"),
            "end": date_format(other.ends_on, "j F Y")}  # fmt: skip
    key = number_key(invoice.number)
    if key and key == number_key(other.number):
        return Twin(other.key, Why.NUMBER, _("There is an invoice with this number already: %(number)s.") % said)
    if invoice.visits & other.visits:
        return Twin(other.key, Why.VISITS, _("Some of its visits are on invoice %(number)s already.") % said)
    if invoice.person != other.person or invoice.pence != other.pence:
        return None
    if (invoice.starts_on, invoice.ends_on) == (other.starts_on, other.ends_on):
        return Twin(other.key, Why.MEANING, _(
            "Invoice %(number)s is for the same person, the same days and the same sum, %(sum)s.") % said)  # fmt: skip
    if _overlap(invoice, other) and not (invoice.visits and other.visits):
        return Twin(other.key, Why.OVERLAP, _(
            "Invoice %(number)s is for the same person and sum, and some of the same days, %(start)s to %(end)s."
        ) % said)  # fmt: skip
    return None


def _overlap(one: Known, other: Known) -> bool:
    return one.starts_on <= other.ends_on and other.starts_on <= one.ends_on
