"""Small contracts in the demonstration: one in every state, for groups in Nottingham."""

from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from commissioning import actions
from commissioning.models import Contract
from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7
from marketplace.accounts.models import User
from marketplace.organisations.models import Organisation, Role
from providers.models import Service

NOTTINGHAM = "E06000018"
PURPOSES = (
    ("A lunch cooked together, every Thursday", "Twelve neighbours in Bulwell", 96_000, 300, "running"),
    ("A gardening morning behind the library", "People who live in Aspley Court", 54_000, 30, "ends-soon"),
    ("Getting out: a walk and a cup of tea", "Tenants of Forest Fields", 72_000, 180, "offered"),
    ("Help with phones and letters, once a month", "Visitors of the Sneinton hub", 36_000, 200, "changing"),
    ("A craft afternoon in the winter months", "The Tuesday group in Clifton", 48_000, 120, "declined"),
    ("A shared breakfast before the market", "Stall holders and neighbours in Sneinton", 64_000, 90, "withdrawn"),
    ("A walk with dogs along the canal", "People who miss having a dog in Lenton", 38_000, 160, "asked"),
    ("A repair morning for small things", "Neighbours in St Ann’s", 42_000, 180, "self-billed"),
    ("A choir for people who like to sing", "Everybody in Hyson Green", 42_000, 150, "notice"),
)


class Command(BaseCommand):
    help = "Adds small contracts to the demonstration, once (only with DEMO=1, after seed_checks)."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is only for DEMO=1.")
        council = Organisation.objects.council_of(NOTTINGHAM)
        connor = User.objects.filter(email="connor@demo.justright.example").first()
        if council is None or connor is None:
            raise CommandError("Connor is not there yet: run seed_demo first.")
        if Contract.objects.filter(purpose=PURPOSES[0][0]).exists():
            self.stdout.write("Small contracts are there already.")
            return
        with transaction.atomic():
            plant(council, Actor(account=connor))
        self.stdout.write(f"{Contract.objects.count()} small contracts.")


def plant(council: Organisation, connor: Actor) -> None:
    """The first three and the last two are Amina's, where her page is listed."""
    listed = Service.objects.listed().with_details().filter(council_code=NOTTINGHAM)
    found = [(each, owner) for each in listed.order_by("pk")[:60] if (owner := _owner(each))]
    found.sort(key=lambda pair: pair[1].person.email != "amina@demo.justright.example")
    for number, (purpose, group, pence, days, state) in enumerate(PURPOSES):
        service, owner = found[0 if number in (0, 1, 2, 7, 8) else number % len(found)]
        _let(council, service, (purpose, group, pence, days), state, connor=connor, owner=owner)


def _owner(service: Service) -> Actor | None:
    owners = service.enterprise.organisation.memberships.live().in_role(Role.OWNER).select_related("account")
    owner = owners.first()
    return Actor(account=owner.account) if owner else None


def _let(council: Organisation, service: Service, said: tuple, state: str, *, connor: Actor, owner: Actor) -> None:
    purpose, group, pence, days = said
    today = timezone.localdate()
    facts = {"purpose": purpose, "group": group, "value_pence": pence, "starts_on": today, "cost_centre": "AC100",
             "ends_on": today + timedelta(days=days), "subjective_code": "4410",
             "is_self_billed": state == "self-billed",
             "none_suitable": "Nobody else works in this part of the city."}  # fmt: skip
    made = actions.offer_contract(council, service, facts, key=uuid7(), by=connor)
    if state == "withdrawn":
        actions.withdraw_contract(made, by=connor)
    elif state == "declined":
        actions.decline_contract(made, 1, "I am full until Easter. Please ask again then.", by=owner)
    elif state != "offered":
        actions.accept_contract(made, 1, by=owner)
        _goes_on(made, state, connor=connor, owner=owner)


def _goes_on(made: Contract, state: str, *, connor: Actor, owner: Actor) -> None:
    if state == "changing":
        change = {"value_pence": made.value_pence * 2, "ends_on": made.ends_on, "why": "Twice a month from spring on."}
        actions.vary_contract(made, change, key=uuid7(), by=connor)
    if state == "asked":
        change = {"value_pence": made.value_pence + 6_000, "ends_on": made.ends_on, "why": "Two more want to come."}
        actions.vary_contract(made, change, key=uuid7(), by=owner)
    if state == "notice":
        actions.end_contract(made, "The hall closes. We look for another one together.", by=owner)
