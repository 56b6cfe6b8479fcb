"""A feed of another directory, served for real on this machine, which can be made to lie."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from uuid import NAMESPACE_URL, uuid5

from providers import taxonomy

JSON, NDJSON = "application/json", "application/x-ndjson"
HALL = {"location_type": "physical", "name": "St Jude’s Hall"}
STREET = {"address_1": "1 High Road", "city": "Nottingham", "state_province": "Nottinghamshire", "country": "GB",
          "address_type": "physical"}  # fmt: skip


def an_id(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"https://feed.example/{name}"))


def at(postcode: str, n: int = 1, **location) -> dict:
    """A place of a service."""
    address = {"id": an_id(f"address {n}"), **STREET, "postal_code": postcode}
    return {
        "id": an_id(f"there {n}"),
        "location": {"id": an_id(f"location {n}"), **HALL, "addresses": [address]} | location,
    }


def tagged(name: str, link_type: str = "service_type", **term) -> dict:
    """An attribute of a service."""
    record = {"id": an_id(f"term {name}"), "name": name, "description": name} | term
    return {"id": an_id(f"attribute {name}"), "link_type": link_type, "taxonomy_term": record}


def ours(slug: str) -> dict:
    """An attribute with one of our own terms, called something that we would not know."""
    term = next(t for terms in taxonomy.LISTS.values() for t in terms if t.slug == slug)
    return tagged(f"Number {slug[:3]}", id=str(term.id))


def a_service(n: int = 1, /, **changes) -> dict:
    """A good service in Nottingham; a change to None leaves the field out."""
    service = {
        "id": an_id(f"service {n}"),
        "name": f"Supper Club {n}",
        "description": "We cook and eat together. Everybody peels.",
        "status": "active",
        "minimum_age": 18,
        "last_modified": "2026-11-02T09:15:30.000Z",
        "organization": {"id": an_id(f"organisation {n}"), "name": f"Pots {n}", "description": "Two friends."},
        "service_at_locations": [at("NG1 5FS")],
        "schedules": [{"id": an_id(f"when {n}"), "freq": "WEEKLY", "byday": "MO,TH", "opens_at": "17:00Z",
                       "closes_at": "19:30Z"}],
        "cost_options": [{"id": an_id(f"cost {n}"), "option": "Supper", "amount": 6.5,
                          "amount_description": "a meal"}],
        "attributes": [tagged("Lunch club"), tagged("Older people", "need")],
    } | changes  # fmt: skip
    return {name: value for name, value in service.items() if value is not None}


class Feed:
    """Answers as an honest feed does, except where `answers` says otherwise (by path and query)."""

    def __init__(self, address: str):
        self.address = f"{address}/api/oruk/v3"
        self.services: list[dict] = []
        self.answers: dict[str, Callable | tuple] = {}
        self.asked: list[str] = []
        self.streams = False
        self.per_page = 2

    def answer(self, target: str) -> tuple | Callable:
        """Status, headers and body; or a function that writes to the wire itself."""
        self.asked.append(target)
        if target in self.answers:
            return self.answers[target]
        path, query = urlsplit(target).path, parse_qs(urlsplit(target).query)
        if path == "/services" and query.get("format") == ["ndjson"]:
            lines = b"".join(json.dumps(each).encode() + b"\n" for each in self.services)
            return (200, {"Content-Type": NDJSON}, lines) if self.streams else (400, {}, b"{}")
        if path == "/services":
            return as_json(self.page(int(query["page"][0])))
        found = [each for each in self.services if path == f"/services/{each['id']}"]
        return as_json(found[0]) if found else (404, {}, b"{}")

    def page(self, number: int, **changes) -> dict:
        total = -(-len(self.services) // self.per_page)
        here = self.services[(number - 1) * self.per_page : number * self.per_page]
        plain = ("id", "name", "status", "last_modified", "organization")
        return {
            "total_items": len(self.services), "total_pages": total, "page_number": number, "size": len(here),
            "first_page": number == 1, "last_page": number >= total, "empty": not here,
            "contents": [{name: each[name] for name in plain if name in each} for each in here],
        } | changes  # fmt: skip

    def lie(self, target: str, document, **headers) -> None:
        """Answer this address with another document, or with these very bytes."""
        self.answers[target] = as_json(document, **headers)


def as_json(document, **headers) -> tuple:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return 200, {"Content-Type": JSON} | {name.replace("_", "-"): value for name, value in headers.items()}, body


@contextmanager
def served(tls: ssl.SSLContext | None = None) -> Iterator[Feed]:
    """A feed on a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            found = feed.answer(self.path.removeprefix("/api/oruk/v3"))
            if callable(found):
                found(self.wfile)
                return
            status, headers, body = found
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def handle(self):
            try:
                super().handle()
            except OSError:
                """The reader hung up, as it should when it is lied to."""

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    feed = Feed(f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield feed
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
