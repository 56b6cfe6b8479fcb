"""The one directory search, for pages, the API and matching: who comes to you, or whom you can get to.

One round trip brings the page, the count and the counts beside the filters, all from at most the nearest thousand that
fit. Those that fit what was asked come before those that may do; among them those that fit best, then the nearest,
where no room, an old entry or no checks count as so many miles further (`providers.ranking`). Distances are between
published points, in metres on the British National Grid.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from uuid import UUID

from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from marketplace.places.distances import metres_in
from marketplace.workflow.asking import ask
from providers import cells, facets, ranking, sharing, spelling
from providers.understanding import Understood, understand

MOST = 1000
PAGE = 10
NEARBY = (2, 4)  # miles within which a term is looked for first where it is crowded: in a city that is enough
SQUARE = 20_000  # metres
CROWDED: set[tuple[int, int]] = set()  # squares where this process saw a term that more than a thousand have
FAR = (10, 20, 40)  # miles to look within, until a page is full
ENOUGH = 20  # with so many that fit, nobody is shown who only may do
PRICES = (1200, 1500, 1800, 2200)  # pence an hour, or each time for what is not sold by the hour
ROOM = "room"  # the filter for those who have room now
PRICE_COUNTS = ", ".join(f"count(*) FILTER (WHERE hour_pence <= {pence} AND shares)" for pence in PRICES)
NEAR = """
    SELECT d.service_id, d.point <-> %(here)s::point AS metres, d.tally, d.hour_pence, d.room_until,
           {points} AS points, {away} AS away, {shares} AS shares
    FROM providers_searchdocument d
    WHERE {within}
      AND (d.reach = 0 OR d.point <-> %(here)s::point <= d.reach OR d.councils @> %(council)s::varchar[])
      {where} {which}
    ORDER BY {by}
    FETCH FIRST %(most)s ROWS WITH TIES
"""
BY_POINT = {"within": "d.point <@ circle(%(here)s::point, {metres})", "by": "d.point <-> %(here)s::point"}
INDEXED = "SET LOCAL enable_seqscan = off"  # a match of words costs more than the planner thinks
FITS = {"fitting": "true", "close": "false"}
SORTED = "(d.point <-> %(here)s::point) + 0"  # so that no walk by distance is planned
BY_WORDS = {"within": "d.point <-> %(here)s::point <= {metres}", "by": SORTED}
SQL = """
WITH {stages}, kept AS MATERIALIZED (
    {all} ORDER BY fits DESC, metres, service_id LIMIT %(most)s
)
SELECT (SELECT json_agg(json_build_object(
            'id', p.service_id, 'metres', p.metres, 'fits', p.fits, 'east', d.point[0], 'north', d.point[1],
            'flags', d.flags::text, 'free', d.slots & %(slots)s, 'pence', d.hour_pence,
            'said', (SELECT array_agg(stem) FROM unnest(%(stems)s::text[]) stem
                     WHERE d.words @@ quote_literal(stem)::tsquery),
            'has_room', coalesce(d.room_until >= %(today)s, false),
            'is_fresh', coalesce(d.fresh_until >= %(today)s, false), 'is_checked', d.is_checked, 'card', c.card
        ) ORDER BY p.fits DESC, p.points DESC, p.away, p.service_id)
        FROM (SELECT service_id, metres, fits, points, away FROM kept
              ORDER BY fits DESC, points DESC, away, service_id LIMIT %(limit)s OFFSET %(offset)s) p
        JOIN providers_searchdocument d USING (service_id) JOIN providers_searchcard c USING (service_id)),
       (sum(tally) FILTER (WHERE shares))::text, count(*), count(*) FILTER (WHERE fits),
       count(*) FILTER (WHERE room_until >= %(today)s AND shares),
       ARRAY[{prices}]
FROM kept
"""
KEEPS = "EXISTS (SELECT 1 FROM providers_service s WHERE s.id = d.service_id AND s.withheld {what})"


@dataclass(frozen=True)
class Wanted:
    """What is asked: words, a point with its council, a distance, filters that must hold, and wishes that may.

    Without `miles` it looks within ten, and further where fewer than a page of people fit.
    `tags` are grouped by the part before the colon: one of each group must hold. `has_room` and `most_pence` ask
    about today's room and the price of an hour. `needs` ('dementia') and `times` ('tue-morning') are wishes: they
    exclude nobody, put those who meet them first, and are named among the reasons. `exact` takes the words as typed.
    `only` looks among these services and no others.
    `for_programs` finds nobody by what they keep back (`providers.sharing`), and counts facts only of those who keep
    nothing back.
    """

    easting: int
    northing: int
    council: str = ""
    words: str = ""
    miles: int | None = None
    tags: frozenset[str] = frozenset()
    has_room: bool = False
    most_pence: int | None = None
    needs: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    exact: bool = False
    only: frozenset[UUID] | None = None
    for_programs: bool = False

    @classmethod
    def of(cls, body: Mapping) -> "Wanted":
        """The search that a kept body stands for: the filters for room and for price are asked apart from the tags."""
        chosen, prices = set(body["filters"]), {f"under:{pence}": pence for pence in PRICES}
        return cls(
            easting=body["place"]["easting"],
            northing=body["place"]["northing"],
            council=body["place"]["council"],
            words=body["help"],
            miles=body["miles"],
            exact=body.get("exact", False),
            needs=frozenset(body.get("needs", ())),
            times=frozenset(body.get("times", ())),
            tags=frozenset(chosen - {ROOM} - prices.keys()),
            has_room=ROOM in chosen,
            most_pence=max((prices[tag] for tag in chosen & prices.keys()), default=None),
        )


@dataclass(frozen=True)
class Found:
    """One page of rows, how many there are (at most 1,001, which means more), and the counts beside the filters.

    What each row meets of what was asked is its `met`; `explaining` says it in words.

    The first `fitting` of the total fit what was asked; the others may do. `miles` is how far it looked. `respelled`
    leads from words as typed to the words that were searched for instead.
    """

    rows: list[dict] = field(default_factory=list)
    total: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    fitting: int = 0
    miles: int = 0
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
    for miles in FAR if wanted.miles is None else (wanted.miles,):
        found = _ask(replace(wanted, miles=miles), understood, page=page, size=size, today=today)
        if found.fitting >= PAGE:
            break
    for row in found.rows:
        row["met"] = ranking.met(row, understood, wanted.needs, wanted.times)
    return replace(found, understood=understood, respelled=respelled)


def _ask(wanted: Wanted, understood: Understood, *, page: int, size: int, today: date) -> Found:
    """One round trip."""
    sql, values = statement(wanted, understood, page=page, size=size, today=today)
    rows, tallies, total, fitting, room, prices = ask(partial(_answer, sql, values))
    if fitting > MOST and (understood.asked or wanted.tags):
        CROWDED.add(_square(wanted))
    under = {f"under:{pence}": number for pence, number in zip(PRICES, prices, strict=True)}
    counts = facets.counts(tallies or "0") | under | {"room": room}
    return Found(_loaded(rows) or [], total, counts, fitting, wanted.miles or 0)


def _answer(sql: str, values: dict, cursor: CursorWrapper) -> tuple:
    cursor.execute(f"{INDEXED}; {sql}", values)
    cursor.nextset()
    return cursor.fetchone()


def _square(wanted: Wanted) -> tuple[int, int]:
    return wanted.easting // SQUARE, wanted.northing // SQUARE


def _loaded(value):
    return json.loads(value) if isinstance(value, str) else value


def statement(wanted: Wanted, understood: Understood, *, page: int, size: int, today: date) -> tuple[str, dict]:
    """The SQL of this search and its values."""
    plan = ranking.plan(understood, wanted.needs, wanted.times)
    values = {
        "here": f"({wanted.easting},{wanted.northing})",
        "council": [wanted.council or "-"],
        "most": MOST + 1,
        "limit": size,
        "offset": (page - 1) * size,
        "today": today,
        "slots": facets.slots(wanted.times),
        "stems": ranking.all_stems(understood.meanings),
        **plan.values,
    }
    where = _conditions(wanted, understood, values)
    stages = dict(_stages(wanted, plan, where, values))
    either = [f"SELECT *, {fits} AS fits FROM {name}" for name, fits in FITS.items() if name in stages]
    made = ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, sql in stages.items())
    return SQL.format(stages=made, all=" UNION ALL ".join(either), prices=PRICE_COUNTS), values


def _stages(wanted: Wanted, plan: ranking.Plan, where: str, values: dict) -> Iterator[tuple[str, str]]:
    """Who fits, where it is crowded looked for in wider rings until one is full; then who may do, if too few fit."""
    far = metres_in(wanted.miles or FAR[0])
    shares = "NOT " + KEEPS.format(what="<> '{}'") if wanted.for_programs else "true"
    parts = {"points": plan.points, "away": ranking.AWAY, "where": where, "shares": shares}
    terms = plan.fitting or ([] if plan.all_words else _filtered(wanted))
    also = f" | {plan.names}" if plan.names else ""
    if not (terms and all(term.startswith(cells.LOOKED_FOR) for term in terms)):
        yield "fitting", _near(BY_POINT, far, which=_plainly(plan, values), **parts)
    else:
        nearby = NEARBY if _square(wanted) in CROWDED else ()
        within = [metres for metres in map(metres_in, nearby) if metres < far]
        unless, found = "", []
        for number, metres in enumerate(within):
            begin = _begin(wanted, terms, metres, values, also)
            yield f"ring{number}", _near(BY_WORDS, metres, which=begin + unless, **parts)
            full = f"(SELECT count(*) FROM ring{number}) >= %(most)s"
            unless += f" AND NOT {full}"
            found.append(f"SELECT * FROM ring{number} WHERE {full}")
        widest = _near(BY_WORDS, far, which=_begin(wanted, terms, far, values, also) + unless, **parts)
        yield "fitting", " UNION ALL ".join([*found, f"({widest})"])
    yield from _close(wanted, plan, far, values, parts)


def _close(wanted: Wanted, plan: ranking.Plan, far: int, values: dict, parts: dict) -> Iterator[tuple[str, str]]:
    """Who may do instead, asked only when too few fit."""
    few = f"AND (SELECT count(*) FROM fitting) < {ENOUGH}"
    if plan.close:
        begin = _begin(wanted, plan.close, far, values)
        yield "close", _near(BY_WORDS, far, which=f"{begin} AND NOT {_fits(plan, values)} {few}", **parts)
    elif plan.all_words:
        yield "close", _near(BY_POINT, far, which=f"AND NOT {_fits(plan, values)} {few}", **parts)


def _near(index: dict[str, str], metres: int, **parts: str) -> str:
    """The nearest that fit, begun from the index of points or from that of words."""
    return NEAR.format(within=index["within"].format(metres=metres), by=index["by"], **parts)


def _plainly(plan: ranking.Plan, values: dict) -> str:
    """The condition of who fits where no term has a cell: facts such as a day, words of no list, or nothing asked."""
    return f"AND {_fits(plan, values)}" if plan.fitting or plan.all_words else ""


def _fits(plan: ranking.Plan, values: dict) -> str:
    """The condition of who fits, in facts or in words, or by name."""
    queries = [query for query in (plan.all_words, plan.names) if query]
    said = f"d.words @@ {_value(values, ' | '.join(queries))}::tsquery" if queries else "false"
    return f"({ranking.has(plan.fitting, f'fits{len(values)}', values)} OR {said})" if plan.fitting else f"({said})"


def _begin(wanted: Wanted, terms: Iterable[str], metres: float, values: dict, also: str = "") -> str:
    """The condition that the index of words answers: one of these terms in one of the cells around."""
    around = cells.cells_around(wanted.easting, wanted.northing, metres)
    query = ranking.any_of(f"{term}@{cell}" for term in terms for cell in around) + also
    return f"AND d.words @@ {_value(values, query)}::tsquery"


def _value(values: dict, value: str) -> str:
    """A place in the statement for one more value."""
    name = f"v{len(values)}"
    values[name] = value
    return f"%({name})s"


def _filtered(wanted: Wanted) -> list[str]:
    """Terms to begin from when nothing was asked in words: of the filters the group with the fewest answers."""
    groups = [group for group in _groups(wanted.tags) if all(tag.startswith(cells.LOOKED_FOR) for tag in group)]
    return min(groups, key=len, default=[])


def _conditions(wanted: Wanted, understood: Understood, values: dict) -> str:
    """The filters that must hold; what they need is added to the values."""
    where = [f"AND {ranking.has(group, f'tags{n}', values)}" for n, group in enumerate(_groups(wanted.tags))]
    if wanted.has_room:
        where.append("AND d.room_until >= %(today)s")
    if wanted.most_pence is not None:
        where.append("AND d.hour_pence <= %(pence)s")
        values["pence"] = wanted.most_pence
    if wanted.only is not None:
        where.append("AND d.service_id = ANY(%(only)s)")
        values["only"] = sorted(wanted.only)
    if wanted.for_programs:
        where.append(f"AND NOT {KEEPS.format(what='&& %(kept_back)s::varchar[]')}")
        values["kept_back"] = sharing.asked_about(understood, wanted.tags, also=_also_about(wanted, understood))
    return " ".join(where)


def _also_about(wanted: Wanted, understood: Understood) -> list[str]:
    """The groups of facts that are asked about without a term."""
    is_priced = wanted.most_pence is not None or understood.most_pence is not None
    asked = {"room": wanted.has_room, "prices": is_priced, "hours": bool(wanted.times)}
    return [group for group, holds in asked.items() if holds]


def _groups(tags: frozenset[str]) -> list[list[str]]:
    groups: dict[str, list[str]] = {}
    for tag in sorted(tags):
        groups.setdefault(tag.split(":")[0], []).append(tag)
    return list(groups.values())
