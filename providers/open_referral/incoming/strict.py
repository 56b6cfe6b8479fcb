"""JSON as RFC 8259 has it, and nothing that parsers disagree about: no key twice, no NaN, no half a letter."""

import json
import math
import re
from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from providers.open_referral.incoming.refusals import FeedRefused

BROKEN = re.compile("[\\0\\ud800-\\udfff]")
MOST = 200_000  # values in one answer; a page of five hundred services has about twenty thousand
DEEPEST = 32  # a service of Open Referral UK is at most eight levels deep


class _Unclean(ValueError):
    """Says what is wrong with a value."""


def parse(data: bytes, *, where: str, most: int = MOST) -> Any:
    """The document in these bytes."""
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
        document = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
        _check(document, most)
    except UnicodeDecodeError as error:
        raise FeedRefused(_("This is not text in UTF-8."), where=where) from error
    except RecursionError as error:
        raise FeedRefused(_("This is nested too deep to be a service."), where=where) from error
    except _Unclean as error:
        raise FeedRefused(str(error), where=where) from error
    except ValueError as error:
        raise FeedRefused(_("This is not JSON."), where=where) from error
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(name for name, _value in pairs).most_common(1)[0][0]
        raise _Unclean(_("“%(name)s” stands twice in one place.") % {"name": twice[:60]})
    return found


def _no_number(word: str) -> None:
    raise _Unclean(_("%(word)s is not a number in JSON.") % {"word": word})


def _check(document: Any, most: int) -> None:
    """Every value at every depth can be kept: numbers have an end, text has whole letters."""
    level, depth = [document], 0
    while level:
        depth, most = depth + 1, most - len(level)
        if most < 0:
            raise _Unclean(_("There is too much in one answer."))
        if depth > DEEPEST:
            raise RecursionError
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                below += [*value, *value.values()]
            elif isinstance(value, list):
                below += value
            else:
                _check_plain(value)
        level = below


def _check_plain(value: Any) -> None:
    if isinstance(value, float) and not math.isfinite(value):
        raise _Unclean(_("A number is too large."))
    if isinstance(value, str) and BROKEN.search(value):
        raise _Unclean(_("Some text has half a letter, or a letter that ends it."))
