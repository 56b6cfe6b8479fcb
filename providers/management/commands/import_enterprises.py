"""Take over a council's existing list of enterprises."""

import csv
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from marketplace.accounts.actors import Actor, system
from marketplace.accounts.models import User
from marketplace.organisations.actions import invite
from marketplace.organisations.models import Organisation, Role
from marketplace.workflow.errors import RuleBroken
from providers import actions, imports, spreadsheet
from providers.models import Service

EVERY = 100


class Command(BaseCommand):
    help = (
        "Takes a council's own list of enterprises into the directory, as drafts that wait for their owners. "
        "Every refused row is reported with its line, its column and the reason; running it again adds nothing twice."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="the list, as CSV")
        parser.add_argument("--council", default="", help="ONS code of the council, for instance E06000018")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument("--submit", action="store_true", help="send complete ones to be decided")
        parser.add_argument("--invite", default="", metavar="EMAIL", help="invite owners, in this operator's name")
        parser.add_argument("--report", type=Path, help="write the refused rows to this CSV file too")
        parser.add_argument("--template", action="store_true", help="print the columns with an example, and stop")

    def handle(self, *args, file, council, template, **options):
        if template:
            return self.print_template()
        if file is None or not council:
            raise CommandError("Name the file and the council: import_enterprises FILE.csv --council E06000018")
        found = Organisation.objects.council_of(council)
        if found is None:
            raise CommandError(f"No council with the code {council} has joined.")
        try:
            lines, refused = imports.read(file.read_bytes())
        except (OSError, imports.Unreadable) as error:
            raise CommandError(str(error)) from error
        with transaction.atomic():
            counts = self.take_in(found, lines, refused, options)
            transaction.set_rollback(options["dry_run"])
        self.tell(counts, sorted(refused, key=lambda r: r.line), options)

    def print_template(self):
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(spreadsheet.NAMES)
        writer.writerow(spreadsheet.defuse(example) for _name, _needed, example, _others in spreadsheet.COLUMNS)

    def take_in(self, council, lines, refused, options) -> dict[str, int]:
        counts = {"taken in": 0, "sent to be listed": 0, "invited": 0, "here already": 0}
        inviter = self.inviter(options["invite"])
        for number, line in enumerate(lines, 1):
            self.progress(number, len(lines))
            if Service.objects.called(line.name, line.service["postcode"]).exists():
                counts["here already"] += 1
                continue
            try:
                with transaction.atomic():
                    done = self.take_in_one(council, line, inviter, options["submit"])
            except RuleBroken as error:
                refused.append(imports.Refused(line.line, "postcode", str(error)))
                continue
            for what in done:
                counts[what] += 1
        return counts

    def take_in_one(self, council, line, inviter, submits) -> list[str]:
        by = system(actions.TAKING_IN)
        rows = {"schedules": line.schedules, "prices": line.prices}
        service = actions.take_in(council, line.name, line.enterprise, line.service, by=by, **rows)
        done = ["taken in"]
        if submits and actions.submit_taken_in(service, by=by):
            done.append("sent to be listed")
        if inviter and line.owner_email:
            invite(service.enterprise.organisation, line.owner_email, Role.OWNER, by=inviter)
            done.append("invited")
        return done

    def inviter(self, email: str) -> Actor | None:
        if not email:
            return None
        account = User.objects.filter(email__iexact=email, is_active=True).first()
        if account is None or not account.memberships.live().in_role(Role.OPERATOR).exists():
            raise CommandError(f"{email} is not an operator, and only an operator can invite owners.")
        return Actor(account=account)

    def progress(self, number: int, total: int):
        if total > EVERY and (number % EVERY == 0 or number == total):
            self.stderr.write(f"{number:,} of {total:,} rows", lambda text: text)

    def tell(self, counts, refused, options):
        for row in refused:
            self.stdout.write(f"line {row.line}, {row.column}: {row.why}")
        if options["report"]:
            self.write_report(options["report"], refused)
        said = ", ".join(f"{number:,} {what}" for what, number in counts.items() if number or what == "taken in")
        rows = len({row.line for row in refused})
        end = " Nothing was changed: this was a dry run." if options["dry_run"] else ""
        self.stdout.write(f"{said}, {rows:,} refused.{end}")
        sys.stdout.flush()

    def write_report(self, path: Path, refused):
        with path.open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.writer(file)
            writer.writerow(["line", "column", "why"])
            writer.writerows([row.line, row.column, spreadsheet.defuse(row.why)] for row in refused)
