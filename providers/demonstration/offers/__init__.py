"""Every kind of work that the demonstration knows."""

from providers.demonstration.offers import (
    breaks,
    clubs,
    company,
    desk,
    groups,
    home,
    meals,
    night,
    out,
    personal,
    well,
)
from providers.demonstration.offers.offer import Offer

FAMILIES = (meals, company, out, personal, well, home, desk, night, groups, clubs, breaks)
OFFERS: tuple[Offer, ...] = tuple(offer for family in FAMILIES for offer in family.OFFERS)
