"""What a council saw of an invented enterprise: in proportion to the work, with days around today."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from providers.demonstration.offers.offer import Offer
from providers.taxonomy import PERSONAL_CARE

# Work that lets an employer ask for the fuller DBS certificate with the barred list (SI 2009/37; SVGA 2006 Sch 4).
FULLER = PERSONAL_CARE | {"shopping", "paperwork", "driving", "appointments", "after-school"}
WHOSE = {"she": ("She", "her", "Her"), "he": ("He", "his", "His"), "they": ("They", "their", "Their")}


@dataclass(frozen=True)
class Check:
    """One line of a check card."""

    what: str
    words: str
    seen_on: date
    good_until: date | None = None


class Card:
    """Collects the checks of one service."""

    def __init__(self, said_as: str, today: date, rng: Random):
        self.said_as, self.today, self.rng = said_as, today, rng
        self.they, self.their, self.Their = WHOSE[said_as]
        self.have, self.know = ("have", "know") if said_as == "they" else ("has", "knows")
        self.first_seen = today - timedelta(days=rng.randint(60, 640))
        self.checks: list[Check] = []

    def forever(self, what: str, words: str) -> None:
        """Something that does not run out."""
        self.checks.append(Check(what, words, self._seen()))

    def good_for(self, what: str, words: str, years: int) -> None:
        """Something that runs out so many years after it was seen."""
        seen, lasts = self._seen(), timedelta(days=365 * years)
        if seen + lasts < self.today:
            seen = self.today - timedelta(days=self.rng.randint(8, lasts.days - 12))
        self.checks.append(Check(what, words, seen, seen + lasts))

    def _seen(self) -> date:
        return min(self.first_seen + timedelta(days=self.rng.randint(0, 9)), self.today - timedelta(days=3))


def checks_for(offer: Offer, activities, *, said_as: str, larger: bool, cqc_id: str, today: date, rng: Random):
    """Every check that this work needs, and no others."""
    card = Card(said_as, today, rng)
    if larger:
        _organisation(card, cqc_id)
    else:
        _person(card, offer, activities)
    _insurance(card, offer, larger)
    safe = f"{card.they} {card.have} done the course and {card.know} whom to ring."
    card.good_for("Keeping people safe", safe, 3)
    for paper in offer.papers:
        PAPERS[paper](card)
    return card.checks


def _organisation(card: Card, cqc_id: str) -> None:
    card.forever("Who they are", "Their entry in the public register and their accounts were seen.")
    card.good_for("Their workers", "How they choose and check the people who work for them was gone through.", 3)
    if cqc_id:
        card.good_for("Care Quality Commission", f"Registered, number {cqc_id}. The public list was read.", 1)


def _person(card: Card, offer: Offer, activities) -> None:
    plural = card.said_as == "they"
    who = {"she": "Who she is", "he": "Who he is", "they": "Who they are"}[card.said_as]
    seen = "Their passports and a bill" if plural else f"{card.Their} passport and a bill"
    card.forever(who, f"{seen} with {card.their} address were seen.")
    card.good_for(f"{card.Their} record", _record(card, offer, activities), 3)
    work = f"Two people who know {card.their} work"
    card.forever(work, card.rng.choice(("The council rang both.", "Both wrote, and the council rang one of them.")))


def _record(card: Card, offer: Offer, activities) -> str:
    certificate = "certificates" if card.said_as == "they" else "certificate"
    were = "were" if card.said_as == "they" else "was"
    if offer.slug.startswith("after-school"):
        return f"{card.Their} enhanced DBS {certificate}, with the children’s barred list, {were} seen."
    if FULLER & set(activities):
        return (f"{card.Their} enhanced DBS {certificate}, with the adults’ barred list, {were} seen. "
                "The law allows this fuller check for this work.")  # fmt: skip
    return f"{card.Their} basic DBS {certificate} {were} seen. The law allows no fuller check for this work."


def _insurance(card: Card, offer: Offer, larger: bool) -> None:
    limit = 10 if larger else 5 if offer.care or offer.group else card.rng.choice((2, 5))
    card.good_for("Insurance", f"If something goes wrong, up to £{limit} million.", 1)


PAPERS = {
    "food": lambda card: card.good_for("Handling food", "Level 2 food hygiene.", 3),
    "driving": lambda card: card.good_for(
        "The car", f"{card.Their} licence, the MOT and insurance for this work were seen.", 1
    ),
    "care": lambda card: card.good_for(
        "Moving and handling", "The course was done, with a practical part, and the paper was seen.", 1
    ),
    "room": lambda card: card.good_for(
        "The place", "A council officer came, looked at the room and read the fire and first-aid plans.", 2
    ),
    "nurse": lambda card: card.good_for("Nurses", "Every nurse’s entry in the public nursing register was read.", 1),
    "money": lambda card: card.forever("Handling money", "How receipts are kept and signed was gone through."),
    "animals": lambda card: card.good_for("The animals", "Insurance and the vet’s papers were seen.", 1),
    "trade": lambda card: card.forever(
        "Training", f"{card.Their} certificates for this trade were seen."
    ),
    "children": lambda card: card.good_for("First aid for children", "The two-day course was done.", 3),
}  # fmt: skip
