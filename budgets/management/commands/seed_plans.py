"""Plans and circles in the demonstration: Ben's own, and Edith's, whose daughter helps her."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from budgets.models import CircleMember, Person, Plan, Review
from budgets.reviewing import first_due_on, next_due_on
from marketplace.accounts.models import User
from providers.management import cast

BEN = {
    "matters": "I have lived in Lenton all my life. I like my own front door, a full fridge and people who laugh.\n\n"
    "I paint. I do not like to be hurried, and I do not like it when somebody new comes each week.",
    "outcomes": "I cook a proper meal twice a week.\nI paint with others.\nI see the match when Forest play at home.",
    "can_do": "I wash and dress myself. I take the bus if I know the way. I keep my own diary.",
    "family": "My sister Ruth rings on Sundays and does my letters with me.",
    "community": "The art morning at the church hall. Sheila next door brings supper on Thursdays.",
    "activities": ["cooking-with-you", "going-out", "art-craft"],
    "needs": ["learning-disability"],
    "times": ["tue-morning", "wed-afternoon", "sat-afternoon"],
    "visits_weekly": 2,
    "minutes_weekly": 240,
    "is_visited": True,
    "travel_miles": 2,
}
EDITH = {
    "matters": "Company. The wireless, the garden and my late husband’s roses. Tea in a proper cup.",
    "outcomes": "I eat with somebody three times a week.\nThe roses are looked after.",
    "can_do": "I make my own breakfast and I get about the house with my frame.",
    "family": "Dora comes on Sundays, and does the shopping with me.",
    "community": "The minibus to chapel. Mr Hughes across the road takes the bins out.",
    "activities": ["companionship", "cooking-with-you", "gardening"],
    "needs": ["older"],
    "times": ["mon-morning", "thu-morning"],
    "visits_weekly": 2,
    "minutes_weekly": 180,
    "by": Plan.By.WOMAN,
    "has_pets": True,
}


class Command(BaseCommand):
    help = "Adds plans and circles to the demonstration, once (only with DEMO=1, after seed_budgets)."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is only for DEMO=1.")
        ben, sam = (User.objects.filter(email=f"{name}@{cast.DOMAIN}").first() for name in ("ben", "sam"))
        his = Person.objects.filter(account=ben).first() if ben else None
        if his is None or sam is None:
            raise CommandError("Ben has no budget yet: run seed_budgets first.")
        if Plan.objects.exists():
            self.stdout.write("Plans are there already.")
            return
        with transaction.atomic():
            plant(his, sam)
        self.stdout.write(f"{Plan.objects.count()} plans, {CircleMember.objects.count()} people in circles.")


def plant(his: Person, sam: User) -> None:
    """Rows only: nobody is written to."""
    today = timezone.localdate()
    dora = cast.account_of(cast.BY_EMAIL[f"dora@{cast.DOMAIN}"], make_password(cast.PASSWORD))
    Plan.objects.create(person=his, changed_by=his.account, changed_at=timezone.now() - timedelta(days=6), **BEN)
    _around(his, "Ruth Hallam", "ruth.hallam@example.net", ["plan", "money"], by=his.account)
    _around(his, "Tariq, my advocate", "tariq@example.net", ["plan"], kind="advocate", by=his.account,
            starts_on=today - timedelta(days=200), ends_on=today - timedelta(days=20))  # fmt: skip
    others = {person.name: person for person in Person.objects.filter(named_worker=sam).exclude(pk=his.pk)}
    if edith := others.get("Edith Marlow"):
        Plan.objects.create(person=edith, changed_by=dora, changed_at=timezone.now() - timedelta(days=2), **EDITH)
        told = {"account": dora, "joined_at": timezone.now() - timedelta(days=30)}
        _around(
            edith,
            "Dora, my daughter",
            dora.email or "",
            ["plan", "confirm"],
            by=sam,
            note="Edith asked for it.",
            **told,
        )
        said = "Dora and Edith were both there. Two lunches a week go well. The garden waits for spring."
        _looked_at(edith, sam, today - timedelta(days=61), said)
    if jean := others.get("Jean Pollard"):
        Review.objects.filter(person=jean).delete()
        Review.objects.create(person=jean, due_on=today - timedelta(days=4), reminded_at=timezone.now())


def _around(person: Person, name: str, email: str, powers: list[str], *, by, kind="family", **facts) -> None:
    start = {"starts_on": timezone.localdate() - timedelta(days=3)} | facts
    CircleMember.objects.create(person=person, name=name, email=email, powers=powers, kind=kind, added_by=by, **start)


def _looked_at(person: Person, sam: User, on, said: str) -> None:
    Review.objects.filter(person=person).delete()
    facts = {"done_on": on, "done_by": sam, "said": said}
    Review.objects.create(person=person, due_on=first_due_on(on), **facts)
    Review.objects.create(person=person, due_on=next_due_on(on))
