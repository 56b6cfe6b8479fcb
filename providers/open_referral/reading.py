"""What the feed reads: the services, organizations and places that fit, in the order of their keys.

Ids are found first, from narrow indexes that hold only what is in the feed; whole rows are fetched for one page.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import BigIntegerField, Exists, F, FloatField, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Cast
from django.db.models.lookups import LessThanOrEqual

from marketplace.organisations.querysets import NAME_WORDS
from marketplace.places.distances import METRES_IN_A_MILE
from marketplace.places.models import Council, District, Postcode
from providers import taxonomy
from providers.models import Enterprise, Schedule, Service
from providers.open_referral import vocabularies
from providers.open_referral.asking import Asked, Refused
from providers.querysets import FEED_WORDS

CHUNK = 500
MOST_WORDS = 12
LONGEST_TRAVEL = 60  # miles, as the form allows
LEXEMES = """
WITH asked AS (SELECT unnest(tsvector_to_array(to_tsvector('english', %(text)s))) AS lexeme LIMIT %(most)s)
SELECT lexeme, ARRAY(SELECT slug FROM unnest(%(slugs)s::text[], %(words)s::text[]) AS term (slug, words)
                     WHERE lexeme = ANY (tsvector_to_array(to_tsvector('english', words))))
FROM asked
"""


def services(asked: Asked) -> QuerySet[Service]:
    """The services of the feed for which everything holds that was asked."""
    found, lexemes = Service.objects.in_feed(), _lexemes(asked.search)
    if asked.search and not lexemes:
        return found.none()
    for lexeme, slugs in lexemes:
        found = found.filter(pk__in=_speaking_of(lexeme, slugs))
    return found.filter(
        _of_terms(asked) & _of_owner(asked) & _of_ages(asked) & _of_hours(asked) & _of_place(asked)
    ).order_by("pk")


def organizations(asked: Asked) -> QuerySet[Enterprise]:
    """The enterprises with something in the feed, whose name or whose services speak of what was asked."""
    found, lexemes = Enterprise.objects.in_feed(), _lexemes(asked.search)
    if asked.search and not lexemes:
        return found.none()
    for lexeme, slugs in lexemes:
        named = Enterprise.objects.alias(words=_name("organisation__name")).filter(words=_query(lexeme))
        theirs = Service.objects.filter(pk__in=_speaking_of(lexeme, slugs)).values("enterprise")
        found = found.filter(Q(pk__in=named.values("pk")) | Q(pk__in=theirs))
    return found.order_by("pk")


def changes(pks: Iterable[UUID]) -> list[tuple[UUID, datetime]]:
    """Which services, and when each changed last."""
    return list(Service.objects.filter(pk__in=list(pks)).order_by("pk").values_list("pk", "updated_at"))


def full_services(pks: Iterable[UUID]) -> list[Service]:
    """Whole rows in the order of their keys."""
    return list(Service.objects.in_feed().filter(pk__in=list(pks)).with_details().order_by("pk"))


def listed_services(pks: Iterable[UUID]) -> list[Service]:
    """Rows with what a list tells of them."""
    rows = Service.objects.in_feed().filter(pk__in=list(pks)).with_enterprise()
    return list(rows.prefetch_related("check_results__council").order_by("pk"))


def full_organizations(pks: Iterable[UUID], *, with_services: bool) -> list[Any]:
    """Enterprises with the services of theirs that are in the feed, as `in_feed`."""
    theirs = Service.objects.in_feed().order_by("pk")
    theirs = theirs.with_details() if with_services else theirs.select_related("enterprise__organisation")
    rows = Enterprise.objects.in_feed().filter(pk__in=list(pks)).with_organisation()
    return list(rows.prefetch_related(Prefetch("services", theirs, to_attr="in_feed")).order_by("pk"))


def areas() -> dict[str, str]:
    """What the areas of councils are called, by their codes."""
    return dict(Council.objects.values_list("code", "area"))


def walk(found: QuerySet, size: int = CHUNK) -> Iterator[list[UUID]]:
    """All keys in chunks, by key: memory and each statement stay small however many there are."""
    last: UUID | None = None
    while chunk := list((found.filter(pk__gt=last) if last else found).values_list("pk", flat=True)[:size]):
        yield chunk
        last = chunk[-1]


# --- What was asked --------------------------------------------------------------------------------------------------
def _lexemes(search: str) -> list[tuple[str, list[str]]]:
    """The words that mean something, shortened as PostgreSQL does, each with the terms that it may stand for."""
    if not search:
        return []
    terms = {t.slug: f"{t.name} {t.words}" for t in (*taxonomy.ACTIVITIES, *taxonomy.NEEDS)}
    families = {t.slug: f" {t.name} {t.words}" for t in taxonomy.FAMILIES}
    for term in taxonomy.ACTIVITIES:
        terms[term.slug] += families.get(term.family, "")
    values: dict = {"text": search, "most": MOST_WORDS, "slugs": list(terms), "words": list(terms.values())}
    with connection.cursor() as cursor:
        cursor.execute(LEXEMES, values)
        return cursor.fetchall()


def _query(lexeme: str) -> SearchQuery:
    quoted = lexeme.replace("\\", "\\\\").replace("'", "''")
    return SearchQuery(f"'{quoted}'", config="simple", search_type="raw")


def _name(path: str) -> SearchVector:
    return SearchVector(path, config=NAME_WORDS.config)


def _speaking_of(lexeme: str, slugs: list[str]) -> QuerySet:
    """Services that say this word in their own words, by a term of ours, or in the name of their enterprise."""
    wanted, fed = _query(lexeme), Service.objects.in_feed()
    kept_back = Q(withheld__contains=["people"])
    told = fed.alias(words=FEED_WORDS, line=SearchVector("summary", config="english"))
    told = told.filter(words=wanted).filter(~kept_back | Q(line=wanted))
    called = fed.alias(words=_name("enterprise__organisation__name")).filter(words=wanted)
    branches = [told.values("pk"), called.values("pk")]
    if slugs:
        branches.append(fed.filter(Q(activities__overlap=slugs) | Q(needs__overlap=slugs)).values("pk"))
    return branches[0].union(*branches[1:], all=True)


def _of_terms(asked: Asked) -> Q:
    wanted = Q()
    for pk in asked.terms:
        vocabulary, term = vocabularies.TERMS.get(pk, (None, None))
        wanted &= vocabulary.saying([term.slug]) if vocabulary and term else Q(pk__in=[])
    for pk in asked.taxonomies:
        known = vocabularies.BY_ID.get(pk)
        wanted &= known.saying(term.slug for term in known.terms) if known else Q(pk__in=[])
    return wanted


def _of_owner(asked: Asked) -> Q:
    wanted = Q(updated_at__gte=asked.modified_after) if asked.modified_after else Q()
    for pk in asked.organizations:
        wanted &= Q(enterprise=pk)
    return wanted


def _of_ages(asked: Asked) -> Q:
    """Services that take people of these ages: some of them, from the one to the other."""
    wanted = Q()
    if asked.minimum_age is not None:
        wanted &= Q(maximum_age=None) | Q(maximum_age__gte=asked.minimum_age)
    if asked.maximum_age is not None:
        wanted &= Q(minimum_age__lte=asked.maximum_age)
    return wanted


def _of_hours(asked: Asked) -> Q:
    """Services with some of their hours then; a night that began the evening before counts in the morning."""
    if asked.day is None and asked.start_time is None and asked.end_time is None:
        return Q()
    start, end = asked.start_time or time(0), asked.end_time
    ends_later, passes_midnight = Q(closes_at__gt=start), Q(closes_at__lte=F("opens_at"))
    same_day = (Q(opens_at__lt=end) if end else Q()) & (ends_later | passes_midnight)
    day_before = passes_midnight & ends_later
    if asked.day is not None:
        same_day &= Q(day=asked.day)
        day_before &= Q(day=(asked.day - 1) % 7)
    hours = Schedule.objects.filter(service=OuterRef("pk")).filter(same_day | day_before)
    return Q(Exists(hours)) & ~Q(withheld__contains=["hours"])


def _of_place(asked: Asked) -> Q:
    """Services whose area holds the postcode, or that have none, with their point within so many metres of it."""
    if not asked.postcode:
        return Q()
    here = Postcode.objects.filter(pk=asked.postcode, easting__isnull=False).first()
    if here is None:
        raise Refused("postcode", "is not one that we know")
    district = District.objects.filter(pk=here.district).first()
    serves = ~Q(setting="comes") | _reaching(here)
    serves |= Q(councils__contains=[district.council_id]) if district else Q()
    near = _within(here, asked.proximity, asked.proximity) if asked.proximity is not None else Q()
    return serves & near


def _reaching(here: Postcode) -> Q:
    miles = Cast("travel_miles", FloatField()) * METRES_IN_A_MILE
    return Q(setting="comes", travel_miles__isnull=False) & _within(here, LONGEST_TRAVEL * METRES_IN_A_MILE, miles)


def _within(here: Postcode, most: float, metres: Any) -> Q:
    """Points no further than `metres`, which is at most `most`: a box from the index, then the circle in it."""
    whole, most = BigIntegerField(), int(most) + 1
    across, up = Cast("easting", whole) - here.easting, Cast("northing", whole) - here.northing
    east, north = here.easting or 0, here.northing or 0
    box = Q(easting__range=(east - most, east + most), northing__range=(north - most, north + most))
    return box & Q(LessThanOrEqual(across * across + up * up, metres * metres))
