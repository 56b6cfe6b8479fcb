"""Whom Sam introduces in the demonstration: one introduction of each kind, the same at each seeding."""

from datetime import timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from budgets.models import Introduction, IntroductionChoice, Person
from budgets.shortlisting import shortlist
from marketplace.accounts.actors import Actor
from marketplace.accounts.models import User
from marketplace.organisations.models import Membership, Organisation, Role
from providers import deadlines
from providers.models import Enquiry, Service

SAM = "sam@demo.justright.example"
PEOPLE = {
    "Edith Marlow": ("NG9", "email", "edith.marlow@example.net", ["large-print"], ""),
    "Kwame Boateng": ("NG4", "text", "07700 900322", [], "He hears best on his left side."),
    "Jean Pollard": ("NG18", "letter", "12 Rock Street, Mansfield NG18 2XX", ["easy-read"], ""),
    "Tomasz Zielinski": ("NG24", "", "", [], "He likes Polish best."),
}
# Whom, activity, needs, times, words, days since it was sent, what each choice has come to, and what it has come to.
GIVEN: tuple[tuple, ...] = (
    ("Edith Marlow", "cooking-with-you", ["older"], ["tue-morning"], "Edith misses cooking for two. Company counts"
     " more than the meal.", 1, ["declined", "sent", "waiting"], "open"),
    ("Kwame Boateng", "companionship", ["older"], ["thu-afternoon"], "Somebody who knows football and tells a story.",
     6, ["accepted", "waiting"], "open"),
    ("Jean Pollard", "shopping", ["physical-disability"], ["fri-morning"], "Jean wants to choose her own things, with"
     " an arm to hold.", 40, ["accepted", "not-sent"], "started"),
    ("Tomasz Zielinski", "waking-night", ["dementia"], [], "Somebody calm at night while his wife sleeps.", 12,
     ["lapsed", "declined"], "no-match"),
    ("Jean Pollard", "gardening", ["physical-disability"], [], "The back lawn, and somebody to talk to meanwhile.",
     0, ["waiting", "waiting"], "draft"),
)  # fmt: skip
ANSWERS = {
    "sent": {"status": "seen"},
    "accepted": {"status": "answered", "answer": "yes", "answer_words": "I should like to meet. Any morning is good."},
    "declined": {"status": "answered", "answer": "not-now", "reason": "full", "answer_words": "I am full until May."},
    "lapsed": {"status": "lapsed"},
}


class Command(BaseCommand):
    help = "Adds Sam's people and introductions to the demonstration, once (only with DEMO=1, after seed_demo)."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is only for DEMO=1.")
        sam = User.objects.filter(email=SAM).first()
        member = Membership.objects.live().in_role(Role.SOCIAL_WORKER).filter(account=sam).first()
        if sam is None or member is None:
            raise CommandError("Sam is not there yet: run seed_demo first.")
        if Person.objects.filter(named_worker=sam).exists():
            self.stdout.write("Sam's introductions are there already.")
            return
        with transaction.atomic():
            plant(sam, member.organisation)
        self.stdout.write(f"{len(GIVEN)} introductions of {len(PEOPLE)} people.")


def plant(sam: User, body: Organisation) -> None:
    """Rows only: nobody is written to."""
    people = {}
    for name, (outcode, way, address, formats, note) in PEOPLE.items():
        facts = {"outcode": outcode, "way": way, "address": address, "communication": formats}
        people[name] = Person.objects.create(
            id=_id(f"person/{name}"), organisation=body, named_worker=sam, name=name, communication_note=note, **facts
        )
    for number, (name, activity, needs, times, words, days, came_to, status) in enumerate(GIVEN):
        said = {"activity": activity, "needs": needs, "times": times, "words": words}
        _introduce(number, people[name], sam, body, days, came_to, status, **said)


def _id(what: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"justright.demo/{what}")


def _introduce(number, person, sam, body, days, came_to, status, **said) -> None:
    at = timezone.now() - timedelta(days=days, hours=3)
    today = timezone.localdate(at)
    ground = {"ground": "agreement", "ground_on": today, "ground_until": today + timedelta(days=90)}
    made = Introduction.objects.create(
        key=_id(f"introduction/{number}"), organisation=body, account=sam, person=person, outcode=person.outcode,
        created_at=at, opened_at=None if status == "draft" else at, **said, **ground,
    )  # fmt: skip
    found = shortlist(made, by=Actor(account=sam)).candidates[: len(came_to)]
    services = {str(s.pk): s for s in Service.objects.filter(pk__in=[card["id"] for card in found])}
    for position, (card, outcome) in enumerate(zip(found, came_to, strict=False), 1):
        enquiry = _enquiry(made, services[card["id"]], outcome, at + timedelta(days=position - 1))
        IntroductionChoice.objects.create(
            introduction=made, position=position, service=services[card["id"]], reason="\n".join(card["reasons"]),
            status=outcome, enquiry=enquiry,
        )  # fmt: skip
        if outcome in IntroductionChoice.UNDER_WAY and enquiry:
            due = enquiry.answer_by if outcome == "sent" else timezone.localdate() + timedelta(days=8)
            Introduction.objects.filter(pk=made.pk).update(due_on=due)
    Introduction.objects.filter(pk=made.pk).update(**_end(status, at), **{"status": status})


def _end(status: str, at) -> dict:
    if status == "started":
        return {"ended_at": at + timedelta(days=9), "started_on": timezone.localdate(at + timedelta(days=9)),
                "due_on": None}  # fmt: skip
    if status == "no-match":
        return {"ended_at": at + timedelta(days=8), "due_on": timezone.localdate(at + timedelta(days=8))}
    return {}


def _enquiry(made: Introduction, service: Service, outcome: str, at) -> Enquiry | None:
    if outcome not in ANSWERS:
        return None
    person = made.person
    assert person is not None
    facts = dict(ANSWERS[outcome])
    asked = {"confirmed_at": at, "sent_at": at, "answer_by": deadlines.answer_by(timezone.localdate(at), 3)}
    if facts.get("answer"):
        asked["answered_at"] = at + timedelta(hours=20)
    if outcome == "lapsed":
        asked["ended_at"] = at + timedelta(days=6)
    return Enquiry.objects.create(
        key=_id(f"introduction/{made.key}/{service.pk}"), service=service, name=person.called,
        way=person.way or "email", address=person.address, words=made.words, times=made.times, outcode=made.outcode,
        communication=person.communication, introduced_by=made.organisation, entered_by=made.account,
        created_at=at, **asked, **facts,
    )  # fmt: skip
