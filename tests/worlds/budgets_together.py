"""The world of people who share something, of whom one has given notice that is over."""

from datetime import timedelta

import time_machine
from django.utils import timezone

from budgets import actions
from budgets.models import Posting, SharedArrangement
from marketplace.organisations.models import Role
from tests.budgets.clubbing import begun, joins, leaves, place, pool, somebody
from tests.factories import ServiceFactory, UserFactory, council
from tests.people import acting
from tests.worlds import Case, world


@world("budgets.keep_together")
def keep_together() -> Case:
    worker, body = UserFactory(), council()
    with time_machine.travel(timezone.now() - timedelta(days=10), tick=True):
        body.memberships.create(account=worker, role=Role.SOCIAL_WORKER)
        rose, kim = (somebody(name, body, worker) for name in ("rose", "kim"))
        made = begun(ServiceFactory(listed=True), rose, minimum=2, notice_weeks=1)
        joins(made, kim)
        session = actions.plan_session(
            SharedArrangement.objects.get(pk=made.pk), timezone.localdate(), by=acting(rose.account)
        )
        actions.call_off_session(session, by=acting(rose.account))
        leaves(made, kim)

    def one_effect() -> None:
        assert SharedArrangement.objects.get(pk=made.pk).status == "paused"
        assert place(made, kim).status == "left" and pool(place(made, kim)) == 0
        assert Posting.objects.filter(entry_type="transfer-from-pool").count() == 1

    return Case([], one_effect)
