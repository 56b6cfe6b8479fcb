"""Write the public directory to a spreadsheet."""

import csv
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from providers import spreadsheet
from providers.models import Service

CHUNK = 500


class Command(BaseCommand):
    help = "Writes every listed service to a CSV file: what everybody may read, and nothing else."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--council", default="", help="only those in the area of the council with this ONS code")

    def handle(self, *args, file, council, **options):
        services = Service.objects.listed().with_details().order_by("pk")
        if council:
            services = services.of_council(council)
        number = 0
        with file.open("w", newline="", encoding="utf-8-sig") as out:  # so that Excel reads names rightly
            writer = csv.DictWriter(out, spreadsheet.OUT)
            writer.writeheader()
            for service in services.iterator(chunk_size=CHUNK):
                writer.writerow(spreadsheet.row_of(service, settings.SITE_URL))
                number += 1
                if number % 10_000 == 0:
                    self.stderr.write(f"{number:,} services", lambda text: text)
        self.stdout.write(f"Wrote {number:,} services to {file.name}.")
