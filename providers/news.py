"""Who is new for a saved search: the real search, asked only about those that changed since it last looked.

Somebody is new who was put in the directory, or shown again, after the last look; or who changed and fits now, and did
not fit before. Those who only may do are no news. Where more than a thousand fitted when it was saved, not all are
known, and only the first kind counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from marketplace.places.distances import metres_in
from marketplace.workflow.models import Entry
from providers.models import SavedSearch, Service
from providers.search import FAR, MOST, Wanted, search

CELL = 10_000  # metres
TAIL = 12  # of the last letters of a key: the part that chance wrote


@dataclass(frozen=True)
class Changed:
    """Listed services that changed lately, by squares of ten kilometres, and when each came in or back."""

    until: datetime
    cells: dict[tuple[int, int], list[UUID]] = field(default_factory=dict)
    came_at: dict[UUID, datetime] = field(default_factory=dict)

    def around(self, easting: int, northing: int, metres: float) -> list[UUID]:
        """Those in every square that the square around a circle touches."""
        columns = range(int((easting - metres) // CELL), int((easting + metres) // CELL) + 1)
        rows = range(int((northing - metres) // CELL), int((northing + metres) // CELL) + 1)
        return [pk for column in columns for row in rows for pk in self.cells.get((column, row), ())]


def changed_since(moment: datetime, until: datetime) -> Changed:
    """Everything that a look at many saved searches needs to know of the services, in two questions.

    Who came in after `until` is left to the next look.
    """
    rows = list(Service.objects.changed_since(moment).values_list("pk", "easting", "northing"))
    came_at = _came_at([pk for pk, *_point in rows], moment)
    cells = defaultdict(list)
    for pk, easting, northing in rows:
        if came_at.get(pk, until) <= until:
            cells[easting // CELL, northing // CELL].append(pk)
    return Changed(until, dict(cells), came_at)


def _came_at(keys: Sequence[UUID], moment: datetime) -> dict[UUID, datetime]:
    told = Entry.objects.filter(subject_type="providers.service", subject_id__in=keys, at__gt=moment)
    return dict(told.filter(what__endswith=">listed").order_by("at").values_list("subject_id", "at"))


def wanted_of(body: dict) -> Wanted:
    """The search that is looked for; without a distance within the first that a search looks."""
    asked = Wanted.of(body)
    return replace(asked, miles=asked.miles or FAR[0])


def fitting(wanted: Wanted, among: Iterable[UUID] | None = None) -> list[UUID]:
    """Those who fit what is asked, at most a thousand and one, the best first; of a few, if they are given."""
    only = None if among is None else frozenset(among)
    found = search(replace(wanted, only=only), size=MOST + 1)
    return [UUID(row["id"]) for row in found.rows if row["fits"]]


def tail(key: UUID) -> str:
    return key.hex[-TAIL:]


def known_of(saved: SavedSearch) -> set[str]:
    """Those who fitted at the last look."""
    text = saved.known
    return {text[start : start + TAIL] for start in range(0, len(text), TAIL)}


def news_of(saved: SavedSearch, changed: Changed) -> list[UUID]:
    """Who is new for this search, the best first; those who fit now are known from here on."""
    wanted = wanted_of(saved.asked)
    near = changed.around(wanted.easting, wanted.northing, metres_in(wanted.miles or FAR[0]))
    if not near:
        return []
    known, fit = known_of(saved), fitting(wanted, near)
    came = {pk for pk in fit if changed.came_at.get(pk, saved.looked_at) > saved.looked_at}
    news = [pk for pk in fit if pk in came or (saved.knows_all and tail(pk) not in known)]
    now = (known - set(map(tail, near))) | set(map(tail, fit))
    if saved.knows_all and now != known:
        saved.known = "".join(sorted(now))
    return news
