"""Money in the demonstration: Ben's direct payment and what he spent, two others, and one that waits for a yes."""

from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from budgets import actions
from budgets.models import Budget, Person
from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7
from marketplace.accounts.models import User
from marketplace.organisations.models import Membership, Role

LIMIT = 1_200_000  # £12,000 a year: what a social worker agrees to alone in the demonstration
WHY = (
    "Somebody has to be there for most of the day since the fall. With two people who are known it works at home;"
    " a care home would cost more and is not what anybody wants."
)
PAID = (  # weeks ago, day of the week, pence, what for, words
    (0, 1, 900, "provider", "Art morning"), (0, 3, 1_800, "provider", "Sheila’s supper"),
    (1, 1, 900, "provider", "Art morning"), (2, 3, 1_800, "provider", "Sheila’s supper"),
    (3, 1, 900, "provider", "Art morning"),
    (3, 5, 3_300, "provider", "Football with Kelechi"), (4, 2, 3_800, "provider", "Rosa cooks"),
)  # fmt: skip


class Command(BaseCommand):
    help = "Adds personal budgets to the demonstration, once (only with DEMO=1, after seed_introductions)."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is only for DEMO=1.")
        ben, sam, connor = (User.objects.filter(email=f"{name}@demo.justright.example").first() for name in
                            ("ben", "sam", "connor"))  # fmt: skip
        member = Membership.objects.live().in_role(Role.SOCIAL_WORKER).filter(account=sam).first()
        if ben is None or sam is None or connor is None or member is None:
            raise CommandError("Ben is not there yet: run seed_demo first.")
        if Budget.objects.exists():
            self.stdout.write("Budgets are there already.")
            return
        with transaction.atomic():
            plant(ben, Actor(account=sam), Actor(account=connor), member.organisation)
        self.stdout.write(f"{Budget.objects.count()} budgets.")


def plant(ben: User, sam: Actor, connor: Actor, body) -> None:
    actions.set_limit(body, Role.SOCIAL_WORKER, LIMIT, by=connor)
    facts = {"name": ben.name, "outcode": "NG7", "account": ben, "communication": ["large-print"]}
    his = Person.objects.create(organisation=body, named_worker=sam.person, **facts)
    version = _budget(his, sam, 15_600, "direct-payment", "own", days=40, assessed_weekly_pence=1_200)
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    for weeks, weekday, pence, kind, words in PAID:
        spent_on = monday - timedelta(weeks=weeks) + timedelta(days=weekday)
        if spent_on <= timezone.localdate():
            told = {"pence": pence, "spent_on": spent_on, "kind": kind, "words": words}
            actions.declare_expense(version.budget, "direct-payment", told, key=uuid7(), by=Actor(account=ben))
    others = list(Person.objects.filter(named_worker=sam.person).exclude(pk=his.pk).order_by("created_at", "pk")[:3])
    ways = (
        ("council-managed", "", 12_000),
        ("direct-payment", "prepaid-card", 9_450),
        ("direct-payment", "own", 42_000),
    )
    for person, (way, account, pence) in zip(others, ways, strict=False):
        more = {"days": 20} if pence < 40_000 else {"days": 0, "why": WHY}
        _budget(person, sam, pence, way, account, **more)


def _budget(person: Person, sam: Actor, pence: int, way: str, account: str, *, days: int, **more):
    facts = {"reason": "new", "starts_on": timezone.localdate() - timedelta(days=days), "gross_weekly_pence": pence}
    ways = [{"mechanism": way, "weekly_pence": pence, "account": account}]
    return actions.propose_budget(person, "council", facts | more, ways, key=uuid7(), by=sam)
