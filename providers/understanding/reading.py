"""From what somebody typed to what they mean: each phrase of the vocabulary that they used, and what is left over."""

from dataclasses import dataclass, field, replace

from providers.understanding.vocabulary import Phrase, Vocabulary, vocabulary
from providers.understanding.words import ASKING, ASKING_STEMS, NOT_ASKED, names_in, stem, tokens

WHAT = ("act", "fam")
ALSO = (["or"], ["nor"])  # after "no" these go on with what is not asked for
DAY_PARTS = ("morning", "afternoon", "evening")
WHOLE_DAYS = {f"when:{day}": tuple(f"when:{day}-{part}" for part in DAY_PARTS)
              for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}  # fmt: skip


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
    """What is meant: `asked` decides who is found, `wished` who comes first; and the `names` that it may contain."""

    asked: tuple[Meaning, ...] = ()
    wished: tuple[Meaning, ...] = ()
    meanings: tuple[Meaning, ...] = field(default=(), repr=False)
    names: tuple[str, ...] = field(default=(), repr=False)

    @property
    def is_known(self) -> bool:
        return any(meaning.is_known for meaning in self.asked)


def understand(text: str) -> Understood:
    """Activities come first; without any, whom it is for and the like; without any, the words themselves.

    An activity that is only perhaps meant ("club", "PA") gives way to one that is named.
    """
    known = vocabulary()
    meanings = tuple(dict.fromkeys(_meanings(spelled(tokens(text), known), known)))
    for decides in (_names_what, _says_what, _is_known, _is_any):
        if any(decides(meaning) for meaning in meanings):
            asked = tuple(meaning for meaning in meanings if decides(meaning) or meaning.is_language)
            wished = tuple(meaning for meaning in meanings if meaning not in asked)
            return Understood(_with_helps(asked, known), wished, meanings, tuple(dict.fromkeys(names_in(text))))
    return Understood()


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


def _is_known(meaning: Meaning) -> bool:
    return meaning.is_known


def _is_any(meaning: Meaning) -> bool:
    return True


def _meanings(words: list[str], known: Vocabulary) -> list[Meaning]:
    """The phrases in the order in which they were said, but for those that are said not to be asked for."""
    found, at, is_asked = [], 0, True
    stems = [stem(word) for word in words]
    while at < len(words):
        phrase, after = _longest(words, stems, at, known)
        if phrase and is_asked:
            found += _meanings_of(" ".join(words[at:after]), phrase, known)
        elif not phrase and is_asked and words[at] not in ASKING | NOT_ASKED:
            found.append(Meaning(words[at], (stems[at],)))
        if phrase:
            is_asked = phrase not in known.swallowing and (is_asked or words[after : after + 1] not in ALSO)
        elif words[at] in NOT_ASKED:
            is_asked = False
        at = at + 1 if phrase and phrase not in known.exact else after  # a phrase that is only perhaps hides no other
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


def _meanings_of(words: str, phrase: Phrase, known: Vocabulary) -> list[Meaning]:
    """What a phrase means; one that says both what and for whom is two, as only the first decides who is found."""
    exact, perhaps = _spread(known.exact.get(phrase, ())), _spread(known.perhaps.get(phrase, ()))
    near = dict.fromkeys(other for tag in exact for other in known.near.get(tag, ()) if other not in exact)
    stems = tuple(one for one in phrase if one not in ASKING_STEMS)
    whole = Meaning(words, stems, exact, perhaps, tuple(near))
    if not whole.is_what or all(tag.startswith(WHAT) for tag in (*exact, *perhaps)):
        return [whole]
    what = Meaning(words, stems, _only(exact, True), _only(perhaps, True), tuple(near))
    return [what, Meaning(words, (), _only(exact, False), _only(perhaps, False))]


def _only(tags: tuple[str, ...], what: bool) -> tuple[str, ...]:
    return tuple(tag for tag in tags if tag.startswith(WHAT) == what)


def _spread(tags) -> tuple[str, ...]:
    """In a stable order, a whole day as its parts."""
    return tuple(part for tag in sorted(tags) for part in WHOLE_DAYS.get(tag, (tag,)))
