"""The world of helping to start."""

from datetime import timedelta

from django.utils import timezone

from commissioning.models import Grant, NextStep, Start
from marketplace.notifications.models import Message
from marketplace.organisations.models import Role
from tests.factories import ServiceFactory, UserFactory, council
from tests.worlds import Case, world


@world("commissioning.help_to_start")
def help_to_start() -> Case:
    new = ServiceFactory(status="submitted", submitted_at=timezone.now(), withheld=["everything"])
    known = ServiceFactory(status="paused", withheld=["everything"])
    owner, adviser, today = UserFactory(), UserFactory(), timezone.localdate()
    known.enterprise.organisation.memberships.create(account=owner, role=Role.OWNER)
    start = Start.objects.create(enterprise=known.enterprise, council=council(), adviser=adviser)
    NextStep.objects.create(start=start, words="Ring.", due_on=today, made_by=adviser)
    grant = Grant.objects.create(start=start, asked_pence=10_000, purpose="A course.", applied_by=owner)
    agreed = {"status": "agreed", "agreed_pence": 10_000, "limit_pence": 10_000, "decided_at": timezone.now()}
    Grant.objects.filter(pk=grant.pk).update(decided_by=adviser, **agreed)
    year = today - timedelta(days=366)
    Grant.objects.filter(pk=grant.pk).update(status="paid", paid_on=year, paid_by=UserFactory())

    def one_effect() -> None:
        assert Start.objects.filter(enterprise=new.enterprise).count() == 1
        for template in ("next-step-due", "grant-outcome"):
            assert Message.objects.filter(template=template, to=owner).count() == 1, template

    return Case([], one_effect)
