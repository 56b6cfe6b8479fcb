"""How is life? Our own short check on the nine areas of wellbeing, in plain words, before and after.

The areas are those of the Care Act 2014 s.1(2). It is not a score: nothing is added up, no area counts more than
another, and whoever leaves one out is asked nothing more. It shows what changed between two checks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from budgets.weeks import refuse


class Level(IntEnum):
    """Five answers, from very bad to very good."""

    VERY_BAD = 1
    BAD = 2
    MIXED = 3
    GOOD = 4
    VERY_GOOD = 5


LEVELS: dict[Level, Promise] = {
    Level.VERY_BAD: gettext_lazy("Very bad"),
    Level.BAD: gettext_lazy("Not good"),
    Level.MIXED: gettext_lazy("Some good, some bad"),
    Level.GOOD: gettext_lazy("Good"),
    Level.VERY_GOOD: gettext_lazy("Very good"),
}


@dataclass(frozen=True)
class Area:
    """One area of wellbeing: its slug, the letter of the law, a short name, and what it is about."""

    slug: str
    letter: str
    name: Promise
    about: Promise


AREAS = (
    Area("dignity", "a", gettext_lazy("Respect"), gettext_lazy("How people treat you")),
    Area("health", "b", gettext_lazy("Body and mind"), gettext_lazy("How you feel, in body and mind")),
    Area("safety", "c", gettext_lazy("Being safe"), gettext_lazy("How safe you are from being hurt or used")),
    Area("control", "d", gettext_lazy("Deciding for yourself"), gettext_lazy("How much of your day you decide")),
    Area("activity", "e", gettext_lazy("Things to do"), gettext_lazy("Work, learning and fun")),
    Area("money-company", "f", gettext_lazy("Money and company"), gettext_lazy("Money to live on, people to be with")),
    Area("relationships", "g", gettext_lazy("Those close to you"), gettext_lazy("Your family and those close to you")),
    Area("home", "h", gettext_lazy("Home"), gettext_lazy("Where and how you live")),
    Area("contribution", "i", gettext_lazy("Giving something"), gettext_lazy("What you can give to others")),
)
BY_SLUG = {area.slug: area for area in AREAS}


class Direction(StrEnum):
    """How one area moved between two checks."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    UNKNOWN = "unknown"


MOVED: dict[Direction, Promise] = {
    Direction.BETTER: gettext_lazy("Better"),
    Direction.SAME: gettext_lazy("The same"),
    Direction.WORSE: gettext_lazy("Not as good"),
    Direction.UNKNOWN: gettext_lazy("Not said both times"),
}


@dataclass(frozen=True)
class Check:
    """What somebody said on a day; an area that is left out was not said."""

    on: date
    answers: Mapping[str, Level]


@dataclass(frozen=True)
class Change:
    """One area, before and after."""

    area: Area
    before: Level | None
    after: Level | None

    @property
    def direction(self) -> Direction:
        if self.before is None or self.after is None:
            return Direction.UNKNOWN
        if self.before == self.after:
            return Direction.SAME
        return Direction.BETTER if self.after > self.before else Direction.WORSE

    @property
    def words(self) -> str:
        """For the table beside the picture: 'Home: from not good to good'."""
        if self.before is None or self.after is None:
            return f"{self.area.name}: {MOVED[Direction.UNKNOWN]}"
        if self.before == self.after:
            return _("%(area)s: %(level)s, as before") % {"area": self.area.name, "level": LEVELS[self.after]}
        return _("%(area)s: from “%(before)s” to “%(after)s”") % {
            "area": self.area.name, "before": LEVELS[self.before], "after": LEVELS[self.after]}  # fmt: skip


def problems(check: Check) -> list[str]:
    """Why a check cannot be kept, in sentences."""
    known = {level.value for level in Level}
    if not check.answers:
        return [_("Answer one question at least. You can leave out the others.")]
    if set(check.answers) - BY_SLUG.keys() or set(check.answers.values()) - known:
        return [_("Choose from the answers that are there.")]
    return []


def changes(before: Check, after: Check) -> tuple[Change, ...]:
    """Every area in the order of the law, from the earlier check to the later one."""
    if after.on < before.on:
        refuse([_("The first check has to be before the second.")])
    return tuple(Change(area, before.answers.get(area.slug), after.answers.get(area.slug)) for area in AREAS)


def summary(changed: tuple[Change, ...]) -> str:
    """One sentence: how many areas are better, not as good, and the same."""
    count = {way: sum(each.direction == way for each in changed) for way in Direction}
    if count[Direction.UNKNOWN] == len(changed):
        return _("Nothing was said both times, so we cannot say what changed.")
    better = ngettext("One area is better", "%(n)s areas are better", count[Direction.BETTER])
    worse = ngettext("one is not as good", "%(n)s are not as good", count[Direction.WORSE])
    same = ngettext("one is the same", "%(n)s are the same", count[Direction.SAME])
    return _("%(better)s, %(worse)s, %(same)s.") % {
        "better": better % {"n": count[Direction.BETTER]}, "worse": worse % {"n": count[Direction.WORSE]},
        "same": same % {"n": count[Direction.SAME]}}  # fmt: skip
