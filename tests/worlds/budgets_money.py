"""The world of budgets that are given their four weeks."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from budgets.models import Account, BudgetVersion, Person
from marketplace.organisations.models import Role
from tests.budgets.making import budget_of, limit_of
from tests.factories import UserFactory, council
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
