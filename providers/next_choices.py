"""Whom to ask next, after a no or silence: the same search, around the same place, without those asked already."""

from dataclasses import replace

from django.db.models import Q

from marketplace.places.finding import Found, find_place
from providers import display, explaining
from providers.models import Enquiry
from providers.search import Wanted, search
from providers.taxonomy import ACTIVITIES, named

MOST = 3
LOOKED_AT = 30


def place_of(enquiry: Enquiry) -> Found | None:
    """The middle of where they asked for help."""
    found = find_place(enquiry.outcode)
    return found if isinstance(found, Found) else None


def next_choices(enquiry: Enquiry) -> list[dict]:
    """Cards of up to three who may help instead, the best first."""
    place = place_of(enquiry)
    if place is None:
        return []
    known = Q(contact_digest=enquiry.contact_digest) if enquiry.contact_digest else Q(pk=enquiry.pk)
    asked = {str(pk) for pk in Enquiry.objects.filter(known).values_list("service", flat=True)}
    here = (place.easting, place.northing)
    rows = [row for row in _found(enquiry, place) if str(row["id"]) not in asked]
    return [display.card(row, here=here) | {"why": explaining.why(row)} for row in rows[:MOST]]


def what_next(enquiry: Enquiry) -> dict:
    """After a no or silence: who is asked now with the same words, or who may be asked."""
    declined = enquiry.introduced_by_id is None and enquiry.wants_another
    now = Enquiry.objects.in_line_with(enquiry).under_way().with_service().first() if declined else None
    others = next_choices(enquiry) if declined and enquiry.words and not now else []
    return {"declined": declined, "asked_next": now, "others": others}


def _found(enquiry: Enquiry, place: Found) -> list[dict]:
    """What they asked for in their own words; if nobody fits those, what they had asked this one for."""
    around = Wanted(place.easting, place.northing, place.council_code, times=frozenset(enquiry.times))
    found = search(replace(around, words=enquiry.words[:300]), size=LOOKED_AT)
    if not (found.understood.is_known and found.fitting):
        what = named(ACTIVITIES, enquiry.service.activities[:1])
        found = search(replace(around, words=" ".join(what)), size=LOOKED_AT)
    return found.rows
