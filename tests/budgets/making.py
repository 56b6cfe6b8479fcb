"""Introductions and money that have come some way, for tests that are about something else."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from budgets import actions
from budgets.models import (
    Agreement,
    AgreementVersion,
    BudgetVersion,
    DelegatedLimit,
    Expense,
    Introduction,
    IntroductionChoice,
    LifeChange,
    MoneyReturn,
    MoneyStep,
    Person,
    Receipt,
    Surplus,
    Visit,
)
from budgets.weeks import Period
from marketplace.accounts.ids import uuid7
from marketplace.workflow import files
from tests.people import acting
from tests.people import person as named


def introduction_of(account, organisation, *services, **facts) -> Introduction:
    """Somebody called Rose, whom this account introduces to these services, in this order."""
    known = {"name": "Rose Thorn", "way": "email", "address": "rose@example.net", "communication": ["large-print"]}
    person = Person.objects.create(organisation=organisation, named_worker=account, outcode="NG5", **known)
    today = timezone.localdate()
    ground = {"ground": "agreement", "ground_on": today, "ground_until": today + timedelta(days=30)}
    said = {"activity": "cooking-with-you", "needs": ["dementia"], "words": "Somebody to cook with.", **ground}
    who = {"organisation": organisation, "account": account, "person": person, "outcode": "NG5"}
    made = Introduction.objects.create(key=uuid7(), **who | said | facts)
    for number, service in enumerate(services, 1):
        row = {"position": number, "service": service, "reason": "Has room"}
        IntroductionChoice.objects.create(introduction=made, **row)
    return made


def budget_of(
    person: Person, worker, pence: int = 15_600, *, days=28, funder="council", ways=None, **facts
) -> BudgetVersion:
    """A direct payment into an own account since so many days, proposed by the named worker; NHS money is agreed."""
    told = {"reason": "new", "starts_on": timezone.localdate() - timedelta(days=days), "gross_weekly_pence": pence}
    told |= {"why": "They get by at home with it."}
    ways = ways or [{"mechanism": "direct-payment", "weekly_pence": pence, "account": "own"}]
    made = actions.propose_budget(person, funder, told | facts, ways, key=uuid7(), by=acting(worker))
    if funder == "nhs" and made.status == "proposed":
        works = person.organisation.memberships.live().in_role("commissioner").first()
        decider = works.account if works else named("decider", role="commissioner", organisation=person.organisation)
        actions.agree_budget(made, by=acting(decider))
    return made


def limit_of(organisation, role: str, pence: int, by, *, team: str = "") -> DelegatedLimit:
    facts, of = {"per_year_pence": pence, "set_by": by}, {"organisation": organisation, "role": role, "team": team}
    return DelegatedLimit.objects.update_or_create(**of, defaults=facts)[0]


def money_of(person: Person, account, worker) -> tuple[BudgetVersion, Expense]:
    """Ben's direct payment with something paid from it; and a higher one that waits for somebody to agree."""
    Person.objects.filter(pk=person.pk).update(account=account)
    person.refresh_from_db()
    limit_of(person.organisation, "social_worker", 1_000_000, worker)
    version = budget_of(person, worker)
    facts = {"pence": 1_850, "spent_on": timezone.localdate(), "kind": "provider", "words": ""}
    expense = actions.declare_expense(version.budget, "direct-payment", facts, key=uuid7(), by=acting(account))
    return budget_of(person, worker, 90_000, days=0), expense


PATTERN = [{"weekday": day, "at": "10:00", "minutes": 60} for day in (0, 3)]  # Mondays and Thursdays at ten


@transaction.atomic
def agreement_of(person: Person, service, owner, buyer, *, version: BudgetVersion | None = None, **terms) -> Agreement:
    """Agreed by both from today on: two hours a week at £18, out of the first money of this budget."""
    now, today = timezone.now(), timezone.localdate()
    pays: dict = {"buyer": "person", "person": person, "offered_by": buyer, "agreed_at": now, "status": "agreed"}
    pays |= {"employment": "self-employed", "employment_on": today, "employment_by": buyer}
    if version is not None:
        pays |= {"budget": version.budget, "mechanism": version.deployments.all()[0].mechanism}
    made = Agreement.objects.create(service=service, **pays)
    said = {"offer": {}, "what": "Cooking together", "pattern": PATTERN, "pence": 1_800, "unit": "hour"}
    said |= {"number": 1, "starts_on": today, "proposed_by_side": "buyer", "buyer_by": buyer, "buyer_at": now}
    said |= {"enterprise_by": owner, "enterprise_at": now}
    AgreementVersion.objects.create(agreement=made, **said | terms)
    return Agreement.objects.with_terms().get(pk=made.pk)


def surplus_raised(budget) -> Surplus:
    """More money than planned, at which nobody has looked."""
    return Surplus.objects.create(budget=budget, weeks=8, balance_pence=160_000, weekly_authority_pence=15_600)


def told_about(expense: Expense, account) -> tuple[MoneyReturn, Receipt]:
    """Three weeks were sent; and a receipt of something that was paid after them."""
    today = timezone.localdate()
    period = Period(today - timedelta(days=21), today - timedelta(days=1))
    sent = actions.send_return(expense.budget, period, key=uuid7(), by=acting(account))
    kept = files.keep(files.Paper("till.pdf", "application/pdf", b"%PDF-1"), "receipts")
    return sent, Receipt.objects.create(expense=expense, **kept)


def set_aside(budget, worker, pence: int = 5_000) -> MoneyStep:
    """For holiday pay."""
    facts = {"mechanism": "direct-payment", "pence": pence, "on": timezone.localdate(), "words": "Holiday pay"}
    return actions.take_step(budget, "set-aside", facts, key=uuid7(), by=acting(worker))


def visited(person: Person, service, owner, worker) -> tuple[Visit, LifeChange]:
    """An agreement with a visit of three days ago of which nobody has spoken, and a holiday that is to come."""
    today = timezone.localdate()
    ago = today - timedelta(days=3)
    agreement = agreement_of(person, service, owner, worker, starts_on=ago - timedelta(days=7))
    facts = {"at": "10:00", "minutes": 60, "pence": 1_800, "version": agreement.held}
    visit = Visit.objects.create(agreement=agreement, on=ago, **facts)
    soon = today + timedelta(days=30)
    away = {"kind": "away", "starts_on": soon, "until_on": soon + timedelta(days=7), "said_by": worker}
    return visit, LifeChange.objects.create(person=person, **away)
