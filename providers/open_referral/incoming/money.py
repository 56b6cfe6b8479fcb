"""Prices: a number with a plain unit becomes a price, everything else stays in words."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from providers import costs
from providers.models import Price, Service
from providers.open_referral.incoming.hours import is_over
from providers.open_referral.incoming.notes import Notes
from providers.open_referral.incoming.words import rows_of, text_of

MOST_PRICES, MOST_PENCE = 6, 1_000_000
NOTE: int = Price._meta.get_field("note").max_length or 0
Unit = Price.Unit
UNITS = {  # after "per", "a", "an", "each", "every" or "/"; longer ones first
    "half an hour": Unit.HALF_HOUR, "half hour": Unit.HALF_HOUR, "half-hour": Unit.HALF_HOUR,
    "30 minutes": Unit.HALF_HOUR, "half a day": Unit.HALF_DAY, "half day": Unit.HALF_DAY,
    "half-day": Unit.HALF_DAY, "sleeping night": Unit.SLEEPING_NIGHT, "waking night": Unit.WAKING_NIGHT,
    "hour": Unit.HOUR, "visit": Unit.VISIT, "session": Unit.SESSION, "class": Unit.SESSION, "day": Unit.DAY,
    "meal": Unit.MEAL, "trip": Unit.TRIP, "mile": Unit.MILE, "week": Unit.WEEK,
}  # fmt: skip
PER = re.compile(rf"(?:£\s*)?(?:(?:per|an?|each|every)\s+|/\s*)({'|'.join(UNITS)})(?![\w-])[\s,;:.]*(.*)", re.I)
WORDS = {"hourly": Unit.HOUR, "weekly": Unit.WEEK, "daily": Unit.DAY, "once": Unit.ONE_OFF, "one-off": Unit.ONE_OFF}
MEETING = re.compile(r"\bfirst (?:meeting|visit|session|chat)\b", re.I)


def prices_of(document: dict, notes: Notes) -> tuple[list[Price], dict]:
    """Prices, and what else is said about money."""
    prices: list[Price] = []
    said = [text_of(document, name) for name in ("fees_description", "fees")]
    free_meeting = False
    for row in rows_of(document, "cost_options"):
        words = _words(row)
        if is_over(row):
            notes.say("prices", _("Left out, because it has ended: %(words)s") % {"words": words})
        elif row.get("amount") == 0 and MEETING.search(words):
            free_meeting = True
        elif (price := _price(row)) and len(prices) < MOST_PRICES:
            price.position = len(prices)
            prices.append(price)
        else:
            notes.say("prices", _("We could not read this as a price for one thing: %(words)s") % {"words": words})
            said.append(words)
    limit: int = Service._meta.get_field("costs_on_top").max_length or 0
    cut = _("What the feed says about costs was too long, and was cut.")
    words = notes.fit("costs_on_top", _sentence(said), limit, cut=cut)
    return prices, {"costs_on_top": words, "first_meeting_free": free_meeting}


def _price(row: dict) -> Price | None:
    """The price, if the amount is in whole pence of sterling and its unit is said plainly."""
    pence, unit = _pence(row), _unit(text_of(row, "amount_description"))
    if not pence or unit is None or text_of(row, "currency").upper() not in ("", "GBP"):
        return None
    note = "; ".join(filter(None, (text_of(row, "option"), unit[1])))
    return Price(pence=pence, unit=unit[0], note=note) if len(note) <= NOTE else None


def _pence(row: dict) -> int | None:
    amount = row.get("amount")
    if isinstance(amount, bool) or not isinstance(amount, int | float) or not 0 <= amount * 100 <= MOST_PENCE:
        return None
    pence = Decimal(str(amount)) * 100
    return int(pence) if pence == int(pence) else None


def _unit(words: str) -> tuple[str, str] | None:
    """What one pays for, and what is said besides: 'per hour, minimum 2 hours'."""
    if words.lower() in WORDS:
        return WORDS[words.lower()], ""
    whole = words.lower().removeprefix("1 ")
    if whole in UNITS:
        return UNITS[whole], ""
    found = PER.fullmatch(words)
    return (UNITS[found[1].lower()], found[2].rstrip(". ")) if found else None


def _words(row: dict) -> str:
    """The whole row as people would say it."""
    pence = _pence(row)
    amount = costs.pounds(pence) if pence is not None else str(row.get("amount", ""))[:20]
    currency = text_of(row, "currency").upper()
    said = " ".join(filter(None, (amount, currency if currency != "GBP" else "", text_of(row, "amount_description"))))
    return ": ".join(filter(None, (text_of(row, "option"), said)))


def _sentence(said: list[str]) -> str:
    each = (words if words.endswith((".", "!", "?")) else f"{words}." for words in dict.fromkeys(said) if words)
    return " ".join(each)
