"""Clubbing together: what each of several people pays for one thing, to the penny, and what happens below a minimum.

No special legal form and no joint liability: each person's share stays theirs. The rule for odd pennies: everybody's
share is worked out exactly and cut to whole pennies; the pennies that are left go one each to those who lost the most
by the cut (largest remainder). Where some lost the same, it goes round: at the first bill whoever joined first is
first in line, at the second bill whoever joined second, and so on, so that nobody pays the odd penny every time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgets.weeks import refuse
from marketplace.ui.filters import pounds

MOST_PENCE = 10_000_000  # £100,000 for one bill is a slip of the hand


class By(StrEnum):
    """How a cost is shared: a fixed sum each, per cent of it, or by the sessions that each came to."""

    FIXED = "fixed"
    PER_CENT = "per-cent"
    SESSION = "session"


class Below(StrEnum):
    """What was agreed for when there are fewer people than the minimum."""

    SHARE_ON = "share-on"
    PAUSE = "pause"
    END = "end"


class Now(StrEnum):
    """Where an arrangement stands on a day."""

    WAITING = "waiting"
    RUNNING = "running"
    BELOW = "below"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True)
class Member:
    """One person of several, by a key without a name; with the sum, per cent or sessions that their share goes by."""

    key: str
    fixed_pence: int = 0
    per_cent: Decimal = Decimal(0)
    sessions: int = 0
    joined_on: date = date.min
    left_on: date | None = None

    def is_in_on(self, day: date) -> bool:
        """From the day of joining until the last day, which is the end of the notice."""
        return self.joined_on <= day and (self.left_on is None or day <= self.left_on)


@dataclass(frozen=True)
class Arrangement:
    """Several people share one service: it starts when `minimum` have joined; who leaves gives `notice_weeks`."""

    members: tuple[Member, ...]
    minimum: int = 2
    notice_weeks: int = 4
    below: Below = Below.PAUSE


@dataclass(frozen=True)
class Standing:
    """Where it stands, since when and until when, how many are missing, and one sentence that everybody may read."""

    now: Now
    members: int
    missing: int
    words: str
    since: date | None = None
    ends_on: date | None = None


def shares(total_pence: int, members: Sequence[Member], by: By, *, bill: int = 0) -> dict[str, int]:
    """What each pays of this bill; they add up to it exactly. `bill` counts the bills from 0, for the odd pennies."""
    refuse(problems(total_pence, members, by))
    weights = {each.key: _weight(each, by) for each in members}
    return divided(total_pence, weights, turn=bill)


def equal_shares(total_pence: int, keys: Sequence[str], *, bill: int = 0) -> dict[str, int]:
    """The same for everybody, but for the odd pennies."""
    return divided(total_pence, dict.fromkeys(keys, Fraction(1)), turn=bill)


def in_proportion(total_pence: int, members: Sequence[Member], by: By, *, bill: int = 0) -> dict[str, int]:
    """As `shares`, where the sums or per cents come to more or less than the bill: everybody's go up or down alike."""
    refuse(list(_wrong_facts(total_pence, members, by)))
    return divided(total_pence, {each.key: _weight(each, by) for each in members}, turn=bill)


def covers(total_pence: int, members: Sequence[Member], by: By) -> bool:
    """Whether what they offer comes to the whole of the bill; who shares by coming always does."""
    whole = sum(_weight(each, by) for each in members)
    return by == By.SESSION or whole >= (100 if by == By.PER_CENT else total_pence)


def divided(total_pence: int, weights: dict[str, Fraction], *, turn: int = 0) -> dict[str, int]:
    """A sum in parts as the weights, by largest remainder, in the order of joining; without a weight, nothing each."""
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, 0)
    exact = {key: total_pence * weight / whole for key, weight in weights.items()}
    cut = {key: share.numerator // share.denominator for key, share in exact.items()}
    keys = list(weights)
    in_turn = [*keys[turn % len(keys) :], *keys[: turn % len(keys)]]
    in_line = sorted(in_turn, key=lambda key: cut[key] - exact[key])  # who lost most comes first; ties stay in turn
    luckless = set(in_line[: total_pence - sum(cut.values())])
    return {key: cut[key] + (key in luckless) for key in keys}


def _weight(member: Member, by: By) -> Fraction:
    if by == By.PER_CENT:
        return Fraction(member.per_cent)
    return Fraction(member.fixed_pence if by == By.FIXED else member.sessions)


def problems(total_pence: int, members: Sequence[Member], by: By) -> list[str]:
    """Why a bill cannot be shared like this, in sentences; an empty list when it can."""
    found = list(_wrong_facts(total_pence, members, by))
    return found or list(_wrong_sums(total_pence, members, by))


def _wrong_facts(total_pence: int, members: Sequence[Member], by: By) -> Iterator[str]:
    if total_pence < 0:
        yield _("A bill cannot be less than nothing. Share out a refund as a sum of its own.")
    if total_pence > MOST_PENCE:
        yield _("The bill is %(sum)s. Look for a digit too many.") % {"sum": pounds(total_pence)}
    if not members:
        yield _("Nobody is there to share it.")
    if len({each.key for each in members}) < len(members):
        yield _("Somebody is on the list twice.")
    if any(_weight(each, by) < 0 for each in members):
        yield _("Nobody’s share can be less than nothing.")


def _wrong_sums(total_pence: int, members: Sequence[Member], by: By) -> Iterator[str]:
    whole = sum(_weight(each, by) for each in members)
    if by == By.FIXED and whole != total_pence:
        yield _("The shares come to %(shares)s, and the bill is %(sum)s. Change one so that they are the same.") % {
            "shares": pounds(int(whole)), "sum": pounds(total_pence)}  # fmt: skip
    if by == By.PER_CENT and whole != 100:
        percent = f"{Decimal(whole.numerator) / Decimal(whole.denominator):g}"
        yield _("The shares come to %(n)s per cent. They have to make 100.") % {"n": percent}
    if by == By.SESSION and not whole and total_pence:
        yield _("Nobody came to a session, so there is nothing to share by. Decide together who pays.")


def arrangement_problems(arrangement: Arrangement) -> list[str]:
    """Why several people cannot agree on this, in sentences; an empty list when they can."""
    found = []
    if arrangement.minimum < 2:
        found.append(_("Sharing takes at least two people."))
    if arrangement.notice_weeks < 0:
        found.append(_("The notice cannot be less than nothing."))
    if len({each.key for each in arrangement.members}) < len(arrangement.members):
        found.append(_("Somebody is on the list twice."))
    if any(each.left_on is not None and each.left_on < each.joined_on for each in arrangement.members):
        found.append(_("Somebody leaves before they join."))
    return found


def standing(arrangement: Arrangement, day: date) -> Standing:
    """Whether it waits for people, runs, or is below its minimum, with what was agreed for that."""
    started = starts_on(arrangement)
    here = sum(each.is_in_on(day) for each in arrangement.members)
    missing = max(arrangement.minimum - here, 0)
    if started is None or day < started:
        words = ngettext("Starts when one more person joins.", "Starts when %(n)s more people join.", missing)
        return Standing(Now.WAITING, here, missing, words % {"n": missing})
    if not missing:
        words = ngettext("It runs, with one person.", "It runs, with %(n)s people.", here) % {"n": here}
        return Standing(Now.RUNNING, here, 0, words, since=started)
    return _below(arrangement, day, here, missing)


def starts_on(arrangement: Arrangement) -> date | None:
    """The first day on which enough people are in."""
    days = sorted({each.joined_on for each in arrangement.members})
    return next((day for day in days if _count(arrangement, day) >= arrangement.minimum), None)


def _count(arrangement: Arrangement, day: date) -> int:
    return sum(each.is_in_on(day) for each in arrangement.members)


def _below(arrangement: Arrangement, day: date, here: int, missing: int) -> Standing:
    """What was agreed for this; who is left is asked before anybody pays more, and nobody pays for who has gone."""
    since = below_since(arrangement, day)
    last = since + timedelta(weeks=arrangement.notice_weeks) - timedelta(days=1)
    dates = {"n": missing, "day": date_format(last, "j F Y")}
    if not here or (arrangement.below == Below.END and day > last):
        return Standing(Now.ENDED, here, missing, _("It has ended. What is left of your money is yours."), since)
    if arrangement.below == Below.END:
        words = ngettext("One more person is needed, or it ends on %(day)s.",
                         "%(n)s more people are needed, or it ends on %(day)s.", missing) % dates  # fmt: skip
        return Standing(Now.BELOW, here, missing, words, since, last)
    if arrangement.below == Below.PAUSE:
        words = ngettext("It pauses until one more person joins. Nobody pays.",
                         "It pauses until %(n)s more people join. Nobody pays.", missing) % dates  # fmt: skip
        return Standing(Now.PAUSED, here, missing, words, since)
    words = _("It goes on, and those who stay share the cost. Each is asked before their share goes up.")
    return Standing(Now.BELOW, here, missing, words, since)


def below_since(arrangement: Arrangement, day: date) -> date:
    """The first day of the last time, up to this day, without enough people."""
    after = {each.left_on + timedelta(days=1) for each in arrangement.members if each.left_on is not None}
    turns = sorted(turn for turn in after | {each.joined_on for each in arrangement.members} if turn <= day)
    since = day
    for turn in reversed(turns):
        if _count(arrangement, turn) >= arrangement.minimum:
            break
        since = turn
    return since


def last_day(told_on: date, arrangement: Arrangement) -> date:
    """The day until which somebody who leaves is in: the notice is counted from the day after they said so."""
    return told_on + timedelta(weeks=arrangement.notice_weeks)


@dataclass(frozen=True)
class Dearer:
    """What somebody who stays would pay of a bill, beside what they pay now: asked for, never just taken."""

    key: str
    before_pence: int
    after_pence: int


def shared_on(total_pence: int, arrangement: Arrangement, leaves: str) -> list[Dearer]:
    """An equally shared bill before and after somebody leaves."""
    keys = [each.key for each in arrangement.members]
    before = equal_shares(total_pence, keys)
    after = equal_shares(total_pence, [key for key in keys if key != leaves])
    return [Dearer(key, before[key], pence) for key, pence in after.items()]
