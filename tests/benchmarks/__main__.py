"""Measure speed and print a table: `make bench`. Figures are ratios with their spread; nothing here fails a build.

`make bench ARGS="10000 100000"` names the sizes. Every round of a comparison runs both sides in turn on the same
server; a figure is the median of the rounds, with the smallest and the largest beside it.
"""

import os
import random
import statistics
import subprocess
import sys
import time

from tests.benchmarks.by_hand import by_hand
from tests.benchmarks.checks import checks
from tests.benchmarks.lapsing import lapsing
from tests.benchmarks.ledger import ledger
from tests.benchmarks.outbox import outbox
from tests.benchmarks.runs import runs
from tests.benchmarks.serving import PAGES, feed, pages, spread
from tests.benchmarks.speed import speed

SEARCHES, SEED = 300, 7
WORDS = ["cooking", "company and a chat", "gardening", "night sitter", "lift to hospital", "art group", "cleaning", ""]


def manage(*arguments: str, owner: bool = False) -> None:
    environment = dict(os.environ)
    if owner:
        environment["DATABASE_URL"] = environment["MIGRATION_DATABASE_URL"]
    subprocess.run([sys.executable, "manage.py", *arguments], check=True, env=environment)


def prepare() -> None:
    """A migrated database with every postcode."""
    manage("migrate", "--verbosity", "0", owner=True)
    manage("grant_roles")
    manage("load_postcodes")
    manage("collectstatic", "--noinput", "--verbosity", "0")


def questions(number: int) -> list:
    """Searches at real postcodes with everyday words, within ten miles."""
    from marketplace.places.models import Postcode
    from providers.search import Wanted

    dice = random.Random(SEED)
    codes = Postcode.objects.exclude(easting=None).filter(district__startswith="E").values_list("easting", "northing")
    total = codes.count()
    places = [codes.order_by("pk")[dice.randrange(total)] for _n in range(min(number, 100))]
    return [Wanted(*places[n % len(places)], words=dice.choice(WORDS), miles=10) for n in range(number)]


def time_sql(asked: list) -> list[float]:
    """Milliseconds of each search: one round trip with page, count and facets."""
    from providers.search import search

    taken = []
    for wanted in asked:
        started = time.perf_counter()
        search(wanted)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def tokens(asked: list) -> list[str]:
    from providers import searches

    kept = []
    for wanted in asked:
        place = {
            "name": "here",
            "label": "here",
            "easting": wanted.easting,
            "northing": wanted.northing,
            "council": "",
        }
        kept.append(searches.keep({"help": wanted.words, "place": place, "miles": 10, "filters": []}))
    return kept


def measure(size: int, asked: list, table: list[tuple[str, str]]) -> float:
    """Everything at this size, into the table; the 95th of 100 searches in milliseconds."""
    time_sql(asked)
    rounds = [time_sql(asked) for _n in range(3)]
    p95 = statistics.median(statistics.quantiles(r, n=20)[18] for r in rounds)
    rows = [("search, median, ms", spread([statistics.median(r) for r in rounds]))]
    rows.append(("search, 95th of 100, ms", f"{p95:.2f}"))
    rows.append(("our SQL / the same written by hand (goal 1.25)", by_hand(asked)))
    rows += pages([f"/find/{token}/" for token in tokens(asked[:PAGES])]) + (feed() if size >= 500_000 else [])
    table += [(f"{what}, at {size:,}", value) for what, value in rows]
    return p95


def main(sizes: list[int]) -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
    prepare()
    django.setup()
    from providers.models import SearchDocument

    table, p95 = outbox(), {}
    asked = questions(SEARCHES)
    for size in sizes:
        if SearchDocument.objects.count() > size:
            table.append((f"{size:,} services", "left out: more are there from an earlier run; remove var/bench"))
            continue
        started = time.perf_counter()
        manage("seed_bench", str(size), owner=True)
        table.append((f"seed_bench {size:,}", f"{time.perf_counter() - started:.0f} s"))
        p95[size] = measure(size, asked, table)
    table += lapsing() + checks() + ledger() + runs() + speed()
    if len(p95) > 1:
        most, least = max(p95), min(p95)
        table.append((f"search, 95th of 100, at {most:,} / at {least:,} (goal 10)", f"{p95[most] / p95[least]:.1f}"))
    width = max(len(what) for what, _value in table)
    print("\n" + "\n".join(f"{what:<{width}}  {value}" for what, value in table))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 100_000])
