"""Load every postcode, council and town of Great Britain from the installed packages."""

import time

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from marketplace.places import loading, postcodes

BAR = 24


class Command(BaseCommand):
    help = "Loads the postcodes, councils and towns of Great Britain; does nothing when they are loaded already."

    def add_arguments(self, parser):
        parser.add_argument("--areas", default="", help="only these postcode areas, for instance NG,LS,TA")
        parser.add_argument("--again", action="store_true", help="load even when these editions are loaded")

    def handle(self, *args, areas, again, **options):
        wanted = frozenset(area.strip().upper() for area in areas.split(",") if area.strip())
        if unknown := wanted - postcodes.AREAS:
            raise CommandError(f"Not a postcode area of Great Britain: {', '.join(sorted(unknown))}")
        started = time.monotonic()
        with psycopg.connect(settings.MIGRATION_DATABASE_URL) as connection, connection.cursor() as cursor:
            if not again and loading.already_loaded(cursor, wanted):
                self.stdout.write("Postcodes are loaded already.")
                return
            report = loading.load(cursor, wanted, timezone.now(), self.progress)
        self.stdout.write(
            f"Loaded {report.postcodes:,} postcodes ({report.without_point:,} without a point), "
            f"{report.outcodes:,} outcodes, {report.towns:,} towns and {report.squares:,} squares "
            f"in {time.monotonic() - started:.0f} seconds."
        )

    def progress(self, what, done, total):
        """A bar that redraws itself on a terminal, and is one line a step elsewhere."""
        filled = BAR * done // total
        line = f"{what} [{'#' * filled}{'.' * (BAR - filled)}] {100 * done // total:3d} %"
        if self.stderr.isatty():
            self.stderr.write(f"\r{line:<70}", self.style.NOTICE, ending="\n" if done == total else "")
        elif done == total or done % 6 == 0:
            self.stderr.write(line, lambda text: text)
        self.stderr.flush()
