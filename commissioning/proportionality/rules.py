"""The rules, dated and in versions: the national ones, and what a council may set for itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from commissioning.proportionality.checks import BY_SLUG
from providers.taxonomy import ACTIVITIES, PERSONAL_CARE

TIERS = range(5)
MOST_MONTHS, MOST_PENCE = 120, 2_000_000_000
KNOWN = {term.slug for term in ACTIVITIES}
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
    micro_limit: int = 5

    def months_of(self, slug: str) -> int | None:
        return self.months.get(slug, BY_SLUG[slug].months)


NATIONAL = (Rules("2026-11", date(2026, 11, 1)),)


def rules_on(today: date, history: Iterable[Rules] = NATIONAL) -> Rules:
    """The version in force on a day; before the first, the first."""
    known = sorted(history, key=lambda rules: rules.in_force_on)
    return next((rules for rules in reversed(known) if rules.in_force_on <= today), known[0])


def adjusted(rules: Rules, adjustments: Mapping) -> Rules:
    """The rules with what a council sets: `{"sums": [..5], "months": {slug: n}, "tiers": {slug: n}}`.

    Raises NotTheCouncils for anything that the law does not leave to it, and for numbers that cannot be.
    """
    sums = adjustments.get("sums")
    return replace(
        rules,
        sums=tuple(_sum(each) for each in sums) if sums else rules.sums,
        months={**rules.months, **{slug: _months(slug, n) for slug, n in adjustments.get("months", {}).items()}},
        tiers={**rules.tiers, **{slug: _tier(slug, n) for slug, n in adjustments.get("tiers", {}).items()}},
    )


def _sum(pence: object) -> int:
    if not isinstance(pence, int) or isinstance(pence, bool) or not 0 < pence <= MOST_PENCE:
        raise NotTheCouncils(_("A sum insured is between £1 and £20 million."))
    return pence


def _months(slug: str, months: object) -> int:
    check = BY_SLUG.get(slug)
    if check is None:
        raise NotTheCouncils(_("We know no check of this name: %(slug)s.") % {"slug": slug})
    if check.is_statutory:
        raise NotTheCouncils(_("The law sets this, not the council: %(name)s.") % {"name": check.name})
    if check.months is None:
        raise NotTheCouncils(_("This lasts until its own end: %(name)s.") % {"name": check.name})
    if not isinstance(months, int) or isinstance(months, bool) or not 1 <= months <= MOST_MONTHS:
        raise NotTheCouncils(_("Months are a whole number between 1 and 120."))
    return months


def _tier(slug: str, tier: object) -> int:
    if slug not in KNOWN:
        raise NotTheCouncils(_("We know no activity of this name: %(slug)s.") % {"slug": slug})
    if not isinstance(tier, int) or isinstance(tier, bool) or tier not in TIERS:
        raise NotTheCouncils(_("A tier is a whole number from 0 to 4."))
    if slug in PERSONAL_CARE and tier < 3:
        raise NotTheCouncils(_("Personal care is never below tier 3."))
    return tier
