"""The one directory search: who comes to you, or whom you can get to, nearest first.

One round trip brings the page, the count and the counts beside the filters, all from at most the nearest thousand
that fit. Distances are between published points, in metres on the British National Grid.
"""

import json
import re
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.utils import timezone

from marketplace.places.distances import metres_in

MOST = 1000
PAGE = 10
PRICES = (1200, 1500, 1800, 2200)  # pence an hour, or each time for what is not sold by the hour
PRICE_COUNTS = ", ".join(f"count(*) FILTER (WHERE hour_pence <= {pence})" for pence in PRICES)
BETWEEN = re.compile(r"\b(?:and|or)\b|[,;/&+.]")
# Words of asking, which say nothing about what would help.
ASKING = frozenset(
    """a and anyone can could dad daughter father find for he help helper helping her him his husband i in like local
    look looking me mother mum my near need needs of or our people person please service services she some
    somebody someone son support supporting that the their to want wants what who wife with would""".split()  # noqa: SIM905
)

SQL = """
WITH near AS MATERIALIZED (
    SELECT d.service_id, d.point <-> %(here)s::point AS metres, d.tags, d.hour_pence, d.room_until,
           {full} AS is_full
    FROM providers_searchdocument d
    WHERE d.point <@ circle(%(here)s::point, %(metres)s)
      AND (d.reach = 0 OR d.point <-> %(here)s::point <= d.reach OR d.councils @> %(council)s::varchar[])
      {where}
    ORDER BY d.point <-> %(here)s::point
    FETCH FIRST %(most)s ROWS WITH TIES
), kept AS MATERIALIZED (
    SELECT * FROM near WHERE is_full OR NOT EXISTS (SELECT 1 FROM near WHERE is_full)
    ORDER BY metres, service_id LIMIT %(most)s
), page AS (
    SELECT k.service_id, k.metres, d.point, d.card
    FROM (SELECT * FROM kept ORDER BY metres, service_id LIMIT %(limit)s OFFSET %(offset)s) k
    JOIN providers_searchdocument d USING (service_id)
)
SELECT (SELECT json_agg(json_build_object('id', service_id, 'metres', metres, 'east', point[0], 'north', point[1],
                                          'card', card) ORDER BY metres, service_id) FROM page),
       (SELECT json_object_agg(tag, n) FROM
          (SELECT tag, count(*) n FROM kept, unnest(tags) tag GROUP BY tag) f),
       count(*), count(*) FILTER (WHERE room_until >= %(today)s),
       ARRAY[{prices}]
FROM kept
"""


@dataclass(frozen=True)
class Wanted:
    """What is asked: words, a point with its council, a distance, and filters.

    `tags` are grouped by the part before the colon: one of each group must hold. `has_room` and `most_pence` ask
    about today's room and the price of an hour.
    """

    easting: int
    northing: int
    council: str = ""
    words: str = ""
    miles: int = 10
    tags: frozenset[str] = frozenset()
    has_room: bool = False
    most_pence: int | None = None


@dataclass(frozen=True)
class Found:
    """One page of rows, how many there are (at most 1,001, which means more), and the counts beside the filters."""

    rows: list[dict] = field(default_factory=list)
    total: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def is_more(self) -> bool:
        return self.total > MOST


def search(wanted: Wanted, *, page: int = 1, size: int = PAGE, today: date | None = None) -> Found:
    """Those that fit, nearest first, ties in the order of their keys."""
    sql, values = statement(wanted, page=page, size=size, today=today or timezone.localdate())
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows, counts, total, room, prices = cursor.fetchone()
    under = {f"under:{pence}": number for pence, number in zip(PRICES, prices, strict=True)}
    return Found(_loaded(rows) or [], total, (_loaded(counts) or {}) | under | {"room": room})


def _loaded(value):
    return json.loads(value) if isinstance(value, str) else value


def statement(wanted: Wanted, *, page: int, size: int, today: date) -> tuple[str, dict]:
    """The SQL of this search and its values."""
    values = {
        "here": f"({wanted.easting},{wanted.northing})",
        "metres": metres_in(wanted.miles),
        "council": [wanted.council or "-"],
        "most": MOST + 1,
        "limit": size,
        "offset": (page - 1) * size,
        "today": today,
    }
    where, full = [], "true"
    if any_word := query_words(wanted.words):
        where.append("AND d.words @@ to_tsquery('english', %(any)s)")
        full = "d.words @@ to_tsquery('english', %(whole)s)"
        values |= {"any": " | ".join(any_word), "whole": query_wishes(wanted.words)}
    for number, group in enumerate(_groups(wanted.tags)):
        where.append(f"AND d.tags && %(tags{number})s::varchar[]")
        values[f"tags{number}"] = group
    if wanted.has_room:
        where.append("AND d.room_until >= %(today)s")
    if wanted.most_pence is not None:
        where.append("AND d.hour_pence <= %(pence)s")
        values["pence"] = wanted.most_pence
    return SQL.format(where="\n      ".join(where), full=full, prices=PRICE_COUNTS), values


def query_words(words: str) -> list[str]:
    """The words that say what would help, at most 12, safe for to_tsquery."""
    found = re.findall(r"[^\W_]+", words[:300].lower())
    return [f"'{w}'" for w in dict.fromkeys(found) if w not in ASKING and len(w) < 40][:12]


def query_wishes(words: str) -> str:
    """Each wish whole, any of them: 'hot meals and company' is (hot & meals) | company."""
    wishes = [query_words(wish) for wish in BETWEEN.split(words[:300].lower())]
    return " | ".join(f"({' & '.join(wish)})" for wish in wishes if wish)


def _groups(tags: frozenset[str]) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for tag in sorted(tags):
        groups.setdefault(tag.split(":")[0], []).append(tag)
    return list(groups.values())
