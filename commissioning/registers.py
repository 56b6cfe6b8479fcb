"""Reading the published directory of the Care Quality Commission, and telling which of its locations may be ours.

The file is the CSV that the Commission publishes (Open Government Licence v3): a line for each location, headed by
`Name`, `Postcode`, `CQC Location ID (for office use only)` and so on. Lines before the head are left out, as are lines
without a location id, which are counted.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

HEAD = ("Name", "Postcode")
LOCATION, PROVIDER = "CQC Location ID (for office use only)", "CQC Provider ID (for office use only)"
NUMBER = re.compile(r"1-\d{6,12}")
DROPPED = re.compile(r"\b(limited|ltd|llp|plc|cic|the|and|co|company|services?|care)\b|[^a-z0-9 ]")


class NotTheDirectory(ValueError):
    """The file is something else; the words say what is missing."""


@dataclass(frozen=True)
class Location:
    """One line of the directory."""

    id: str
    provider_id: str
    name: str
    provider_name: str
    postcode: str
    phone: str
    website: str
    service_types: str
    specialisms: str
    report_url: str
    inspected_on: date | None


def read(lines: Iterable[str]) -> Iterator[Location | None]:
    """Every location in turn; None for a line that has no location id."""
    rows = csv.reader(lines)
    head = next((row for row in rows if all(name in row for name in HEAD)), None)
    if head is None or LOCATION not in head:
        raise NotTheDirectory("This is not the Commission's directory: no line is headed 'Name', 'Postcode' and "
                              f"'{LOCATION}'.")  # fmt: skip
    for row in rows:
        facts = dict(zip(head, (value.strip() for value in row), strict=False))
        yield _location(facts) if NUMBER.fullmatch(facts.get(LOCATION, "")) else None


def _location(facts: dict[str, str]) -> Location:
    def said(name: str, most: int) -> str:
        return " ".join(facts.get(name, "").split())[:most]

    return Location(
        id=facts[LOCATION], provider_id=said(PROVIDER, 20), name=said("Name", 200),
        provider_name=said("Provider name", 200), postcode=said("Postcode", 8).upper(), phone=said("Phone number", 30),
        website=said("Service's website (if available)", 200), service_types=said("Service types", 1000),
        specialisms=said("Specialisms/services", 2000), report_url=said("Location URL", 300),
        inspected_on=_day(facts.get("Date of latest check", "")),
    )  # fmt: skip


def _day(typed: str) -> date | None:
    """`16/11/2015 - 00:00` and `16/11/2015`; anything else is no day."""
    try:
        return datetime.strptime(typed[:10], "%d/%m/%Y").date()  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        return None


def plain(name: str) -> str:
    """A name without the words that every second provider has, for comparing."""
    return " ".join(DROPPED.sub(" ", name.lower().replace("&", " and ")).split())


def likeness(name: str, other: str) -> float:
    """Of two names, the share of words that both have: 1 is the same, 0 nothing."""
    one, two = set(plain(name).split()), set(plain(other).split())
    return len(one & two) / len(one | two) if one and two else 0.0
