"""The one directory search, for pages, the API and matching: who comes to you, or whom you can get to.

One round trip brings the page, the count and the counts beside the filters, all from at most the nearest thousand that
fit. Those that fit what was asked come before those that may do; among them those that fit best, then the nearest,
where no room, an old entry or no checks count as so many miles further (`providers.ranking`). Distances are between
published points, in metres on the British National Grid.
"""

import json
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.utils import timezone

from marketplace.places.distances import metres_in
from providers import facets, ranking, spelling
from providers.understanding import Understood, understand

MOST = 1000
PAGE = 10
ENOUGH = 20  # with so many that fit, nobody is shown who only may do
PRICES = (1200, 1500, 1800, 2200)  # pence an hour, or each time for what is not sold by the hour
PRICE_COUNTS = ", ".join(f"count(*) FILTER (WHERE hour_pence <= {pence})" for pence in PRICES)
NARROW = "d.service_id, d.point <-> %(here)s::point AS metres, d.tally, d.hour_pence, d.room_until"
NEAR = """
    FROM providers_searchdocument d
    WHERE d.point <@ circle(%(here)s::point, %(metres)s)
      AND (d.reach = 0 OR d.point <-> %(here)s::point <= d.reach OR d.councils @> %(council)s::varchar[])
      {where} {which}
    ORDER BY d.point <-> %(here)s::point
    FETCH FIRST %(most)s ROWS WITH TIES
"""
SQL = """
WITH fitting AS MATERIALIZED (
    SELECT {narrow}, {points} AS points, {away} AS away {fitting}
), close AS MATERIALIZED (
    SELECT {narrow}, {points} AS points, {away} AS away {close}
), kept AS MATERIALIZED (
    SELECT *, true AS fits FROM fitting UNION ALL SELECT *, false FROM close
    ORDER BY fits DESC, metres, service_id LIMIT %(most)s
), page AS (
    SELECT k.*, row_number() OVER () AS place FROM
      (SELECT service_id, metres, fits, points, away FROM kept
       ORDER BY fits DESC, points DESC, away, service_id LIMIT %(limit)s OFFSET %(offset)s) k
), shown AS (
    SELECT json_build_object(
        'id', p.service_id, 'metres', p.metres, 'fits', p.fits, 'east', d.point[0], 'north', d.point[1],
        'met', ARRAY(SELECT unnest(tsvector_to_array(d.words)) INTERSECT SELECT unnest(%(interesting)s::text[])),
        'free', d.slots & %(slots)s, 'has_room', coalesce(d.room_until >= %(today)s, false),
        'is_fresh', coalesce(d.fresh_until >= %(today)s, false), 'is_checked', d.is_checked, 'card', c.card
    ) AS row, p.place
    FROM page p JOIN providers_searchdocument d USING (service_id) JOIN providers_searchcard c USING (service_id)
)
SELECT (SELECT json_agg(row ORDER BY place) FROM shown), sum(tally)::text,
       count(*), count(*) FILTER (WHERE fits), count(*) FILTER (WHERE room_until >= %(today)s), ARRAY[{prices}]
FROM kept
"""


@dataclass(frozen=True)
class Wanted:
    """What is asked: words, a point with its council, a distance, filters that must hold, and wishes that may.

    `tags` are grouped by the part before the colon: one of each group must hold. `has_room` and `most_pence` ask
    about today's room and the price of an hour. `needs` ('dementia') and `times` ('tue-morning') are wishes: they
    exclude nobody, put those who meet them first, and are named among the reasons. `exact` takes the words as typed.
    """

    easting: int
    northing: int
    council: str = ""
    words: str = ""
    miles: int = 10
    tags: frozenset[str] = frozenset()
    has_room: bool = False
    most_pence: int | None = None
    needs: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    exact: bool = False


@dataclass(frozen=True)
class Found:
    """One page of rows with their reasons, how many there are (at most 1,001, which means more), and the counts.

    The first `fitting` of the total fit what was asked; the others may do. `respelled` leads from words as typed to
    the words that were searched for instead.
    """

    rows: list[dict] = field(default_factory=list)
    total: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    fitting: int = 0
    understood: Understood = field(default_factory=Understood)
    respelled: dict[str, str] = field(default_factory=dict)

    @property
    def is_more(self) -> bool:
        return self.total > MOST


def search(wanted: Wanted, *, page: int = 1, size: int = PAGE, today: date | None = None) -> Found:
    """Those that fit, the best and nearest first, ties in the order of their keys."""
    today = today or timezone.localdate()
    words, respelled = (wanted.words, {}) if wanted.exact else spelling.respell(wanted.words)
    understood = understand(words)
    sql, values = statement(wanted, understood, page=page, size=size, today=today)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows, tallies, total, fitting, room, prices = cursor.fetchone()
    under = {f"under:{pence}": number for pence, number in zip(PRICES, prices, strict=True)}
    counts = facets.counts(tallies or "0") | under | {"room": room}
    rows = _loaded(rows) or []
    for row in rows:
        row["reasons"] = ranking.reasons(row, understood, wanted.needs, wanted.times)
    return Found(rows, total, counts, fitting, understood, respelled)


def _loaded(value):
    return json.loads(value) if isinstance(value, str) else value


def statement(wanted: Wanted, understood: Understood, *, page: int, size: int, today: date) -> tuple[str, dict]:
    """The SQL of this search and its values."""
    plan = ranking.plan(understood, wanted.needs, wanted.times)
    values = {
        "here": f"({wanted.easting},{wanted.northing})",
        "metres": metres_in(wanted.miles),
        "council": [wanted.council or "-"],
        "most": MOST + 1,
        "limit": size,
        "offset": (page - 1) * size,
        "today": today,
        "enough": ENOUGH,
        "interesting": plan.interesting,
        "slots": facets.slots(wanted.times),
        **plan.values,
    }
    where = _conditions(wanted, values)
    none = "FROM providers_searchdocument d WHERE false"
    close = NEAR.format(where=where, which=f"{plan.close} AND (SELECT count(*) FROM fitting) < %(enough)s")
    parts = {
        "narrow": NARROW,
        "points": plan.points,
        "away": ranking.AWAY,
        "fitting": NEAR.format(where=where, which=plan.fitting),
        "close": close if plan.close else none,
        "prices": PRICE_COUNTS,
    }
    return SQL.format(**parts), values


def _conditions(wanted: Wanted, values: dict) -> str:
    """The filters that must hold; what they need is added to the values."""
    where = []
    for number, group in enumerate(_groups(wanted.tags)):
        where.append(f"AND d.words @@ %(tags{number})s::tsquery")
        values[f"tags{number}"] = ranking.any_of(group)
    if wanted.has_room:
        where.append("AND d.room_until >= %(today)s")
    if wanted.most_pence is not None:
        where.append("AND d.hour_pence <= %(pence)s")
        values["pence"] = wanted.most_pence
    return "\n      ".join(where)


def _groups(tags: frozenset[str]) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for tag in sorted(tags):
        groups.setdefault(tag.split(":")[0], []).append(tag)
    return list(groups.values())
