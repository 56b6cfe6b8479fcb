"""Whether a text names somebody: by any part of their name that has three letters or more."""

import re
import unicodedata

PART = re.compile(r"[^\W\d_]{3,}")


def names(text: str, name: str) -> bool:
    """Small or large letters, with accents or without, and the 's of somebody make no difference."""
    return not parts_of(name).isdisjoint(parts_of(text))


def parts_of(text: str) -> set[str]:
    spelt = unicodedata.normalize("NFKD", text.casefold())
    return set(PART.findall("".join(letter for letter in spelt if not unicodedata.combining(letter))))
