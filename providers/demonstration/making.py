"""Makes one service of a kind of work: its words, week, price, room, checks and ways to be reached."""

from datetime import date, timedelta
from random import Random

from providers import taxonomy
from providers.demonstration import look
from providers.demonstration.areas import HALLS, SAINTS, STREETS, Area, Place
from providers.demonstration.checks import checks_for
from providers.demonstration.extras import ADDED, CANCEL, COSTS, IF_ILL, TIMES
from providers.demonstration.hours import week_of
from providers.demonstration.offers.offer import Offer
from providers.demonstration.plans import EnterprisePlan, PriceLine, ServicePlan
from providers.demonstration.stories import AGAIN, LARGER, TOGETHER, Shelf, as_we, fill, slots_for, story
from providers.week import DAYS

OPERATOR_PHONE = "0115 496 0142"


class Maker:
    """Makes services; summaries, stories, halls and phone numbers are given out once."""

    def __init__(self, rng: Random, today: date):
        self.rng, self.today = rng, today
        self.taken: set[str] = {OPERATOR_PHONE, *look.PHONES}
        self.cards = Shelf(rng)

    def service(
        self, plan: EnterprisePlan, offer: Offer, place: Place, area: Area, shelf: Shelf, opening
    ) -> ServicePlan:
        """One service of this enterprise."""
        room = self._room(offer)
        schedules = week_of(offer.hours, room["room"], self.rng, group=offer.group)
        if room.get("room_note") == "?":
            room["room_note"] = self._note(schedules)
        extras = self.rng.sample(offer.extra, min(len(offer.extra), self.rng.choice((0, 1, 1, 2))))
        activities = [*offer.main, *extras]
        facts = (
            self._who(plan, offer, activities)
            | self._words(plan, offer, place, extras, shelf, opening)
            | self._where(offer, place, area, plan)
            | self._money(offer, plan)
            | self._contact(plan, area)
            | room
        )
        made = ServicePlan(offer.slug, place, facts, schedules, self._prices(offer), [])
        if area.has_joined:
            made.checks = checks_for(
                offer, activities, said_as=facts["said_as"], larger=plan.workers > 3, cqc_id=facts["cqc_id"],
                today=self.today, rng=self.rng,
            )  # fmt: skip
        return made

    def _who(self, plan: EnterprisePlan, offer: Offer, activities: list[str]) -> dict:
        many = plan.workers > 1 or len(plan.people) > 1
        sexes = {person.sex for person in plan.people} | ({"f", "m"} if plan.workers > 3 else set())
        speaks = {code for person in plan.people for code in person.speaks}
        cares = taxonomy.PERSONAL_CARE & set(activities)
        return {
            "people": self._as_known(plan),
            "said_as": "they" if many else {"f": "she", "m": "he"}[plan.people[0].sex],
            "activities": activities,
            "needs": self.rng.sample(offer.needs, self.rng.randint(min(2, len(offer.needs)), len(offer.needs))),
            "minimum_age": offer.youngest,
            "maximum_age": offer.oldest,
            "one_to_one": not offer.group or self.rng.random() < 0.1,
            "in_group": offer.group,
            "by_woman": "f" in sexes,
            "by_man": "m" in sexes,
            "languages": ["en", *sorted(speaks)],
            "communication": [c for c in offer.communication if self.rng.random() < 0.5]
            + (["large-print"] if self.rng.random() < 0.12 else []),
            "personal_care": offer.care if cares else "none",
            "cqc_id": f"1-{self.rng.randint(10**9, 10**10 - 1)}" if offer.care == "registered" else "",
            "portraits": list(plan.faces),
        }

    def _as_known(self, plan: EnterprisePlan) -> str:
        if len(plan.people) == 2:
            return f"{plan.people[0].first} and {plan.people[1].first}"
        name = plan.people[0].name
        if plan.workers > 3:
            return f"{name} and the team"
        return f"{name} and helpers" if plan.volunteers else name

    def _words(self, plan, offer: Offer, place: Place, extras, shelf: Shelf, opening) -> dict:
        plural = len(plan.people) == 2 or plan.workers > 3
        slots = slots_for(self.rng, town=place.town, origin=plan.people[0].origin, age=plan.people[0].age,
                          today_year=self.today.year)  # fmt: skip
        opening = self._opening(plan, offer, shelf, opening)
        does = [*self.rng.sample(offer.does, min(len(offer.does), 4)), *[ADDED[e] for e in extras if e in ADDED]]
        slots["count"] = str(plan.workers)
        told = story(shelf, offer, opening, slots=slots, plural=plural, team=plan.workers > 3)
        if opening in AGAIN and plural:
            told = as_we(told)
        first = self.rng.choice(offer.first)
        return {
            "summary": self._summary(offer, plural),
            "story": told,
            "does": does[:8],
            "does_not": self.rng.sample(offer.does_not, min(len(offer.does_not), self.rng.choice((2, 3, 3)))),
            "first_meeting": as_we(first) if plural else first,
            "first_meeting_free": True,
            "if_ill": fill(self.cards.take(IF_ILL["many" if plural else "one"])[0], slots),
        }

    def _opening(self, plan, offer: Offer, shelf: Shelf, opening):
        """How the story begins: two people tell it otherwise than one, and a second service refers to the first."""
        if opening is None:
            return shelf.take(AGAIN)[0]
        pool = LARGER if plan.workers > 3 else TOGETHER if len(plan.people) == 2 else ()
        sexes = {person.sex for person in plan.people}
        alike = sexes.pop() if len(sexes) == 1 else "both"
        fitting = [line for line in pool if line.fits(offer.family, alike) and true_of(plan, line.words)]
        own = [line for line in fitting if offer.family in line.families and not shelf.used[line]]
        return shelf.take(own or fitting)[0] if fitting else opening

    def words_left(self, offer: Offer) -> int:
        """How many summaries of this kind nobody has yet."""
        return len(self._pairs(offer))

    def _pairs(self, offer: Offer) -> list[tuple[str, str]]:
        return [(head, tail) for head in offer.heads for tail in offer.tails if head + tail not in self.taken]

    def _summary(self, offer: Offer, plural: bool) -> str:
        """A head and a tail that nobody else has together."""
        head, tail = self.cards.take(self._pairs(offer))[0]
        self.taken.add(head + tail)
        words = head + tail if tail.endswith((".", "!", "?")) else f"{head}{tail}."
        return as_we(words) if plural else words

    def _where(self, offer: Offer, place: Place, area: Area, plan: EnterprisePlan) -> dict:
        wide = area.slug == "somerset"
        if offer.setting == "comes":
            whole = plan.workers > 12 and area.has_joined
            return {
                "setting": "comes",
                "travel_miles": self.rng.choice((6, 8, 10, 12, 15) if wide else (2, 3, 3, 4, 5, 5, 6, 8)),
                "councils": list(area.councils) if whole else [],
                "access": [],
                "access_note": "",
            }
        slugs = [term.slug for term in taxonomy.ACCESS]
        access = [slug for slug in slugs if self.rng.random() < ACCESS_SHARE.get(slug, 0.4)]
        venue = {"venue_name": self._hall(), "venue_address": self._address(place)} if offer.setting == "venue" else {}
        note = self.rng.choice(NOTES) if self.rng.random() < 0.4 else ""
        return {"setting": offer.setting, "travel_miles": None, "councils": [], "access": access,
                "access_note": note} | venue  # fmt: skip

    def _hall(self) -> str:
        return self.cards.take(HALLS)[0].format(saint=self.rng.choice(SAINTS))

    def _address(self, place: Place) -> str:
        return f"{self.rng.choice(STREETS)}, {place.town}"

    def _money(self, offer: Offer, plan: EnterprisePlan) -> dict:
        shares = {"self": 1, "direct-payment": 0.88, "isf": 0.42, "phb": 0.5 if offer.care else 0.3,
                  "council": 0.9 if plan.council_pays else 0.08, "pooled": 0.4 if offer.group else 0.08}  # fmt: skip
        hourly = offer.prices.startswith("hour")
        return {
            "payments": [slug for slug, share in shares.items() if self.rng.random() < share],
            "costs_on_top": self.rng.choice(COSTS.get(offer.slug) or COSTS[offer.family if hourly else "none"]),
            "if_you_cancel": self.rng.choice(CANCEL["group" if offer.group else "one"]),
        }

    def _prices(self, offer: Offer) -> list[PriceLine]:
        made: list[PriceLine] = []
        for part in offer.prices.split(";"):
            unit, low, high, step, *note = part.split()
            steps = round((float(high) - float(low)) / float(step))
            pounds = float(low) + float(step) * self.rng.randint(0, steps)
            made.append((round(pounds * 100), unit, " ".join(note)))
        if made[0][1] == "hour" and offer.hours in ("any", "early", "mixed", "long") and self.rng.random() < 0.4:
            made.insert(1, (made[0][0] + self.rng.choice((150, 200, 250)), "hour", "at weekends"))
        return made

    def _contact(self, plan: EnterprisePlan, area: Area) -> dict:
        by_mobile = self.rng.random() < 0.6
        return {
            "phone": self._phone("07700 900" if by_mobile else area.phone),
            "email": plan.email,
            "shows_phone": self.rng.random() < 0.45,
            "shows_email": self.rng.random() < 0.35,
            "takes_texts": by_mobile and self.rng.random() < 0.7,
            "contact_times": self.rng.choice(TIMES),
        }

    def _phone(self, beginning: str) -> str:
        """A number from the ranges that Ofcom keeps for drama."""
        while True:
            number = f"{beginning}{self.rng.randint(0, 999):03d}"
            if number not in self.taken:
                self.taken.add(number)
                return number

    def _room(self, offer: Offer) -> dict:
        """What was said about room, and when: some said it too long ago to count."""
        kind = self.rng.choices(("yes", "wait", "full", "faded", "never"), (46, 15, 19, 15, 5))[0]
        if kind == "never":
            return {"room": "", "room_said_on": None}
        ago = self.rng.randint(31, 120) if kind == "faded" else min(self.rng.randint(0, 27), self.rng.randint(0, 27))
        room = "yes" if kind == "faded" else kind
        details = {"yes": self._space, "wait": self._queue, "full": self._until}[room](offer)
        return {"room": room, "room_said_on": self.today - timedelta(days=ago)} | details

    def _space(self, offer: Offer) -> dict:
        if offer.group:
            return {"room_people": self.rng.randint(1, 6)}
        if offer.prices.startswith("hour") and self.rng.random() < 0.65:
            return {"room_hours": self.rng.choice((2, 3, 4, 4, 5, 6, 8, 10, 12))}
        return {"room_note": "?"} if self.rng.random() < 0.6 else {"room_people": self.rng.choice((1, 1, 2, 3))}

    def _queue(self, _offer: Offer) -> dict:
        return {"wait_weeks": self.rng.choice((1, 2, 2, 3, 3, 4, 6, 8))}

    def _until(self, _offer: Offer) -> dict:
        if self.rng.random() < 0.5:
            return {}
        return {"full_until": self.today + timedelta(days=self.rng.randint(20, 110))}

    def _note(self, schedules) -> str:
        day = next((day for day, _opens, _closes, free in schedules if free), schedules[0][0])
        return f"on {DAYS[day]}s"


def true_of(plan: EnterprisePlan, words: str) -> bool:
    """Whether an opening about a team agrees with what the team is."""
    return (
        ("olunteer" not in words or plan.volunteers >= 3)
        and ("owned by" not in words or plan.kind == "mutual")
        and ("charity" not in words or plan.kind == "charity")
    )


ACCESS_SHARE = {"level-entry": 0.88, "accessible-toilet": 0.8, "changing-place": 0.08, "hearing-loop": 0.3,
                "quiet-room": 0.4, "blue-badge": 0.6, "bus-stop": 0.7, "assistance-dogs": 0.6}  # fmt: skip
NOTES = (
    "The ramp is at the side. Ring the bell and we come.",
    "The lift is small: a large powered chair does not fit.",
    "Three Blue Badge spaces, and the kerb is dropped.",
    "The loo has a rail on the left.",
    "The floor is hard, so it echoes a little.",
    "Ask for the side door if the steps look wet.",
)
