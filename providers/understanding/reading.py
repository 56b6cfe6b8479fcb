"""From what somebody typed to what they mean: each phrase of the vocabulary that they used, and what is left over."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from providers.understanding import numbers
from providers.understanding.vocabulary import Phrase, Vocabulary, vocabulary
from providers.understanding.words import ASKING, ASKING_STEMS, clauses, names_in, stem, tokens

WHAT = ("act", "fam")
KINDS = (("what",), ("whom",), ("age",))
ALSO = frozenset({"or", "nor"})  # after "no" these go on with what is not wanted
ENDING = frozenset({"but", "just", "only", "rather", "prefer", "need", "needs"})  # after "no": now what is wanted
MOST_PASSED = 3  # words of asking between two words of a phrase
MOST_UNKNOWN = 2  # words that nobody knows after "no", before it is over
DAY_PARTS = ("morning", "afternoon", "evening")
WHOLE_DAYS = {f"when:{day}": tuple(f"when:{day}-{part}" for part in DAY_PARTS)
              for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}  # fmt: skip
ADULT, TEEN, YOUNG, OLDER = 18, 12, 26, 65  # years


@dataclass(frozen=True)
class Meaning:
    """One phrase: the words as typed, their stems, and the tags that they mean, may mean, and that may do instead.

    `helps` are activities that people with a need ask for most: they decide who comes first, not who is found.
    """

    words: str
    stems: tuple[str, ...]
    exact: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()

    @property
    def is_what(self) -> bool:
        """Whether this says what somebody should do, rather than for whom or how."""
        return any(tag.startswith(WHAT) for tag in self.exact or self.perhaps)

    @property
    def is_language(self) -> bool:
        """Whether this is a language or a way to talk: nobody can do without it."""
        return any(tag.startswith(("lang", "comm")) for tag in self.exact)

    @property
    def is_known(self) -> bool:
        return bool(self.exact or self.perhaps)


@dataclass(frozen=True)
class Understood:
    """What is meant: `asked` decides who is found, `wished` who comes first, `unwanted` who comes last.

    `names` are those that it may contain; `most_pence` is a price of an hour that should not be passed.
    """

    asked: tuple[Meaning, ...] = ()
    wished: tuple[Meaning, ...] = ()
    meanings: tuple[Meaning, ...] = field(default=(), repr=False)
    names: tuple[str, ...] = field(default=(), repr=False)
    unwanted: tuple[Meaning, ...] = ()
    most_pence: int | None = None

    @property
    def is_known(self) -> bool:
        return any(meaning.is_known for meaning in self.asked)


def understand(text: str) -> Understood:
    """Activities come first; without any, whom it is for and the like; without any, the words themselves.

    An activity that is only perhaps meant ("club", "PA") gives way to one that is named.
    """
    known = vocabulary()
    rest, pence = numbers.without_price(text)
    words = [spelled(clause, known) for clause in clauses(rest)]
    said = list(dict.fromkeys(part for clause in words for part in _read(clause, known)))
    meanings = tuple(meaning for meaning, is_wanted in said if is_wanted)
    unwanted = tuple(meaning for meaning, is_wanted in said if not is_wanted and meaning not in meanings)
    made = Understood((), (), meanings, tuple(dict.fromkeys(names_in(text))), unwanted, pence)
    for decides in (_names_what, _says_what, _says_more_than_adult, _is_known, _is_any):
        if any(decides(meaning) for meaning in meanings):
            asked = tuple(meaning for meaning in meanings if decides(meaning) or meaning.is_language)
            wished = tuple(meaning for meaning in meanings if meaning not in asked)
            return replace(made, asked=_with_helps(asked, known), wished=wished)
    return replace(made, wished=(Meaning("", (), known.everyday),)) if any(words) else made


def is_urgent(text: str) -> bool:
    """Whether somebody may be in danger now."""
    stems = [stem(word) for word in tokens(text) if word not in ("my", "a", "the")]
    urgent = vocabulary().urgent
    ends = range(1, len(stems) + 1)
    return any(tuple(stems[start:end]) in urgent for end in ends for start in range(max(end - 4, 0), end))


def spelled(words: list[str], known: Vocabulary) -> list[str]:
    """The words with known misspellings put right, of one word or of two."""
    right, at = [], 0
    while at < len(words):
        size = next((size for size in (2, 1) if tuple(words[at : at + size]) in known.correct), 0)
        right.append(known.correct[tuple(words[at : at + size])] if size else words[at])
        at += size or 1
    return right


class Said(Enum):
    """What is said of a phrase: that it is wanted, that it is not, or nothing ("while I shop")."""

    WANTED = 1
    UNWANTED = 2
    ASIDE = 3


def _with_helps(asked: tuple[Meaning, ...], known: Vocabulary) -> tuple[Meaning, ...]:
    """A need that stands alone also means, perhaps, what people with it ask for most."""
    if any(meaning.is_what for meaning in asked):
        return asked
    helps = (tuple(dict.fromkeys(act for tag in m.exact for act in known.helps.get(tag, ()))) for m in asked)
    return tuple(replace(m, helps=tags) for m, tags in zip(asked, helps, strict=True))


def _names_what(meaning: Meaning) -> bool:
    return any(tag.startswith(WHAT) for tag in meaning.exact)


def _says_what(meaning: Meaning) -> bool:
    return meaning.is_what


def _says_more_than_adult(meaning: Meaning) -> bool:
    return any(tag != "age:adult" for tag in (*meaning.exact, *meaning.perhaps))


def _is_known(meaning: Meaning) -> bool:
    return meaning.is_known


def _is_any(meaning: Meaning) -> bool:
    return True


def _read(words: list[str], known: Vocabulary) -> Iterator[tuple[Meaning, bool]]:
    """The phrases of one clause in the order in which they were said, each with whether it is wanted."""
    at, said, unknown = 0, Said.WANTED, 0
    stems = [stem(word) for word in words]
    while at < len(words):
        found, phrase, after = _next(words, stems, at, known)
        if phrase in known.refusing:
            said, unknown = Said.UNWANTED, 0
        else:
            yield from ((meaning, said is Said.WANTED) for meaning in found if said is not Said.ASIDE)
            unknown += bool(found and not phrase)
            said = _then(said, phrase, words[at : after + 1], known) if phrase else said
            is_over = words[at] in ENDING or unknown > MOST_UNKNOWN
            said = Said.WANTED if said is Said.UNWANTED and is_over else said
        at = after


def _next(words: list[str], stems: list[str], at: int, known: Vocabulary) -> tuple[list[Meaning], Phrase, int]:
    """What is said here, the phrase that says it, and where the next begins: an age, a phrase, or a single word."""
    years, after = numbers.age_at(words, at)
    if years:
        return _of_age(" ".join(words[at:after]), years), ("age",), after
    phrase, after = _longest(words, stems, at, known)
    if phrase:
        whole = _meanings_of(" ".join(words[at:after]), phrase, known)
        inside = _inside(words, stems, range(at, after), known) if _tells_more(phrase, whole) else []
        return whole + inside, phrase, after
    is_word = words[at] not in ASKING and not words[at].isdecimal()
    return [Meaning(words[at], (stems[at],))] if is_word else [], (), after


def _tells_more(phrase: Phrase, meanings: list[Meaning]) -> bool:
    """Whether a phrase of what somebody should do may say besides for whom."""
    return len(phrase) > 1 and bool(meanings) and meanings[0].is_what


def _inside(words: list[str], stems: list[str], places: range, known: Vocabulary) -> list[Meaning]:
    """For whom, when and in what language, where a longer phrase says so too: "singing group for dementia"."""
    found = []
    for at in places:
        for phrase, after in _phrases(words[: places.stop], stems[: places.stop], at, known):
            tags = (*known.exact.get(phrase, ()), *known.perhaps.get(phrase, ()))
            if after - at < len(places) and tags and not _only(tags, "what"):
                found += [replace(each, stems=()) for each in _meanings_of(" ".join(words[at:after]), phrase, known)]
                break
    return found


def _then(said: Said, phrase: Phrase, words: list[str], known: Vocabulary) -> Said:
    """What is said of the phrase after this one."""
    if phrase in known.swallowing:
        return Said.ASIDE
    goes_on = said is Said.ASIDE and phrase in known.idle or words[-1] in ALSO
    return said if goes_on else Said.WANTED


def _of_age(words: str, years: int) -> list[Meaning]:
    """Whom somebody of this age belongs to."""
    if years < ADULT:
        who, age = "who:children" if years < TEEN else "who:young-people", "age:child" if years < TEEN else "age:teen"
    else:
        who, age = "who:young-people" if years < YOUNG else "who:older" if years >= OLDER else "", "age:adult"
    return [Meaning(words, (), (tag,)) for tag in (who, age) if tag]


def _longest(words: list[str], stems: list[str], at: int, known: Vocabulary) -> tuple[Phrase, int]:
    """The longest phrase that begins here and where it ends; words of asking inside it are passed over."""
    return next(_phrases(words, stems, at, known), ((), at + 1))


def _phrases(words: list[str], stems: list[str], at: int, known: Vocabulary) -> Iterator[tuple[Phrase, int]]:
    """Every phrase that begins here and where it ends, the longest first."""
    there = frozenset(stems[at:])
    for phrase in known.beginning.get(stems[at], ()):
        if there.issuperset(phrase) and (after := _ends(phrase, words, stems, at)):
            yield phrase, after


def _ends(phrase: Phrase, words: list[str], stems: list[str], at: int) -> int:
    matched = passed = 0
    for place in range(at, len(words)):
        if stems[place] == phrase[matched]:
            matched, passed = matched + 1, 0
            if matched == len(phrase):
                return place + 1
        elif words[place] not in ASKING or (passed := passed + 1) > MOST_PASSED:
            return 0
    return 0


def _meanings_of(words: str, phrase: Phrase, known: Vocabulary) -> list[Meaning]:
    """What a phrase means; one that says what, for whom and of what age is several, as only the first decides."""
    exact = _spread(known.exact.get(phrase, ()))
    perhaps = tuple(tag for tag in _spread(known.perhaps.get(phrase, ())) if tag not in exact)
    near = dict.fromkeys(other for tag in exact for other in known.near.get(tag, ()) if other not in exact)
    stems = tuple(one for one in phrase if one not in ASKING_STEMS)
    whole = Meaning(words, stems, exact, perhaps, tuple(near))
    if not whole.is_known:
        return []
    if not whole.is_what and not _only(exact, "age"):
        return [whole]
    kinds = KINDS if whole.is_what else (("what", "whom"), ("age",))
    parts = [(_only(exact, *kind), _only(perhaps, *kind)) for kind in kinds]
    said = [part for part in parts if any(part)]
    return [
        Meaning(words, () if number else stems, *part, () if number else tuple(near))
        for number, part in enumerate(said)
    ]


def _kind(tag: str) -> str:
    return "what" if tag.startswith(WHAT) else "age" if tag.startswith("age:") else "whom"


def _only(tags: tuple[str, ...], *kinds: str) -> tuple[str, ...]:
    return tuple(tag for tag in tags if _kind(tag) in kinds)


def _spread(tags) -> tuple[str, ...]:
    """In a stable order, a whole day as its parts."""
    return tuple(part for tag in sorted(tags) for part in WHOLE_DAYS.get(tag, (tag,)))
