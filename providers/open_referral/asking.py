"""What a program may ask of the feed: parameters with their limits, each understood or refused in words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, Protocol
from uuid import UUID

from django.utils.dateparse import parse_date, parse_datetime

from marketplace.places import postcodes

PAGE, MOST, MOST_MINIMAL = 50, 500, 10_000
LONGEST_SEARCH = 300
FURTHEST = 2_000_000  # metres; Great Britain is half as long
OLDEST = 130  # years
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
TRUE, FALSE = ("true", "1", "yes"), ("false", "0", "no")
LOST_PLUS = re.compile(r" (\d\d:?\d\d)$")  # a + that was not escaped arrives as a space


class Refused(ValueError):
    """A parameter that cannot be understood: which, and what it should be."""

    def __init__(self, name: str, words: str):
        super().__init__(f"{name} {words}")
        self.name, self.words = name, words


class Given(Protocol):
    """A query string: the last value of a name, and all of them."""

    def get(self, name: str, otherwise: str) -> str: ...

    def getlist(self, name: str) -> list[str]: ...


@dataclass(frozen=True)
class Asked:
    """Everything that was asked; what was not is None or empty."""

    page: int = 1
    per_page: int = PAGE
    is_stream: bool = False
    is_minimal: bool = False
    is_full: bool = False
    full_service: bool = False
    top_only: bool = False
    search: str = ""
    terms: tuple[UUID, ...] = ()
    taxonomies: tuple[UUID, ...] = ()
    organizations: tuple[UUID, ...] = ()
    parent: UUID | None = None
    modified_after: datetime | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    day: int | None = None
    start_time: time | None = None
    end_time: time | None = None
    postcode: str = ""
    proximity: int | None = None


def asked(given: Given) -> Asked:
    """The parameters of a request; unknown ones say nothing, empty ones are as if they were not there."""
    minimal = _one(given, "minimal", _truth) or False
    most = MOST_MINIMAL if minimal else MOST
    found = Asked(
        page=_one(given, "page", _whole(1, None)) or 1,
        per_page=_one(given, "per_page", _whole(1, most)) or (most if minimal else PAGE),
        is_stream=_one(given, "format", _format) == "ndjson",
        is_minimal=minimal,
        is_full=_one(given, "full", _truth) or False,
        full_service=_one(given, "full_service", _truth) or False,
        top_only=_one(given, "top_only", _truth) or False,
        search=_one(given, "search", _words) or "",
        terms=_many(given, "taxonomy_term_id"),
        taxonomies=_many(given, "taxonomy_id"),
        organizations=_many(given, "organization_id"),
        parent=_one(given, "parent_id", read_id),
        modified_after=_one(given, "modified_after", _moment),
        **_of_people(given),
        **_of_place(given),
    )
    if found.start_time and found.end_time and found.end_time <= found.start_time:
        raise Refused("end_time", "has to be after start_time, on the same day")
    if found.proximity is not None and not found.postcode:
        raise Refused("proximity", "needs a postcode to measure from")
    return found


def _of_people(given: Given) -> dict[str, Any]:
    age = _whole(0, OLDEST)
    return {
        "minimum_age": _one(given, "minimum_age", age),
        "maximum_age": _one(given, "maximum_age", age),
        "day": _one(given, "day", _weekday),
        "start_time": _one(given, "start_time", _clock),
        "end_time": _one(given, "end_time", _clock),
    }


def _of_place(given: Given) -> dict[str, Any]:
    code = _one(given, "postcode", _postcode) or ""
    return {"postcode": code, "proximity": _one(given, "proximity", _whole(0, FURTHEST))}


def _one(given: Given, name: str, read: Callable[[str], Any]) -> Any:
    return _read(name, given.get(name, ""), read)


def _many(given: Given, name: str) -> tuple[UUID, ...]:
    """A name that was given more than once asks for each of its values."""
    return tuple(_read(name, value, read_id) for value in given.getlist(name)[:20] if value.strip())


def _read(name: str, text: str, read: Callable[[str], Any]) -> Any:
    text = text.replace("\0", " ").strip()
    if not text:
        return None
    try:
        return read(text)
    except (ValueError, OverflowError) as refused:
        raise Refused(name, str(refused)) from refused


def _whole(least: int, most: int | None) -> Callable[[str], int]:
    limits = f"from {least} to {most}" if most is not None else f"of {least} or more"

    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,12}", text) or not least <= int(text) <= (most if most is not None else 10**12):
            raise ValueError(f"has to be a whole number {limits}")
        return int(text)

    return read


def _truth(text: str) -> bool:
    if text.lower() not in TRUE + FALSE:
        raise ValueError("has to be true or false")
    return text.lower() in TRUE


def _format(text: str) -> str:
    if text.lower() not in ("json", "ndjson"):
        raise ValueError("has to be json or ndjson")
    return text.lower()


def _words(text: str) -> str:
    if len(text) > LONGEST_SEARCH:
        raise ValueError(f"has to be at most {LONGEST_SEARCH} letters")
    return text.encode("utf-8", "ignore").decode()


def read_id(text: str) -> UUID:
    """An id as the schemas have them: 32 hexadecimal figures in five groups."""
    if not re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text):
        raise ValueError("has to be a UUID")
    return UUID(text)


def _moment(text: str) -> datetime:
    """A moment, or the first of a day; without a time zone it is UTC."""
    problem = ValueError("has to be a date and time, like 2026-11-25T09:30:00Z")
    try:
        found = parse_datetime(LOST_PLUS.sub(r"+\1", text)) or parse_datetime(text)
        day = None if found else parse_date(text)
    except ValueError as wrong:
        raise problem from wrong
    if day:
        found = datetime(day.year, day.month, day.day)  # noqa: DTZ001
    if found is None:
        raise problem
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _weekday(text: str) -> int:
    said = text.lower()
    for number, day in enumerate(WEEK):
        if len(said) > 1 and day.startswith(said):
            return number
    raise ValueError("has to be a day of the week, like Monday, mon or MO")


def _clock(text: str) -> time:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?", text, re.ASCII):
        raise ValueError("has to be a time of the day, like 09:30")
    return time.fromisoformat(text)


def _postcode(text: str) -> str:
    code = postcodes.full(text)
    if code is None:
        raise ValueError("has to be a whole British postcode")
    return code
