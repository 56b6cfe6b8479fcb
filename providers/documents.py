"""From a service to the one narrow row that the directory search reads. Public facts only."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import Value

from marketplace.places.distances import metres_in
from providers import costs, room, taxonomy, week
from providers.models import CheckResult, Price, Schedule, SearchDocument, Service

FAMILY_OF = {term.slug: term.family for term in taxonomy.ACTIVITIES}
TERMS = {t.slug: t for t in (*taxonomy.FAMILIES, *taxonomy.ACTIVITIES, *taxonomy.NEEDS)}
TONES = ("sage", "honey", "sky", "clay")


def document_of(
    service: Service, schedules: Iterable[Schedule], prices: Iterable[Price], checks: Iterable[CheckResult]
) -> tuple[SearchDocument, tuple[str, str, str]]:
    """The row, and its words in three weights. `service` comes with its enterprise and organisation."""
    hours, amounts, checks = week.hours_of(schedules), costs.amounts(prices), list(checks)
    document = SearchDocument(
        service_id=service.pk,
        point=(service.easting, service.northing),
        reach=0 if service.setting != "comes" else metres_in(service.travel_miles or 0),
        councils=service.councils,
        tags=sorted(_tags(service, hours, checks)),
        hour_pence=costs.hour_pence(amounts),
        room_until=room.counts_until(room.said_by(service)),
        card=_card(service, hours, amounts, checks),
    )
    return document, _words(service)


def _tags(service: Service, hours: Sequence[week.Hours], checks: Sequence[CheckResult]) -> set[str]:
    lists = {
        "act": service.activities, "fam": [FAMILY_OF[a] for a in service.activities if a in FAMILY_OF],
        "who": service.needs, "pay": service.payments, "lang": service.languages,
        "comm": service.communication, "access": service.access, "when": week.slots(hours),
    }  # fmt: skip
    tags = {f"{group}:{value}" for group, values in lists.items() for value in values}
    facts = {
        "by:woman": service.by_woman, "by:man": service.by_man, "how:one": service.one_to_one,
        "how:group": service.in_group, "is:micro": _is_micro(service),
        "is:checked": bool(checks) and not service.look_again_since,
        "where:comes": service.setting == "comes", "where:go": service.setting != "comes",
    }  # fmt: skip
    return tags | {tag for tag, holds in facts.items() if holds}


def _is_micro(service: Service) -> bool:
    limit = service.listed_by.micro_limit if service.listed_by else 5
    return service.enterprise.is_micro(limit)


def _words(service: Service) -> tuple[str, str, str]:
    """What it is; whom for and what they say they do; who does it. A story is for reading and lifts nobody."""
    terms = [TERMS[s] for s in dict.fromkeys([*service.activities, *_families(service)]) if s in TERMS]
    what = " ".join(f"{t.name} {t.words}" for t in terms)
    whom = " ".join(f"{TERMS[n].name} {TERMS[n].words}" for n in service.needs if n in TERMS)
    return what, " ".join([service.summary, whom, *service.does]), f"{service.people} {service.enterprise.name}"


def _families(service: Service) -> list[str]:
    return [FAMILY_OF[a] for a in service.activities if a in FAMILY_OF]


def _card(service, hours, amounts, checks) -> dict:
    said = room.said_by(service)
    return {
        "people": service.people or service.enterprise.name,
        "business": service.enterprise.name,
        "summary": service.summary,
        "when": week.words(hours),
        "setting": service.setting,
        "plural": service.said_as == "they",
        "said_as": service.said_as,
        "town": service.town,
        "venue": service.venue_name,
        "level": "level-entry" in service.access,
        "money": costs.words(amounts, first_meeting_free=service.first_meeting_free and service.setting == "comes"),
        "listed_by": service.listed_by.name if service.listed_by and service.listed_by.kind == "council" else "",
        "checked_by": checks[0].council.name if checks else "",
        "changed": bool(checks and service.look_again_since),
        "good_until": _iso(min((c.good_until for c in checks if c.good_until), default=None)),
        "room": [said.room, said.people, said.hours, said.note, said.wait_weeks, _iso(said.full_until), _iso(said.on)],
        "photo": service.photo.name or "",
        "portraits": service.portraits,
        "tone": TONES[service.pk.int % len(TONES)],
        "invented": service.enterprise.is_invented,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def write(services: Iterable[Service]) -> int:
    """Write the rows of these services, or take them out when they are not listed; one statement for many.

    Services come from `with_details()`.
    """
    listed: list[Service] = []
    gone: list[Service] = []
    for service in services:
        (listed if service.status == Service.Status.LISTED else gone).append(service)
    if gone:
        SearchDocument.objects.filter(pk__in=[s.pk for s in gone]).delete()
    made = [document_of(s, s.schedules.all(), s.prices.all(), s.check_results.all()) for s in listed]
    upsert(made)
    return len(made)


def upsert(made: Sequence[tuple[SearchDocument, tuple[str, str, str]]]) -> None:
    """Write rows with their words weighed: A what it is, B whom for, C who does it."""
    for document, (what, whom, who) in made:
        document.words = (
            SearchVector(Value(what), config="english", weight="A")
            + SearchVector(Value(whom), config="english", weight="B")
            + SearchVector(Value(who), config="english", weight="C")
        )
    fields = ["point", "reach", "councils", "tags", "hour_pence", "room_until", "words", "card"]
    SearchDocument.objects.bulk_create(
        [document for document, _words in made],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["service"],
        update_fields=fields,
    )


def analyse() -> None:
    """Tell PostgreSQL about many new rows, so that it plans well; needs the owner's rights."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE providers_searchdocument")
