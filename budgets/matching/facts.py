"""What is known of a plan and of a service when they are matched: plain facts, in the words of the directory.

Slugs are those of `providers.taxonomy`, times of the week those of `providers.facets.SLOTS` ('tue-morning'), places
points of the British National Grid in metres, money pence.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from budgets.allocation import Mechanism

Point = tuple[int, int]  # easting, northing


class Must(StrEnum):
    """A preference that somebody cannot do without: who does not meet it drops out."""

    WORKER = "worker"
    LANGUAGE = "language"
    PETS = "pets"


@dataclass(frozen=True)
class Plan:
    """What somebody wants: what, when, where, by whom, and what is left for it each week.

    `travel_metres` is how far they can get; None when they cannot travel. `is_visited` says that somebody may come.
    `needs` says whom it is for ('dementia'); `by` is 'woman', 'man' or empty. `minutes_weekly` and `visits_weekly` are
    0 when nobody has said; `left_weekly_pence` is None when there is no limit or nobody knows it. `paid_by` is the way
    the money is paid. `used_before` are services, `workers_before` workers who have helped before.
    """

    activities: frozenset[str]
    times: frozenset[str] = frozenset()
    point: Point | None = None
    council: str = ""
    travel_metres: int | None = None
    is_visited: bool = True
    needs: frozenset[str] = frozenset()
    by: str = ""
    languages: frozenset[str] = frozenset()
    communication: frozenset[str] = frozenset()
    has_pets: bool = False
    musts: frozenset[Must] = frozenset()
    minutes_weekly: int = 0
    visits_weekly: int = 0
    left_weekly_pence: int | None = None
    paid_by: Mechanism | None = None
    may_pay_household: bool = False
    used_before: frozenset[str] = frozenset()
    workers_before: frozenset[str] = frozenset()
    starts_on: date | None = None


@dataclass(frozen=True)
class Price:
    """An amount and what one pays it for: the units of `providers.models.Price`."""

    pence: int
    unit: str


@dataclass(frozen=True)
class Candidate:
    """One service as it stands today; ids are unique among those that are ranked.

    `activities` has what is mainly done first. `comes` and `receives` say whether it goes to people, within
    `reach_metres` or in whole `councils`, and whether people go there. `room` is yes, wait, full or empty, as said on
    `room_said_on`. `standing` is that of `providers.models.Service.Standing`. `is_listed` is false for what is paused,
    hidden or closed. `is_registered` is about the Care Quality Commission; `is_directed` says that it helps with
    washing and the like under direction, `is_own_home` that people come to the home of whoever helps.
    `is_of_household` is true of a partner wherever they live, and of a close relative in the same household. `by`,
    `languages` and `payments` are empty and `pets` is None when nobody has said.
    """

    id: str
    activities: tuple[str, ...]
    times: frozenset[str] = frozenset()
    point: Point | None = None
    comes: bool = True
    receives: bool = False
    reach_metres: int = 0
    councils: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    communication: frozenset[str] = frozenset()
    pets: bool | None = None
    room: str = ""
    room_said_on: date | None = None
    room_hours: int | None = None
    full_until: date | None = None
    prices: tuple[Price, ...] = ()
    payments: frozenset[str] = frozenset()
    standing: str = "none"
    checked_by: str = ""
    is_listed: bool = True
    is_suspended: bool = False
    is_registered: bool = False
    is_of_household: bool = False
    workers: frozenset[str] = frozenset()
    is_directed: bool = False
    is_own_home: bool = False
