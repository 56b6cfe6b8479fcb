"""Prices in words, and what they come to in a week. Money is integer pence."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

VISIT_HOURS = 2
BY_THE_HOUR = {"hour": 60, "half-hour": 30}
EXTRA = {"mile"}


@dataclass(frozen=True)
class Amount:
    """One price: pence, its unit's slug and words, and a note."""

    pence: int
    unit: str
    unit_words: str
    note: str = ""


def amounts(prices) -> list[Amount]:
    """The stored rows as plain values."""
    return [Amount(p.pence, p.unit, str(p.get_unit_display()), p.note) for p in prices]


def pounds(pence: int) -> str:
    """£18.50, £37, 45p."""
    if 0 < pence < 100:
        return f"{pence}p"
    return f"£{pence // 100:,}" if pence % 100 == 0 else f"£{pence / 100:,.2f}"


def one(amount: Amount) -> str:
    note = f" {amount.note}" if amount.note else ""
    return f"{pounds(amount.pence)} {amount.unit_words}{note}"


def words(prices: Sequence[Amount], *, first_meeting_free: bool = False) -> str:
    """The line on a card: '£16 an hour and 45p a mile'."""
    if not prices:
        return _("Ask about the price")
    extra = [one(p) for p in prices[1:] if p.unit in EXTRA]
    line = _(" and ").join([one(prices[0]), *extra])
    return _("%(price)s, first meeting free") % {"price": line} if first_meeting_free else line


def all_words(prices: Sequence[Amount]) -> str:
    """Every price in one line."""
    return ", ".join(map(one, prices))[:300]


def hour_pence(prices: Sequence[Amount]) -> int | None:
    """What an hour costs, at the lowest; for things not sold by the hour, their lowest price."""
    by_hour = [p.pence * 60 // BY_THE_HOUR[p.unit] for p in prices if p.unit in BY_THE_HOUR]
    other = [p.pence for p in prices if p.unit not in BY_THE_HOUR | dict.fromkeys(EXTRA)]
    return min(by_hour or other, default=None)


def weekly(prices: Sequence[Amount], days: Sequence[int]) -> list[dict]:
    """What once and twice a week come to, with the days they could be."""
    main = next((p for p in prices if p.unit not in EXTRA | {"one-off", "week"}), None)
    if main is None:
        return []
    hourly = main.unit in BY_THE_HOUR
    each = main.pence * 60 // BY_THE_HOUR[main.unit] * VISIT_HOURS if hourly else main.pence
    times = [1, 2] if len(days) > 1 else [1]
    return [_box(n, each, main, hourly, days) for n in times]


def _box(times: int, each: int, main: Amount, hourly: bool, days: Sequence[int]) -> dict:
    thing = _("visit") if hourly else main.unit_words.split(" ", 1)[-1]
    what = _("One %(thing)s a week") if times == 1 else _("Two %(thing)ss a week")
    soft = _("%(n)s hours") % {"n": VISIT_HOURS} + (_(" each") if times > 1 else "") if hourly else ""
    chosen = set(list(days)[:1] if times == 1 else (list(days)[0], list(days)[-1]))
    return {
        "days": [day in chosen for day in range(7)],
        "what": what % {"thing": thing},
        "soft": soft,
        "amount": pounds(each * times),
        "per": _("a week"),
        "four": _("%(sum)s every four weeks") % {"sum": pounds(each * times * 4)},
    }
