"""Count the books again from their lines, and say exactly what is wrong."""

from django.core.management.base import BaseCommand, CommandError

from budgets.verifying import wrongs


class Command(BaseCommand):
    help = "Counts every balance and every sum of the ledger again from its lines. Ends with 1 when anything is wrong."

    def handle(self, *args, **options) -> None:
        def told(words: str) -> None:
            self.stdout.write(f"  counted {words}")

        number = 0
        for words in wrongs(told):
            number += 1
            self.stdout.write(words)
        if number:
            raise CommandError(f"Wrong in {number} places.", returncode=1)
        self.stdout.write("The books are right.")
