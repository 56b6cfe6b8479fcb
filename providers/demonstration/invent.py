"""Invents the enterprises of the demonstration: the same ones for the same seed, with days around today."""

import re
import unicodedata
from datetime import date
from random import Random

from providers.demonstration import lives, look
from providers.demonstration.areas import AREAS, Area
from providers.demonstration.making import Maker
from providers.demonstration.offers import OFFERS
from providers.demonstration.offers.offer import Offer
from providers.demonstration.people import Person, Register
from providers.demonstration.plans import EnterprisePlan
from providers.demonstration.stories import Shelf, opening_for

SEED = 20261120
SECOND_SHARE = 0.16
LARGER_KINDS = (("company", 4), ("cic", 3), ("charity", 3), ("mutual", 2))
TWO_KINDS = (("partnership", 5), ("cic", 3), ("mutual", 1))
GROUP_KINDS = (("cic", 5), ("charity", 3), ("partnership", 3), ("mutual", 1))


def enterprises(today: date, seed: int = SEED) -> list[EnterprisePlan]:
    """All of them: the people of the look first, then the invented ones, area by area."""
    rng = Random(seed)
    inventor = Inventor(rng, today)
    known = look.enterprises(today)
    inventor.names.update(plan.name for plan in known)
    plans = [plan for area in AREAS for plan in inventor.of_area(area)]
    lives.decide(plans, today=today, rng=rng)
    return known + plans


class Inventor:
    """Invents enterprises; nobody shares a name, a face, a phone number or a story."""

    def __init__(self, rng: Random, today: date):
        self.rng, self.today = rng, today
        self.register = Register(rng, names=look.NAMES)
        self.names: set[str] = set()
        self.deck: list[Offer] = []
        self.maker = Maker(rng, today)

    def of_area(self, area: Area) -> list[EnterprisePlan]:
        """As many as the area has, at least one of every kind of work in the larger areas."""
        shelf = Shelf(self.rng)
        return [self._enterprise(area, self._next_offer(), shelf) for _ in range(area.enterprises)]

    def _next_offer(self) -> Offer:
        if not self.deck:
            self.deck = [offer for offer in OFFERS for _ in range(max(1, round(offer.weight / 2.4)))]
            self.rng.shuffle(self.deck)
            self.deck = sorted(self.deck, key=_seen_before(self.deck))
        return self.deck.pop(0)

    def _enterprise(self, area: Area, offer: Offer, shelf: Shelf) -> EnterprisePlan:
        place = self.rng.choices(area.places, [p.weight for p in area.places])[0]
        people, opening = self._people(area, offer, shelf)
        kind, workers, volunteers = self._size(offer, len(people))
        name = self._name(offer, people, place.town)
        plan = EnterprisePlan(
            area=area.slug, name=name, kind=kind, workers=workers, volunteers=volunteers,
            about=about(name, kind, workers, volunteers, place.town), owner=people[0].name,
            email=f"{plain(name)}@demo.justright.example", people=people,
            council_pays=workers > 5 or self.rng.random() < 0.06,
        )  # fmt: skip
        plan.faces = {f"demo-{plain(person.name)}": person.face for person in people}
        plan.services.append(self.maker.service(plan, offer, place, area, shelf, opening))
        if offer.team != "larger" and self.rng.random() < SECOND_SHARE:
            second = self._second_offer(offer)
            plan.services.append(self.maker.service(plan, second, place, area, shelf, None))
        return plan

    def _second_offer(self, offer: Offer) -> Offer:
        """Other work that the same people could do in the same way."""
        mild = [o for o in OFFERS if not o.care and o.team in ("alone", "sometimes-two") and o.slug != offer.slug]
        fitting = [o for o in mild if o.setting in ("comes", offer.setting) and self.maker.words_left(o) > 4]
        return self.rng.choices(fitting, [o.weight for o in fitting])[0]

    def _people(self, area: Area, offer: Offer, shelf: Shelf):
        two = offer.team == "two" or (offer.team == "sometimes-two" and self.rng.random() < 0.35)
        sex = "m" if self.rng.random() < (0.5 if offer.family in ("home", "out") else 0.3) else "f"
        origin = self.rng.choices(list(area.origins), list(area.origins.values()))[0]
        opening = opening_for(shelf, offer, sex=sex, origin=origin)
        first = self.register.person(sex=sex, age=self.rng.randint(*opening.ages), origin=origin)
        if not two or offer.team == "larger":
            return (first,), opening
        other_sex = "f" if self.rng.random() < 0.6 else "m"
        other_age = min(74, max(24, first.age + self.rng.randint(-9, 9)))
        return (first, self.register.person(sex=other_sex, age=other_age, origin=origin)), opening

    def _size(self, offer: Offer, people: int) -> tuple[str, int, int]:
        """Kind, workers, volunteers: a sole trader works alone."""
        if offer.team == "larger":
            kind = self._kind(LARGER_KINDS)
            few = offer.slug in ("day-group", "nursing") and self.rng.random() < 0.6
            return kind, self.rng.randint(4, 7) if few else self.rng.randint(9, 44), self.rng.choice((0, 0, 3, 6))
        if people == 2:
            kind = self._kind(GROUP_KINDS if offer.group else TWO_KINDS)
            return kind, 2 + (self.rng.random() < 0.2), 0 if kind == "partnership" else self.rng.choice((0, 1, 2, 4))
        if offer.group:
            kind = self._kind((("sole-trader", 4), ("cic", 3), ("charity", 1)))
            return kind, 1, 0 if kind == "sole-trader" else self.rng.choice((1, 2, 3, 5))
        return "sole-trader", 1, 0

    def _kind(self, kinds) -> str:
        return self.rng.choices([kind for kind, _ in kinds], [share for _, share in kinds])[0]

    def _name(self, offer: Offer, people: tuple[Person, ...], town: str) -> str:
        free = [name for name in offer.names if name not in self.names]
        if not free or (len(people) == 1 and offer.team != "larger" and self.rng.random() < 0.12):
            free = [name for name in named_after(offer, people, town) if name not in self.names]
        name = self.rng.choice(free)
        self.names.add(name)
        return name


NOUNS = {
    "cook-with": "Kitchen", "cook-for": "Dinners", "meals-out": "Plates", "lunch-club": "Table", "eat-with": "Table",
    "company": "Company", "calls": "Calls", "games": "Parlour", "animals": "Animals", "end-of-life": "Quiet Visits",
    "going-out": "Days Out", "shopping": "Errands", "appointments": "Company", "driving": "Lifts",
    "walking": "Walks", "work": "Job Club", "mornings": "Mornings", "home-team": "Home Support",
    "nursing": "Nurses", "tablets": "Morning Round", "hair": "Hair", "hair-home": "Hair", "moving": "Helping Hand",
    "massage": "Massage", "cleaning": "Cleaning", "laundry": "Laundry", "gardening": "Gardens",
    "odd-jobs": "Odd Jobs", "decluttering": "Clear Space", "paperwork": "Paperwork", "computers": "Computer Help",
    "brokerage": "Planning", "sleeping": "Nights", "waking": "Night Sitting", "night-care": "Nights",
    "live-in": "Live-in Help", "art": "Art Room", "craft-home": "Workshop", "music": "Singers", "drama": "Players",
    "sport": "Games", "growing": "Garden", "day-group": "Days", "memory": "Memory Café", "social": "Social",
    "skills": "Skills", "peers": "Circle", "sitting": "Sitting", "short-breaks": "Breaks", "after-school": "Play",
    "after-school-one": "Play", "hospital-home": "Home Again",
}  # fmt: skip


def named_after(offer: Offer, people: tuple[Person, ...], town: str) -> list[str]:
    """Names made of a person's or a town's, for those who like it plain."""
    noun, firsts = NOUNS[offer.slug], [person.first for person in people]
    whose = f"{firsts[0]}’s" if len(firsts) == 1 else f"{firsts[0]} and {firsts[1]}’s"
    if offer.group or offer.team == "larger":
        return [f"{town} {noun}", f"The {town} {noun}", f"{whose} {noun}"]
    return [f"{whose} {noun}", f"{people[0].name} {noun}", f"{whose} {noun}, {town}"]


def _seen_before(deck: list[Offer]):
    """Sorts so that every kind of work comes once before any comes again."""
    order: dict[int, int] = {}
    seen: dict[str, int] = {}
    for at, offer in enumerate(deck):
        order[at] = seen[offer.slug] = seen.get(offer.slug, 0) + 1
    places = iter(range(len(deck)))
    return lambda _offer: order[next(places)]


KINDS = {
    "sole-trader": "one person, working alone", "partnership": "a partnership", "cic": "a community interest company",
    "company": "a limited company", "charity": "a small charity", "mutual": "a co-operative, owned by its workers",
}  # fmt: skip


def about(name: str, kind: str, workers: int, volunteers: int, town: str) -> str:
    """Two plain sentences about an enterprise."""
    first = f"{name} is {KINDS[kind]}, based in {town}."
    if kind == "sole-trader":
        return f"{first} You will always know who is coming."
    helpers = f" and {volunteers} volunteer{'s' if volunteers > 1 else ''}" if volunteers else ""
    return f"{first} There {'is' if workers == 1 and not volunteers else 'are'} {workers} of us at work{helpers}."


def plain(name: str) -> str:
    """A name as part of an address: 'Marek Wójcik' -> 'marek-wojcik'."""
    letters = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("Ł", "L"))
    return re.sub(r"[^a-z0-9]+", "-", letters.encode("ascii", "ignore").decode().lower()).strip("-")[:36]
