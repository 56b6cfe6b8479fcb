"""From a service to the one narrow row that the directory search reads. Public facts only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from django.db import connection, transaction

from marketplace.places.distances import metres_in
from providers import cells, costs, facets, fading, remembered, room, taxonomy, week
from providers.answering import FEWEST, Figures
from providers.models import Answering, CheckResult, KnownWord, Price, Schedule, SearchCard, SearchDocument, Service
from providers.understanding import name_of, named, stems_of, tokens, words_of
from providers.understanding.vocabulary import vocabulary

FAMILY_OF = {term.slug: term.family for term in taxonomy.ACTIVITIES}
BEGINNING = 2  # words of a longer name by which it goes too
CHILD, TEENAGER, ADULT, OLDEST = 12, 16, 26, 120  # years: who takes somebody younger, or somebody so old, is for them
WHOLE = (Service.Standing.NONE, Service.Standing.IN_ORDER)  # standings with which the mark is shown
TONES = ("sage", "honey", "sky", "clay")


@dataclass(frozen=True)
class Written:
    """What is written of a listed service: the search document, the card of a result, and the words that it uses."""

    document: SearchDocument
    card: dict
    spellings: frozenset[str]


def written_of(
    service: Service,
    schedules: Iterable[Schedule],
    prices: Iterable[Price],
    checks: Iterable[CheckResult],
    answers: Figures | None = None,
) -> Written:
    """All of it, in memory. `service` comes with its enterprise and organisation, `answers` are its figures."""
    hours, amounts, checks = week.hours_of(schedules), costs.amounts(prices), list(checks)
    tags, said = _tags(service, hours, checks), _said(service)
    document = SearchDocument(
        service_id=service.pk,
        point=(service.easting, service.northing),
        reach=_reach(service),
        councils=service.councils,
        flags=facets.flags(tags),
        words=stems_of(*said) | _names(service) | cells.placed(tags, _cell(service)),
        tally=facets.tally(tags),
        slots=facets.slots(week.slots(hours)),
        hour_pence=costs.hour_pence(amounts),
        room_until=room.counts_until(room.said_by(service)),
        fresh_until=fresh_until(service),
        is_checked="is:checked" in tags,
    )
    card = _card(service, hours, amounts, checks) | _answers(answers)
    return Written(document, card, frozenset(words_of(*said)))


def _reach(service: Service) -> int:
    """How far they travel; a metre for those who name councils and no distance, because 0 is a venue."""
    return 0 if service.setting != "comes" else metres_in(service.travel_miles or 0) or 1


def fresh_until(service: Service) -> date | None:
    """Ninety days after somebody last said that the entry is right, or that there is room."""
    said_on = fading.last_said_on(service)
    return fading.marked_after(said_on) if said_on else None


def _tags(service: Service, hours: Sequence[week.Hours], checks: Sequence[CheckResult]) -> set[str]:
    lists = {
        "act": service.activities, "fam": [FAMILY_OF[a] for a in service.activities if a in FAMILY_OF],
        "who": service.needs, "pay": service.payments, "lang": service.languages,
        "comm": service.communication, "access": service.access, "when": week.slots(hours),
    }  # fmt: skip
    tags = {f"{group}:{value}" for group, values in lists.items() for value in values}
    tags |= {f"main:{activity}" for activity in service.activities[:1]}  # what they do most stands first
    facts = {
        "by:woman": service.by_woman, "by:man": service.by_man, "how:one": service.one_to_one,
        "how:group": service.in_group, "is:micro": _is_micro(service),
        "is:checked": _is_checked(service, checks),
        "where:comes": service.setting == "comes", "where:go": service.setting != "comes",
        "age:child": service.minimum_age < CHILD, "age:teen": service.minimum_age < TEENAGER,
        "age:adult": (service.maximum_age or OLDEST) >= ADULT,
    }  # fmt: skip
    return tags | {tag for tag, holds in facts.items() if holds}


def _is_checked(service: Service, checks: Sequence[CheckResult]) -> bool:
    """Everything that is needed was seen, as far as the council keeps cases here, and nothing changed since."""
    return bool(checks) and not service.look_again_since and service.standing in WHOLE


def _is_micro(service: Service) -> bool:
    limit = service.listed_by.micro_limit if service.listed_by else 5
    return service.enterprise.is_micro(limit)


def _said(service: Service) -> list[str]:
    """What the listing says it is and does, and who does it. A story is for reading, and lifts nobody."""
    return [service.summary, *service.does, service.people, service.enterprise.name, service.venue_name]


def _cell(service: Service) -> str:
    return cells.cell(service.easting or 0, service.northing or 0)


def _names(service: Service) -> set[str]:
    """The names that it goes by, whole, and how they begin ("Hazel Bank" of "Hazel Bank Community Care").

    A name of one everyday word ("Mend") stands for nothing, and neither does a beginning of everyday words.
    """
    names = [named(tokens(name)) for name in (service.enterprise.name, service.people)]
    names += [words[:BEGINNING] for words in names if len(words) > BEGINNING and not _is_everyday(words[:BEGINNING])]
    return {name_of(words) for words in names if len(words) > 1 or (words and not _is_everyday(words))}


def _is_everyday(words: Iterable[str]) -> bool:
    return all(word in vocabulary().spellings for word in words)


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
        "checked_by": checks[0].council.name if checks and service.standing in WHOLE else "",
        "changed": bool(checks and service.look_again_since),
        "good_until": _iso(min((c.good_until for c in checks if c.good_until), default=None)),
        "room": [said.room, said.people, said.hours, said.note, said.wait_weeks, _iso(said.full_until), _iso(said.on)],
        "photo": service.photo.name or "",
        "portraits": service.portraits,
        "tone": TONES[service.pk.int % len(TONES)],
        "invented": service.enterprise.is_invented,
        "said_on": _iso(fading.last_said_on(service)),
    }


def _answers(figures: Figures | None) -> dict:
    """How they answer, once there is enough to say."""
    return {"answers": [figures.asked, figures.answered, figures.days]} if figures else {}


def figures_of(services: Iterable[Service]) -> dict[UUID, Figures]:
    """What was counted of the enterprises of these services, by enterprise, in one question."""
    enterprises = {service.enterprise_id for service in services}
    counted = Answering.objects.filter(enterprise__in=enterprises) if enterprises else Answering.objects.none()
    rows = counted.filter(asked__gte=FEWEST).values_list("enterprise", "asked", "answered", "days")
    return {enterprise: Figures(asked, answered, days) for enterprise, asked, answered, days in rows}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def write(services: Iterable[Service]) -> set[str]:
    """Write what is listed of these services and take out the rest, with a few statements; the words that they use.

    Services come from `with_details()`.
    """
    listed: list[Service] = []
    gone: list[Service] = []
    for service in services:
        (listed if service.status == Service.Status.LISTED else gone).append(service)
    _forget_pages([service.pk for service in (*listed, *gone)], listed)
    if gone:
        SearchDocument.objects.filter(pk__in=[s.pk for s in gone]).delete()
        SearchCard.objects.filter(pk__in=[s.pk for s in gone]).delete()
    return upsert(all_written_of(listed, figures_of(listed)))


def all_written_of(services: Iterable[Service], figures: Mapping[UUID, Figures]) -> list[Written]:
    """All of it for each of these; services come from `with_details()`, figures are by enterprise."""
    return [
        written_of(s, s.schedules.all(), s.prices.all(), s.check_results.all(), figures.get(s.enterprise_id))
        for s in services
    ]


def _forget_pages(keys: list[UUID], listed: list[Service]) -> None:
    """Pages around where these stood and stand are made anew, once the change is there for everybody."""
    stood = list(SearchDocument.objects.filter(pk__in=keys).values_list("point", flat=True))
    stands = [(service.easting or 0, service.northing or 0) for service in listed]
    transaction.on_commit(partial(remembered.forget_around, [*stood, *stands]))


def upsert(written: Sequence[Written]) -> set[str]:
    """Write documents, cards and new words in the order of their keys, so that no two writers block each other."""
    made = sorted(written, key=lambda one: one.document.service_id)
    fields = [f.name for f in SearchDocument._meta.concrete_fields if not f.primary_key]
    _put(SearchDocument, [one.document for one in made], fields)
    _put(SearchCard, [SearchCard(service_id=one.document.service_id, card=one.card) for one in made], ["card"])
    words: set[str] = set().union(*(one.spellings for one in made))
    KnownWord.objects.bulk_create([KnownWord(word=word) for word in sorted(words)], ignore_conflicts=True)
    return words


def _put(model, rows: list, fields: list[str]) -> None:
    options: dict = {"update_conflicts": True, "unique_fields": ["service"], "update_fields": fields}
    model.objects.bulk_create(rows, batch_size=500, **options)


def analyse() -> None:
    """Tell PostgreSQL about many new rows, so that it plans well; needs the owner's rights."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE providers_searchdocument, providers_searchcard")
