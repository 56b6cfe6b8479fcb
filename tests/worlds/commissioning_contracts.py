"""The worlds of contracts that run out, and of one that nobody has answered."""

from datetime import timedelta

from django.utils import timezone

from commissioning.models import Contract, ContractVersion
from marketplace.notifications.models import Message
from marketplace.workflow.models import Entry
from marketplace.workflow.working_days import working_day_after
from tests.factories import MembershipFactory, ServiceFactory, UserFactory, council
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


@world("commissioning.remind_of_offers")
def remind_of_offers() -> Case:
    service, today, connor = ServiceFactory(), timezone.localdate(), UserFactory()
    owner = MembershipFactory(organisation=service.enterprise.organisation, role="owner").account
    offered = Contract.objects.create(
        body=council(), enterprise=service.enterprise, service=service, number="PO-2", purpose="Lunch", group="All",
        starts_on=today, began_on=today, value_pence=1_000, regime="below-threshold", offered_by=connor,
    )  # fmt: skip
    asked = ContractVersion.objects.create(
        contract=offered, number=1, value_pence=1_000, regime="below-threshold", proposed_by=connor, buyer_by=connor,
        buyer_at=timezone.now(), due_on=working_day_after(today, 1),
    )  # fmt: skip

    def one_effect() -> None:
        assert Entry.objects.filter(subject_id=asked.pk, what="reminded").count() == 1
        assert Message.objects.filter(template="contract-waits", to=owner).count() == 1

    return Case([], one_effect)
