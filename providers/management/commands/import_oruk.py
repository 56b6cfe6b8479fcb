"""Take in another directory's Open Referral UK feed."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from marketplace.accounts.actors import system
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from providers import actions, completeness, spreadsheet
from providers.actions import Outcome, Verdict
from providers.models import ImportedService
from providers.open_referral.incoming import feed, files
from providers.open_referral.incoming.addresses import base_of
from providers.open_referral.incoming.fetching import Fetcher
from providers.open_referral.incoming.gathering import gathered
from providers.open_referral.incoming.reading import Draft, read
from providers.open_referral.incoming.refusals import FeedRefused

EVERY = 100
COLUMNS = ("where", "service", "organisation", "what happened", "field", "why")
SAID_ALOUD = (Verdict.OWNED, Verdict.REFUSED)


class Command(BaseCommand):
    help = (
        "Takes services of another directory's Open Referral UK 3.0 feed into the directory, as drafts that wait for "
        "their owners. Nothing that an owner manages is changed; running it again adds nothing twice; a feed with "
        "anything wrong in it is refused whole."
    )

    def add_arguments(self, parser):
        parser.add_argument("feed", help="address that the feed begins with, or a file: JSON or NDJSON")
        parser.add_argument("--council", required=True, help="ONS code of the council, for instance E06000018")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument("--report", type=Path, help="write what happened to each service to this CSV file")
        parser.add_argument("--limit", type=int, help="take in at most so many; the next run goes on from there")
        parser.add_argument("--source", default="", help="the address that a file came from")
        parser.add_argument("--unplaced", action="store_true", help="also those that do not say where they are")
        parser.add_argument("--allow-private", action="store_true", help="fetch from an intranet or this machine")

    def handle(self, *args, **options):
        council = Organisation.objects.council_of(options["council"])
        if council is None:
            raise CommandError(f"No council with the code {options['council']} has joined.")
        if options["limit"] is not None and options["limit"] < 1:
            raise CommandError("A limit is 1 or more.")
        rows: list[tuple] = []
        try:
            counts = self.take_in(council, rows, options)
        except FeedRefused as error:
            self.refuse(error, options["report"])
        self.tell(counts, rows, options)

    def take_in(self, council: Organisation, rows: list[tuple], options) -> Counter[Verdict]:
        source, documents = self.documents(options)

        def counts(document: dict) -> bool:
            draft = read(document, options["council"])
            return actions.judged(council, source, draft, unplaced=options["unplaced"]).writes

        with gathered(documents, counts=counts, limit=options["limit"], progress=self.progress) as found:
            totals = Counter({Verdict.UNCHANGED: found.unchanged})
            with transaction.atomic():
                for number, document in enumerate(found.documents(), 1):
                    self.progress(number, found.number)
                    draft = read(document, options["council"])
                    outcome = self.take_in_one(council, source, draft, options["unplaced"])
                    totals[outcome.verdict] += 1
                    rows += self.rows_of(draft, outcome)
                transaction.set_rollback(options["dry_run"])
        return totals

    def documents(self, options) -> tuple[str, Iterator[feed.Document]]:
        """What the feed is remembered as, and its services."""
        if "://" not in options["feed"]:
            named = options["source"] and str(base_of(options["source"]))
            return named or "file", files.documents(Path(options["feed"]))
        base = base_of(options["feed"])
        known = ImportedService.objects.from_feed(str(base)).last_modified()
        return str(base), feed.documents(Fetcher(base, allow_private=options["allow_private"]), known)

    def take_in_one(self, council: Organisation, source: str, draft: Draft, unplaced: bool) -> Outcome:
        try:
            with transaction.atomic():
                return actions.bring_in(council, source, draft, by=system(actions.IMPORTING), unplaced=unplaced)
        except RuleBroken as error:
            return Outcome(Verdict.REFUSED, str(error))

    def rows_of(self, draft: Draft, outcome: Outcome) -> list[tuple]:
        """What the report says of one service: what happened, what was left out, and what a reviewer must fill in."""
        head = (f"/services/{draft.id}", draft.name, draft.organisation, str(outcome.verdict))
        if outcome.verdict == Verdict.UNCHANGED:
            return []
        if outcome.service is None:
            return [(*head, "", outcome.why)]
        lacks = completeness.missing(
            outcome.service, hours=outcome.service.schedules.all(), prices=outcome.service.prices.all()
        )
        return [(*head, "", outcome.why), *((*head, *each) for each in (*draft.notes, *lacks))]

    def progress(self, number: int, total: int | None = None):
        if number % EVERY == 0:
            said = f"{number:,} of {total:,} written" if total else f"{number:,} read"
            self.stderr.write(said, lambda text: text)

    def refuse(self, error: FeedRefused, report: Path | None):
        for trouble in error.troubles:
            self.stdout.write(f"{trouble.where}: {trouble.why}")
        if report:
            self.write_report(report, [(each.where, "", "", "refused", "", each.why) for each in error.troubles])
        raise CommandError("The feed was refused, and nothing was changed.") from error

    def tell(self, counts: Counter[Verdict], rows: list[tuple], options):
        for _where, name, organisation, verdict, _field, why in rows:
            if verdict in SAID_ALOUD:
                self.stdout.write(f"{name} ({organisation}), {verdict}: {why}")
        if options["report"]:
            self.write_report(options["report"], rows)
        said = ", ".join(f"{counts[each]:,} {each}" for each in Verdict if counts[each] or each == Verdict.NEW)
        end = " Nothing was changed: this was a dry run." if options["dry_run"] else ""
        more = "" if options["report"] else " Run it with --report FILE to read what reviewers have to look at."
        self.stdout.write(f"{said}.{end}{more}")

    def write_report(self, path: Path, rows: list[tuple]):
        with path.open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows([spreadsheet.defuse(cell) for cell in row] for row in rows)
