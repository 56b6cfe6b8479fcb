"""Whether every posting has its reason, every reason its money, and every clearing account is empty."""

from django.core.management.base import BaseCommand, CommandError

from budgets.reconciling import gaps


class Command(BaseCommand):
    help = "Compares the ledger with what its postings were written for. Ends with 1 when anything does not agree."

    def handle(self, *args, **options) -> None:
        number = 0
        for words in gaps():
            number += 1
            self.stdout.write(words)
        if number:
            raise CommandError(f"{number} do not agree.", returncode=1)
        self.stdout.write("Everything agrees.")
