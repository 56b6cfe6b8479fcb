"""Judges every listing of the open feed now."""

from django.core.management.base import BaseCommand

from providers.models import FeedRun, Service
from providers.open_referral import health


class Command(BaseCommand):
    help = "Reads every listing of the open feed and judges it, as happens each night."

    def handle(self, *args, **options):
        total = Service.objects.in_feed().count()
        run = health.begin()

        def tell(now: FeedRun) -> None:
            self.stderr.write(f"\r{now.services:,} of {total:,} listings read", ending="")

        health.go_on(run.pk, seconds=float("inf"), tell=tell)
        run.refresh_from_db()
        self.stderr.write("")
        self.stdout.write(f"{run.valid:,} of {run.services:,} listings are right; {run.percent_fresh}% are fresh.")
        for kind, found in run.problems.items():
            self.stdout.write(f"{found['count']:,} x {kind}, such as {', '.join(found['services'])}")
