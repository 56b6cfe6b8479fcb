"""Invitations that nobody accepted."""

from datetime import timedelta

from django.utils import timezone

from marketplace.organisations.models import Invitation, Organisation, Role
from marketplace.workflow.models import Entry
from tests.people import person
from tests.worlds import Case, world


@world("organisations.forget")
def forget() -> Case:
    home = Organisation.objects.create(kind="nhs", name="Another NHS body")
    by = person("world-nina", role=Role.COMMISSIONER, organisation=home)
    past = timezone.now() - timedelta(days=1)
    facts = {"organisation": home, "role": Role.GP, "invited_by": by, "expires_at": past}
    old = [Invitation.objects.create(**facts, email=f"{n}@example.org", token_digest=f"world{n}") for n in range(5)]

    def one_effect():
        for invitation in old:
            assert Entry.objects.filter(subject_id=invitation.pk, what="open>withdrawn").count() == 1

    return Case([], one_effect)
