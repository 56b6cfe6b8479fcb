"""The directory search written a second time, slowly and plainly, to hold the fast one against."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from uuid import UUID

from marketplace.places.distances import metres_in
from providers import facets, ranking, search
from providers.models import SearchDocument
from providers.search import Wanted
from providers.understanding import Meaning, Understood


@dataclass(frozen=True)
class Row:
    """One that fits, or may do."""

    id: UUID
    metres: float
    away: float
    points: int
    fits: bool
    document: SearchDocument


def plain_search(
    documents: Iterable[SearchDocument], wanted: Wanted, understood: Understood, *, today: date
) -> list[Row]:
    """All that fit in their order, of at most the nearest thousand and one, by looking at every document."""
    return in_order(rows_of(documents, wanted, understood, today=today))


def rows_of(documents: Iterable[SearchDocument], wanted: Wanted, understood: Understood, *, today: date) -> list[Row]:
    """Those of these documents that fit or may do, in no order."""
    return [row for document in documents if (row := _row(document, wanted, understood, today))]


def in_order(rows: list[Row]) -> list[Row]:
    """What a search shows of all the rows that it found, in its order."""
    limit = search.MOST + 1
    fitting = _nearest([row for row in rows if row.fits], limit)
    close = _nearest([row for row in rows if not row.fits], limit) if len(fitting) < search.ENOUGH else []
    kept = sorted([*fitting, *close], key=lambda row: (not row.fits, row.metres, row.id))[:limit]
    return sorted(kept, key=lambda row: (not row.fits, -row.points, row.away, row.id))


def plain_counts(rows: Collection[Row], today: date) -> dict[str, int]:
    """How many of these have each facet, have room, and cost no more than each price."""
    found = {"room": sum(1 for row in rows if _holds(row.document.room_until, today))}
    for pence in search.PRICES:
        found[f"under:{pence}"] = sum(1 for row in rows if _costs(row.document, pence))
    for row in rows:
        for tag in facets.facts_of(row.document.flags) & facets.COUNTED:
            found[tag] = found.get(tag, 0) + 1
    return found


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Metres, rounded as PostgreSQL rounds them (its `pg_hypot`), so that ties are ties for both."""
    longer, shorter = sorted((abs(one[0] - other[0]), abs(one[1] - other[1])), reverse=True)
    return longer * sqrt(1 + (shorter / longer) ** 2) if shorter else longer


def _nearest(rows: list[Row], limit: int) -> list[Row]:
    rows = sorted(rows, key=lambda row: (row.metres, row.id))
    return [row for row in rows if row.metres <= rows[limit - 1].metres] if len(rows) > limit else rows


def _row(document: SearchDocument, wanted: Wanted, understood: Understood, today: date) -> Row | None:
    metres = distance(document.point, (wanted.easting, wanted.northing))
    facts = facets.facts_of(document.flags)
    if not (_is_in_reach(document, metres, wanted) and _passes(document, facts, wanted, today)):
        return None
    fits = _fits(facts, document.words, understood)
    if not fits and not _may_do(facts, understood):
        return None
    away, points = _away(metres, document, today), _points(document, facts, wanted, understood)
    return Row(document.service_id, metres, away, points, fits, document)


def _is_in_reach(document: SearchDocument, metres: float, wanted: Wanted) -> bool:
    near = metres <= metres_in(wanted.miles or search.FAR[0])
    return near and (document.reach == 0 or metres <= document.reach or wanted.council in document.councils)


def _passes(document: SearchDocument, facts: set[str], wanted: Wanted, today: date) -> bool:
    groups = {tag.split(":")[0] for tag in wanted.tags}
    return (
        (wanted.only is None or document.service_id in wanted.only)
        and all(any(t in facts for t in wanted.tags if t.startswith(f"{group}:")) for group in groups)
        and (not wanted.has_room or _holds(document.room_until, today))
        and (wanted.most_pence is None or _costs(document, wanted.most_pence))
    )


def _holds(until: date | None, today: date) -> bool:
    return until is not None and until >= today


def _costs(document: SearchDocument, pence: int) -> bool:
    return document.hour_pence is not None and document.hour_pence <= pence


def _away(metres: float, document: SearchDocument, today: date) -> float:
    away = metres + (0 if _holds(document.room_until, today) else ranking.NO_ROOM)
    away = away + _staleness(document.fresh_until, today)
    return away + (0 if document.is_checked else ranking.NOT_CHECKED)


def _staleness(fresh_until: date | None, today: date) -> float:
    if _holds(fresh_until, today):
        return 0
    is_long = not _holds(fresh_until, today - timedelta(days=ranking.STALE_FOR))
    return ranking.LONG_NOT_FRESH if is_long else ranking.NOT_FRESH


def _fits(facts: set[str], words: set[str], understood: Understood) -> bool:
    if words & set(understood.names):
        return True
    if not understood.is_known:
        return all(_says(words, meaning) for meaning in understood.asked)
    return any(facts & {*meaning.exact, *meaning.perhaps} for meaning in understood.asked)


def _may_do(facts: set[str], understood: Understood) -> bool:
    return not understood.is_known or any(facts & set(meaning.near) for meaning in understood.asked)


def _says(words: set[str], meaning: Meaning) -> bool:
    return bool(meaning.stems) and set(meaning.stems) <= words


def _points(document: SearchDocument, facts: set[str], wanted: Wanted, understood: Understood) -> int:
    points = sum(_points_of(facts, document.words, meaning) for meaning in understood.asked)
    met = (facts | document.words) & {tag for wish in ranking.wishes(understood, wanted.needs) for tag in wish}
    points += sum(ranking.worth(wish) for wish in ranking.wishes(understood, wanted.needs) if _meets(met, wish))
    points += ranking.NAMED if document.words & set(understood.names) else 0
    points -= sum(_unwanted(facts, document.words, meaning) for meaning in ranking.unwanted(understood))
    if understood.most_pence is not None and _costs(document, understood.most_pence):
        points += ranking.PRICE
    if asked := facets.slots(wanted.times):
        points += (document.slots & asked).bit_count() * ranking.FREE // asked.bit_count()
    return points


def _meets(met: set[str], wish: tuple[str, ...]) -> bool:
    return any(tag in met for tag in wish) if ":" in wish[0] else all(stem in met for stem in wish)


def _points_of(facts: set[str], words: set[str], meaning: Meaning) -> int:
    says = _says(words, meaning)
    if not meaning.is_known:
        return ranking.SAID if says else 0
    if facts & {*meaning.exact, *meaning.perhaps}:
        perhaps = _level(facts, meaning.perhaps or meaning.helps, ranking.PERHAPS)
        mainly = facts & set(ranking.as_main((*meaning.exact, *meaning.perhaps)))
        said = (ranking.SAID if mainly else ranking.SAID_BESIDE) if says else 0
        return _level(facts, meaning.exact, ranking.EXACT) + perhaps + said
    return _level(facts, meaning.near, ranking.NEAR)


def _unwanted(facts: set[str], words: set[str], meaning: Meaning) -> int:
    if facts & set(ranking.as_main(meaning.exact)):
        return ranking.UNWANTED
    return ranking.UNWANTED_SAID if _says(words, meaning) else 0


def _level(facts: set[str], tags: Collection[str], worths: tuple[int, int]) -> int:
    if facts & set(ranking.as_main(tags)):
        return worths[0]
    return worths[1] if facts & set(tags) else 0
