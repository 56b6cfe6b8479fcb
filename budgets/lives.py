"""What a page shows of how life is: two checks side by side, as a picture and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets import ascot, wellbeing
from budgets.models import AscotWording, Instrument, LifeCheck


@dataclass(frozen=True)
class Row:
    """One area: its name, both answers in words, where they stand on a line from worst to best, and what changed."""

    name: str
    before: str
    after: str
    before_at: float | None
    after_at: float | None
    words: str


@dataclass(frozen=True)
class Shown:
    """Two checks of one instrument; the first is missing while there is only one."""

    before: LifeCheck | None
    after: LifeCheck
    rows: tuple[Row, ...]
    summary: str


def shown(checks: Sequence[LifeCheck], since: str = "", wording: AscotWording | None = None) -> Shown | None:
    """The newest beside the one that is chosen, or else the oldest."""
    if not checks:
        return None
    after, others = checks[-1], checks[:-1]
    before = next((each for each in others if str(each.pk) == since), others[0] if others else None)
    if after.instrument == Instrument.ASCOT:
        rows = _ascot_rows(before, after, wording)
        return Shown(before, after, rows, _score_words(before, after))
    changed = wellbeing.changes(_check(before, after), _check(after, after))
    summary = wellbeing.summary(changed) if before else ""
    return Shown(before, after, tuple(_row(each) for each in changed), summary)


def _check(check: LifeCheck | None, after: LifeCheck) -> wellbeing.Check:
    if check is None:
        return wellbeing.Check(after.said_on, {})
    return wellbeing.Check(check.said_on, {slug: wellbeing.Level(level) for slug, level in check.levels.items()})


def _row(change: wellbeing.Change) -> Row:
    def words(level) -> str:
        return str(wellbeing.LEVELS[level]) if level else _("Left out")

    def at(level) -> float | None:
        return 10 + 20 * (level - 1) if level else None

    moved = str(wellbeing.MOVED[change.direction])
    return Row(str(change.area.name), words(change.before), words(change.after),
               at(change.before), at(change.after), moved)  # fmt: skip


def _ascot_rows(before: LifeCheck | None, after: LifeCheck, wording: AscotWording | None) -> tuple[Row, ...]:
    """Word for word, while the wording is there; without it only the codes of the answers are said."""

    def words(key: str, level: int | None) -> str:
        if level is None:
            return _("Left out")
        return wording.wording[key]["levels"][level - 1] if wording else str(level)

    def at(level: int | None) -> float | None:
        return None if level is None else round(12.5 + 25 * (4 - level), 1)

    found, then = [], before.levels if before else {}
    for domain in ascot.DOMAINS:
        old, new = then.get(domain.key), after.levels.get(domain.key)
        name = wording.wording[domain.key]["question"] if wording else domain.key
        found.append(Row(name, words(domain.key, old), words(domain.key, new), at(old), at(new), _moved(old, new)))
    return tuple(found)


def _moved(old: int | None, new: int | None) -> str:
    if old is None or new is None:
        return str(wellbeing.MOVED[wellbeing.Direction.UNKNOWN])
    way = wellbeing.Direction.SAME if old == new else None
    way = way or (wellbeing.Direction.BETTER if new < old else wellbeing.Direction.WORSE)
    return str(wellbeing.MOVED[way])


def score_of(check: LifeCheck | None) -> Decimal | None:
    """SCRQoL; none if an answer is missing."""
    levels = check.levels if check else {}
    return ascot.scrqol({key: ascot.Level(level) for key, level in levels.items()})


def _score_words(before: LifeCheck | None, after: LifeCheck) -> str:
    new, old = score_of(after), score_of(before)
    if new is None:
        return _("No score: not every question was answered.")
    if old is None:
        return _("SCRQoL %(score)s, on a line from −0.171 to 0.999.") % {"score": _three(new)}
    words = _("SCRQoL %(score)s, and %(before)s before: a change of %(change)s.")
    return words % {"score": _three(new), "before": _three(old), "change": _three(new - old)}


def _three(score: Decimal) -> str:
    return f"{score:.3f}".replace("-", "−")
