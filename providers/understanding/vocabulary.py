"""The care vocabulary: everyday phrases, abbreviations and misspellings, and the terms that they mean.

It is written by hand in `vocabulary.txt` and read once. Phrases are kept as stems, so that each form of a word counts.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path

from providers import taxonomy, week
from providers.understanding.words import stem, tokens
from providers.week import DAY_SLUGS

FILE = Path(__file__).with_name("vocabulary.txt")
TERMS = {
    "act": taxonomy.ACTIVITIES, "fam": taxonomy.FAMILIES, "who": taxonomy.NEEDS, "pay": taxonomy.PAYMENTS,
    "access": taxonomy.ACCESS, "comm": taxonomy.COMMUNICATION,
}  # fmt: skip
DAYS = dict(zip(DAY_SLUGS, week.DAYS, strict=True))
ARTICLES = frozenset("a an the my your".split())  # noqa: SIM905
OF_TERMS = ("near", "helps", "everyday")  # sections whose lines lead to other terms, not to phrases
PARTS = ("morning", "afternoon", "evening")
Phrase = tuple[str, ...]  # the stems of its words


@dataclass
class Vocabulary:
    """`exact` and `perhaps` lead from a phrase to tags ('act:cleaning'); `near` from an activity to others.

    `helps` leads from a need to the activities that are asked for most, `correct` from a misspelling to the word;
    `urgent` are phrases of danger. After a `refusing` phrase comes what is not wanted; an `idle` one means nothing.
    `everyday` is what most people ask for who do not say what.
    """

    exact: dict[Phrase, set[str]] = field(default_factory=lambda: defaultdict(set))
    perhaps: dict[Phrase, set[str]] = field(default_factory=lambda: defaultdict(set))
    near: dict[str, list[str]] = field(default_factory=dict)
    helps: dict[str, list[str]] = field(default_factory=dict)
    correct: dict[Phrase, str] = field(default_factory=dict)
    beginning: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    urgent: set[Phrase] = field(default_factory=set)
    swallowing: set[Phrase] = field(default_factory=set)
    refusing: set[Phrase] = field(default_factory=set)
    idle: set[Phrase] = field(default_factory=set)
    everyday: tuple[str, ...] = ()
    spellings: set[str] = field(default_factory=set)

    def learn(self, said: str, tag: str) -> None:
        """A phrase as it is written in the file means this tag; with a question mark, perhaps."""
        phrase = phrase_of(said)
        if not phrase:
            raise ValueError(f"{tag}: a phrase without words")
        (self.perhaps if said.startswith("?") else self.exact)[phrase].add(tag)
        if said.endswith("…"):
            self.swallowing.add(phrase)
        self.spellings.update(tokens(said))

    def take(self, section: str, term: str, said: list[str]) -> None:
        """One line of the file."""
        if section == "everyday":
            self.everyday = tuple(f"main:{each}" for each in said)
        elif section in ("near", "helps"):
            kind = "act" if section == "near" else "who"
            getattr(self, section)[f"{kind}:{term}"] = [f"act:{other}" for other in said]
        elif section == "aside":
            meant = self.refusing if term == "unwanted" else self.idle
            meant.update(phrase_of(phrase) for phrase in said)
            self.spellings.update(word for phrase in said for word in tokens(phrase))
        elif section == "urgent":
            self.urgent.update(tuple(stem(word) for word in tokens(phrase)) for phrase in said)
            self.spellings.update(word for phrase in said for word in tokens(phrase))
        elif section == "spelling":
            self.correct.update({tuple(tokens(wrong)): term for wrong in said})
        else:
            for phrase in said:
                self.learn(phrase, f"{section}:{term}")

    def sort(self) -> None:
        """Phrases by their first word, the longest first; of those as long always in the same order."""
        known = self.exact.keys() | self.perhaps.keys() | self.refusing | self.idle
        for phrase in sorted(known, key=lambda one: (-len(one), one)):
            self.beginning[phrase[0]].append(phrase)


def phrase_of(said: str) -> Phrase:
    """The stems of the words of a phrase, short of articles."""
    return tuple(stem(word) for word in tokens(said) if word not in ARTICLES)


def entries(text: str) -> Iterator[tuple[str, str, list[str]]]:
    """(section, term, what stands behind it) for each line of the file."""
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line[1 : line.index("]")]
        elif line.strip() and not line.startswith("#"):
            term, _colon, said = line.partition(":")
            yield section, term, [part.strip() for part in said.split(None if section in OF_TERMS else ",")]


@cache
def vocabulary() -> Vocabulary:
    """Everything in the file, and the names of the terms themselves."""
    known = Vocabulary()
    for section, term, said in entries(FILE.read_text()):
        known.take(section, term, said)
    for section, terms in TERMS.items():
        for one in terms:
            known.learn(one.name, f"{section}:{one.slug}")
    for day, part in product(DAYS, PARTS):
        known.learn(f"{DAYS[day]} {part}", f"when:{day}-{part}")
    known.sort()
    return known
