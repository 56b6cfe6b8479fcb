"""The world of offers that nobody answered and agreements that are over."""

from datetime import timedelta

from django.utils import timezone

from budgets.models import Agreement, AgreementVersion, Person
from marketplace.notifications.models import Message
from marketplace.workflow.models import Entry
from tests.budgets.making import agreement_of
from tests.factories import EnterpriseFactory, ServiceFactory, UserFactory, council
from tests.worlds import Case, world


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
