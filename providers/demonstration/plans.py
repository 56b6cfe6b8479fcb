"""What the demonstration will write, as plain values: enterprises, their services, and where each stands."""

from dataclasses import dataclass, field
from datetime import date

from providers.demonstration.areas import Place
from providers.demonstration.checks import Check
from providers.demonstration.hours import Stretch
from providers.demonstration.people import Person
from providers.demonstration.portraits import Face

PriceLine = tuple[int, str, str]  # pence, unit, note


@dataclass
class ServicePlan:
    """One service; `facts` are fields of the model of the same names."""

    offer: str
    place: Place
    facts: dict
    schedules: list[Stretch]
    prices: list[PriceLine]
    checks: list[Check]
    stage: str = "listed"
    submitted_hours_ago: int = 0
    listed_on: date | None = None
    returned_because: str = ""
    town: str = ""  # set only where the town must read exactly so
    checked_by: str = ""  # code of the council that checked, when it is not the one of the place


@dataclass
class EnterprisePlan:
    """One enterprise with its owner."""

    area: str
    name: str
    kind: str
    workers: int
    volunteers: int
    about: str
    owner: str
    email: str
    services: list[ServicePlan] = field(default_factory=list)
    faces: dict[str, Face] = field(default_factory=dict)  # portrait's name -> face
    people: tuple[Person, ...] = ()
    council_pays: bool = False
    has_supporter: bool = False

    @property
    def first(self) -> ServicePlan:
        return self.services[0]
