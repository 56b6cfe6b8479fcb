"""The rules, dated and in versions: the national ones, and what a council may set for itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeGuard

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissioning.proportionality.checks import BY_SLUG
from providers.taxonomy import ACTIVITIES, PERSONAL_CARE

TIERS = range(5)
TIER_WORDS = (
    gettext_lazy("no contact"),
    gettext_lazy("in public or in a group"),
    gettext_lazy("one to one, or at home"),
    gettext_lazy("money, keys, transport, medicines"),
    gettext_lazy("personal care, or tasks of a nurse"),
)
MOST_MONTHS, MOST_PENCE = 120, 2_000_000_000
KNOWN = {term.slug for term in ACTIVITIES}
# `expiry` is read by commissioning.expiring
MAY_SET = frozenset({"sums", "employers_pence", "months", "tiers", "expiry"})
EMPLOYERS_LEAST = 500_000_000  # pence: Employers' Liability (Compulsory Insurance) Regulations 1998 reg 3


class NotTheCouncils(ValueError):
    """A council wanted to change what the law does not leave to it; the words say what."""


@dataclass(frozen=True)
class Rules:
    """One version. Sums are pence for any one event by tier; months by check; tiers by activity."""

    version: str
    in_force_on: date
    sums: tuple[int, ...] = (200_000_000, 200_000_000, 200_000_000, 200_000_000, 500_000_000)
    months: Mapping[str, int] = field(default_factory=dict)
    tiers: Mapping[str, int] = field(default_factory=dict)
    employers_pence: int = EMPLOYERS_LEAST

    def months_of(self, slug: str) -> int | None:
        return self.months.get(slug, BY_SLUG[slug].months)


NATIONAL = (Rules("2026-11.2", date(2026, 11, 1)),)


def rules_on(today: date, history: Iterable[Rules] = NATIONAL) -> Rules:
    """The version in force on a day; before the first, the first."""
    known = sorted(history, key=lambda rules: rules.in_force_on)
    return next((rules for rules in reversed(known) if rules.in_force_on <= today), known[0])


def adjusted(rules: Rules, adjustments: Mapping) -> Rules:
    """The rules with what a council sets: `{"sums": [..5], "months": {slug: n}, "tiers": {slug: n}, ...}` (MAY_SET).

    Raises NotTheCouncils for anything that the law does not leave to it, for what we do not know, and for numbers that
    cannot be: a setting that does nothing would look as if it held.
    """
    for name in adjustments:
        if name not in MAY_SET:
            raise NotTheCouncils(_("A council cannot set this: %(name)s.") % {"name": name})
    return replace(
        rules,
        sums=_sums(adjustments.get("sums", rules.sums)),
        employers_pence=_employers(adjustments.get("employers_pence", rules.employers_pence)),
        months={**rules.months, **{slug: _months(slug, n) for slug, n in _pairs(adjustments, "months")}},
        tiers={**rules.tiers, **{slug: _tier(slug, n) for slug, n in _pairs(adjustments, "tiers")}},
    )


def _pairs(adjustments: Mapping, name: str) -> Iterable[tuple[str, object]]:
    found = adjustments.get(name, {})
    if not isinstance(found, Mapping):
        raise NotTheCouncils(_("Say for which, and how many: %(name)s.") % {"name": name})
    return found.items()


def _is_whole(number: object, least: int, most: int) -> TypeGuard[int]:
    return isinstance(number, int) and not isinstance(number, bool) and least <= number <= most


def _sums(sums: object) -> tuple[int, ...]:
    if not isinstance(sums, list | tuple) or len(sums) != len(TIERS):
        raise NotTheCouncils(_("Set five sums insured, one for each tier."))
    if not all(_is_whole(pence, 1, MOST_PENCE) for pence in sums):
        raise NotTheCouncils(_("A sum insured is between £1 and £20 million."))
    return tuple(sums)


def _employers(pence: object) -> int:
    if not _is_whole(pence, EMPLOYERS_LEAST, MOST_PENCE):
        raise NotTheCouncils(_("The law asks for at least £5 million of employers’ liability insurance."))
    return pence


def _months(slug: str, months: object) -> int:
    check = BY_SLUG.get(slug)
    if check is None:
        raise NotTheCouncils(_("We know no check of this name: %(slug)s.") % {"slug": slug})
    if check.is_statutory:
        raise NotTheCouncils(_("The law sets this, not the council: %(name)s.") % {"name": check.name})
    if check.months is None:
        raise NotTheCouncils(_("This lasts until its own end: %(name)s.") % {"name": check.name})
    if not _is_whole(months, 1, MOST_MONTHS):
        raise NotTheCouncils(_("Months are a whole number between 1 and 120."))
    return months


def _tier(slug: str, tier: object) -> int:
    if slug not in KNOWN:
        raise NotTheCouncils(_("We know no activity of this name: %(slug)s.") % {"slug": slug})
    if not _is_whole(tier, TIERS[0], TIERS[-1]):
        raise NotTheCouncils(_("A tier is a whole number from 0 to 4."))
    if slug in PERSONAL_CARE and tier < 3:
        raise NotTheCouncils(_("Personal care is never below tier 3."))
    return tier
