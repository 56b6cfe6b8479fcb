"""The world of contracts that run out."""

from datetime import timedelta

from django.utils import timezone

from commissioning.models import Contract
from marketplace.workflow.models import Entry
from tests.factories import ServiceFactory, UserFactory, council
from tests.worlds import Case, world


@world("commissioning.close_contracts")
def close_contracts() -> Case:
    service, today = ServiceFactory(), timezone.localdate()
    over = Contract.objects.create(
        body=council(), enterprise=service.enterprise, service=service, number="PO-1", purpose="Lunch", group="All",
        starts_on=today - timedelta(days=30), ends_on=today - timedelta(days=1), began_on=today, value_pence=1_000,
        regime="below-threshold", status="agreed", offered_by=UserFactory(), agreed_by=UserFactory(),
        agreed_at=timezone.now(),
    )  # fmt: skip

    def one_effect() -> None:
        over.refresh_from_db()
        assert over.status == "ended"
        assert Entry.objects.filter(subject_id=over.pk, what="agreed>ended").count() == 1

    return Case([], one_effect)
