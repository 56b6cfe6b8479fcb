"""The documents of a feed, one by one: all lines where it streams them, else page by page and service by service."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from providers.open_referral import shapes
from providers.open_referral.incoming.fetching import Fetcher
from providers.open_referral.incoming.refusals import FeedRefused, NotOffered, Trouble

MOST_PAGES = 5_000
MOST_SERVICES = 50_000
STREAM = "/services?format=ndjson&full=true"
DETAILS = {"schedules", "service_areas", "service_at_locations", "languages", "funding", "cost_options", "contacts",
        "attributes"}  # fmt: skip


class Document(NamedTuple):
    """A service as the feed has it, and where it stood; without `facts` it has not changed since we last looked."""

    where: str
    facts: dict | None


def documents(fetcher: Fetcher, known: Mapping[str, str]) -> Iterator[Document]:
    """Every service of the feed. `known` says when those that we have were last changed, by their id."""
    try:
        yield from _streamed(fetcher)
    except NotOffered:
        for where, listed in _paged(fetcher):
            key = _key(listed, where)
            is_known = key in known and known[key] == listed.get("last_modified")
            yield Document(where, None) if is_known else _whole(fetcher, key, listed)


def _streamed(fetcher: Fetcher) -> Iterator[Document]:
    """All services in one answer; if the first has no details, it is no more than a list."""
    for number, document in enumerate(fetcher.lines(STREAM), 1):
        if number == 1 and not (isinstance(document, dict) and DETAILS & document.keys()):
            raise NotOffered(_("This is a list without details."), where=STREAM)
        if number > MOST_SERVICES:
            raise FeedRefused(too_many(), where=STREAM)
        yield Document(f"{STREAM}, line {number}", document)


def _whole(fetcher: Fetcher, key: str, listed: dict) -> Document:
    """The whole service that a list only names."""
    where = f"/services/{key}"
    document = fetcher.document(where, most=fetcher.limits.document_bytes)
    if not isinstance(document, dict) or str(document.get("id", "")).lower() != key:
        raise FeedRefused(_("It answers with another service than we asked for."), where=where)
    if "organization" not in document and "organization" in listed:
        document["organization"] = listed["organization"]
    return Document(where, document)


def _paged(fetcher: Fetcher) -> Iterator[tuple[str, dict]]:
    """Every service that the pages name."""
    first, seen = None, 0
    for number in range(1, MOST_PAGES + 1):
        where = f"/services?page={number}"
        page = fetcher.document(where, most=fetcher.limits.page_bytes)
        totals = _totals(page, where)
        first = first or totals
        seen += len(page["contents"])
        _check_page(page, number, seen, totals=totals, first=first)
        for place, listed in enumerate(page["contents"], 1):
            yield f"{where}, service {place}", listed
        if number >= first[1]:
            return
    raise FeedRefused(too_many())


def _totals(page: Any, where: str) -> tuple[int, int]:
    """How many services and pages there are, as every page has to say."""
    if found := shapes.problems("service_list", page)[:100]:
        raise FeedRefused(troubles=[Trouble(where, each) for each in found])
    if not isinstance(page.get("contents"), list) or not {"total_items", "total_pages"} <= page.keys():
        raise FeedRefused(_("This page does not say how many services and pages there are."), where=where)
    items, pages = int(page["total_items"]), int(page["total_pages"])
    if items > MOST_SERVICES or pages > MOST_PAGES:
        raise FeedRefused(too_many(), where=where)
    return items, pages


def _check_page(page: dict, number: int, seen: int, *, totals: tuple[int, int], first: tuple[int, int]) -> None:
    """Pages follow each other, agree about what there is, are not empty, and end where they said."""
    is_last = number >= first[1]
    wrong = {
        _("The number of services changed while we read. Run it again."): totals != first,
        _("It answers with another page than we asked for."): page.get("page_number", number) != number,
        _("It is empty, and there should be more."): not page["contents"] and seen < first[0],
        _("There are more services than it said."): seen > first[0],
        _("There are fewer services than it said."): is_last and seen < first[0],
        _("It does not know which page is its last."): page.get("last_page", is_last) != is_last,
    }
    if found := [words for words, holds in wrong.items() if holds]:
        raise FeedRefused(found[0], where=f"/services?page={number}")


def _key(listed: Any, where: str) -> str:
    """The id of a service, which is a UUID and nothing that could lead elsewhere."""
    try:
        return str(UUID(listed["id"]))
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise FeedRefused(_("This service has no id, or one that is no UUID."), where=where) from error


def too_many() -> str:
    return _("There are more than %(most)s services here.") % {"most": f"{MOST_SERVICES:,}"}
