"""A year after everything is closed, papers and referees say nothing more."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from commissioning import actions
from commissioning.actions.referees import REFERENCE
from commissioning.models import Decision, Evidence, EvidenceFile, Worker
from commissioning.tasks import forget_papers
from marketplace.accounts.ids import uuid7
from marketplace.workflow import files
from marketplace.workflow.models import PrivateLink
from providers.actions import close
from tests.commissioning.making import needs, paper
from tests.people import acting

pytestmark = pytest.mark.django_db
A_YEAR_ON = timezone.now() + timedelta(days=366)


@pytest.fixture
def shown(case, amina):
    """A policy with a file, a referee who was asked, an answer, and somebody who works there."""
    by = acting(amina)
    made = paper(case, "public-liability", by=by)
    EvidenceFile.objects.create(evidence=made, **files.keep(files.Paper("x", "application/pdf", b"%PDF-1")))
    actions.ask_referees(made, [{"name": "Rao", "contact": "rao@example.net", "knows": "care"}], by=by)
    Decision.objects.create(requirement=needs(case, "size"), kind="answer", words="Only me.", account=amina)
    actions.add_worker(case.service.enterprise, "Maria", is_volunteer=True, key=uuid7(), by=by)
    return made


def test_nothing_goes_while_it_trades_or_has_only_just_closed(case, shown, amina):
    with time_machine.travel(A_YEAR_ON):
        assert forget_papers() == 0
    close(case.service, by=acting(amina))
    assert forget_papers() == 0
    shown.refresh_from_db()
    assert shown.issuer == "Fernhill Mutual" and Worker.objects.get().name == "Maria"


def test_a_year_after_closing_words_names_and_files_are_gone(
    case, shown, amina, private, django_capture_on_commit_callbacks
):
    close(case.service, by=acting(amina))
    link = PrivateLink.objects.of(shown.referees.get(), REFERENCE)
    link.update(expires_at=A_YEAR_ON + timedelta(days=9))
    with time_machine.travel(A_YEAR_ON), django_capture_on_commit_callbacks(execute=True):
        assert forget_papers() == 1 and forget_papers() == 0
    evidence, referee = Evidence.objects.get(), shown.referees.get()
    assert evidence.issuer == evidence.number == evidence.covers == evidence.number_digest == ""
    assert referee.name == referee.email == "" and referee.status == "withdrawn"
    assert not PrivateLink.objects.of(referee, REFERENCE).live().exists(), "nobody answers any more"
    assert Decision.objects.get().words == Worker.objects.get().name == EvidenceFile.objects.get().stored_as == ""
    assert not any(path.is_file() for path in private.rglob("*"))
    assert evidence.pence and evidence.ends_on, "that there was a policy, and for how much, stays"
