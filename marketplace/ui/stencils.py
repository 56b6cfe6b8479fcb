"""Parts that a page shows many times: a template draws each shape once, with marks where the words go.

A shape is all about a part but its words: which words there are, which icons, which look. The words of one part are
escaped and stand between the pieces of its shape, so that ten cards cost no more than their words.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from django.template import engines
from django.utils.translation import get_language
from markupsafe import Markup, escape

from marketplace.ui.govuk import govuk

MARK = "\ue000{}\ue001"  # letters that Unicode keeps for private use
MARKS = re.compile("\ue000(.*?)\ue001")
CARD_WORDS = (
    "id", "url", "people", "business", "summary", "when", "where", "money", "checked", "answers", "faded", "why",
    "number",
)  # fmt: skip
CARD_LOOKS = ("tone", "is_venue", "is_checked", "is_kept", "is_invented")
PIN_LOOKS = ("is_venue", "has_room")


def drawn_card(card: Mapping, keep: bool = True, level: int = 3) -> Markup:
    """One service in a list, as `card_shape` of components/parts.html draws it."""
    words = {name: card[name] for name in CARD_WORDS if card[name]}
    words |= {f"room {name}": card["room"][name] for name in ("strong", "soft") if card["room"][name]}
    words |= {_face(number, url): url for number, url in enumerate(card["portraits"][:2])}
    looks = tuple((name, card[name]) for name in CARD_LOOKS)
    return _filled(_card(get_language(), tuple(words), looks, card["room"]["kind"], keep, level), words)


def _face(number: int, url: str) -> str:
    """A photo has another frame than a drawing: the template looks for its address."""
    return f"face {number}{'/picture/' if '/picture/' in url else ''}"


@lru_cache(maxsize=5000)
def _card(_language, names: tuple[str, ...], looks: tuple, kind: str, keep: bool, level: int) -> list[str]:
    marks = {name: MARK.format(name) for name in names}
    room = {"kind": kind, "strong": marks.pop("room strong", ""), "soft": marks.pop("room soft", "")}
    faces = [marks.pop(name) for name in names if name.startswith("face ")]
    card = dict.fromkeys(CARD_WORDS, "") | marks | dict(looks) | {"room": room, "portraits": faces}
    return _pieces("components/parts.html", "card_shape", card, keep, level)


def drawn_pin(pin: Mapping) -> Markup:
    """One pin of a map, as `pin_shape` of components/map.html draws it."""
    looks = tuple((name, pin[name]) for name in PIN_LOOKS)
    return _filled(_pin(get_language(), tuple(name for name in pin if name not in PIN_LOOKS), looks), pin)


@lru_cache(maxsize=100)
def _pin(_language, names: tuple[str, ...], looks: tuple) -> list[str]:
    return _pieces("components/map.html", "pin_shape", {name: MARK.format(name) for name in names} | dict(looks))


def _pieces(template: str, macro: str, *given) -> list[str]:
    """What the template draws, cut at the marks: text and the names of words in turn."""
    module = engines["jinja2"].env.get_template(template).module  # type: ignore[attr-defined]
    return MARKS.split(getattr(module, macro)(*given))


def _filled(pieces: Iterable[str], words: Mapping) -> Markup:
    """All words are escaped at once: nothing that comes from PostgreSQL has a NUL in it."""
    filled = list(pieces)
    filled[1::2] = str(escape("\0".join([str(words[name]) for name in filled[1::2]]))).split("\0")
    return Markup("".join(filled))


@cache
def drawn_exit() -> Markup:
    """The button that leaves the site at once: the same on every page."""
    return govuk("govukExitThisPage")({"redirectUrl": "https://www.bbc.co.uk/weather"})
