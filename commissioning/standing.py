"""What a case means for the listing: its standing, and the rows of the check card; without a database.

Where there is no contact, or only in public or in a group, a listing may say "checks under way". Everybody else gets
no enquiries before identity, the DBS check for which the role is eligible and insurance are settled.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commissioning.proportionality import BY_SLUG, FIRST
from providers.models import Service

Standing = Service.Standing
SETTLED = frozenset({"accepted", "not-applicable", "waived"})
PROVISIONAL_TIER = 1


@dataclass(frozen=True)
class Row:
    """One check of a case as far as the directory is concerned; `decided_on` is the day it was seen or waived."""

    what: str
    status: str
    is_desirable: bool = False
    decided_on: date | None = None
    good_until: date | None = None


def is_settled(row: Row, today: date) -> bool:
    """Decided; or a newer paper waits while what was accepted before is still good."""
    still_good = row.status in ("sent", "asked") and row.good_until is not None and row.good_until >= today
    return row.status in SETTLED or still_good


def has_run_out(row: Row, today: date) -> bool:
    """It ended, and nobody has accepted a newer paper yet."""
    is_waiting = row.status in ("sent", "asked", "refused") and row.good_until is not None and row.good_until < today
    return row.status == "run-out" or is_waiting


def standing_of(tier: int, is_stopped: bool, rows: Iterable[Row], today: date, *, looked_before: bool = False) -> str:
    """Where the checks stand today. A council that had looked before takes its own word until it refuses something."""
    needed = [row for row in rows if row.status != "not-needed" and not row.is_desirable]
    if is_stopped:
        return Standing.WAITS
    waiting = {row.what for row in needed if not (is_settled(row, today) or has_run_out(row, today))}
    is_trusted = looked_before and not any(row.status == "refused" for row in needed)
    if tier > PROVISIONAL_TIER and waiting & set(FIRST) and not is_trusted:
        return Standing.WAITS
    if any(has_run_out(row, today) for row in needed):
        return Standing.RUN_OUT
    return Standing.UNDER_WAY if waiting or not needed else Standing.IN_ORDER


def card_of(rows: Iterable[Row], today: date) -> list[tuple[str, str, date, date | None]]:
    """(what, words, seen on, good until) of everything that was seen or waived, each check once, in its order.

    A check of several people is good until the first of them runs out.
    """
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row.status in ("accepted", "waived", "run-out") or is_settled(row, today):
            found.setdefault(row.what, []).append(row)
    shown = sorted(found.items(), key=lambda item: list(BY_SLUG).index(item[0]) if item[0] in BY_SLUG else 99)
    return [_card_row(what, same) for what, same in shown if same[0].decided_on and what in BY_SLUG]


def _card_row(what: str, same: Sequence[Row]) -> tuple[str, str, date, date | None]:
    seen_on = max(row.decided_on for row in same if row.decided_on)
    ends = [row.good_until for row in same if row.good_until]
    good_until = max(min(ends), seen_on) if ends else None
    is_waived = any(row.status == "waived" for row in same)
    words = (
        _("Done without, or with less, for now, by two people of the council")
        if is_waived
        else _("Seen by the council")
    )
    if good_until:
        words = _("%(words)s, good until %(day)s") % {"words": words, "day": date_format(good_until, "j F Y")}
    return str(BY_SLUG[what].name)[:60], words[:200], seen_on, good_until
