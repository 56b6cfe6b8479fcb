"""The world of budgets that are given their four weeks."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from budgets.models import Account, Agreement, AgreementVersion, BudgetVersion, DelegatedLimit, Person, Visit
from marketplace.notifications.models import Message
from marketplace.organisations.models import Role
from marketplace.workflow.models import Entry
from tests.budgets.making import agreement_of, budget_of, limit_of
from tests.factories import EnterpriseFactory, ServiceFactory, UserFactory, council
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


@world("budgets.follow_agreements")
def follow_agreements() -> Case:
    """One offer that nobody answered, and one agreement whose last day was yesterday."""
    worker, owner, body = UserFactory(), UserFactory(), council()
    person = Person.objects.create(organisation=body, account=worker, name="Iris Moss", outcode="NG5")
    enterprise = EnterpriseFactory(owner=owner)
    over, waits = (agreement_of(person, ServiceFactory(enterprise=enterprise, listed=True), owner, worker)
                   for _n in range(2))  # fmt: skip
    Agreement.objects.filter(pk=over.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    terms = {"what": "Cooking", "pattern": [], "pence": 1, "unit": "hour", "proposed_by_side": "buyer", "offer": {}}
    new = AgreementVersion.objects.create(agreement=waits, number=2, starts_on=timezone.localdate(), **terms)
    Agreement.objects.filter(pk=waits.pk).update(due_on=timezone.localdate() - timedelta(days=1))

    def one_effect() -> None:
        assert Message.objects.filter(key__startswith=f"agreement-unanswered:{new.pk}").count() == 1
        assert Entry.objects.filter(subject_id=over.pk, what="agreed>ended").count() == 1

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
    agreement = agreement_of(person, ServiceFactory(listed=True), worker, worker, version=version)

    def one_effect() -> None:
        visits = Visit.objects.filter(agreement=agreement)
        assert visits.count() in (7, 8), "two a week, as far as there is money"
        pot = Account.objects.get(person=person, kind="direct-payment")
        assert pot.pending == sum(visit.pence for visit in visits)

    return Case([], one_effect)
