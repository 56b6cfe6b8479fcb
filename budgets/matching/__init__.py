"""Which services fit a plan, in which order, and why each is where it is: pure, the same for the same facts.

It suggests and explains; a person decides. Who cannot help drops out with every reason; of the others, who has more
points comes first, and with the same points who has the smaller id.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from budgets.matching.facts import Candidate, Must, Plan, Point, Price
from budgets.matching.refusing import Blocked, Why, blocks
from budgets.matching.weighing import Reason, cheapest_pence, reasons

__all__ = [
    "Blocked",
    "Candidate",
    "Left",
    "Matches",
    "Must",
    "Placed",
    "Plan",
    "Point",
    "Price",
    "Reason",
    "Why",
    "cheapest_pence",
    "match",
]


@dataclass(frozen=True)
class Placed:
    """A service that can help: its place from 1, its points, and all that has a part in them."""

    candidate: Candidate
    place: int
    reasons: tuple[Reason, ...]

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)

    @property
    def speaks_for(self) -> list[str]:
        return [reason.words for reason in self.reasons if not reason.is_doubt and reason.words]

    @property
    def doubts(self) -> list[str]:
        return [reason.words for reason in self.reasons if reason.is_doubt]


@dataclass(frozen=True)
class Left:
    """A service that drops out, with everything that blocks it."""

    candidate: Candidate
    blocked: tuple[Blocked, ...]

    @property
    def words(self) -> str:
        return " ".join(each.words for each in self.blocked)


@dataclass(frozen=True)
class Matches:
    """Every candidate once: those that can help, the best first, and those that drop out, by id."""

    placed: tuple[Placed, ...]
    left: tuple[Left, ...]


def match(plan: Plan, candidates: Iterable[Candidate], *, today: date) -> Matches:
    """Who can help with this plan today, the best first; who cannot, and why."""
    able, left = [], []
    for each in candidates:
        blocked = blocks(plan, each, today)
        if blocked:
            left.append(Left(each, blocked))
        else:
            able.append(Placed(each, 0, reasons(plan, each, today)))
    able.sort(key=lambda placed: (-placed.points, placed.candidate.id))
    ranked = tuple(Placed(placed.candidate, place, placed.reasons) for place, placed in enumerate(able, start=1))
    return Matches(ranked, tuple(sorted(left, key=lambda each: each.candidate.id)))
