"""Figures of payment speed in words for their pages."""

from datetime import date
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissioning.speed import Counts, Told
from commissioning.timeliness import Clock, per_cent, rounded

CLOCKS = (
    (Clock.DAYS, gettext_lazy("All days")),
    (Clock.DAYS_OUTSIDE_QUERIES, gettext_lazy("Without days of an open question")),
    (Clock.WORKING_DAYS, gettext_lazy("Working days")),
    (Clock.WORKING_DAYS_OUTSIDE_QUERIES, gettext_lazy("Working days without those")),
)
SIZES = {"micro": gettext_lazy("Micro"), "small": gettext_lazy("Small"), "medium": gettext_lazy("Medium"),
         "large": gettext_lazy("Large")}  # fmt: skip


def pc(part: Fraction | None) -> str:
    """A share as people read it: 46%, 99.5%; a share that is almost all is never shown as all."""
    shown = per_cent(part, 1)
    if part is None or shown is None:
        return "–"
    if shown == 100 and part < 1:
        return "99.9%"
    return f"{shown:f}".removesuffix(".0") + "%"


def num(days: Fraction | int | None) -> str:
    """Days with a tenth, where there is one."""
    return "–" if days is None else f"{rounded(days, 1):f}".removesuffix(".0")


def groups_of(told: Told) -> dict[str, list[tuple[str, str, Counts]]]:
    """The rows of each table: what to ask for, its words, and its figures."""
    months = sorted(told.months.items())
    return {
        "sizes": [(size, str(SIZES.get(size, size)), counts) for size, counts in sorted(told.sizes.items())],
        "teams": [(team, team or _("Without a team"), counts) for team, counts in sorted(told.teams.items())],
        "months": [(month.isoformat(), _month(month), counts) for month, counts in months],
    }


def _month(day: date) -> str:
    return date_format(day, "F Y")
