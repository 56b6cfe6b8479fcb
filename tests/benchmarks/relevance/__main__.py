"""Measure what searches find in the demonstration: nDCG@10, recall@20 and the share of searches that find nothing.

`python -m tests.benchmarks.relevance` prints a row for each way to search and each part of the judgements; with
`--worst N` the tuning searches that do worst (never those held out).
"""

import argparse
import os
from collections.abc import Callable
from dataclasses import dataclass

MILES = 20  # of the ways that are not ours, which looks as far as it has to
REACHES = "(reach = 0 OR metres <= reach OR councils @> ARRAY[%(council)s]::varchar[])"
LISTED = f"""
WITH listed AS (
    SELECT s.id, o.name || ' / ' || s.summary AS key, d.reach, d.councils,
           d.point <-> %(here)s::point AS metres,
           concat_ws(' ', s.people, o.name, s.summary, s.story, array_to_string(s.does, ' '), s.venue_name,
                     array_to_string(s.activities || s.needs, ' ')) AS text
    FROM providers_service s JOIN providers_searchdocument d ON d.service_id = s.id
    JOIN providers_enterprise e ON e.id = s.enterprise_id JOIN organisations_organisation o ON o.id = e.organisation_id
), near AS (SELECT * FROM listed WHERE metres <= %(metres)s AND {REACHES})
"""
FULL_TEXT = """
SELECT key FROM near, {query} q WHERE to_tsvector('english', text) @@ q
ORDER BY ts_rank(to_tsvector('english', text), q) DESC, metres, id LIMIT 20
"""
AND_QUERY = "plainto_tsquery('english', %(words)s)"
OR_QUERY = "CAST(replace(plainto_tsquery('english', %(words)s)::text, '&', '|') AS tsquery)"
LIKE = "SELECT key FROM near WHERE text ILIKE '%%' || %(words)s || '%%' ORDER BY metres, id LIMIT 20"


@dataclass
class Scores:
    """The means of one way to search over one part."""

    ndcg: float
    recall: float
    nothing: float
    each: list


def ways() -> dict[str, Callable]:
    return {
        "ours": ours,
        "PostgreSQL full text (all words)": lambda *asked: by_sql(FULL_TEXT.format(query=AND_QUERY), *asked),
        "PostgreSQL full text (any word)": lambda *asked: by_sql(FULL_TEXT.format(query=OR_QUERY), *asked),
        "ILIKE": lambda *asked: by_sql(LIKE, *asked),
    }


def ours(words: str, place) -> list[str]:
    """The first twenty of the site's own search."""
    from providers.search import Wanted, search

    found = search(Wanted(place.easting, place.northing, place.council_code, words=words), size=20)
    return [f"{row['card']['business']} / {row['card']['summary']}" for row in found.rows]


def by_sql(sql: str, words: str, place) -> list[str]:
    """The same services in reach, found by one of PostgreSQL's own ways."""
    from django.db import connection

    from marketplace.places.distances import metres_in

    values = {"here": f"({place.easting},{place.northing})", "metres": metres_in(MILES), "words": words,
              "council": place.council_code or "-"}  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(LISTED + sql, values)
        return [key for (key,) in cursor.fetchall()]


def measure(find: Callable, part: str) -> Scores:
    """Ask every judged search of this part."""
    from marketplace.places.finding import find_place
    from tests.benchmarks.relevance.judgements import load
    from tests.benchmarks.relevance.measures import mean, ndcg_at_10, recall_at_20

    each = []
    for judged in load(part):
        if judged.grades:
            ranking = find(judged.query, find_place(judged.place))
            scores = ndcg_at_10(ranking, judged.grades), recall_at_20(ranking, judged.grades)
            each.append((*scores, not ranking, judged, ranking))
    return Scores(mean(e[0] for e in each), mean(e[1] for e in each), sum(e[2] for e in each) / len(each), each)


def table() -> list[tuple[str, str]]:
    """Rows for the benchmark's table."""
    rows = []
    for part in ("tuning", "held_out"):
        for name, find in ways().items():
            scores = measure(find, part)
            figures = f"{scores.ndcg:.3f}, {scores.recall:.3f}, {scores.nothing:.1%}"
            rows.append((f"nDCG@10, recall@20, found nothing; {part.replace('_', ' ')}: {name}", figures))
    return rows


def prepare() -> None:
    """The demonstration and nothing else."""
    from tests.benchmarks.__main__ import manage
    from tests.benchmarks.__main__ import prepare as prepare_places

    prepare_places()
    manage("seed_demo")
    manage("reindex_search")


def worst(number: int) -> None:
    """What the tuning searches that do worst find and miss."""
    each = sorted(measure(ours, "tuning").each, key=lambda e: e[0])
    for ndcg, recall, _nothing, judged, ranking in each[:number]:
        print(f"\n{ndcg:.2f} {recall} {judged.query!r} at {judged.place}")
        for key in ranking[:10]:
            print("   ", judged.grades.get(key, 0), key)
        missed = [f"{grade} {key}" for key, grade in judged.grades.items() if key not in ranking and grade > 1]
        print("    missed:", *missed[:8], sep="\n      ")


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.benchmarks.settings")
    django.setup()
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.relevance", description=__doc__)
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--prepare", action="store_true", help="first fill the database with the demonstration")
    parser.add_argument("--tuning", action="store_true", help="only the tuning part, ours")
    options = parser.parse_args()
    if options.prepare:
        prepare()
    if options.worst:
        worst(options.worst)
    elif options.tuning:
        scores = measure(ours, "tuning")
        print(f"nDCG@10 {scores.ndcg:.3f}  recall@20 {scores.recall:.3f}  found nothing {scores.nothing:.1%}")
    else:
        for what, figures in table():
            print(f"{what:<92} {figures}")


if __name__ == "__main__":
    main()
