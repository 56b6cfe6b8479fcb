"""Many believable services for measuring: every one follows from a seed and its number, so a stopped run goes on."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from random import Random

from django.db import connection, models

from marketplace.organisations.models import Organisation
from marketplace.places.models import Council
from providers.demonstration.areas import Area, Place
from providers.demonstration.hours import week_of
from providers.demonstration.making import Maker
from providers.demonstration.names import ORIGINS
from providers.demonstration.offers import OFFERS
from providers.demonstration.offers.offer import Offer
from providers.demonstration.people import Person
from providers.demonstration.plans import EnterprisePlan
from providers.demonstration.portraits import Face
from providers.demonstration.stories import Shelf
from providers.documents import Written
from providers.management.ground import Ground, Spot
from providers.models import (
    CheckResult,
    Enterprise,
    KnownWord,
    Price,
    Schedule,
    SearchCard,
    SearchDocument,
    Service,
)

MARK = "@bench.justright.example"
WEIGHTS = [offer.weight for offer in OFFERS]
WORKERS = {"larger": (6, 8, 12, 25, 40), "two": (2, 2, 3, 4), "sometimes-two": (1, 1, 2), "alone": (1,)}
SIZES = {"larger": ("company", "cic", "charity"), "two": ("partnership", "cic", "charity", "mutual")}
PEOPLE = {"english": 74, "polish": 4, "pakistani": 5, "punjabi": 4, "gujarati": 3, "caribbean": 4, "nigerian": 3,
          "irish": 2, "chinese": 1}  # fmt: skip


ANYWHERE = Area("bench", (), "01632 960", 0, {}, (), has_joined=False)
FACELESS = Face("short1", "", "", "", "", "", "smile")


class OneOf(Shelf):
    """Hands out any line, remembering nothing, so that a service depends on its own number alone."""

    def take(self, lines, count: int = 1) -> list:
        return self.rng.sample(list(lines), count)


class BenchMaker(Maker):
    """Makes services that may share words with others."""

    def __init__(self, today: date):
        super().__init__(Random(0), today)
        self.begin(self.rng)

    def begin(self, rng: Random) -> None:
        """Everything that follows comes from this generator."""
        self.rng, self.cards = rng, OneOf(rng)

    def facts(self, plan: EnterprisePlan, offer: Offer, place: Place, area: Area, activities) -> dict:
        """The fields of a service, short of its place."""
        plural = plan.workers > 1
        return (
            self._who(plan, offer, activities)
            | self._where(offer, place, area, plan)
            | self._money(offer, plan)
            | self._contact(plan, area)
            | {
                "summary": self._summary(offer, plural),
                "story": " ".join(self.rng.sample(offer.middles, 2)),
                "does": list(offer.does[:4]),
                "does_not": list(offer.does_not[:3]),
                "first_meeting": offer.first[0],
            }
        )

    def room(self, offer: Offer) -> dict:
        return self._room(offer)

    def prices(self, offer: Offer) -> list[tuple[int, str, str]]:
        return self._prices(offer)

    def note(self, schedules) -> str:
        return self._note(schedules)

    def _pairs(self, offer: Offer) -> list[tuple[str, str]]:
        return [(head, tail) for head in offer.heads for tail in offer.tails]

    def _phone(self, beginning: str) -> str:
        return f"{beginning}{self.rng.randint(0, 999):03d}"


def spots(count: int, seed: int, ground: Ground) -> list[Spot]:
    """So many places in England, where people live: one postcode for each point, in an order that the seed gives."""
    statement = """
        SELECT code, easting, northing, district FROM (
            SELECT min(code COLLATE "C") AS code, easting, northing, min(district) AS district
            FROM places_postcode WHERE easting IS NOT NULL AND district LIKE 'E%%' GROUP BY easting, northing
        ) AS points ORDER BY md5(code || %s) LIMIT %s
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [str(seed), count])
        rows = cursor.fetchall()
    return [Spot(f"{c[:-3]} {c[-3:]}", e, n, ground.council_of.get(d, "")) for c, e, n, d in rows]


def councils() -> dict[str, Organisation]:
    """Every council of England with social-services duties, joined if it was not."""
    known = {o.council_code: o for o in Organisation.objects.councils()}
    for council in Council.objects.filter(nation="England").exclude(pk__in=known):
        known[council.pk] = Organisation.objects.create(
            kind=Organisation.Kind.COUNCIL, name=council.name, council_code=council.pk
        )
    return known


def already() -> int:
    """How many there are."""
    return Service.objects.filter(email__endswith=MARK).count()


class Bench:
    """Makes services by number."""

    def __init__(self, seed: int, ground: Ground, joined: dict[str, Organisation], today: date):
        self.seed, self.ground, self.joined, self.today = seed, ground, joined, today
        self.maker = BenchMaker(today)

    def make(self, number: int, spot: Spot) -> tuple[Service, list[Schedule], list[Price], list[CheckResult]]:
        """The service with that number, whole, in memory."""
        rng = Random(f"{self.seed} {number}")
        self.maker.begin(rng)
        offer = rng.choices(OFFERS, WEIGHTS)[0]
        enterprise, plan = self._enterprise(offer, number, rng)
        room = self.maker.room(offer)
        schedules = self._week(offer, room, rng)
        activities = [*offer.main, *rng.sample(offer.extra, min(len(offer.extra), rng.choice((0, 1, 1, 2))))]
        point = self.ground.published(spot, offer.setting)
        town = self.ground.town(point)
        facts = self.maker.facts(plan, offer, Place(town, ()), ANYWHERE, activities) | room
        service = Service(
            enterprise=enterprise, status="listed", postcode=spot.postcode, council_code=spot.council, town=town,
            easting=point[0], northing=point[1], listed_by=self.joined.get(spot.council),
            listed_on=self.today - timedelta(days=rng.randint(3, 900)), **facts,
        )  # fmt: skip
        hours = [Schedule(service=service, day=day, opens_at=at(opens), closes_at=at(closes), is_free=free)
                 for day, opens, closes, free in schedules]  # fmt: skip
        prices = [Price(service=service, pence=pence, unit=unit, note=note, position=place)
                  for place, (pence, unit, note) in enumerate(self.maker.prices(offer))]  # fmt: skip
        return service, hours, prices, self._checks(service, rng)

    def _enterprise(self, offer: Offer, number: int, rng: Random) -> tuple[Enterprise, EnterprisePlan]:
        sex = rng.choices("fm", (7, 3))[0]
        origin = ORIGINS[rng.choices(list(PEOPLE), list(PEOPLE.values()))[0]]
        first = rng.choice((rng.choice((origin.older, origin.younger))[sex]).split())
        last = rng.choice(origin.surnames.split()).split("|")[0]
        person = Person(first, last, sex, 50, "", FACELESS, origin.speaks[:1])
        workers = rng.choice(WORKERS[offer.team])
        kind = "sole-trader" if workers == 1 else rng.choice(SIZES.get(offer.team, SIZES["two"]))
        organisation = Organisation(kind=Organisation.Kind.ENTERPRISE, name=rng.choice(offer.names),
                                    joined_on=self.today)  # fmt: skip
        enterprise = Enterprise(organisation=organisation, kind=kind, workers=workers, is_invented=True)
        plan = EnterprisePlan(
            area="", name=organisation.name, kind=kind, workers=workers, volunteers=0, about="", owner=person.name,
            email=f"b{number:07d}{MARK}", people=(person,), council_pays=workers > 5,
        )  # fmt: skip
        return enterprise, plan

    def _week(self, offer: Offer, room: dict, rng: Random):
        schedules = week_of(offer.hours, room["room"], rng, group=offer.group)
        if room.get("room_note") == "?":
            room["room_note"] = self.maker.note(schedules)
        return schedules

    def _checks(self, service: Service, rng: Random) -> list[CheckResult]:
        """Six in ten were checked; two lines stand for the usual six, because a search reads no more of them."""
        if service.listed_by is None or rng.random() > 0.6:
            return []
        seen = self.today - timedelta(days=rng.randint(10, 350))
        facts = {"service": service, "council": service.listed_by, "seen_on": seen}
        until = seen + timedelta(days=365)
        return [
            CheckResult(what="Who they are", words="A passport and a bill were seen.", position=0, **facts),
            CheckResult(what="Insurance", words="Up to £5 million.", good_until=until, position=1, **facts),
        ]


def at(words: str) -> time:
    return time(int(words[:2]), int(words[3:]))


def copy_in(model: type[models.Model], rows: list[models.Model]) -> None:
    """New rows by COPY, with the values that saving them would give."""
    fields = model._meta.concrete_fields
    quoted = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{model._meta.db_table}" ({quoted}) FROM STDIN') as copy:
        for values in _values(fields, rows):
            copy.write_row(values)


def _values(fields, rows) -> Iterator[list]:
    for row in rows:
        yield [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]


def may_stage() -> bool:
    """Whether this role may make the passing tables that rows are copied through; the site's own may not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_database_privilege(current_database(), 'TEMPORARY')")
        return cursor.fetchone()[0]


def copy_documents(made: list[Written]) -> None:
    """As `documents.upsert` writes new rows, by COPY."""
    copy_in(SearchCard, [SearchCard(service_id=one.document.service_id, card=one.card) for one in made])
    columns = [f for f in SearchDocument._meta.concrete_fields if f.name != "words"]
    names = ", ".join(f'"{field.column}"' for field in columns)
    typed = ", ".join(f'"{field.column}" {field.db_type(connection)}' for field in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE staged ({typed}, words text[]) ON COMMIT DROP")
        with cursor.copy(f"COPY staged ({names}, words) FROM STDIN") as copy:
            for one in made:
                values = [f.get_db_prep_save(getattr(one.document, f.attname), connection) for f in columns]
                copy.write_row([*values, sorted(one.document.words)])
        into = f"INSERT INTO providers_searchdocument ({names}, words)"
        cursor.execute(f"{into} SELECT {names}, array_to_tsvector(words) FROM staged")
    spelled = sorted(set().union(*(one.spellings for one in made)))
    KnownWord.objects.bulk_create([KnownWord(word=word) for word in spelled], ignore_conflicts=True)
