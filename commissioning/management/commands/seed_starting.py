"""Help to start in the demonstration: a caseload, next steps, offers that were taken up, and grants in every state."""

from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from commissioning import actions
from commissioning.models import Grant, GrantScheme, Start
from marketplace.accounts.actors import Actor, system
from marketplace.accounts.ids import uuid7
from marketplace.accounts.models import User
from marketplace.organisations.models import Organisation, Role

NOTTINGHAM = "E06000018"
OFFERS = (
    ("insurance", "Group insurance for micro-enterprises", "Public liability of £5 million and treatment risk. "
     "One form, and the papers come the same day.", "£62 a year"),
    ("training", "Safeguarding adults, level 2", "A morning at the Loxley House, or two evenings online.", "Free"),
    ("training", "Food hygiene, level 2", "A day with a test at the end. Lunch is yours.", "Free"),
    ("other", "First-year bookkeeping", "An hour with a bookkeeper who knows small care businesses.", "Free"),
)  # fmt: skip
STEPS = (
    ("Ring the insurer together on Tuesday, and send the policy.", "enterprise", 6),
    ("Ask the two referees for their words.", "enterprise", 12),
    ("Look over the price list and send it back.", "adviser", 3),
    ("Book the safeguarding course.", "enterprise", 20),
    ("Visit and see the kitchen.", "adviser", 9),
)  # fmt: skip
GRANTS = (
    (24_000, "My insurance for the first year, and the food hygiene course.", "asked"),
    (45_000, "A ramp for the van, so that two people with wheelchairs can come along.", "asked"),
    (18_000, "Raised beds and tools with long handles for the garden morning.", "agreed"),
    (30_000, "Printing, a phone and the first three weeks of the hall.", "paid"),
    (25_000, "A laptop.", "refused"),
)  # fmt: skip


class Command(BaseCommand):
    help = "Adds help to start to the demonstration, once (only with DEMO=1, after seed_checks)."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is only for DEMO=1.")
        council = Organisation.objects.council_of(NOTTINGHAM)
        people = [User.objects.filter(email=f"{name}@demo.justright.example").first() for name in
                  ("connor", "cat", "fiona")]  # fmt: skip
        if council is None or None in people:
            raise CommandError("Connor is not there yet: run seed_demo first.")
        if GrantScheme.objects.exists():
            self.stdout.write("Help to start is there already.")
            return
        with transaction.atomic():
            plant(council, *(Actor(account=account) for account in people))
        self.stdout.write(f"{Start.objects.count()} enterprises start, {Grant.objects.count()} grants.")


def plant(council: Organisation, connor: Actor, cat: Actor, fiona: Actor) -> None:
    """Cat helps five of those who start; some of them have asked for money."""
    facts = {"is_open": True, "most_pence": 50_000, "adviser_pence": 25_000}
    words = "For what you need before the first customer pays: a course, insurance, tools, a room."
    actions.set_scheme(council, by=connor, words=words, **facts)
    kinds = ("kind", "title", "words", "cost")
    offers = [actions.make_offer(council, by=cat, **dict(zip(kinds, each, strict=True))) for each in OFFERS]
    while actions.open_starts(by=system("help-to-start")):
        pass
    ready = Start.objects.advised_by(cat).with_path().on_the_way().by_urgency().filter(council=council)
    starts = [(start, owner) for start in ready if (owner := _owner(start))]
    for number, ((start, owner), (words, who, days)) in enumerate(zip(starts, STEPS, strict=False)):
        actions.set_next_step(start, words, timezone.localdate() + timedelta(days=days), who, by=cat)
        actions.say_plan(start, number % 2 == 0, by=owner)
        for offer in offers[number % 2 : 2 + number % 3]:
            actions.take_up(start, offer, by=owner)
        _grant(start, *GRANTS[number], owner=owner, connor=connor, fiona=fiona)


def _owner(start: Start) -> Actor | None:
    owner = start.enterprise.organisation.memberships.live().in_role(Role.OWNER).select_related("account").first()
    return Actor(account=owner.account) if owner else None


def _grant(start: Start, pence: int, purpose: str, state: str, *, owner: Actor, connor: Actor, fiona: Actor) -> None:
    made = actions.apply_for_grant(start, pence, purpose, key=uuid7(), by=owner)
    if state in ("agreed", "paid"):
        actions.agree_grant(made, pence, "", by=connor)
    if state == "paid":
        actions.note_grant_paid(made, timezone.localdate(), by=fiona)
    if state == "refused":
        actions.refuse_grant(made, "We give no laptops. The library lends them for a year: ask there.", by=connor)
