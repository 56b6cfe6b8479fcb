"""Stories in people's own words, put together so that no two are alike."""

import re
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from providers.demonstration import areas, closings, openings
from providers.demonstration.offers.offer import Offer

FAMILIES = {"meals", "company", "out", "personal", "home", "night", "groups", "breaks"}
NUMBERS = ("four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fourteen", "fifteen",
           "sixteen", "eighteen", "nineteen", "twenty-one", "twenty-two", "twenty-six", "thirty-one")  # fmt: skip
WE = (
    (r"\bI am\b", "we are"), (r"\bI was\b", "we were"), (r"\bI\b", "we"), (r"\bmyself\b", "ourselves"),
    (r"\bmine\b", "ours"), (r"\bmy\b", "our"), (r"\bMy\b", "Our"), (r"\bme\b", "us"),
)  # fmt: skip
YOUNG, OLD = 35, 53


@dataclass(frozen=True)
class Opening:
    """One way to begin, and whom it fits."""

    words: str
    families: frozenset[str]
    ages: tuple[int, int] = (27, 70)
    sex: str = ""

    def fits(self, family: str, sex: str) -> bool:
        return (not self.families or family in self.families) and self.sex in ("", sex)


def read_openings(block: str) -> list[Opening]:
    """The lines of a block: tags, a bar, the words."""
    return [_opening(line) for line in block.strip().splitlines()]


def _opening(line: str) -> Opening:
    tags, words = line.split("| ", 1)
    marks = set(tags.split())
    ages = (22, YOUNG - 1) if "young" in marks else (OLD, 74) if "old" in marks else (29, 68)
    sex = next(iter(marks & {"f", "m"}), "")
    return Opening(words, frozenset(marks & FAMILIES), ages, sex)


ALONE = read_openings(openings.ALONE)
TOGETHER = read_openings(openings.TOGETHER)
LARGER = read_openings(openings.LARGER)
AGAIN = read_openings(openings.AGAIN)
ENDINGS = [line for line in closings.ENDINGS.strip().splitlines() if line]
TEAM_ENDINGS = [line for line in closings.TEAM_ENDINGS.strip().splitlines() if line]
GROUP_ENDINGS = [line for line in closings.GROUP_ENDINGS.strip().splitlines() if line]


@dataclass
class Shelf:
    """Hands out the line that was used least, so that a phrase comes back as late as it can."""

    rng: Random
    used: Counter = field(default_factory=Counter)

    def take(self, lines, count: int = 1) -> list:
        """So many different lines, the least used first, in a random order among equals."""
        ranked = sorted(lines, key=lambda line: (self.used[line], self.rng.random()))[:count]
        self.used.update(ranked)
        return ranked


def opening_for(shelf: Shelf, offer: Offer, *, sex: str, origin: str) -> Opening:
    """What somebody did before, fitting the work and the person."""
    afar = openings.FROM_AFAR.get(origin) or openings.FROM_AFAR.get(_wider(origin), ())
    fresh = [line for line in _told_by(afar, sex) if not shelf.used[line]]
    if fresh and shelf.rng.random() < 0.5:
        return Opening(shelf.take(fresh)[0], frozenset(), (27, 66))
    fitting = [line for line in ALONE if line.fits(offer.family, sex)]
    own = [line for line in fitting if offer.family in line.families and not shelf.used[line]]
    return shelf.take(own or fitting)[0]


def _told_by(lines, sex: str) -> list[str]:
    return [line for line in lines if sex == "f" or "bride" not in line and "mother cleaned" not in line]


def _wider(origin: str) -> str:
    return "south-asian" if origin in ("punjabi", "pakistani", "gujarati") else origin


def story(shelf: Shelf, offer: Offer, opening: Opening, *, slots: dict[str, str], plural: bool, team=False) -> str:
    """An opening, two or three things about the work, an ending."""
    first = fill(opening.words, slots)
    middles = shelf.take(offer.middles, shelf.rng.choice((2, 2, 3)))
    middle, end = " ".join(middles), _ending(shelf, offer, plural=plural, team=team)
    if plural:
        middle, end = as_we(middle), as_we(end)
    return "\n\n".join((first, middle, end))


def _ending(shelf: Shelf, offer: Offer, *, plural: bool, team: bool) -> str:
    """What somebody says last; two people do not share one dog, one voice or one mother."""
    if offer.group and shelf.rng.random() < 0.6:
        return shelf.take(GROUP_ENDINGS)[0]
    if team:
        return shelf.take(TEAM_ENDINGS)[0]
    shared = [line for line in ENDINGS if not re.search(r"\b[Mm]y\b|voice|birthday|was shy|the one who", line)]
    return shelf.take(shared if plural else ENDINGS)[0]


def as_we(words: str) -> str:
    """The same, said by two people: I go home -> we go home."""
    for one, two in WE:
        words = re.sub(one, two, words)
    return re.sub(r"(^|[.!?] +)([a-z])", lambda found: found[1] + found[2].upper(), words)


def slots_for(rng: Random, *, town: str, origin: str, age: int, today_year: int) -> dict[str, str]:
    """What fills the gaps of an opening; years never exceed a working life."""
    longest = max(4, min(len(NUMBERS), (age - 20) // 2))
    return {
        "years": f"{rng.choice(NUMBERS[:longest] if age < OLD else NUMBERS[6:])} years",
        "town": town,
        "bus": str(rng.choice((9, 14, 17, 28, 36, 43, 51, 58, 70, 84))),
        "island": rng.choice(areas.ISLANDS),
        "asia": rng.choice(areas.ASIA.get(origin, ("Lahore",))),
        "poland": rng.choice(areas.POLAND),
        "year": str(today_year - rng.randint(4, 19)),
        "count": rng.choice(("nine", "twelve", "eighteen", "twenty-six", "forty")),
    }


def fill(words: str, slots: dict[str, str]) -> str:
    """Put the slots into the words."""
    return words.format_map(slots)
