"""Place names made alike, so that "St. Albans", "saint albans" and "ST ALBANS" are one."""

import re
import unicodedata


def norm(name: str) -> str:
    """Lower case, without accents, hyphens, apostrophes and full stops; "Saint" is "st" and "&" is "and"."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ")).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9 ]", "", re.sub(r"[\-,/]", " ", plain)).split()
    return " ".join("st" if word == "saint" else word for word in words)


def other_names(names: list[str], known_as: str) -> list[str]:
    """Further names that somebody in Britain may type: in our letters, no airport codes, none twice."""
    plain = {norm(name) for name in names if name.isascii() and 3 < len(name) <= 80 and not name.isupper()}
    return sorted(plain - {norm(known_as), ""})
