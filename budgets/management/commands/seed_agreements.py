"""Agreements in the demonstration: Ben has agreed with Rosa and with Leroy, and Amina has his offer before her."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from budgets import actions
from budgets.models import Agreement, Budget, Person
from budgets.offering import prices_of
from marketplace.accounts.actors import Actor, system
from marketplace.accounts.models import User
from marketplace.organisations.models import Role
from providers.models import Service

AGREED = (  # with whom, what, weekday, at, minutes, and whether they have said yes
    ("Rosa Bianchi", "Cooking together, and the washing-up", 2, "11:00", 120, True),
    ("Leroy Campbell", "A lift to the library and back", 4, "10:00", 60, True),
    ("Amina Yusuf", "A hot supper, cooked with me", 0, "16:00", 90, False),
)


class Command(BaseCommand):
    help = "Adds agreements to the demonstration, once (only with DEMO=1, after seed_budgets)."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is only for DEMO=1.")
        ben = User.objects.filter(email="ben@demo.justright.example").first()
        budget = Budget.objects.filter(person__account=ben).select_related("person__organisation").first()
        if ben is None or budget is None:
            raise CommandError("Ben has no budget yet: run seed_budgets first.")
        if Agreement.objects.exists():
            self.stdout.write("Agreements are there already.")
            return
        with transaction.atomic():
            for each in AGREED:
                plant(budget.person, budget, Actor(account=ben), *each)
        self.stdout.write(f"{Agreement.objects.count()} agreements.")


def plant(
    person: Person, budget: Budget, ben: Actor, name: str, what: str, day: int, at: str, minutes: int, yes: bool
) -> None:
    service = Service.objects.listed().with_details().filter(people=name).first()
    if service is None or not prices_of(service):
        return
    price = prices_of(service)[0]
    terms: dict = {"what": what, "pattern": [{"weekday": day, "at": at, "minutes": minutes}], "ends_on": None}
    begins = timezone.localdate() + (timedelta() if yes else timedelta(days=7))
    terms |= {"pence": price.pence, "unit": price.unit, "starts_on": begins}
    about: dict = {"kin": "none", "is_one_to_one": service.one_to_one, "is_directed": False}
    about |= {"employment": "self-employed", "employment_on": timezone.localdate()}
    pays: dict = {"budget": budget, "mechanism": "direct-payment"}
    key = uuid5(NAMESPACE_URL, f"justright.demo/agreement/{name}")
    made = actions.offer(person, service, about, terms, key=key, by=ben, **pays)
    if yes:  # they agreed a fortnight ago
        ago = timezone.now() - timedelta(days=16)
        made.versions.update(starts_on=timezone.localdate() - timedelta(days=14), proposed_at=ago)
        Agreement.objects.filter(pk=made.pk).update(offered_at=ago)
        made = Agreement.objects.with_terms().get(pk=made.pk)
    owner = service.enterprise.organisation.memberships.live().in_role(Role.OWNER).first()
    if yes and owner is not None:
        actions.accept(made, 1, by=Actor(account=owner.account))
        Agreement.objects.filter(pk=made.pk).update(planned_until=None)
        actions.plan_visits(Agreement.objects.with_terms().get(pk=made.pk), by=system("demonstration"))
