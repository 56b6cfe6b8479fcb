"""What people say, understood: their own words as activities, needs and other facts that a listing states."""

from providers.understanding.reading import Meaning, Understood, is_urgent, understand
from providers.understanding.words import name_of, named, names_in, stem, stems_of, tokens, words_of

__all__ = [
    "Meaning",
    "Understood",
    "is_urgent",
    "understand",
    "name_of",
    "named",
    "names_in",
    "stem",
    "stems_of",
    "tokens",
    "words_of",
]
