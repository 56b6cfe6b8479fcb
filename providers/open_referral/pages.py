"""One page of a list: its envelope says how many there are, and every number in it is true."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet

from providers.open_referral.asking import Asked


def page(found: QuerySet | Sequence, asked: Asked, write: Callable[[list], list[dict]]) -> dict:
    """The envelope of the page that was asked for, with what `write` makes of its keys or records."""
    total = found.count() if isinstance(found, QuerySet) else len(found)
    first = (asked.page - 1) * asked.per_page
    chosen = _chosen(found, first, asked.per_page) if first < total else []
    contents = write(chosen) if chosen else []
    pages = -(-total // asked.per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def _chosen(found: Any, first: int, size: int) -> list:
    keys = found.values_list("pk", flat=True) if isinstance(found, QuerySet) else found
    return list(keys[first : first + size])
