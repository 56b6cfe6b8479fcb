"""Names and references in the letters that a bank takes, and in no others.

Accents go (é is e, ß is ss), marks that the bank does not know become spaces, small letters become large where it
knows only those. A letter of another script has no agreed spelling: then nothing is written, and somebody asks the
payee how the bank spells the name.
"""

import string
import unicodedata

CAPITALS = frozenset(string.ascii_uppercase + string.digits + ".&/- ")  # Bacs Standard 18
EVERYDAY = frozenset(string.ascii_letters + string.digits + "/-?:().,'+ ")  # the letters of ISO 20022 among banks

SPELT = {
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-",
}  # fmt: skip
AND = "&"
DROPPED = "'"  # O'Brien is OBRIEN where there is no apostrophe


def written(text: str, letters: frozenset[str], most: int) -> str:
    """A text in the bank's letters, cut after so many; empty when it cannot be written."""
    spelt = "".join(SPELT.get(letter, letter) for letter in text)
    if AND not in letters:
        spelt = spelt.replace(AND, " and ")
    plain = [letter for letter in unicodedata.normalize("NFKD", spelt) if unicodedata.category(letter)[0] != "M"]
    found = [_one(letter, letters) for letter in plain]
    if any(letter is None for letter in found):
        return ""
    joined = " ".join("".join(letter or "" for letter in found).split())
    return joined.lstrip("".join(letters - set(string.ascii_letters + string.digits)))[:most].rstrip()


def _one(letter: str, letters: frozenset[str]) -> str | None:
    """What a bank writes for a letter; None: there is nothing that it could write."""
    for way in (letter, letter.upper()):
        if way in letters:
            return way
    if letter == DROPPED or unicodedata.category(letter) == "Cf":
        return ""
    return None if unicodedata.category(letter)[0] in "LN" else " "
