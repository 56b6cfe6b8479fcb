"""Fetching from somebody whom we do not trust: from a checked address, in so much time and so many bytes.

Redirects are never followed, answers are asked for unpacked, and what comes packed is refused. `http.client` reads no
proxies from the environment.
"""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from providers.open_referral.incoming import strict
from providers.open_referral.incoming.addresses import PORTS, Base, checked_addresses
from providers.open_referral.incoming.refusals import FeedRefused, NotOffered

CHUNK = 64 * 1024
MEGABYTE = 1024 * 1024
JSON = ("application/json",)
LINES = ("application/x-ndjson", "application/ndjson", "application/jsonl", "application/json-lines")
TOO_MANY, TRIES = 429, 3
HEADERS = {
    "Accept-Encoding": "identity",
    "Connection": "close",
    "User-Agent": "JustRight/1.0 (import of an Open Referral feed)",
}


@dataclass(frozen=True)
class Limits:
    """How much of our time and space a feed may take."""

    request_seconds: float = 30
    all_seconds: float = 3600
    wait_seconds: float = 60  # the longest that a feed may ask us to wait before we ask again
    document_bytes: int = 2 * MEGABYTE  # one service; the largest known is under 100 kB
    page_bytes: int = 16 * MEGABYTE
    all_bytes: int = 1024 * MEGABYTE


class _Wire(io.RawIOBase):
    """A connection on which every wait ends when the time of the whole answer is over, however slowly it drips."""

    def __init__(self, wire: socket.socket, until: float):
        self.wire, self.until = wire, until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        self.wire.settimeout(_left(self.until))
        return self.wire.recv_into(buffer)

    def sendall(self, data: bytes) -> None:
        self.wire.settimeout(_left(self.until))
        self.wire.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self, CHUNK)

    def close(self) -> None:
        """`http.client` closes early, while it still reads; `_Pinned.hang_up` really closes."""


class _Pinned(http.client.HTTPConnection):
    """A connection to one checked address, which still has to prove by TLS that it is the site of that name."""

    def __init__(self, base: Base, address: str, until: float):
        super().__init__(base.host, base.port)
        self.default_port, self.base, self.address, self.until = PORTS[base.scheme], base, address, until
        self.wire: socket.socket | None = None

    def connect(self) -> None:
        self.wire = socket.create_connection((self.address, self.port), timeout=_left(self.until))
        if self.base.scheme == "https":
            self.wire.settimeout(_left(self.until))
            self.wire = ssl.create_default_context().wrap_socket(self.wire, server_hostname=self.host)
        self.sock = _Wire(self.wire, self.until)  # type: ignore[assignment]

    def hang_up(self) -> None:
        self.close()
        if self.wire is not None:
            self.wire.close()


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


Asked = tuple[_Pinned, http.client.HTTPResponse]


class Fetcher:
    """Asks one feed, one question after another."""

    def __init__(self, base: Base, *, allow_private: bool = False, limits: Limits | None = None):
        self.base, self.allow_private, self.limits = base, allow_private, limits or Limits()
        self.ends = time.monotonic() + self.limits.all_seconds
        self.bytes_left = self.limits.all_bytes

    def document(self, target: str, *, most: int) -> Any:
        """The JSON document at this place under the feed's address."""
        with self._answer(target, JSON, self.limits.request_seconds) as response:
            return strict.parse(b"".join(self._chunks(response, target, most)), where=target)

    def lines(self, target: str) -> Iterator[Any]:
        """Documents of an answer that has one on each line, as they come."""
        most = self.limits.document_bytes
        with self._answer(target, LINES, self.limits.all_seconds) as response:
            if response.length is None and not response.chunked:
                raise NotOffered(_("Nobody could tell whether this answer is whole."), where=target)
            yield from _lines(self._chunks(response, target, self.limits.all_bytes), target, most)

    @contextmanager
    def _answer(self, target: str, kinds: tuple[str, ...], seconds: float) -> Iterator[http.client.HTTPResponse]:
        """An answer of one of these kinds; what goes wrong on the way is said in words."""
        until = min(time.monotonic() + seconds, self.ends)
        try:
            connection, response = self._asked(target, until, kinds)
            try:
                _check(response, kinds, target)
                yield response
            finally:
                connection.hang_up()
        except TimeoutError as error:
            raise FeedRefused(_("The answer took too long."), where=target) from error
        except ssl.SSLCertVerificationError as error:
            raise FeedRefused(_("The site cannot prove that it is the one we asked for."), where=target) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise FeedRefused(_("The connection failed or broke off."), where=target) from error

    def _asked(self, target: str, until: float, kinds: tuple[str, ...]) -> Asked:
        """Ask, and ask again when the feed says that it is busy and for how long."""
        for _try in range(TRIES):
            connection, response = self._connected(target, until, kinds)
            wait = _seconds_to_wait(response)
            if wait is None or wait > self.limits.wait_seconds:
                return connection, response
            connection.hang_up()
            time.sleep(min(wait, _left(self.ends)))
            until = min(until + wait, self.ends)
        raise FeedRefused(_("The feed says that we ask too often. Try again later."), where=target)

    def _connected(self, target: str, until: float, kinds: tuple[str, ...]) -> Asked:
        """The first of the site's addresses that answers."""
        last: OSError = TimeoutError()
        for address in checked_addresses(self.base, allow_private=self.allow_private):
            connection = _Pinned(self.base, address, until)
            try:
                connection.request("GET", f"{self.base.path}{target}", headers=HEADERS | {"Accept": ", ".join(kinds)})
                return connection, connection.getresponse()
            except (ssl.SSLError, http.client.HTTPException, ValueError):
                connection.hang_up()
                raise
            except OSError as error:
                connection.hang_up()
                last = error
        raise last

    def _chunks(self, response: http.client.HTTPResponse, target: str, most: int) -> Iterator[bytes]:
        """The answer piece by piece, whole, and never more than so many bytes."""
        promised, read = response.length, 0
        too_large = FeedRefused(_("The answer is larger than %(most)s MB.") % {"most": most // MEGABYTE}, where=target)
        if promised is not None and promised > min(most, self.bytes_left):
            raise too_large
        while chunk := response.read(CHUNK):
            read += len(chunk)
            self.bytes_left -= len(chunk)
            if read > most or self.bytes_left < 0:
                raise too_large
            yield chunk
        if promised is not None and read < promised:
            raise FeedRefused(_("The connection failed or broke off."), where=target)


def _seconds_to_wait(response: http.client.HTTPResponse) -> int | None:
    """How long a busy feed asks us to wait, when it says so."""
    said = response.headers.get("Retry-After", "")
    is_plain = said.isascii() and said.isdigit() and len(said) < 6
    return int(said) if response.status == TOO_MANY and is_plain else None


def _check(response: http.client.HTTPResponse, kinds: tuple[str, ...], target: str) -> None:
    """It is there, it is of the kind we asked for, in UTF-8, and nobody packed it or sends us elsewhere."""
    if 300 <= response.status < 400:
        raise FeedRefused(_("The feed sends us to another address. We do not follow; give its own."), where=target)
    if response.status == TOO_MANY:
        raise FeedRefused(_("The feed says that we ask too often. Try again later."), where=target)
    if response.status != http.client.OK:
        raise NotOffered(_("The feed answered %(status)s.") % {"status": response.status}, where=target)
    if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise FeedRefused(_("The answer is packed, and we asked for it unpacked."), where=target)
    if response.headers.get_content_type() not in kinds:
        raise NotOffered(_("The answer is not %(kind)s.") % {"kind": kinds[0]}, where=target)
    if (response.headers.get_content_charset() or "utf-8") not in ("utf-8", "us-ascii"):
        raise FeedRefused(_("This is not text in UTF-8."), where=target)


def _lines(chunks: Iterator[bytes], target: str, most: int) -> Iterator[Any]:
    """Documents, one a line, of pieces that end anywhere."""
    number, rest = 0, b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        if max(map(len, (rest, *whole))) > most:
            raise FeedRefused(_("A service is larger than %(most)s MB.") % {"most": most // MEGABYTE}, where=target)
        for line in whole:
            number += 1
            if line.strip():
                yield strict.parse(line, where=f"{target}, line {number}")
    if rest.strip():
        yield strict.parse(rest, where=f"{target}, line {number + 1}")
