"""The first operator of the site is made where the site runs."""

from django.core.management.base import BaseCommand, CommandError

from marketplace.accounts.actors import system
from marketplace.accounts.models import User
from marketplace.organisations import actions


class Command(BaseCommand):
    help = "Make the person with this e-mail address an operator of the site. They have to sign up first."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, email: str, **options):
        found = User.objects.filter(email__iexact=email).first()
        if found is None:
            raise CommandError("Nobody has signed up with this e-mail address.")
        actions.make_operator(found, by=system("make-operator"))
        self.stdout.write("Done. They set up a second step when they next open the site.")
