"""From what somebody typed to what they mean: each phrase of the vocabulary that they used, and what is left over."""

from dataclasses import dataclass, field

from providers.understanding.vocabulary import Phrase, Vocabulary, vocabulary
from providers.understanding.words import ASKING, ASKING_STEMS, stem, tokens

WHAT = ("act", "fam")
DAY_PARTS = ("morning", "afternoon", "evening")
WHOLE_DAYS = {f"when:{day}": tuple(f"when:{day}-{part}" for part in DAY_PARTS)
              for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}  # fmt: skip


@dataclass(frozen=True)
class Meaning:
    """One phrase: the words as typed, their stems, and the tags that they mean, may mean, and that may do instead."""

    words: str
    stems: tuple[str, ...]
    exact: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    near: tuple[str, ...] = ()

    @property
    def is_what(self) -> bool:
        """Whether this says what somebody should do, rather than for whom or how."""
        return any(tag.startswith(WHAT) for tag in (*self.exact, *self.perhaps))

    @property
    def is_known(self) -> bool:
        return bool(self.exact or self.perhaps)


@dataclass(frozen=True)
class Understood:
    """What is meant (`asked` decides who is found), what else was said of it (`wished`), each phrase once."""

    asked: tuple[Meaning, ...] = ()
    wished: tuple[Meaning, ...] = ()
    meanings: tuple[Meaning, ...] = field(default=(), repr=False)


def understand(text: str) -> Understood:
    """Activities come first; without any, whom it is for and the like; without any, the words themselves."""
    meanings = tuple(dict.fromkeys(_meanings(tokens(text), vocabulary())))
    for decides in (_says_what, _is_known, _is_any):
        asked = tuple(meaning for meaning in meanings if decides(meaning))
        if asked:
            wished = tuple(meaning for meaning in meanings if meaning not in asked)
            return Understood(asked, wished, meanings)
    return Understood()


def _says_what(meaning: Meaning) -> bool:
    return meaning.is_what


def _is_known(meaning: Meaning) -> bool:
    return meaning.is_known


def _is_any(meaning: Meaning) -> bool:
    return True


def _meanings(words: list[str], known: Vocabulary) -> list[Meaning]:
    found, at = [], 0
    stems = [stem(word) for word in words]
    while at < len(words):
        phrase, after = _longest(words, stems, at, known)
        if phrase:
            found.append(_meaning(" ".join(words[at:after]), phrase, known))
        elif words[at] not in ASKING:
            found.append(Meaning(words[at], (stems[at],)))
        at = after
    return found


def _longest(words: list[str], stems: list[str], at: int, known: Vocabulary) -> tuple[Phrase, int]:
    """The longest phrase that begins here and where it ends; words of asking inside it are passed over."""
    for phrase in known.beginning.get(stems[at], ()):
        if after := _ends(phrase, words, stems, at):
            return phrase, after
    return (), at + 1


def _ends(phrase: Phrase, words: list[str], stems: list[str], at: int) -> int:
    matched = 0
    for place in range(at, len(words)):
        if stems[place] == phrase[matched]:
            matched += 1
            if matched == len(phrase):
                return place + 1
        elif words[place] not in ASKING:
            return 0
    return 0


def _meaning(words: str, phrase: Phrase, known: Vocabulary) -> Meaning:
    exact, perhaps = _spread(known.exact.get(phrase, ())), _spread(known.perhaps.get(phrase, ()))
    near = [other for tag in exact for other in known.near.get(tag, ())]
    own = tuple(one for one in phrase if one not in ASKING_STEMS)
    return Meaning(words, own, exact, perhaps, tuple(dict.fromkeys(tag for tag in near if tag not in exact)))


def _spread(tags) -> tuple[str, ...]:
    """In a stable order, a whole day as its parts."""
    return tuple(part for tag in sorted(tags) for part in WHOLE_DAYS.get(tag, (tag,)))
