"""A person's money as a picture: what the lines of the books mean to them, this week and by four weeks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from budgets.models import Line, Posting
from budgets.statements import Kind, Picture, Row, Sums, picture, this_week
from budgets.weeks import WEEKS_IN_CYCLE, Period

Entry = Posting.EntryType
FOR_FOUR_WEEKS = {Entry.ALLOCATION, Entry.DP_PAYMENT, Entry.CONTRIBUTION_DUE}
SPENT = {Entry.INVOICE_PAID, Entry.EXPENSE_DECLARED}
FOUR = timedelta(weeks=WEEKS_IN_CYCLE) - timedelta(days=1)


@dataclass(frozen=True)
class Money:
    """This week, the last twelve weeks, and what is in hand."""

    week: Sums
    past: Picture
    parts: tuple[tuple[str, int, float], ...]  # kind, pence, width in per cent of what came in


def money_of(lines: Iterable[Line], today: date) -> Money:
    """The picture of this week, and of three times four weeks up to its end."""
    rows = [row_of(line) for line in lines]
    week = this_week(today)
    now = picture(rows, week).whole
    past = picture(rows, Period(week.starts_on - timedelta(weeks=11), week.ends_on))
    return Money(now, past, _parts(now))


def row_of(line: Line) -> Row:
    """One line as a movement. Money that came for four weeks is shown in the weeks that it is for."""
    posting = line.posting
    if line.layer == Line.Layer.PENDING:
        kind = Kind.PROMISED if line.pence < 0 else Kind.RELEASED
        return Row(posting.effective_on, kind, abs(line.pence))
    if posting.entry_type in SPENT:
        return Row(posting.effective_on, Kind.SPENT, -line.pence)
    is_spread = posting.entry_type in FOR_FOUR_WEEKS and not posting.key.endswith(":once")
    return Row(posting.effective_on, Kind.CAME_IN, line.pence, posting.effective_on + FOUR if is_spread else None)


def _parts(week: Sums) -> tuple[tuple[str, int, float], ...]:
    whole = max(week.came_in_pence, week.spent_pence + week.promised_pence, 1)
    shown = (("spent", week.spent_pence), ("promised", week.promised_pence), ("left", max(week.left_pence, 0)))
    return tuple((name, pence, round(100 * max(pence, 0) / whole, 1)) for name, pence in shown)
