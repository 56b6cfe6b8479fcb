"""Up to how much somebody agrees to alone, and who decides above it: the scheme of delegation, without a database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

EVERY_TEAM = ""
NO_LIMIT = 10**12  # pence: more than any budget
UNLIMITED = "commissioner"  # who decides for the whole body, until a limit is set for them
Who = TypeVar("Who")


def limit_for(places: Collection[tuple[str, str]], limits: Mapping[tuple[str, str], int]) -> int | None:
    """The highest of somebody's places (role, team), in pence a year: what is set for the team counts before what is
    set for every team; None where nothing is."""
    found = [_limit_of(role, team, limits) for role, team in places]
    return max((pence for pence in found if pence is not None), default=None)


def _limit_of(role: str, team: str, limits: Mapping[tuple[str, str], int]) -> int | None:
    otherwise = limits.get((role, EVERY_TEAM), NO_LIMIT if role == UNLIMITED else None)
    return limits.get((role, team), otherwise)


@dataclass(frozen=True)
class Decider(Generic[Who]):
    """Somebody who decides above the limits of others."""

    who: Who
    teams: frozenset[str]
    limit_pence: int


def next_to_decide(deciders: Sequence[Decider[Who]], teams: Collection[str], pence: int) -> list[Who]:
    """Whoever may agree to so much: those of the same team before all others. Where it is more than anybody may agree
    to, all of them, so that somebody sees it."""
    able = [each for each in deciders if each.limit_pence >= pence]
    near = [each for each in able if each.teams & set(teams) - {EVERY_TEAM}]
    return [each.who for each in near or able or deciders]
