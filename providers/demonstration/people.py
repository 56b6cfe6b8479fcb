"""Invented people: a name, an age and a face that belong together."""

from dataclasses import dataclass
from random import Random

from providers.demonstration.names import ORIGINS
from providers.demonstration.peeps import peeps
from providers.demonstration.portraits import Face, Sitter, face_of
from providers.demonstration.stories import OLD


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist."""

    first: str
    last: str
    sex: str
    age: int
    origin: str
    face: Face
    speaks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


class Register:
    """Gives out names and faces, none of them twice."""

    def __init__(self, rng: Random, *, names=()):
        self.rng, self.names, self.faces = rng, set(names), {face.likeness for face in peeps().values()}
        self.firsts: dict[str, int] = {}

    def person(self, *, sex: str, age: int, origin: str) -> Person:
        """A new person."""
        first, last = self._name(sex, age, origin)
        community = ORIGINS[origin]
        covers = self._covers(community.covers, sex, origin)
        face = face_of(Sitter(sex, age, community.skin, community.curled, covers), self.rng, self.faces)
        return Person(first, last, sex, age, origin, face, self._speaks(community.speaks))

    def _name(self, sex: str, age: int, origin: str) -> tuple[str, str]:
        community = ORIGINS[origin]
        firsts = (community.older if age >= OLD else community.younger)[sex].split()
        for _ in range(300):
            seldom = min(self.firsts.get(name, 0) for name in firsts)
            first = self.rng.choice([name for name in firsts if self.firsts.get(name, 0) <= seldom + 1])
            last = self._surname(community.surnames, sex)
            if (first, last) not in self.names:
                self.names.add((first, last))
                self.firsts[first] = self.firsts.get(first, 0) + 1
                return first, last
        raise ValueError(f"no name left for {origin}")

    def _surname(self, surnames: str, sex: str) -> str:
        hers, _bar, his = self.rng.choice(surnames.split()).partition("|")
        return his or hers if sex == "m" else hers

    def _covers(self, share: float, sex: str, origin: str) -> bool:
        """Some women cover their hair; some Sikh men wear a turban."""
        wears = sex == "m" if origin == "punjabi" else sex == "f"
        return wears and self.rng.random() < share

    def _speaks(self, languages: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(code for at, code in enumerate(languages) if self.rng.random() < (0.95 if at == 0 else 0.45))
