"""The documents of a file: a list of services, a page, one service, or one on each line."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from providers.open_referral.incoming import strict
from providers.open_referral.incoming.feed import MOST_SERVICES, Document, too_many
from providers.open_referral.incoming.fetching import MEGABYTE, Limits
from providers.open_referral.incoming.refusals import FeedRefused

MOST = 32 * MEGABYTE  # JSON that is read at once takes about ten times its size
LIMITS = Limits()


def documents(path: Path) -> Iterator[Document]:
    """Every service of the file."""
    try:
        with path.open("rb") as file:
            found = _on_lines(file) if _is_lines(file) else _in_one(file)
            for number, document in enumerate(found, 1):
                if number > MOST_SERVICES:
                    raise FeedRefused(too_many())
                yield document
    except OSError as error:
        raise FeedRefused(_("The file cannot be read: %(why)s.") % {"why": error.strerror}) from error


def _is_lines(file: IO[bytes]) -> bool:
    """Whether the first line is a document by itself and another follows."""
    first, second = _line(file), _line(file)
    while second and not second.strip():
        second = _line(file)
    file.seek(0)
    try:
        return bool(second) and isinstance(strict.parse(first, where="line 1"), dict)
    except FeedRefused:
        return False


def _line(file: IO[bytes]) -> bytes:
    return file.readline(LIMITS.document_bytes + 1)


def _on_lines(file: IO[bytes]) -> Iterator[Document]:
    number, read = 0, 0
    while line := _line(file):
        number, read = number + 1, read + len(line)
        if len(line) > LIMITS.document_bytes or read > LIMITS.all_bytes:
            raise FeedRefused(_("This is too large to be a feed of services."), where=f"line {number}")
        if line.strip():
            yield Document(f"line {number}", strict.parse(line, where=f"line {number}"))


def _in_one(file: IO[bytes]) -> Iterator[Document]:
    data = file.read(MOST + 1)
    if len(data) > MOST:
        too_large = _("The file is larger than %(most)s MB. Save it as NDJSON: one service on each line.")
        raise FeedRefused(too_large % {"most": MOST // MEGABYTE})
    found = _services(strict.parse(data, where="file", most=MOST))
    yield from (Document(f"service {number}", each) for number, each in enumerate(found, 1))


def _services(document: Any) -> list:
    """The services in a list, on a page, or the one that the document is."""
    if isinstance(document, dict) and "contents" in document:
        _refuse_part(document)
        document = document["contents"]
    if isinstance(document, dict):
        return [document]
    if not isinstance(document, list):
        raise FeedRefused(_("There is no service in this file."), where="file")
    return document


def _refuse_part(page: dict) -> None:
    """One page of several is a part of a feed, and a part is not the feed."""
    services = page["contents"] if isinstance(page["contents"], list) else [page["contents"]]
    whole = {"total_pages": (0, 1), "total_items": (len(services),), "page_number": (0, 1), "first_page": (True,),
             "last_page": (True,)}  # fmt: skip
    if all(page.get(name, good[-1]) in good for name, good in whole.items()):
        return
    said = {"here": len(services), "services": page.get("total_items", "?"), "pages": page.get("total_pages", "?")}
    raise FeedRefused(
        _("This is a part of a feed: %(here)s services here, and it says that there are %(services)s on %(pages)s "
          "pages. Give the address of the feed, or a file that holds all of it.") % said,
        where="file",
    )  # fmt: skip
