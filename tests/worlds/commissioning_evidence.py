"""Worlds of the tasks of papers."""

from datetime import timedelta

from django.utils import timezone

from commissioning import actions
from commissioning.models import EvidenceFile
from marketplace.accounts.actors import system
from marketplace.organisations.models import Role
from marketplace.workflow import files
from marketplace.workflow.models import Entry
from tests.commissioning.making import paper
from tests.factories import ServiceFactory, UserFactory, council
from tests.people import acting
from tests.worlds import Case, world


def _policy(**facts):
    """A service with a case, and a policy that its owner has shown."""
    service, owner = ServiceFactory(withheld=["everything"], **facts), UserFactory()
    service.enterprise.organisation.memberships.create(account=owner, role=Role.OWNER)
    case = actions.open_case(service, council(), by=system("checks-counted"))
    return service, paper(case, "public-liability", by=acting(owner))


@world("commissioning.scan_papers")
def scan_papers() -> Case:
    _service, made = _policy(listed=True)
    kept = files.keep(files.Paper("x", "application/pdf", b"%PDF-1"))
    file = EvidenceFile.objects.create(evidence=made, **kept | {"scan": "waiting"})

    def one_effect() -> None:
        file.refresh_from_db()
        assert file.scan == "none", "no scanner is set up any more"
        assert Entry.objects.filter(subject_id=file.pk).count() == 1

    return Case([], one_effect)


@world("commissioning.forget_papers")
def forget_papers() -> Case:
    service, made = _policy(listed=True)
    type(service).objects.filter(pk=service.pk).update(status="closed")
    facts = {"subject_type": "providers.service", "subject_id": service.pk, "rule": "demonstration"}
    Entry.objects.create(what="listed>closed", at=timezone.now() - timedelta(days=400), **facts)

    def one_effect() -> None:
        made.refresh_from_db()
        assert made.issuer == made.number == "" and made.details == {"forgotten": True}
        assert Entry.objects.filter(subject_id=service.enterprise_id, what="papers-forgotten").count() == 1

    return Case([], one_effect)
