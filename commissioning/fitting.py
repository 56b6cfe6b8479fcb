"""A paper beside its rule, row by row: what it says, what is asked, and whether that fits; without a database."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commissioning.proportionality import BY_SLUG

LEVELS = {"basic": 1, "standard": 2, "enhanced": 3, "enhanced-barred": 4}
STATUS_MONTHS = 12  # for which a look at the DBS Update Service is good
CHILDREN = {"enhanced-children": 5, "children-barred": 6}  # another workforce: it says nothing of work with adults


@dataclass(frozen=True)
class Line:
    """One row of the table: its name, what the paper says, what the rule says, and whether the paper meets it."""

    name: str
    paper: str
    rule: str
    is_met: bool


def serves(evidence: Any) -> list[str]:
    """The checks that one paper is for: what it was sent for, and what else it says that it covers."""
    return list(dict.fromkeys([evidence.what, *evidence.details.get("serves", [])]))


def fits(evidence: Any, requirement: Any, today: date) -> list[Line]:
    """The rows for this paper and this check; `evidence` and `requirement` are read, never written."""
    lines = [_holder(evidence), _covers(evidence), *amounts(evidence, requirement)]
    lines += [_period(evidence, requirement, today), *_answers(evidence), *_days(evidence, today)]
    return [line for line in lines if line is not None]


def amounts(evidence: Any, requirement: Any) -> list[Line]:
    """The sum insured and the level of a DBS check: what no one person may let pass when it is too little."""
    lines = [_sum(evidence.pence or 0, requirement.minimum_pence)] if requirement.minimum_pence else []
    return lines + ([_level(evidence.level, requirement.level)] if requirement.level else [])


def _holder(evidence: Any) -> Line | None:
    if not evidence.issuer:
        return None
    said = f"{evidence.issuer}, {evidence.number}" if evidence.number else evidence.issuer
    return Line(_("From"), said, _("A body that exists, and a number that can be looked up"), True)


def _covers(evidence: Any) -> Line | None:
    if not evidence.covers:
        return None
    return Line(_("Covers"), evidence.covers, _("Everything on the listing"), True)


def _sum(pence: int, least: int) -> Line:
    rule = _("At least %(sum)s") % {"sum": pounds(least)}
    if pence < least:
        rule = _("%(rule)s. It is %(short)s short") % {"rule": rule, "short": pounds(least - pence)}
    return Line(_("Limit, any one event"), pounds(pence), rule, pence >= least)


def _level(has: str, asked: str) -> Line:
    names = {"basic": _("Basic"), "standard": _("Standard"), "enhanced": _("Enhanced"),
             "enhanced-barred": _("Enhanced, with the adults’ barred list"),
             "enhanced-children": _("Enhanced, for work with children"),
             "children-barred": _("Enhanced, with the children’s barred list")}  # fmt: skip
    return Line(_("Level"), names.get(has, has), names.get(asked, asked), _reaches(has, asked))


def _reaches(has: str, asked: str) -> bool:
    """As high as is asked, and of the same workforce; whatever is asked as basic is met by any."""
    ladder = CHILDREN if asked in CHILDREN else LEVELS
    return asked == "basic" or ladder.get(has, 0) >= ladder.get(asked, 0)


def _period(evidence: Any, requirement: Any, today: date) -> Line | None:
    until = good_until(evidence, requirement, today)
    if not evidence.starts_on and not evidence.ends_on:
        return None
    starts = date_format(evidence.starts_on, "j F Y") if evidence.starts_on else ""
    said = (
        _("%(start)s to %(end)s") % {"start": starts, "end": date_format(evidence.ends_on, "j F Y")}
        if (evidence.ends_on)
        else starts
    )
    if until is None:
        return Line(_("Date"), said, _("No end"), True)
    rule = _("In date until %(day)s") % {"day": date_format(until, "j F Y")} if until >= today else _("It has ended")
    is_begun = not evidence.starts_on or evidence.starts_on <= today
    return Line(_("Period"), said, rule if is_begun else _("It has not begun"), until >= today and is_begun)


def _answers(evidence: Any) -> list[Line | None]:
    """What was declared, where a yes is what the rule asks."""
    words = {"name_matches": _("The name on it is theirs"), "is_micro": _("Five people or fewer, nobody’s branch"),
             "agreed": _("Declared"), "shown": _("Will be shown in person or by video"),
             "practical": _("With practice")}  # fmt: skip
    found = [(words[key], value) for key, value in evidence.details.items() if key in words]
    return [Line(name, _("Yes") if yes else _("No"), _("Yes"), bool(yes)) for name, yes in found]


def _days(evidence: Any, today: date) -> list[Line | None]:
    """Days that the paper names beside its own end: of the MOT, the tax, the licence, the last status check."""
    words = {"mot_on": _("MOT"), "taxed_until": _("Tax"), "licence_until": _("Driving licence")}
    found: list[Line | None] = []
    for key, name in words.items():
        if said := evidence.details.get(key):
            until = date.fromisoformat(said)
            found.append(Line(name, date_format(until, "j F Y"), _("In date"), until >= today))
    if said := evidence.details.get("status_checked_on"):
        day = date_format(date.fromisoformat(said), "j F Y")
        is_same = bool(evidence.details.get("status_is_same"))
        found.append(Line(_("Update Service"), day, _("Nothing new since the certificate"), is_same))
    return found


def good_until(evidence: Any, requirement: Any, today: date) -> date | None:
    """Until when it is good: its own end, or so many months after its date or after today; the sooner of both."""
    ends = [evidence.ends_on] if evidence.ends_on else []
    if said := evidence.details.get("status_checked_on"):
        return months_after(date.fromisoformat(said), STATUS_MONTHS)
    if requirement.months:
        ends.append(months_after(evidence.starts_on or today, requirement.months))
    return min(ends) if ends else None


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def pounds(pence: int) -> str:
    """£1,000,000, or £12.50 where there are pence."""
    return f"£{pence // 100:,}" if pence % 100 == 0 else f"£{pence / 100:,.2f}"


def name_of(slug: str) -> str:
    return str(BY_SLUG[slug].name) if slug in BY_SLUG else slug
