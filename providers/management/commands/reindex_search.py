"""Writes what the search reads of every listed service anew, while the site goes on searching."""

import time
from uuid import UUID

from django.core.management.base import BaseCommand
from django.db import transaction

from providers import documents
from providers.models import KnownWord, SearchCard, SearchDocument, Service

CHUNK = 500


class Command(BaseCommand):
    help = (
        "Writes every search document, card and known word anew, chunk by chunk, each in a transaction of its own: "
        "nobody's search waits, and an edit made meanwhile is kept. Stopped, it goes on with --after."
    )

    def add_arguments(self, parser):
        parser.add_argument("--after", type=UUID, default=UUID(int=0), metavar="KEY", help="go on after this service")

    def handle(self, *args, after, **options):
        started, done, total = time.monotonic(), 0, Service.objects.listed().after(after).count()
        before, seen, whole = set(KnownWord.objects.values_list("word", flat=True)), set(), after.int == 0
        while keys := list(Service.objects.listed().after(after).values_list("pk", flat=True)[:CHUNK]):
            seen |= self.write(keys)
            after, done = keys[-1], done + len(keys)
            self.say(f"{done:,} of {total:,} services, {time.monotonic() - started:.0f} s; to go on: --after {after}")
        gone = self.take_out()
        forgotten = self.forget(before - seen) if whole else 0
        self.stdout.write(f"Wrote {done:,} services; took out {gone:,} rows and {forgotten:,} words nobody uses.")

    @transaction.atomic
    def write(self, keys: list[UUID]) -> set[str]:
        """One chunk, with its services and enterprises held so that no edit comes between reading and writing."""
        held = Service.objects.filter(pk__in=keys).order_by("enterprise_id", "pk").with_enterprise()
        list(held.select_for_update(of=("self", "enterprise"), no_key=True))
        services = Service.objects.filter(pk__in=keys).with_details()
        return documents.write(services)

    def take_out(self) -> int:
        """Rows of what is not listed any more."""
        rows = (model.objects.exclude(service__status=Service.Status.LISTED) for model in (SearchDocument, SearchCard))
        return sum(found.delete()[0] for found in rows)

    def forget(self, words: set[str]) -> int:
        """Words that were known before and that no listing uses now."""
        gone, ordered = 0, sorted(words)
        for start in range(0, len(ordered), CHUNK):
            gone += KnownWord.objects.filter(pk__in=ordered[start : start + CHUNK]).delete()[0]
        return gone

    def say(self, text: str):
        self.stderr.write(text, lambda words: words)
