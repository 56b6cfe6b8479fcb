"""Scores of the Adult Social Care Outcomes Toolkit (ASCOT SCT4), for a council that has the licence and its wording.

The toolkit is the University of Kent's: its questions are not here and nothing is asked until a licensee loads them.
Here are only the names of the domains, the codes of the levels, the published weights and the sums. Source: Netten
and others 2012, Health Technology Assessment 16(16); NHS Digital, ASC-User-Survey, generate_ascof_scores.py.
The score is 1 at best and -0.17 at worst; 0 is as bad as being dead. Without support as it would be, which this
instrument does not ask, there is no gain: only change over time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum


class Level(IntEnum):
    """How well a need is met, with the code of the survey."""

    IDEAL = 1
    NO_NEEDS = 2
    SOME_NEEDS = 3
    HIGH_NEEDS = 4


@dataclass(frozen=True)
class Domain:
    """One of the eight: its key, its item in the Adult Social Care Survey, its weights from ideal to high needs."""

    key: str
    item: str
    weights: tuple[Decimal, Decimal, Decimal, Decimal]

    def weight(self, level: Level) -> Decimal:
        return self.weights[level - 1]


def _domain(key: str, item: str, weights: str) -> Domain:
    ideal, no_needs, some_needs, high_needs = map(Decimal, weights.split())
    return Domain(key, item, (ideal, no_needs, some_needs, high_needs))


DOMAINS = (
    _domain("control", "q3a", "1.000 0.919 0.541 0.000"),
    _domain("personal-cleanliness", "q4a", "0.911 0.789 0.265 0.195"),
    _domain("food-drink", "q5a", "0.879 0.775 0.294 0.184"),
    _domain("accommodation", "q6a", "0.863 0.780 0.374 0.288"),
    _domain("safety", "q7a", "0.880 0.452 0.298 0.114"),
    _domain("social-participation", "q8a", "0.873 0.748 0.497 0.241"),
    _domain("occupation", "q9a", "0.962 0.927 0.567 0.170"),
    _domain("dignity", "q11", "0.847 0.637 0.295 0.263"),
)
BY_KEY = {domain.key: domain for domain in DOMAINS}
SLOPE, OFFSET = Decimal("0.203"), Decimal("0.466")
HIGHEST_TOTAL = 32


def is_complete(answers: Mapping[str, Level | None]) -> bool:
    """All eight are answered."""
    return all(answers.get(domain.key) is not None for domain in DOMAINS)


def scrqol(answers: Mapping[str, Level | None]) -> Decimal | None:
    """Social care related quality of life: 0.203 x the sum of weights - 0.466, six places; none if one is missing."""
    levels = _levels(answers)
    if levels is None:
        return None
    return SLOPE * sum(BY_KEY[key].weight(level) for key, level in levels.items()) - OFFSET


def total(answers: Mapping[str, Level | None]) -> int | None:
    """ASCOF 1A, unweighted: ideal 3 to high needs 0, together 0 to 24; none if one is missing."""
    levels = _levels(answers)
    return None if levels is None else HIGHEST_TOTAL - sum(levels.values())


def change(before: Mapping[str, Level | None], after: Mapping[str, Level | None]) -> Decimal | None:
    """How much the score moved between two times; none if either has none."""
    first, then = scrqol(before), scrqol(after)
    return None if first is None or then is None else then - first


def _levels(answers: Mapping[str, Level | None]) -> dict[str, Level] | None:
    if unknown := set(answers) - BY_KEY.keys():
        raise ValueError(f"no such domain: {', '.join(sorted(unknown))}")
    given = {domain.key: Level(level) for domain in DOMAINS if (level := answers.get(domain.key)) is not None}
    return given if len(given) == len(DOMAINS) else None
