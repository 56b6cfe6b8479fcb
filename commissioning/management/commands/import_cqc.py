"""The published directory of the Care Quality Commission, loaded and linked."""

import sys
from argparse import ArgumentParser
from itertools import islice
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commissioning import actions
from commissioning.registers import NotTheDirectory, read
from marketplace.accounts.actors import system

CHUNK = 1000


class Command(BaseCommand):
    help = "Loads the CQC's care directory (CSV) and links services by number, name and postcode. Repeatable."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args, file: Path, **options) -> None:
        by, today = system("import-cqc"), timezone.localdate()
        loaded = left = 0
        try:
            with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
                found = read(lines)
                while some := list(islice(found, CHUNK)):
                    known = [each for each in some if each is not None]
                    loaded += actions.load_locations(known, today, by=by)
                    left += len(some) - len(known)
                    self.stdout.write(f"{loaded:,} locations", ending="\r" if sys.stdout.isatty() else "\n")
        except (OSError, NotTheDirectory) as error:
            raise CommandError(str(error)) from error
        counts = actions.link_services(by=by)
        self.stdout.write(
            f"{loaded:,} locations loaded, {left:,} lines without a number left out; linked for sure: "
            f"{counts.get('sure', 0)}, for a person to look at: {counts.get('doubtful', 0)}."
        )
