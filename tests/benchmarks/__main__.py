"""Measure speed and print a table: `make bench`. Figures are ratios with their spread; nothing here fails a build.

`make bench ARGS="10000 100000"` names the sizes. Every round of a comparison runs both sides in turn on the same
server; a figure is the median of the rounds, with the smallest and the largest beside it.
"""

import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import time

ROUNDS, PAGES, SEARCHES, SEED = 7, 60, 300, 7
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


def spread(values: list[float], form: str = "{:.2f}") -> str:
    """Median, and the smallest and largest in brackets."""
    middle, low, high = statistics.median(values), min(values), max(values)
    return f"{form.format(middle)} ({form.format(low)} to {form.format(high)})"


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


class Server:
    """One web process of the site on a free port."""

    def __enter__(self) -> "Server":
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "marketplace.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen([*command, "--workers", "1", "--threads", "2", "--log-level", "error"])
        self._wait()
        return self

    def _wait(self) -> None:
        for _n in range(200):
            try:
                self.get(["/health/"])
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("The web process did not start.")

    def __exit__(self, *_exception) -> None:
        self.process.terminate()
        self.process.wait()

    def get(self, paths: list[str], headers: dict[str, str] | None = None, expected: int = 200) -> tuple[float, int]:
        """Requests a second over one kept connection, and the size of the last answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        started, size = time.perf_counter(), 0
        for path in paths:
            connection.request("GET", path, headers=headers or {})
            response = connection.getresponse()
            size = len(response.read())
            assert response.status == expected, (path, response.status)
        return len(paths) / (time.perf_counter() - started), size

    def tag_of(self, path: str) -> str:
        """The tag with which a browser asks again."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", path)
        return connection.getresponse().headers["ETag"]


def pages(asked: list) -> list[tuple[str, str]]:
    """The search page, and the home page, against a fixed page of the same size."""
    results = [f"/find/{token}/" for token in tokens(asked[:PAGES])]
    with Server() as server:
        return [
            ("search page / fixed page of its size, requests a second (goal 0.15)", compare(server, results)),
            ("home page / fixed page of its size", compare(server, ["/"] * PAGES)),
            ("page of a service that has not changed / fixed page (goal 0.9)", unchanged(server)),
        ]


def compare(server: Server, paths: list[str], headers: dict[str, str] | None = None, expected: int = 200) -> str:
    _speed, size = server.get(paths)
    fixed = [f"/fixed/{size}/"] * len(paths)
    server.get(fixed)
    ratios, speeds = [], []
    for _round in range(ROUNDS):
        plain, _size = server.get(fixed)
        ours, _size = server.get(paths, headers, expected)
        ratios.append(ours / plain)
        speeds.append(ours)
    return f"{spread(ratios)}; {spread(speeds, '{:.0f}')} a second, {size // 1024} KB"


def unchanged(server: Server) -> str:
    """What a browser that kept the page of a service is told, against a fixed page of that page's size."""
    from providers.models import SearchDocument

    path = f"/services/{SearchDocument.objects.order_by('pk').values_list('pk', flat=True)[0]}/"
    return compare(server, [path] * PAGES, headers={"If-None-Match": server.tag_of(path)}, expected=304)


def main(sizes: list[int]) -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
    prepare()
    django.setup()
    from providers.models import SearchDocument

    table, p95 = [], {}
    asked = questions(SEARCHES)
    for size in sizes:
        if SearchDocument.objects.count() > size:
            table.append((f"{size:,} services", "left out: more are there from an earlier run; remove var/bench"))
            continue
        started = time.perf_counter()
        manage("seed_bench", str(size), owner=True)
        table.append((f"seed_bench {size:,}", f"{time.perf_counter() - started:.0f} s"))
        time_sql(asked)
        rounds = [time_sql(asked) for _n in range(3)]
        p95[size] = statistics.median(statistics.quantiles(r, n=20)[18] for r in rounds)
        table.append((f"search SQL at {size:,}, median, ms", spread([statistics.median(r) for r in rounds])))
        table.append((f"search SQL at {size:,}, 95th of 100, ms", f"{p95[size]:.2f}"))
        table += [(f"{what} at {size:,}", value) for what, value in pages(asked)]
    if len(p95) > 1:
        table.append((f"search SQL p95 at {max(p95):,} / at {min(p95):,}", f"{p95[max(p95)] / p95[min(p95)]:.1f}"))
    width = max(len(what) for what, _value in table)
    print("\n" + "\n".join(f"{what:<{width}}  {value}" for what, value in table))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 100_000])
