"""A feed that lies is refused whole, in words, and leaves nothing behind."""

import csv
import gzip
import json
import time

import pytest
from django.core.management import CommandError, call_command

from marketplace.organisations.models import Organisation
from providers.models import Enterprise, ImportedService, Service
from providers.open_referral.incoming import feed as feeds
from providers.open_referral.incoming import fetching, files
from providers.open_referral.incoming.fetching import Limits
from tests.factories import NOTTINGHAM
from tests.providers.feeds import JSON, NDJSON, a_service, an_id, as_json, served

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("england", "nottingham")]
ONE, TWO, FIRST, SECOND = (
    f"/services/{an_id('service 1')}",
    f"/services/{an_id('service 2')}",
    "/services?page=1",
    "/services?page=2",
)
STREAM = "/services?format=ndjson&full=true"


@pytest.fixture
def feed():
    with served() as found:
        found.services = [a_service(1), a_service(2), a_service(3)]
        yield found


@pytest.fixture
def refused(capsys, tmp_path):
    """Import what must be refused, and return what the command says; nothing may be left."""

    def run(source, *options) -> str:
        before = Organisation.objects.count()
        with pytest.raises(CommandError, match="refused, and nothing was changed"):
            call_command("import_oruk", str(source), "--council", NOTTINGHAM, "--report", tmp_path / "r.csv", *options)
        assert (
            not Service.objects.exists() and not Enterprise.objects.exists() and not ImportedService.objects.exists()
        )
        assert Organisation.objects.count() == before
        with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
            assert {row["what happened"] for row in csv.DictReader(file)} == {"refused"}
        return capsys.readouterr().out

    return run


@pytest.fixture
def lying(refused, feed):
    """What is said when this feed is taken in."""
    return lambda: refused(feed.address, "--allow-private")


@pytest.fixture
def small(monkeypatch):
    """A feed may take little of our time and space."""
    limits = Limits(
        request_seconds=0.6,
        all_seconds=1.2,
        wait_seconds=1,
        document_bytes=20_000,
        page_bytes=40_000,
        all_bytes=60_000,
    )
    monkeypatch.setattr(fetching, "Limits", lambda: limits)
    return limits


# --- Documents that lie --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": None}, "$.name = nothing: is required"),
        ({"status": "published"}, "must be one of active"),
        ({"minimum_age": "18"}, "must be a number"),
        ({"organization": {"id": an_id("o")}}, "$.organization.name = nothing: is required"),
        ({"schedules": {}}, "must be an array"),
        ({"schedules": [{"id": an_id("s"), "freq": "DAILY"}]}, "must be one of WEEKLY, MONTHLY"),
        ({"cost_options": [{"id": an_id("c"), "amount": "19.50"}]}, "must be a number"),
        ({"attributes": [{"link_type": "need"}]}, "$.attributes[0].id = nothing: is required"),
        ({"last_modified": "yesterday"}, "must be a date-time"),
        ({"url": ""}, "a field without a value is left out"),
    ],
)
def test_one_wrong_service_refuses_the_whole_feed(lying, feed, changes, said):
    feed.lie(TWO, a_service(2, **changes))
    words = lying()
    assert said in words and TWO in words


def test_nulls_are_refused(lying, feed):
    feed.lie(ONE, a_service(1) | {"description": None, "schedules": None})
    assert "$.description = null" in lying()


def test_every_wrong_service_is_named(lying, feed):
    for where, n in ((ONE, 1), (TWO, 2)):
        feed.lie(where, a_service(n, name=None))
    words = lying()
    assert ONE in words and TWO in words


@pytest.mark.parametrize("answer", [[], "no", 7, {"id": an_id("service 2")}, a_service(2), {}])
def test_another_service_than_was_asked_for_is_refused(lying, feed, answer):
    feed.lie(ONE, answer)
    assert "another service" in lying()


@pytest.mark.parametrize("key", [None, 7, "", "1", "../../admin", "a b", an_id("x") + "/../.."])
def test_an_id_that_is_no_uuid_is_never_asked_for(lying, feed, key):
    feed.services = [a_service(1) | {"id": key}]
    assert lying()
    assert feed.asked == [STREAM, FIRST]


def test_the_same_id_twice_is_refused(lying, feed):
    feed.services[2]["id"] = feed.services[0]["id"]
    assert "was there before" in lying()


def test_the_same_id_twice_is_refused_in_any_letters(refused, tmp_path):
    twice = [a_service(1), a_service(1) | {"id": a_service(1)["id"].upper()}]
    (tmp_path / "feed.json").write_text(json.dumps(twice))
    assert "was there before" in refused(tmp_path / "feed.json")


BAD = {
    "nested deep": b"[" * 10_000 + b"]" * 10_000,
    "objects nested deep": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "nested too deep for a service": json.dumps(a_service(1, x=json.loads("[" * 40 + "]" * 40))).encode(),
    "not a number": json.dumps(a_service(1)).encode().replace(b"18,", b"NaN,"),
    "without end": json.dumps(a_service(1)).encode().replace(b"18,", b"-Infinity,"),
    "a number too large": json.dumps(a_service(1)).encode().replace(b"18,", b"1e999,"),
    "a number of a million figures": b'{"id": ' + b"9" * 1_000_000 + b"}",
    "a key twice": json.dumps(a_service(1)).encode().replace(b'"status"', b'"name"'),
    "no UTF-8": json.dumps(a_service(1)).encode().replace(b"Supper", b"\xff\xfe"),
    "half a letter": json.dumps(a_service(1)).encode().replace(b"Supper", rb"\ud800"),
    "a zero byte": json.dumps(a_service(1)).encode().replace(b"Supper", rb"\u0000"),
    "too much": json.dumps(a_service(1, schedules=[None] * 250_000)).encode(),
    "half a document": json.dumps(a_service(1)).encode()[:-9],
    "two documents": json.dumps(a_service(1)).encode() * 2,
    "a web page": b"<!doctype html><title>Sorry</title>",
    "nothing": b"",
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_sound_json_is_refused(lying, feed, kind):
    feed.lie(ONE, BAD[kind])
    assert ONE in lying()


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_is_no_sound_json_is_refused(refused, tmp_path, kind):
    (tmp_path / "feed").write_bytes(BAD[kind])
    assert refused(tmp_path / "feed")


@pytest.mark.parametrize("kind", [kind for kind in BAD if kind not in ("nothing", "two documents")])
def test_a_bad_line_of_a_stream_is_refused(lying, feed, kind):
    good = json.dumps(a_service(2)).encode()
    feed.answers[STREAM] = (200, {"Content-Type": NDJSON}, good + b"\n" + BAD[kind] + b"\n")
    assert "line 2" in lying()


# --- Pages that lie ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("page", "changes", "said"),
    [
        (2, {"total_items": 4}, "The number of services changed"),
        (2, {"total_pages": 3}, "The number of services changed"),
        (2, {"contents": []}, "It is empty"),
        (2, {"page_number": 1}, "another page"),
        (1, {"last_page": True}, "which page is its last"),
        (1, {"total_items": 1, "total_pages": 1, "last_page": True}, "more services than it said"),
        (1, {"total_pages": 1, "last_page": True}, "fewer services than it said"),
        (1, {"total_items": 10**9}, "more than 50,000"),
        (1, {"total_pages": 10**9}, "more than 50,000"),
        (1, {"total_items": "3"}, "must be an integer"),
        (1, {"contents": {}}, "must be an array"),
        (1, {"contents": [None]}, "must be an object"),
    ],
)
def test_pages_that_do_not_fit_together_are_refused(lying, feed, page, changes, said):
    feed.lie(f"/services?page={page}", feed.page(page, **changes))
    assert said in lying()


@pytest.mark.parametrize("missing", ["contents", "total_items", "total_pages"])
def test_a_page_that_does_not_say_how_much_there_is_is_refused(lying, feed, missing):
    feed.lie(FIRST, {name: value for name, value in feed.page(1).items() if name != missing})
    assert "does not say how many" in lying()


def test_a_feed_that_gives_its_first_page_for_ever_is_refused(lying, feed):
    feed.lie(SECOND, feed.page(1, page_number=2, last_page=True))
    assert lying()
    assert len(feed.asked) < 8


def test_a_feed_without_end_is_left_after_so_many_pages(lying, feed, monkeypatch):
    monkeypatch.setattr(feeds, "MOST_PAGES", 3)
    monkeypatch.setattr(feeds, "MOST_SERVICES", 4)
    feed.services = [a_service(n) for n in range(5)]
    assert "more than 4" in lying()


def test_a_stream_without_end_is_left_after_so_many_services(lying, feed, monkeypatch):
    monkeypatch.setattr(feeds, "MOST_SERVICES", 2)
    feed.streams = True
    assert "more than 2" in lying()


def test_a_service_that_is_listed_and_not_there_refuses_the_feed(lying, feed):
    feed.answers[ONE] = (404, {}, b"")
    assert "answered 404" in lying()


# --- Answers that lie ----------------------------------------------------------------------------------------------
def test_an_answer_of_another_kind_is_refused(lying, feed):
    feed.lie(FIRST, feed.page(1), Content_Type="text/html")
    assert "not application/json" in lying()


def test_another_alphabet_than_it_should_be_is_refused(lying, feed):
    feed.lie(FIRST, feed.page(1), Content_Type=f"{JSON}; charset=utf-16")
    assert "UTF-8" in lying()


@pytest.mark.parametrize("where", [FIRST, ONE, STREAM])
def test_ten_gigabytes_are_refused_by_what_they_promise(lying, feed, where):
    kind = NDJSON if where == STREAM else JSON
    feed.answers[where] = lambda out: out.write(
        b"HTTP/1.0 200 OK\r\nContent-Type: %b\r\nContent-Length: 10000000000\r\n\r\n[" % kind.encode()
    )
    assert "larger than" in lying()


@pytest.mark.parametrize("where", [FIRST, ONE])
def test_an_answer_without_end_is_left_while_it_is_read(lying, feed, small, where):
    def pour(out):
        out.write(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n")
        while True:
            out.write(b" " * 65536)

    feed.answers[where] = pour
    assert "larger than" in lying()


def test_a_line_without_end_is_left_while_it_is_read(lying, feed, small):
    def pour(out):
        out.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            out.write(b"1000\r\n" + b" " * 4096 + b"\r\n")

    feed.answers[STREAM] = pour
    assert "larger than" in lying()


def test_many_answers_together_are_refused_when_they_are_too_much(lying, feed, small):
    feed.services = [a_service(n, description="Stew. " * 3000) for n in range(1, 5)]
    assert "larger than" in lying()


@pytest.mark.parametrize("packing", ["gzip", "deflate", "br", "gzip, gzip"])
def test_a_packed_answer_is_never_unpacked(lying, feed, packing):
    bomb = gzip.compress(b" " * 10_000_000)
    feed.lie(FIRST, bomb, Content_Encoding=packing)
    assert "is packed" in lying()


@pytest.mark.parametrize("length", [b"Content-Length: 500", b"Transfer-Encoding: chunked"])
def test_an_answer_that_breaks_off_is_refused(lying, feed, length):
    feed.answers[FIRST] = lambda out: out.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + length + b"\r\n\r\n2\r\n{}\r\n"
    )
    assert "broke off" in lying()


@pytest.mark.parametrize("wire", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500])
def test_what_is_no_http_is_refused(lying, feed, wire):
    feed.answers[FIRST] = lambda out: out.write(wire)
    assert "broke off" in lying()


def test_a_stream_of_which_nobody_could_tell_that_it_is_whole_is_not_used(feed, capsys):
    lines = (
        b"HTTP/1.0 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n" + json.dumps(a_service(1)).encode() + b"\n"
    )
    feed.answers[STREAM] = lambda out: out.write(lines)
    call_command("import_oruk", feed.address, "--council", NOTTINGHAM, "--allow-private")
    assert "3 taken in" in capsys.readouterr().out


# --- Slow answers --------------------------------------------------------------------------------------------------
def drip(start: bytes):
    def run(out):
        out.write(start)
        for _second in range(100):
            out.write(b" ")
            time.sleep(0.05)

    return run


@pytest.mark.parametrize(
    "start",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX: ",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000\r\n\r\n",
    ],
)
def test_an_answer_that_drips_has_a_deadline(lying, feed, small, start):
    feed.answers[FIRST] = drip(start)
    began = time.monotonic()
    assert "took too long" in lying()
    assert time.monotonic() - began < 2


def test_many_answers_that_are_each_in_time_have_a_deadline_together(lying, feed, small):
    feed.services = [a_service(n) for n in range(1, 9)]
    for each in feed.services:

        def slowly(out, document=each):
            time.sleep(0.3)
            _status, _headers, body = as_json(document)
            out.write(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + body)

        feed.answers[f"/services/{each['id']}"] = slowly
    began = time.monotonic()
    assert "took too long" in lying()
    assert time.monotonic() - began < 3


def test_a_busy_feed_is_asked_again_when_it_says_when(feed, small, capsys):
    answers = [(429, {"Retry-After": "0"}, b""), as_json(feed.services[0])]
    real = feed.answer
    feed.answer = lambda target: answers.pop(0) if target == ONE else real(target)
    call_command("import_oruk", feed.address, "--council", NOTTINGHAM, "--allow-private")
    assert "3 taken in" in capsys.readouterr().out


@pytest.mark.parametrize("wait", ["0", "900", "-1", "soon", "9" * 50])
def test_a_feed_that_is_always_busy_is_left_alone(lying, feed, small, wait):
    feed.answers[ONE] = (429, {"Retry-After": wait}, b"")
    assert "too often" in lying()


# --- Files -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("file", ["no such file", "."])
def test_a_file_that_cannot_be_read_is_said(refused, tmp_path, file):
    assert "cannot be read" in refused(tmp_path / file)


def test_a_file_that_is_too_large_says_what_to_do(refused, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MOST", 1000)
    (tmp_path / "feed.json").write_text(json.dumps([a_service(1)], indent=1))
    assert "Save it as NDJSON" in refused(tmp_path / "feed.json")


@pytest.mark.parametrize(
    "part", [{"total_pages": 400}, {"total_items": 3}, {"page_number": 2}, {"last_page": False}, {"total_pages": "2"}]
)
def test_a_page_of_several_is_not_the_feed(refused, tmp_path, part):
    page = {"total_items": 1, "total_pages": 1, "contents": [a_service(1)]} | part
    (tmp_path / "feed.json").write_text(json.dumps(page))
    assert "file: This is a part of a feed: 1 services here" in refused(tmp_path / "feed.json")


def test_a_line_of_a_file_that_is_too_large_is_refused(refused, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LIMITS", Limits(document_bytes=5000))
    lines = [json.dumps(a_service(1)), json.dumps(a_service(2, description="Stew. " * 1000))]
    (tmp_path / "feed.ndjson").write_text("\n".join(lines))
    assert "line 2: This is too large" in refused(tmp_path / "feed.ndjson")


def test_something_that_breaks_half_way_leaves_nothing(feed, monkeypatch):
    class Broken(Exception):
        """Nobody expected it."""

    def breaks(*args, **kwargs):
        raise Broken

    monkeypatch.setattr("providers.management.commands.import_oruk.completeness.missing", breaks)
    with pytest.raises(Broken):
        call_command("import_oruk", feed.address, "--council", NOTTINGHAM, "--allow-private")
    assert not Service.objects.exists() and not Enterprise.objects.exists()
