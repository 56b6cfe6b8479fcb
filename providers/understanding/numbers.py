"""Numbers that people say: how old somebody is, and what an hour may cost at most."""

import re
from collections.abc import Sequence

from providers.understanding.words import MOST_LETTERS

SMALL = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen
""".split()  # noqa: SIM905
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
NUMBERS = {word: number for number, word in enumerate(SMALL, start=1)}
NUMBERS |= {word: 10 * number for number, word in enumerate(TENS, start=2)}
OLDEST = 110
# A number after one of these is an age ("he's 8", "aged 56", "my dad 84"), ...
BEFORE = frozenset(
    """
    aged age hes shes is im turned turning nearly almost dad mum mam nan gran grandma grandad nana husband wife son
    daughter brother sister grandson granddaughter lad lass boy girl uncle aunt auntie lady gentleman
    """.split()  # noqa: SIM905
)
# ... but not before one of these ("is 2 hours enough", "he is one of three").
AFTER = frozenset(
    """
    oclock am pm hour hours hr hrs minute minutes min mins mile miles day days week weeks month months time times of
    stone pounds quid to till until children kids cats dogs nights carers floor stairs or in
    """.split()  # noqa: SIM905
)
YEARS = frozenset("year years yr yrs yo yrold yearold".split())  # noqa: SIM905
JOINED = re.compile(r"(\d{1,3})(?:yo|yrs?|y|yrold|yearold)")
PER_HOUR = r"(?:\s*(?:an|per|a|/)\s*(?:hour|hr)|\s*ph\b)?"
SUM = rf"(?:£\s?(\d+)(?:\.\d\d)?|(\d+|[a-z]{{3,9}})\s(?:pounds?|quid)){PER_HOUR}"
AT_MOST = re.compile(
    rf"\b(?:for )?(?:under|less than|below|up to|no more than|not more than|at most|max(?:imum)?(?: of)?) {SUM}"
    rf"|{SUM} (?:or less|or under|max(?:imum)?|tops|at most)\b"
)
MONEY = re.compile("£|pound|quid")
CHEAP = re.compile(r"\b(?:cheap(?:est|er|ly)?|low cost|inexpensive|not (?:too |that )?(?:dear|expensive))\b")
CHEAP_PENCE = 1800


def age_at(words: Sequence[str], at: int) -> tuple[int, int]:
    """The age that is said at this place and the place after its words; (0, at) where none is."""
    if joined := JOINED.fullmatch(words[at]):
        return int(joined[1]), _after_old(words, at + 1)
    years, after = number_at(words, at)
    if not 0 < years <= OLDEST:
        return 0, at
    following = words[after] if after < len(words) else ""
    if following in YEARS:
        return years, _after_old(words, after + 1)
    is_age = at > 0 and words[at - 1] in BEFORE and following not in AFTER
    return (years, after) if is_age else (0, at)


def _after_old(words: Sequence[str], at: int) -> int:
    return at + 1 if words[at : at + 1] in (["old"], ["olds"]) else at


def number_at(words: Sequence[str], at: int) -> tuple[int, int]:
    """The number in digits or in words at this place ("fifty six") and the place after it; (0, at) where none is."""
    if words[at].isdecimal():
        return int(words[at]), at + 1
    first = NUMBERS.get(words[at], 0)
    second = NUMBERS.get(words[at + 1], 0) if first >= 20 and at + 1 < len(words) else 0
    return (first + second, at + 2) if 0 < second < 10 else (first, at + bool(first))


def without_price(text: str) -> tuple[str, int | None]:
    """The text without what it says of a price, and the most that an hour may cost in pence."""
    text = text[:MOST_LETTERS].lower()
    for said in AT_MOST.finditer(text) if MONEY.search(text) else ():
        if pounds := _pounds(next(group for group in said.groups() if group)):
            return f"{text[: said.start()]} {text[said.end() :]}", 100 * pounds
    return (CHEAP.sub(" ", text), CHEAP_PENCE) if CHEAP.search(text) else (text, None)


def _pounds(said: str) -> int:
    return int(said[:4]) if said.isdecimal() else NUMBERS.get(said, 0)
