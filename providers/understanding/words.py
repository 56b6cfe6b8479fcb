"""Words as a search sees them: without case, apostrophes and endings."""

import re
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock

import snowballstemmer

MOST_IN_NAMES, LONGEST_NAME = 8, 6
JOINING = frozenset({"and", "the", "of", "n"})
MOST_LETTERS, MOST_WORDS, LONGEST = 300, 40, 40
WORD = re.compile(r"[^\W_]+")
NORTHERN = re.compile(r"\bt['’](?=\w)")  # t'bath is the bath
SHORTENED = re.compile(r"\b(she|he|we|i|they|you)['’](?:d|ll|re|ve)\b")  # not the words shed, well, ill and hell
CLAUSE = re.compile(r"[,.](?=\s|$)|[;!?\n()]")
APOSTROPHES = str.maketrans("", "", "'’‘`")
ENGLISH, ONE_AT_A_TIME = snowballstemmer.stemmer("english"), Lock()  # it keeps the word it works on in itself
# Words that are no form of a shorter word: a wedding is no Wednesday, and bedding is no bed.
OWN = frozenset(
    """
    bedding booking boxing building evening fencing housing meaning motherly parking personal setting siding stocking
    training university wedding
    """.split()  # noqa: SIM905
)
# Words of asking, and of whom one asks for: they say nothing about what would help.
ASKING = frozenset(
    """
    a able about affordable age all also although always am an and any anybody anyone anyones anything anyway are
    area arent around as asap ask asked asking at be because been being best bit both brother brothers but by can
    cannot cant come comes coming could couldnt dad dads daily daughter daughters day days decent didnt do does
    doesnt doing done dont each either else enough etc even ever every everyone everything father find for friendly
    from further get gets getting give gives go goes going gonna good got gotta had hand has hasnt have havent
    having he hed hello help helped helper helping helps her here hers herself hes hi him himself his home homes
    hope hopefully hoping hour hours however hubby husband husbands i id ideally if ill im in into is isnt it its
    ive just keep keeps kind know knows least less lets like likes little local look looking lot lots love loved
    lovely loves make makes mam mams many may maybe me might missus more most mother mothers much mum mummy mums
    must my myself near nearby nearly need needed needing needs new nice now of often ok okay on once one only or
    other our ours parent parents partner people per perhaps person persons please possible possibly prefer
    preferably preferred probably provider providers put puts quite really relative reliable said same say says see
    seeking seem seems service services set sets she shes should since sister sisters so some somebody somebodys
    someone someones something somewhere son sons soon speak speaking speaks still struggle struggles struggling
    such suitable support supported supporting supports sure take taken takes taking team tell than thank thanks
    that thats the their them themself themselves then there theres they theyre theyve thing things this those
    though throughout thru till time times to told too trusted try trying unless until upon urgent urgently us use
    used uses using usually very via want wanted wanting wants was wasnt way ways we week weekly weeks went were
    weve what whats when where wheres whether which while who whom whose why wife wifes will wish with within wonder
    wonderful wondering wont worker workers would wouldnt year years yet you youd youll your youre yourself yr
    """.split()  # noqa: SIM905
)


def plain(text: str) -> str:
    """The first three hundred letters in lower case, without apostrophes."""
    return SHORTENED.sub(r"\1", NORTHERN.sub("the ", text[:MOST_LETTERS].lower())).translate(APOSTROPHES)


def tokens(text: str) -> list[str]:
    """The words of a text in lower case, at most forty of its first three hundred letters."""
    return [word for word in WORD.findall(plain(text)) if len(word) <= LONGEST][:MOST_WORDS]


def clauses(text: str) -> list[list[str]]:
    """The same words, parted where a comma, a stop or a new line parts them."""
    found, left = [], MOST_WORDS
    for part in CLAUSE.split(text[:MOST_LETTERS]):
        found.append(tokens(part)[:left])
        left -= len(found[-1])
    return [words for words in found if words]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The part of an English word that all its forms share."""
    single = word.removesuffix("s")
    if single in OWN:
        return single
    with ONE_AT_A_TIME:
        return ENGLISH.stemWord(word)


ASKING_STEMS = frozenset(stem(word) for word in ASKING)


def name_of(words: Sequence[str]) -> str:
    """A whole name as one word ('name:good-compani')."""
    return f"name:{'-'.join(map(stem, words))}"


def named(words: Sequence[str]) -> list[str]:
    """The words of a name that tell it from others: "threads & tea" and "Threads and Tea" are one."""
    return [word for word in words if word not in JOINING] if len(words) > 2 else list(words)


def names_in(text: str) -> list[str]:
    """Every run of words of a short text that may be the name of somebody or of an enterprise."""
    words = tokens(text)
    if len(words) > MOST_IN_NAMES:
        return []
    telling = [word for word in words if word not in JOINING]
    return list(dict.fromkeys(name_of(run) for some in (words, telling) for run in _runs(some)))


def _runs(words: Sequence[str]) -> list[Sequence[str]]:
    ends = range(1, len(words) + 1)
    return [words[start:end] for end in ends for start in range(max(end - LONGEST_NAME, 0), end)]


def words_of(*texts: str) -> set[str]:
    """The words of texts of any length, short of the words of asking."""
    said = (word for text in texts for word in WORD.findall(text.lower().translate(APOSTROPHES)))
    return {word for word in said if word not in ASKING and len(word) <= LONGEST}


def stems_of(*texts: str) -> set[str]:
    """The stems of what texts say."""
    return {stem(word) for word in words_of(*texts)}
