"""The search for one activity, written by hand for that alone, to hold the statement that we issue against."""

import statistics
import time

from tests.benchmarks.serving import spread

ROUNDS, PLACES, MILES = 5, 60, 10
HAND = """
WITH kept AS MATERIALIZED (
    SELECT d.service_id, d.point <-> %(here)s::point AS metres, d.tally, d.hour_pence, d.room_until,
           CASE WHEN d.flags & %(main)s::bit(256) <> 0::bit(256) THEN 12 ELSE 5 END
           + CASE WHEN d.words @@ '''garden'''::tsquery THEN 4 ELSE 0 END
           + CASE WHEN d.flags & %(adult)s::bit(256) <> 0::bit(256) THEN 6 ELSE 0 END AS points,
           (d.point <-> %(here)s::point) + CASE WHEN d.room_until >= %(today)s THEN 0 ELSE 3218.688 END
           + CASE WHEN d.fresh_until >= %(today)s THEN 0
                  WHEN d.fresh_until + 90 >= %(today)s THEN 1609.344 ELSE 8046.72 END
           + CASE WHEN d.is_checked THEN 0 ELSE 1609.344 END AS away
    FROM providers_searchdocument d
    WHERE d.words @@ %(cells)s::tsquery AND d.point <-> %(here)s::point <= %(metres)s
      AND (d.reach = 0 OR d.point <-> %(here)s::point <= d.reach)
    ORDER BY (d.point <-> %(here)s::point) + 0 FETCH FIRST 1001 ROWS WITH TIES
)
SELECT (SELECT json_agg(json_build_object(
            'id', p.service_id, 'metres', p.metres, 'fits', true, 'east', d.point[0], 'north', d.point[1],
            'flags', d.flags::text, 'free', 0, 'pence', d.hour_pence,
            'said', CASE WHEN d.words @@ '''garden'''::tsquery THEN ARRAY['garden'] END,
            'has_room', coalesce(d.room_until >= %(today)s, false),
            'is_fresh', coalesce(d.fresh_until >= %(today)s, false), 'is_checked', d.is_checked, 'card', c.card
        ) ORDER BY p.points DESC, p.away, p.service_id)
        FROM (SELECT * FROM kept ORDER BY points DESC, away, service_id LIMIT 10) p
        JOIN providers_searchdocument d USING (service_id) JOIN providers_searchcard c USING (service_id)),
       sum(tally)::text, count(*), count(*), count(*) FILTER (WHERE room_until >= %(today)s),
       ARRAY[count(*) FILTER (WHERE hour_pence <= 1200), count(*) FILTER (WHERE hour_pence <= 1500),
             count(*) FILTER (WHERE hour_pence <= 1800), count(*) FILTER (WHERE hour_pence <= 2200)]
FROM kept
"""


def by_hand(asked: list) -> str:
    """Both bring the same page, counts and facets at every place, to the letter; then each is timed in turn."""
    ratios = []
    pairs = [_pair(wanted) for wanted in asked[:PLACES]]
    for _round in range(ROUNDS):
        ours, hand = [], []
        for one, other in pairs:
            ours.append(_time(*one))
            hand.append(_time(*other))
        ratios.append(statistics.median(ours) / statistics.median(hand))
    return spread(ratios)


def both(wanted) -> tuple:
    """What our statement answers, and what the one by hand does."""
    ours, hand = _statements(wanted)
    return _ask(*ours), _ask(*hand)


def _pair(wanted) -> tuple:
    ours, hand = both(wanted)
    assert ours == hand, wanted
    return _statements(wanted)


def _statements(wanted) -> tuple:
    from dataclasses import replace

    from django.utils import timezone

    from marketplace.places.distances import metres_in
    from providers import cells, facets, ranking, search
    from providers.understanding import Understood, understand

    gardening = understand("gardening").asked[0]
    alone = replace(gardening, exact=("act:gardening",), perhaps=(), near=())
    today = timezone.localdate()
    wanted = replace(wanted, words="gardening", miles=MILES, tags=frozenset(), council="")
    ours = search.statement(wanted, Understood((alone,), (), (alone,)), page=1, size=10, today=today)
    around = cells.cells_around(wanted.easting, wanted.northing, metres_in(MILES))
    hand = {
        "here": f"({wanted.easting},{wanted.northing})", "today": today, "metres": metres_in(MILES),
        "main": facets.mask(["main:gardening"]), "adult": facets.mask(["age:adult"]),
        "cells": ranking.any_of(f"act:gardening@{cell}" for cell in around),
    }  # fmt: skip
    return ours, (HAND, hand)


def _ask(sql: str, values: dict) -> tuple:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()


def _time(sql: str, values: dict) -> float:
    started = time.perf_counter()
    _ask(sql, values)
    return time.perf_counter() - started
