"""Words as a search sees them: without case, apostrophes and endings."""

import re
from collections.abc import Sequence
from functools import lru_cache

import snowballstemmer

MOST_IN_NAMES, LONGEST_NAME = 8, 6
MOST_LETTERS, MOST_WORDS, LONGEST = 300, 40, 40
WORD = re.compile(r"[^\W_]+")
NORTHERN = re.compile(r"\bt['’](?=\w)")  # t'bath is the bath
APOSTROPHES = str.maketrans("", "", "'’‘`")
ENGLISH = snowballstemmer.stemmer("english")
# Words of asking, and of whom one asks for: they say nothing about what would help.
ASKING = frozenset(
    """
    a able about affordable age all also am an and any anybody anyone anything are area around as asap at be been
    best bit brother brothers but by can cannot cheap come comes coming could dad dads daily daughter daughters day
    days do does doing done each either else etc ever every everything father find for friendly from get gets
    getting give gives go goes going good got had has have he hello help helped helper helping helps her here hers
    hi him his hour hours hubby husband husbands i id if ill im in into is it its ive just keep keeps kind like
    likes local look looking lot lovely make makes mam mams may maybe me missus mother mothers much mum mummy mums
    my myself near nearby need needed needing needs new nice of on once one only or other our ours parent parents
    partner people person please provider providers put puts really relative reliable seeking service services set
    sets she should sister sisters so some somebody someone something somewhere son sons soon speak speaking speaks
    struggle struggles struggling support supported supporting supports take taken takes taking team thank thanks
    that the their them there they thing things this those time times to too trusted urgent urgently us use uses
    using very want wanted wanting wants was way ways we week weekly weeks were what when where which while who
    whom whose wife wifes will wish with within worker workers would year years you your yr
    """.split()  # noqa: SIM905
)


def tokens(text: str) -> list[str]:
    """The words of a text in lower case, at most forty of its first three hundred letters."""
    found = WORD.findall(NORTHERN.sub("the ", text[:MOST_LETTERS].lower()).translate(APOSTROPHES))
    return [word for word in found if len(word) <= LONGEST][:MOST_WORDS]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The part of an English word that all its forms share."""
    return ENGLISH.stemWord(word)


NOT_ASKED = frozenset("no not dont doesnt wont isnt without never instead rather".split())  # noqa: SIM905
ASKING_STEMS = frozenset(stem(word) for word in ASKING)


def name_of(words: Sequence[str]) -> str:
    """A whole name as one word ('name:good-compani')."""
    return f"name:{'-'.join(map(stem, words))}"


def names_in(text: str) -> list[str]:
    """Every run of words of a short text that may be the name of somebody or of an enterprise."""
    words = tokens(text)
    if len(words) > MOST_IN_NAMES:
        return []
    ends = range(1, len(words) + 1)
    return [name_of(words[start:end]) for end in ends for start in range(max(end - LONGEST_NAME, 0), end)]


def words_of(*texts: str) -> set[str]:
    """The words of texts of any length, short of the words of asking."""
    said = (word for text in texts for word in WORD.findall(text.lower().translate(APOSTROPHES)))
    return {word for word in said if word not in ASKING and len(word) <= LONGEST}


def stems_of(*texts: str) -> set[str]:
    """The stems of what texts say."""
    return {stem(word) for word in words_of(*texts)}
