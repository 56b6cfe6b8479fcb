"""Holds the search against looking at every row: are the documents true, and does the index find the same?"""

import random
import time
from collections.abc import Iterator
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from providers import documents, facets, plain_search, taxonomy
from providers.models import SearchCard, SearchDocument, Service
from providers.search import Wanted, search
from providers.understanding import Understood, understand
from providers.understanding.vocabulary import vocabulary

CHUNK = 1000
FIELDS = [field.attname for field in SearchDocument._meta.concrete_fields]
Question = tuple[Wanted, Understood, list[plain_search.Row]]


class Command(BaseCommand):
    help = (
        "Compares every search document with its service, then asks random searches of the index and of every row in "
        "turn. Prints what differs, and fails if anything does."
    )

    def add_arguments(self, parser):
        parser.add_argument("--searches", type=int, default=50, metavar="N")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--only-searches", action="store_true", help="do not compare the documents")

    def handle(self, *args, searches, seed, only_searches, **options):
        wrong = [] if only_searches else [*self.untrue_documents(), *self.rows_of_nobody()]
        wrong += self.unlike_searches(random.Random(seed), searches)
        for line in wrong[:20]:
            self.stdout.write(line)
        if wrong:
            raise CommandError(f"{len(wrong):,} differences. Run reindex_search, then this again (seed {seed}).")
        self.stdout.write(f"Every document is true, and {searches:,} searches find the same in the same order.")

    def untrue_documents(self) -> Iterator[str]:
        """Listed services whose document or card is missing or says something else."""
        after, done, started = UUID(int=0), 0, time.monotonic()
        while services := list(Service.objects.listed().after(after).with_details()[:CHUNK]):
            keys = [service.pk for service in services]
            stored, cards = SearchDocument.objects.in_bulk(keys), SearchCard.objects.in_bulk(keys)
            for service in services:
                if why := untrue(service, stored.get(service.pk), cards.get(service.pk)):
                    yield f"{service.pk}: {why}"
            after, done = keys[-1], done + len(keys)
            self.say(f"{done:,} documents compared, {time.monotonic() - started:.0f} s")

    def rows_of_nobody(self) -> Iterator[str]:
        """Documents and cards of services that are not listed."""
        for model in (SearchDocument, SearchCard):
            for key in model.objects.exclude(service__status=Service.Status.LISTED).values_list("pk", flat=True):
                yield f"{key}: a {model._meta.verbose_name} of what is not listed"

    def unlike_searches(self, dice: random.Random, number: int) -> Iterator[str]:
        """Searches whose index finds other ids, another order, or other counts."""
        today, points = timezone.localdate(), some_points(dice)
        asked = [question(dice, dice.choice(points)) for _n in range(number)] if points else []
        questions: list[Question] = [(wanted, understand(wanted.words), []) for wanted in asked]
        for chunk in chunks():
            for wanted, understood, rows in questions:
                rows += plain_search.rows_of(chunk, wanted, understood, today=today)
        for wanted, _understood, rows in questions:
            expected = plain_search.in_order(rows)
            found = search(wanted, size=50, today=today)
            is_same = (
                [row["id"] for row in found.rows] == [str(row.id) for row in expected[:50]]
                and found.total == len(expected)
                and found.counts == plain_search.plain_counts(expected, today)
            )
            if not is_same:
                yield f"another result: {wanted}"

    def say(self, text: str):
        self.stderr.write(text, lambda words: words)


def untrue(service: Service, stored: SearchDocument | None, card: SearchCard | None) -> str:
    """What is wrong with the stored rows of a listed service, or nothing."""
    if stored is None or card is None:
        return "not in the search"
    made = documents.written_of(service, service.schedules.all(), service.prices.all(), service.check_results.all())
    other = [name for name in FIELDS if getattr(stored, name) != getattr(made.document, name)]
    return ", ".join([*other, *(["card"] if card.card != made.card else [])])


def chunks() -> Iterator[list[SearchDocument]]:
    """Every document, a thousand at a time."""
    after = UUID(int=0)
    while rows := list(SearchDocument.objects.filter(pk__gt=after).order_by("pk")[:CHUNK]):
        yield rows
        after = rows[-1].pk


def some_points(dice: random.Random) -> list[tuple[float, float]]:
    """Where some listed services stand."""
    keys = list(SearchDocument.objects.order_by("pk").values_list("pk", flat=True)[:5000])
    chosen = dice.sample(keys, min(len(keys), 50))
    return list(SearchDocument.objects.filter(pk__in=chosen).order_by("pk").values_list("point", flat=True))


def question(dice: random.Random, point: tuple[float, float]) -> Wanted:
    """A search near there with words of the vocabulary and some filters."""
    phrases, facts = sorted(vocabulary().exact), sorted(facets.COUNTED)
    words = [" ".join(dice.choice(phrases)) for _n in range(dice.choice((0, 1, 1, 2)))]
    return Wanted(
        easting=int(point[0]) + dice.randrange(-9000, 9000),
        northing=int(point[1]) + dice.randrange(-9000, 9000),
        words=" ".join(words),
        miles=dice.choice((1, 3, 5, 10, 20)),
        tags=frozenset(dice.sample(facts, dice.choice((0, 0, 1, 2)))),
        has_room=dice.random() < 0.2,
        most_pence=dice.choice((None, None, 1800)),
        needs=frozenset(dice.sample([need.slug for need in taxonomy.NEEDS], dice.choice((0, 0, 1)))),
        times=frozenset(dice.sample(sorted(facets.SLOTS), dice.choice((0, 0, 2)))),
        exact=True,
    )
