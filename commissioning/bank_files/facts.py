"""What an answer of a bank or of a finance system says: one fact for each payment that it names."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from commissioning.bank_files.safe_xml import Unreadable


class Outcome(StrEnum):
    """What happened to a payment, as far as the answer knows."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    PAID = "paid"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Fact:
    """What is said of one payment; without an id it is about the whole file `message_id`, or about nobody we know.

    `place` counts the facts of the file from 1, so that somebody can find it there. What is not said is None.
    """

    end_to_end_id: str
    outcome: Outcome
    place: int
    code: str = ""
    words: str = ""
    on: date | None = None
    pence: int | None = None
    message_id: str = ""


@dataclass(frozen=True)
class Answer:
    """All facts of a file in its order, its own number, the accounts it is about, and how many lines are not ours.

    A statement that does not say of which account it is has an empty one in `accounts`; what is no statement has none.
    """

    kind: str
    message_id: str
    facts: tuple[Fact, ...]
    left_out: int = 0
    accounts: frozenset[str] = field(default=frozenset(), repr=False)


def pence_of(text: str) -> int:
    """A sum in pounds as banks and people write it: 1250, 1250.5, 1,250.00, £1,250.00. Never below nothing."""
    found = re.fullmatch(r"£?\s?((?:\d{1,13}|\d{1,3}(?:,\d{3}){1,4}))(?:\.(\d{1,2})0{0,3})?", text.strip(), re.ASCII)
    if found is None:
        raise Unreadable(_("“%(text)s” is not a sum of money.") % {"text": text[:40]})
    return int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0"))


def day_of(text: str) -> date:
    """A day as banks and people write it: 2026-11-26 with or without a time, 26/11/2026, 20261126."""
    for pattern, style in ((r"\d{4}-\d{2}-\d{2}(T.{5,30})?", "%Y-%m-%d"), (r"\d{2}/\d{2}/\d{4}", "%d/%m/%Y"),
                           (r"\d{8}", "%Y%m%d")):  # fmt: skip
        if re.fullmatch(pattern, text.strip(), re.ASCII):
            try:
                return datetime.strptime(text.strip()[:10], style).date()  # noqa: DTZ007
            except ValueError:
                break
    raise Unreadable(_("“%(text)s” is not a day. Write it as 2026-11-26 or 26/11/2026.") % {"text": text[:40]})
