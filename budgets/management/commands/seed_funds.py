"""A fund that a small charity holds, in the demonstration: Hazel buys for Violet what she chooses."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from budgets import actions
from budgets.models import BudgetVersion, Deployment, Person, Plan
from budgets.offering import prices_of
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.organisations.models import Membership, Organisation, Role
from providers.models import Service

VIOLET = {"name": "Violet Marsh", "outcode": "NG9", "communication": ["easy-read"]}
PLAN = {
    "matters": "My own front door. Getting out twice a week.", "outcomes": "To choose my own shopping again",
    "activities": ["shopping"], "times": ["tue-morning"], "visits_weekly": 1, "minutes_weekly": 120,
}  # fmt: skip
WEEKLY = 11_000
HELPS, WHAT = "Leroy Campbell", "A lift to the shops, and carrying the bags in"


class Command(BaseCommand):
    help = "Adds an individual service fund to the demonstration, once (only with DEMO=1, after seed_visits)."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is only for DEMO=1.")
        sam, hazel = (User.objects.filter(email=f"{name}@demo.justright.example").first() for name in ("sam", "hazel"))
        member = Membership.objects.live().in_role(Role.SOCIAL_WORKER).filter(account=sam).first()
        trust = Organisation.objects.fund_holders().first()
        if sam is None or hazel is None or trust is None or member is None:
            raise CommandError("Hazel is not there yet: run seed_demo first.")
        if Deployment.objects.exclude(held_by=None).exists():
            self.stdout.write("A fund is there already.")
            return
        with transaction.atomic():
            violet = Person.objects.create(organisation=member.organisation, named_worker=sam, **VIOLET)
            Plan.objects.create(person=violet, changed_by=sam, **PLAN)
            buy(violet, hold(violet, trust, Actor(account=sam)), Actor(account=hazel))
        self.stdout.write("One fund.")


def hold(violet: Person, trust: Organisation, sam: Actor) -> BudgetVersion:
    """Since three weeks, £110 a week of the council's."""
    begun = timezone.localdate() - timedelta(days=21)
    facts = {"reason": "new", "starts_on": begun, "gross_weekly_pence": WEEKLY}
    facts["why"] = "She wants to choose herself, and not to keep the books. The trust does that for her."
    ways = [{"mechanism": "isf", "weekly_pence": WEEKLY, "held_by_id": trust.pk, "holder": trust.name}]
    key = uuid5(NAMESPACE_URL, "justright.demo/fund/violet")
    return actions.propose_budget(violet, "council", facts, ways, key=key, by=sam)


def buy(violet: Person, version: BudgetVersion, hazel: Actor) -> None:
    """Hazel offers, and whoever helps has said yes."""
    service = Service.objects.listed().with_details().filter(people=HELPS).first()
    if service is None or not prices_of(service) or version.status != BudgetVersion.Status.AGREED:
        return
    price, pattern = prices_of(service)[0], [{"weekday": 1, "at": "10:00", "minutes": 60}]
    terms: dict = {"what": WHAT, "pattern": pattern, "pence": price.pence, "unit": price.unit}
    terms |= {"starts_on": timezone.localdate(), "ends_on": None}
    about = {"kin": "none", "is_one_to_one": service.one_to_one, "is_directed": False}
    about |= {"employment": "self-employed", "employment_on": timezone.localdate()}
    key = uuid5(NAMESPACE_URL, "justright.demo/fund/agreement")
    pays: dict = {"budget": version.budget, "mechanism": "isf"}
    made = actions.offer(violet, service, about, terms, key=key, by=hazel, **pays)
    owner = service.enterprise.organisation.memberships.live().in_role(Role.OWNER).first()
    if owner is not None:
        actions.accept(made, 1, by=Actor(account=owner.account))
