"""Clubbing together in the demonstration: Ben shares a lift with two others, and three of five wait for clay."""

from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from budgets import actions
from budgets.models import Person, SharedArrangement, ShareMember
from marketplace.accounts.actors import Actor
from marketplace.accounts.ids import uuid7
from marketplace.accounts.models import User
from marketplace.organisations.models import Organisation, Role
from providers.models import Service

OTHERS = {"Winifred Hall": "NG3", "Derek Osei": "NG5", "Pat Lomax": "NG1"}
LIFT = {"what": "A lift to art and back", "when": "Tuesdays, 9.30am and 1pm", "cost_pence": 1_800, "minimum": 3,
        "most": 4, "notice_weeks": 2}  # fmt: skip
CLAY = {"what": "Clay, with lunch after it", "when": "Thursdays, 10am to 1pm", "cost_pence": 6_000, "minimum": 5,
        "most": 8, "notice_weeks": 4}  # fmt: skip


class Command(BaseCommand):
    help = "Adds clubbing together to the demonstration, once (only with DEMO=1, after seed_budgets)."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is only for DEMO=1.")
        ben = Person.objects.filter(account__email="ben@demo.justright.example").first()
        if ben is None or ben.named_worker is None:
            raise CommandError("Ben has no budget yet: run seed_budgets first.")
        if SharedArrangement.objects.exists():
            self.stdout.write("Clubbing together is there already.")
            return
        with transaction.atomic():
            plant(ben, Actor(account=ben.named_worker))
        self.stdout.write(f"{SharedArrangement.objects.count()} that people share.")


def plant(ben: Person, sam: Actor) -> None:
    others = [_somebody(name, outcode, ben, sam) for name, outcode in OTHERS.items()]
    art = _service("Joy and Bev")
    _lift(_service("Leroy") or art, ben, others[:2], sam)
    made = actions.offer_together(art, CLAY, key=uuid7(), by=_owner(art))
    for person in others:
        _join(made, person, sam)


def _owner(service: Service) -> Actor:
    owners = User.objects.filter(memberships__organisation=service.enterprise.organisation)
    return Actor(account=owners.filter(memberships__role=Role.OWNER).first())


def _service(people: str) -> Service:
    found = Service.objects.listed().with_enterprise().filter(people__startswith=people).order_by("pk").first()
    return found or Service.objects.listed().with_enterprise().filter(in_group=True).order_by("pk")[0]


def _somebody(name: str, outcode: str, ben: Person, sam: Actor) -> Person:
    """Somebody whose money the council manages: Sam joins for them."""
    body: Organisation = ben.organisation
    made = Person.objects.create(organisation=body, named_worker=sam.person, name=name, outcode=outcode)
    facts = {"reason": "new", "starts_on": timezone.localdate() - timedelta(days=30), "gross_weekly_pence": 6_000}
    ways = [{"mechanism": "council-managed", "weekly_pence": 6_000, "account": ""}]
    actions.propose_budget(made, "council", facts, ways, key=uuid7(), by=sam)
    return made


def _join(arrangement: SharedArrangement, person: Person, by: Actor) -> None:
    budget = person.budgets.get()
    mechanism = budget.versions.agreed()[0].deployments.all()[0].mechanism
    actions.join_together(arrangement, person, budget, mechanism, {"shows_name": True}, by=by)


def _lift(service: Service, ben: Person, others: list[Person], sam: Actor) -> None:
    """It has run for three weeks: one Tuesday is paid, the next is planned, and the one after that suggested."""
    lead, budget = Actor(account=ben.account), ben.budgets.get()
    way = (ben, budget, "direct-payment")
    facts = LIFT | {"is_open": True}
    made = actions.begin_together(service, facts, *way, {"shows_name": True}, key=uuid7(), by=lead)
    for person in others:
        _join(made, person, sam)
    today = timezone.localdate()
    since = today - timedelta(weeks=3)
    ShareMember.objects.filter(arrangement=made).update(joined_on=since)
    SharedArrangement.objects.filter(pk=made.pk).update(started_on=since)
    tuesday = today - timedelta(days=(today.weekday() - 1) % 7 or 7)
    made.refresh_from_db()
    past = actions.plan_session(made, tuesday, by=lead)
    actions.settle_session(past, past.shares.values_list("member", flat=True), by=lead)
    actions.plan_session(made, tuesday + timedelta(weeks=1), by=lead)
    actions.plan_session(made, tuesday + timedelta(weeks=2), by=_owner(service))
