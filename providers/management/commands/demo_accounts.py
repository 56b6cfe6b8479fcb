"""Says who can sign in to the demonstration."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from marketplace.accounts.models import User
from providers.management import cast


class Command(BaseCommand):
    help = "Prints who can sign in to the demonstration, and the password (only with DEMO=1)."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("Demonstration accounts exist only with DEMO=1.")
        if not User.objects.filter(email__in=cast.BY_EMAIL).exists():
            self.stdout.write("No demonstration accounts yet: run seed_demo first.")
            return
        for line in cast.lines():
            self.stdout.write(line)
