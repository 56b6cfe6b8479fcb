"""A card or a pin from its stencil is, to the letter, what the template draws."""

from itertools import product

import pytest
from django.template import engines

from marketplace.ui.stencils import MARK, drawn_card, drawn_pin

NASTY = ["Amina", "<b>\"x' & y", "100 % %(n)s {{ x }}", MARK.format("people"), "\ue000", "0"]


def shape(template, macro, *given) -> str:
    return str(getattr(engines["jinja2"].env.get_template(template).module, macro)(*given))


def card(word="x", *, kind="yes", soft=True, portraits=(), full=True, **looks) -> dict:
    names = ("business", "summary", "when", "where", "money", "checked", "answers", "faded", "why")
    words = {name: f"{word} {name}" if full else "" for name in names} | {"id": "7", "url": "/s/", "people": word}
    look = {"tone": "sage", "is_venue": False, "is_checked": False, "is_kept": False, "is_invented": False} | looks
    room = {"kind": kind, "strong": f"{word} room", "soft": word if soft else ""}
    return {"number": 3 if full else None, **words, **look, "room": room, "portraits": list(portraits)}


@pytest.mark.parametrize("word", NASTY)
@pytest.mark.parametrize(("keep", "level"), [(True, 3), (False, 2)])
def test_a_card_is_what_the_template_draws_whatever_its_words_are(word, keep, level):
    for full, soft, kept in product([True, False], repeat=3):
        one = card(word, full=full, soft=soft, is_kept=kept)
        assert drawn_card(one, keep, level) == shape("components/parts.html", "card_shape", one, keep, level)


@pytest.mark.parametrize("kind", ["yes", "soon", "full", "unknown"])
@pytest.mark.parametrize(
    "portraits", [[], ["/a.svg"], ["/a.svg", "/b.svg"], ["/services/7/picture/?v=1"], ["/a", "/b", "/c"]]
)
def test_a_card_has_its_own_face_room_and_look(kind, portraits):
    for venue, checked, invented in product([True, False], repeat=3):
        look = {"is_venue": venue, "is_checked": checked, "is_invented": invented, "tone": "clay"}
        one = card(kind=kind, portraits=portraits, **look)
        assert drawn_card(one) == shape("components/parts.html", "card_shape", one, True, 3)


@pytest.mark.parametrize("word", NASTY)
def test_a_pin_is_what_the_template_draws(word):
    for venue, room in product([True, False], repeat=2):
        pin = {"number": 1, "people": word, "href": "#s-7", "x": 0, "y": 50.5, "east": 0, "north": -3}
        pin |= {"is_venue": venue, "has_room": room}
        assert drawn_pin(pin) == shape("components/map.html", "pin_shape", pin)
