"""Everything is read and judged into a temporary file before anything is written: a feed that lies leaves nothing."""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import IO, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from providers.open_referral import shapes
from providers.open_referral.incoming.feed import Document
from providers.open_referral.incoming.refusals import FeedRefused, Trouble

MOST_TROUBLES = 100


class Gathered(NamedTuple):
    """The services of a feed, kept in a file of their own, and how many had not changed since the last time."""

    file: IO[str]
    number: int
    unchanged: int

    def documents(self) -> Iterator[dict]:
        self.file.seek(0)
        return (json.loads(line) for line in self.file)


@contextmanager
def gathered(
    documents: Iterable[Document],
    *,
    counts: Callable[[dict], bool],
    limit: int | None,
    progress: Callable[[int], None],
) -> Iterator[Gathered]:
    """Gather the documents, at most `limit` of those that count; whatever is wrong with any of them is said."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        yield _gather(documents, file, counts=counts, limit=limit, progress=progress)


def _gather(documents, file: IO[str], *, counts, limit, progress) -> Gathered:
    troubles: list[Trouble] = []
    seen: set[str] = set()
    number = unchanged = counted = 0
    for number, document in enumerate(documents, 1):
        progress(number)
        if document.facts is None:
            unchanged += 1
            continue
        found = _troubles(document, seen)
        troubles += found
        if len(troubles) >= MOST_TROUBLES:
            break
        file.write(json.dumps(document.facts) + "\n")
        counted += limit is not None and not found and counts(document.facts)
        if limit is not None and counted >= limit:
            break
    if troubles:
        raise FeedRefused(troubles=troubles[:MOST_TROUBLES])
    return Gathered(file, number - unchanged, unchanged)


def _troubles(document: Document, seen: set[str]) -> list[Trouble]:
    """What is wrong with one document by itself, or beside those before it."""
    found = [Trouble(document.where, each) for each in shapes.problems("service", document.facts)]
    if found or document.facts is None:
        return found
    key = str(UUID(document.facts["id"]))
    if key in seen:
        found.append(Trouble(document.where, _("The id %(id)s was there before.") % {"id": key}))
    seen.add(key)
    return found
