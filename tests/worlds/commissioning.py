"""Worlds of the tasks of checks."""

from datetime import timedelta

from django.utils import timezone

from commissioning import actions
from commissioning.models import CheckCase, Concern, Recomputation, Requirement, RuleSet
from marketplace.accounts.actors import system
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.organisations.models import Role
from providers.models import Service
from tests.commissioning.making import needs, paper
from tests.factories import ServiceFactory, UserFactory, council
from tests.people import acting
from tests.worlds import Case, world


def case_of(service: Service) -> CheckCase:
    return actions.open_case(service, council(), by=system("checks-counted"))


@world("commissioning.open_cases")
def open_cases() -> Case:
    service = ServiceFactory(status="submitted", submitted_at=timezone.now())
    council()

    def one_effect() -> None:
        case = CheckCase.objects.get(service=service)
        assert case.requirements.count() == 10

    return Case([], one_effect)


@world("commissioning.expire_checks")
def expire_checks() -> Case:
    service = ServiceFactory(listed=True, withheld=["everything"])  # the feed of another world stays as it is
    owner, officer = UserFactory(), UserFactory()
    service.enterprise.organisation.memberships.create(account=owner, role=Role.OWNER)
    council().memberships.create(account=officer, role=Role.COMMISSIONER)
    case = case_of(service)
    made = paper(case, "public-liability", by=acting(owner))
    actions.accept(needs(case, "public-liability"), made, by=acting(officer))
    long_ago = timezone.localdate() - timedelta(days=90)
    Requirement.objects.filter(case=case, what="public-liability").update(good_until=long_ago)

    def one_effect() -> None:
        assert Service.objects.get(pk=service.pk).status == "hidden"
        assert needs(case, "public-liability").status == "run-out"
        assert Message.objects.filter(template="check-hides", to=owner).count() == 1

    return Case([], one_effect)


@world("commissioning.recompute")
def recompute() -> Case:
    leeds = council("Leeds City Council", "E08000035")
    case = actions.open_case(ServiceFactory(listed=True), leeds, by=system("checks-counted"))
    facts = {"version": 1, "adjustments": {"sums": [900_000_000] * 5}, "in_force_on": timezone.localdate()}
    rules = RuleSet.objects.create(council=case.council, decided_by=UserFactory(), **facts)
    progress = Recomputation.objects.create(rule_set=rules)

    def one_effect() -> None:
        progress.refresh_from_db()
        assert progress.finished_at and progress.done == 1
        assert needs(case, "public-liability").minimum_pence == 900_000_000

    return Case([], one_effect)


@world("commissioning.forget")
def forget() -> Case:
    then = timezone.now() - timedelta(days=9 * 365)
    facts = {"status": "settled", "settled_at": then, "words": "Late.", "name": "Ben", "about": "other"}
    concern = Concern.objects.create(key=uuid7(), service=ServiceFactory(listed=True), **facts)

    def one_effect() -> None:
        concern.refresh_from_db()
        assert concern.words == concern.name == "" and concern.forgotten_at

    return Case([], one_effect)
