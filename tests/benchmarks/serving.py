"""One web process of the site, and how many pages it gives beside a fixed page of the same size."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time

import psutil

ROUNDS, PAGES, FEED_ROWS = 7, 60, 500_000


def spread(values: list[float], form: str = "{:.2f}") -> str:
    """Median, and the smallest and largest in brackets."""
    middle, low, high = statistics.median(values), min(values), max(values)
    return f"{form.format(middle)} ({form.format(low)} to {form.format(high)})"


class Server:
    """One web process of the site on a free port, with these variables beside its own."""

    def __init__(self, **environment: str):
        self.environment = os.environ | environment

    def __enter__(self) -> "Server":
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "marketplace.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--timeout", "600"]
        self.process = subprocess.Popen([*command, "--workers", "1", "--threads", "2", "--log-level", "error"],
                                        env=self.environment)  # fmt: skip
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


def pages(results: list[str]) -> list[tuple[str, str]]:
    """Pages against a fixed page of their size; results are asked once with the cache off, once from it."""
    with Server(RESULTS_KEPT="0") as server:
        uncached = compare(server, results)
    with Server() as server:
        return [
            ("search page, not cached / fixed page of its size (goal 0.25)", uncached),
            ("search page, cached / fixed page (goal 0.75)", compare(server, results)),
            ("home page / fixed page of its size", compare(server, ["/"] * PAGES)),
            ("page of a service that has not changed, 304 / fixed page (goal 0.9)", unchanged(server)),
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


def feed() -> list[tuple[str, str]]:
    """Half a million rows of the open feed as NDJSON, and what they add to the process that sends them."""
    with Server() as server:
        server.get(["/api/oruk/v3/services?per_page=50"] * 3)
        worker = psutil.Process(server.process.pid).children()[0]
        before = most = worker.memory_info().rss
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        started, rows = time.perf_counter(), 0
        connection.request("GET", "/api/oruk/v3/services?format=ndjson")
        answer = connection.getresponse()
        while rows < FEED_ROWS and (chunk := answer.read(1 << 20)):
            rows += chunk.count(b"\n")
            most = max(most, worker.memory_info().rss)
        connection.close()
        taken = time.perf_counter() - started
    grown = (most - before) / 1_000_000
    return [("open feed as NDJSON (goal: 50 MB more at most)", f"{rows:,} rows in {taken:.0f} s, {grown:.0f} MB more")]
