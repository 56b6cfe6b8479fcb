"""How well a ranking agrees with what was judged: nDCG of the first ten, recall of the first twenty.

nDCG: Järvelin and Kekäläinen (2002), with gain 2^grade - 1 and discount log2(rank + 1) (Burges and others, 2005).
Both are between 0 and 1, and None where nothing was there to be found: such searches are left out of a mean.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import log2

USEFUL = 2  # the lowest grade that recall asks for: 3 is what was asked for, 2 clearly useful, 1 might do


def ndcg_at_10(ranking: Sequence[str], grades: Mapping[str, int]) -> float | None:
    """The worth of the first ten, the best grades first, compared with the best ten that were possible."""
    possible = _worth(sorted(grades.values(), reverse=True)[:10])
    if not possible:
        return None
    return _worth([grades.get(key, 0) for key in _once(ranking)[:10]]) / possible


def recall_at_20(ranking: Sequence[str], grades: Mapping[str, int], least: int = USEFUL) -> float | None:
    """The share of the useful services among the first twenty; where more than twenty are useful, twenty are all."""
    useful = {key for key, grade in grades.items() if grade >= least}
    if not useful:
        return None
    return len(useful.intersection(_once(ranking)[:20])) / min(len(useful), 20)


def mean(values: Iterable[float | None]) -> float:
    """The mean over the searches that have an answer."""
    counted = [value for value in values if value is not None]
    return sum(counted) / len(counted)


def _worth(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def _once(ranking: Sequence[str]) -> list[str]:
    """A service that is shown twice counts where it is shown first."""
    return list(dict.fromkeys(ranking))
