"""Words that nobody knows, as the words that were probably meant: by the letters that they share, three at a time."""

from collections import defaultdict
from functools import cache

from django.db import connection

from providers.understanding import stem, tokens
from providers.understanding.vocabulary import vocabulary
from providers.understanding.words import ASKING

ALIKE, ALIKE_HERE = 0.45, 0.6  # trigrams that two spellings share, of the vocabulary and of listings
FURTHEST = 2  # letters that one of them may have more
SHORTEST = 5
SQL = """
SELECT typed.word,
       EXISTS (SELECT 1 FROM providers_knownword k WHERE k.word = typed.word),
       (SELECT k.word FROM providers_knownword k WHERE k.word %% typed.word
        ORDER BY similarity(k.word, typed.word) DESC, k.word LIMIT 1)
FROM unnest(%s::text[]) AS typed(word)
"""


def respell(text: str) -> tuple[str, dict[str, str]]:
    """The text with misspelt words put right, and which ones they were.

    A word of the care vocabulary in any form, or that some listing uses, stands as it is. Costs a question to the
    database only when there is another.
    """
    unknown = [word for word in dict.fromkeys(tokens(text)) if _may_be_wrong(word)]
    if not unknown:
        return text, {}
    meant: dict[str, str] = {}
    with connection.cursor() as cursor:
        cursor.execute(SQL, [unknown])
        for word, is_known, other in cursor.fetchall():
            best = None if is_known else _best(word, other)
            if best:
                meant[word] = best
    return (" ".join(meant.get(word, word) for word in tokens(text)), meant) if meant else (text, {})


def _may_be_wrong(word: str) -> bool:
    if len(word) < SHORTEST or not word.isalpha() or word in ASKING or (word,) in vocabulary().correct:
        return False
    return stem(word) not in _stems()


def _best(word: str, other: str | None) -> str | None:
    """The most alike of the vocabulary and of the listings; of two as alike the vocabulary's."""
    choices = [(alike(word, one), one) for one, least in ((closest(word), ALIKE), (other, ALIKE_HERE))
               if one and may_mean(word, one) and alike(word, one) >= least]  # fmt: skip
    return max(choices, key=lambda choice: choice[0])[1] if choices else None


def may_mean(word: str, other: str) -> bool:
    """Whether they begin alike and are about as long: "seamstress" is no misspelt "stress", "burning" no "turning"."""
    return word[0] == other[0] and abs(len(word) - len(other)) <= FURTHEST and not _is_another_form(word, other)


def _is_another_form(word: str, other: str) -> bool:
    """Whether one is the other with an ending: "stranger" is a word of its own, and no misspelt "strange"."""
    return word.startswith(other) or other.startswith(word)


@cache
def _stems() -> frozenset[str]:
    return frozenset(stem(word) for word in vocabulary().spellings)


def trigrams(word: str) -> frozenset[str]:
    """As PostgreSQL's pg_trgm counts them: two blanks before, one after."""
    padded = f"  {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def alike(one: str, other: str) -> float:
    """The trigrams that both have, as a share of those that either has."""
    first, second = trigrams(one), trigrams(other)
    return len(first & second) / len(first | second)


@cache
def _by_trigram() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(vocabulary().spellings):
        if len(word) >= SHORTEST:
            for trigram in trigrams(word):
                found[trigram].append(word)
    return found


def closest(word: str) -> str | None:
    """The word of the vocabulary that is most alike, if any shares a trigram."""
    shared: dict[str, int] = defaultdict(int)
    for trigram in trigrams(word):
        for known in _by_trigram().get(trigram, ()):
            shared[known] += 1
    likely = sorted((one for one in shared if may_mean(word, one)), key=lambda known: (-shared[known], known))[:20]
    return max(likely, key=lambda known: alike(word, known), default=None)
