"""Pay.UK's tables, with which a slip of the hand in an account number is found."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from commissioning import actions
from marketplace.workflow.errors import RuleBroken


class Command(BaseCommand):
    help = "Loads valacdos.txt and scsubtab.txt as Pay.UK publishes them (Validating account numbers)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("weights", type=Path, help="valacdos.txt")
        parser.add_argument("substitutes", type=Path, help="scsubtab.txt")

    def handle(self, *args, weights: Path, substitutes: Path, **options) -> None:
        try:
            actions.load_modulus_tables(weights.read_text(), substitutes.read_text())
        except (RuleBroken, OSError, UnicodeDecodeError) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write("Loaded. Account numbers are checked with these tables from now on.")
