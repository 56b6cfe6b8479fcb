"""A person's money as a picture: what the lines of the books mean to them, this week and by four weeks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from budgets.models import Line, Posting
from budgets.statements import Kind, Picture, Row, Sums, picture, this_week
from budgets.weeks import WEEKS_IN_CYCLE, Period

Entry = Posting.EntryType
FOR_FOUR_WEEKS = {Entry.ALLOCATION, Entry.DP_PAYMENT, Entry.CONTRIBUTION_DUE}
POOL = {Entry.TRANSFER_TO_POOL, Entry.TRANSFER_FROM_POOL}  # out of the pot, and what was not needed back into it
MOVED = {Entry.CONTINGENCY_HOLD, Entry.CLAWBACK_NOTICE, Entry.CLAWBACK_RECEIVED, Entry.REFUND_TO_PERSON}
SPENT = {Entry.INVOICE_PAID, Entry.EXPENSE_DECLARED} | POOL
BACK = re.compile(r":back:\d{4}-\d\d-\d\d:(\d{4}-\d\d-\d\d)")
FOUR = timedelta(weeks=WEEKS_IN_CYCLE) - timedelta(days=1)


@dataclass(frozen=True)
class Money:
    """This week, the last twelve weeks, and what is in hand."""

    week: Sums
    past: Picture
    parts: tuple[tuple[str, int, float], ...]  # kind, pence, width in per cent of what came in


def money_of(lines: Iterable[Line], today: date) -> Money:
    """The picture of this week, and of three times four weeks up to its end."""
    return money_in([row_of(line) for line in lines], today)


def money_in(rows: list[Row], today: date) -> Money:
    """The same of rows, of which the first may be what was there before."""
    week = this_week(today)
    now = picture(rows, week).whole
    past = picture(rows, Period(week.starts_on - timedelta(weeks=11), week.ends_on))
    return Money(now, past, bars_of(now))


def row_of(line: Line) -> Row:
    """One line as a movement. Money that came for four weeks is shown in the weeks that it is for."""
    posting = line.posting
    if line.layer == Line.Layer.PENDING:
        kind = Kind.PROMISED if line.pence < 0 else Kind.RELEASED  # a promise is out of the pot
        return Row(posting.effective_on, kind, abs(line.pence))
    if posting.entry_type in SPENT:
        return Row(posting.effective_on, Kind.SPENT, -line.pence)
    if posting.entry_type in MOVED:
        return Row(posting.effective_on, Kind.MOVED, line.pence)
    return Row(posting.effective_on, Kind.CAME_IN, line.pence, _covers_until(posting))


def back_key(over: Period) -> str:
    """How the key of what was taken back says for which days it had been given."""
    return f"back:{over.starts_on}:{over.ends_on}"


def _covers_until(posting: Posting) -> date | None:
    """The last day that money is for which came for several weeks, or was taken back for some days of them."""
    if posting.entry_type == Entry.ADJUSTMENT and (days := BACK.search(posting.key)):
        return date.fromisoformat(days[1])
    is_spread = posting.entry_type in FOR_FOUR_WEEKS and not posting.key.endswith(":once")
    return posting.effective_on + FOUR if is_spread else None


def bars_of(week: Sums) -> tuple[tuple[str, int, float], ...]:
    """What of these days' money is spent, promised and left, and how wide each is drawn."""
    whole = max(week.came_in_pence, week.spent_pence + week.promised_pence, 1)
    shown = (("spent", week.spent_pence), ("promised", week.promised_pence), ("left", max(week.left_pence, 0)))
    return tuple((name, pence, round(100 * max(pence, 0) / whole, 1)) for name, pence in shown)
