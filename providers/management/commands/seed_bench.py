"""Fills a database with many invented services over real postcodes, for measuring."""

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation

from marketplace.organisations.models import Organisation
from providers import documents
from providers.management import bench
from providers.management.ground import Ground, Spot
from providers.models import CheckResult, Enterprise, Price, Schedule, Service

CHUNK = 5000


class Command(BaseCommand):
    help = "Adds invented listed services until there are N, over real postcodes by where people live."

    def add_arguments(self, parser):
        parser.add_argument("count", type=int, metavar="N")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args, count, seed, **options):
        if not settings.DEMO:
            raise CommandError("Invented services are only for DEMO=1.")
        if not bench.may_stage():
            raise CommandError("Run this as the owner of the tables: set DATABASE_URL to MIGRATION_DATABASE_URL.")
        started, done = time.monotonic(), bench.already()
        if done >= count:
            self.stdout.write(f"{done:,} services are there already.")
            return
        ground = Ground()
        maker = bench.Bench(seed, ground, bench.councils(), timezone.localdate())
        spots = bench.spots(count, seed, ground)
        if len(spots) < count:
            raise CommandError(f"Only {len(spots):,} points are loaded: run load_postcodes first.")
        chunks = [range(first, min(first + CHUNK, count)) for first in range(done, count, CHUNK)]
        with ThreadPoolExecutor(1) as ahead:  # the next chunk is made while the database takes in this one
            coming = ahead.submit(make, maker, spots, chunks[0])
            for chunk, following in zip_longest(chunks, chunks[1:]):
                made = coming.result()
                coming = ahead.submit(make, maker, spots, following or range(0))
                write(*made)
                self.stderr.write(f"{chunk.stop:,} of {count:,} services, {time.monotonic() - started:.0f} s")
        documents.analyse()
        self.stdout.write(f"Added {count - done:,} services in {time.monotonic() - started:.0f} seconds.")


def make(maker: bench.Bench, spots: list[Spot], numbers: range):
    """One chunk in memory: services with their details, and their search documents; it asks the database nothing."""
    with translation.override(None):  # our sentences are English already; looking them up takes a third more
        made = [maker.make(number, spots[number]) for number in numbers]
        return made, [documents.written_of(*parts) for parts in made]


@transaction.atomic
def write(made, found) -> None:
    """One chunk: rows and search documents together, or not at all."""
    services = [service for service, *_details in made]
    enterprises = [service.enterprise for service in services]
    bench.copy_in(Organisation, [enterprise.organisation for enterprise in enterprises])
    bench.copy_in(Enterprise, enterprises)
    bench.copy_in(Service, services)
    for place, model in enumerate((Schedule, Price, CheckResult), 1):
        bench.copy_in(model, [row for parts in made for row in parts[place]])
    bench.copy_documents(found)
