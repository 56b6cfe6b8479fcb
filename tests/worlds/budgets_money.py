"""The worlds of budgets that are given their four weeks, and of money that is not spent."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from budgets import actions
from budgets.models import Account, BudgetVersion, DelegatedLimit, Person, Surplus, Visit
from budgets.returning import last_quarter
from marketplace.accounts.actors import system
from marketplace.notifications.models import Message
from marketplace.organisations.models import Role
from tests.budgets.making import agreement_of, budget_of, limit_of, visited
from tests.factories import ServiceFactory, UserFactory, council
from tests.worlds import Case, world


@world("budgets.allocate")
def allocate() -> Case:
    worker, body = UserFactory(), council()
    with time_machine.travel(timezone.now() - timedelta(days=29), tick=True):
        body.memberships.create(account=worker, role=Role.SOCIAL_WORKER)
        limit_of(body, "social_worker", 2_000_000, worker)
        person = Person.objects.create(organisation=body, named_worker=worker, name="Rose Thorn", outcode="NG5")
        version = budget_of(person, worker, 10_000, days=0)

    def one_effect() -> None:
        pot = Account.objects.get(person=person, kind="direct-payment")
        assert pot.posted == 80_000, "two times four weeks"
        assert BudgetVersion.objects.get(pk=version.pk).allocated_until > timezone.localdate()

    return Case([], one_effect)


@world("budgets.plan_visits")
def plan_visits() -> Case:
    worker, body = UserFactory(), council()
    body.memberships.create(account=worker, role=Role.SOCIAL_WORKER)
    DelegatedLimit.objects.get_or_create(
        organisation=body, role="social_worker", defaults={"per_year_pence": 2_000_000, "set_by": worker}
    )
    person = Person.objects.create(organisation=body, named_worker=worker, name="Iris Moss", outcode="NG5")
    version = budget_of(person, worker, 10_000, days=0)
    agreement = agreement_of(person, ServiceFactory(listed=True), UserFactory(), worker, version=version)

    def one_effect() -> None:
        visits = Visit.objects.filter(agreement=agreement)
        assert visits.count() in (7, 8), "two a week, as far as there is money"
        pot = Account.objects.get(person=person, kind="direct-payment")
        assert pot.pending == sum(visit.pence for visit in visits)

    return Case([], one_effect)


@world("budgets.raise_surpluses")
def raise_surpluses() -> Case:
    worker, body = UserFactory(), council()
    with time_machine.travel(timezone.now() - timedelta(weeks=13), tick=True):
        body.memberships.create(account=worker, role=Role.SOCIAL_WORKER)
        limit_of(body, "social_worker", 2_000_000, worker)
        person = Person.objects.create(organisation=body, named_worker=worker, name="Rose Thorn", outcode="NG5")
        version = budget_of(person, worker, 10_000, days=0)
    actions.allocate(version, by=system("budgets-allocated"))

    def one_effect() -> None:
        assert [each.status for each in Surplus.objects.filter(budget=version.budget_id)] == ["raised"]
        assert Message.objects.filter(template="surplus-raised", to=worker).count() == 1

    return Case([], one_effect)


@world("budgets.ask_silent")
def ask_silent() -> Case:
    """One has a named worker, the other has nobody and is only reminded."""
    worker, body, own = UserFactory(), council(), UserFactory()
    body.memberships.create(account=worker, role=Role.SOCIAL_WORKER)
    for facts in ({"named_worker": worker, "name": "Ivy Moss"}, {"account": own, "name": "Una Field"}):
        person = Person.objects.create(organisation=body, outcode="NG5", **facts)
        visited(person, ServiceFactory(listed=True, withheld=["everything"]), UserFactory(), worker)

    def one_effect() -> None:
        assert Message.objects.filter(template="visits-silent", to=worker).count() == 1
        assert Message.objects.filter(template="visits-unsaid", to=own).count() == 1
        assert Visit.objects.filter(agreement__person=person).exclude(status="planned").count() == 0

    return Case([], one_effect)


@world("budgets.remind_returns")
def remind_returns() -> Case:
    """The quarter before this one, of which nobody has told anything; it may be due, late or missing today."""
    worker, body, own = UserFactory(), council(), UserFactory()
    body.memberships.create(account=worker, role=Role.SOCIAL_WORKER)
    DelegatedLimit.objects.get_or_create(
        organisation=body, role="social_worker", defaults={"per_year_pence": 2_000_000, "set_by": worker}
    )
    facts = {"named_worker": worker, "account": own, "name": "Nan Field", "outcode": "NG5"}
    person = Person.objects.create(organisation=body, **facts)
    budget_of(person, worker, 10_000, days=100)
    today = timezone.localdate()
    late = (today - last_quarter(today).due_on).days

    def one_effect() -> None:
        told = [each.template for each in Message.objects.filter(to=own)]
        assert told == (["return-late"] if late > 0 else ["return-due"] if late >= -7 else [])
        missing = Message.objects.filter(template="return-missing", to=worker)
        assert missing.count() == (1 if late > 14 else 0)

    return Case([], one_effect)
