"""Checks in the demonstration: cases in every state, a waiver that waits, a worry and a suspension; once."""

from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from commissioning import actions
from commissioning.actions.computing import unanswered
from commissioning.models import CheckCase, Requirement, SafeguardingRoute, Turn
from commissioning.proportionality import BY_SLUG
from marketplace.accounts.actors import ANYONE, Actor
from marketplace.accounts.ids import uuid7
from marketplace.accounts.models import User
from marketplace.organisations.models import Membership, Organisation, Role
from providers.models import Service

CONNOR, AMINA = "connor@demo.justright.example", "amina@demo.justright.example"
NOTTINGHAM = "E06000018"
PAPERS: dict[str, dict] = {
    "public-liability": {"issuer": "Fernhill Mutual", "covers": "Everything on the listing", "pence": 500_000_000},
    "dbs": {"level": "enhanced-barred", "workforce": "adult", "number": "001847362915",
            "details": {"name_matches": True, "update_service": True}},
    "safeguarding": {"issuer": "Nottingham City Council", "covers": "Safeguarding adults, level 2"},
    "identity": {"details": {"shown": True}},
}  # fmt: skip


class Command(BaseCommand):
    help = "Adds cases, papers and decisions to the demonstration, once (only with DEMO=1, after seed_demo)."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is only for DEMO=1.")
        connor, amina = (User.objects.filter(email=email).first() for email in (CONNOR, AMINA))
        council = Organisation.objects.council_of(NOTTINGHAM)
        if connor is None or amina is None or council is None:
            raise CommandError("Connor is not there yet: run seed_demo first.")
        if CheckCase.objects.exists():
            self.stdout.write("Checks are there already.")
            return
        with transaction.atomic():
            self.plant(council, Actor(account=connor), Actor(account=amina))
        self.stdout.write(f"{CheckCase.objects.count()} cases, {Requirement.objects.count()} checks.")

    def plant(self, council: Organisation, connor: Actor, amina: Actor) -> None:
        facts = {"phone": "0300 131 0300", "out_of_hours_phone": "0115 876 1000"}
        SafeguardingRoute.objects.create(council=council, changed_by=connor.account, **facts)
        for service in Service.objects.run_by(amina).of_council(NOTTINGHAM).with_enterprise():
            case = _sent(service, council, amina, days=30)
            _accept(case, connor, leave=0)
        waiting = Service.objects.of_council(NOTTINGHAM).waiting().with_enterprise()[:6]
        for number, service in enumerate(waiting):
            _wait(number, _sent(service, council, _owner(service), days=2 + 3 * number), connor)
        _worry(council, connor)


def _invented(name: str) -> User:
    """Somebody who is written to and signs in nowhere."""
    return User.objects.create_user(f"{slugify(name)}-{uuid7().hex[-6:]}@demo.justright.example", name=name)


def _owner(service: Service) -> Actor:
    """Whoever owns it; an invented person without an account to sign in with, where nobody does."""
    organisation = service.enterprise.organisation
    owner = organisation.memberships.live().in_role(Role.OWNER).select_related("account").first()
    if owner is None:
        account = _invented(service.people or organisation.name)
        owner = Membership.objects.create(account=account, organisation=organisation, role=Role.OWNER)
    return Actor(account=owner.account)


def _sent(service: Service, council: Organisation, owner: Actor, *, days: int) -> CheckCase:
    """Everything that is needed was shown so many days ago, and the case was sent."""
    case, today = actions.open_case(service, council, by=owner), timezone.localdate()
    for row in case.requirements.needed().filter(is_desirable=False).order_by("pk"):
        kind = BY_SLUG[row.what].kind
        dates = {"starts_on": today - timedelta(days=40)}
        if kind == "insurance":
            dates["ends_on"] = today + timedelta(days=325 - days)
        said = {"details": {"agreed": True}} if kind in ("declaration", "statement") else {}
        facts = dates | said | PAPERS.get(row.what, {"number": f"R-{service.pk.int % 99991}"} if not said else {})
        facts |= {"pence": row.minimum_pence} if row.minimum_pence else {}
        facts |= {"level": row.level} if row.level else {}
        actions.show(service.enterprise, row.what, kind, facts, key=uuid7(), by=owner)
    actions.say_circumstances(service, [], [each.value for each in unanswered(service)], by=owner)
    case.refresh_from_db()
    actions.apply(case, by=owner)
    then = timezone.now() - timedelta(days=days)
    CheckCase.objects.filter(pk=case.pk).update(applied_at=then, opened_at=then)
    Turn.objects.filter(case=case).update(began_at=then)
    case.refresh_from_db()
    return case


def _accept(case: CheckCase, by: Actor, *, leave: int) -> None:
    """All but the last few are seen and accepted."""
    rows = list(case.requirements.filter(status="sent").select_related("evidence", "case__council").order_by("pk"))
    for row in rows[: len(rows) - leave]:
        if row.evidence:
            actions.accept(row, row.evidence, by=by)


def _wait(number: int, case: CheckCase, connor: Actor) -> None:
    """Each of the six waits for something else."""
    _accept(case, connor, leave=3 + number % 3)
    row = case.requirements.filter(status="sent").order_by("pk").first()
    if row is None or row.evidence is None:
        return
    if number == 1:
        actions.ask(row, "Does this also cover work in the evening?", by=connor)
    if number == 2:
        other = _invented("Carys Webb")
        Membership.objects.create(account=other, organisation=case.council, role=Role.COMMISSIONER)
        waived = case.requirements.filter(status="sent", waivers__contains=["council"], is_statutory=False).first()
        if waived:
            until = timezone.localdate() + timedelta(days=120)
            reason = "Worked here as a volunteer for six years. The course is booked."
            actions.propose_waiver(waived, reason, until, by=Actor(account=other))
    if number == 3:
        row.evidence.pence = 100_000_000 if row.what == "public-liability" else row.evidence.pence
        row.evidence.save(update_fields=["pence"])


def _worry(council: Organisation, connor: Actor) -> None:
    """A worry that nobody has looked at, and a service that is suspended while one is looked into."""
    listed = Service.objects.of_council(council.council_code or "").in_status("listed").order_by("pk").first()
    paused = Service.objects.of_council(council.council_code or "").in_status("paused").order_by("pk").first()
    if listed:
        words = "The last three times somebody else came than we had agreed, and nobody rang before."
        actions.raise_concern(listed, key=uuid7(), about="quality", words=words, by=ANYONE)
    if paused:
        actions.suspend_service(paused, "We need to talk about your insurance. Please ring us.", by=connor)
