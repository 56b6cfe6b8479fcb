"""Papers that waited while the scanner was away."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from commissioning import actions
from commissioning.models import EvidenceFile
from commissioning.tasks import scan_papers
from marketplace.accounts.actors import system
from marketplace.notifications.models import Message
from marketplace.workflow import files
from tests.commissioning.making import paper
from tests.people import acting
from tests.workflow.test_files import Scanner, pdf

pytestmark = [pytest.mark.django_db, pytest.mark.S8]
AWAY = "tcp://127.0.0.1:1"


@pytest.fixture
def waiting(case, amina, settings):
    settings.CLAMD_URL = AWAY
    kept = files.keep(files.Paper("policy.pdf", "application/pdf", pdf()))
    return EvidenceFile.objects.create(evidence=paper(case, "public-liability", by=acting(amina)), **kept)


def test_it_waits_as_long_as_the_scanner_is_away(waiting):
    assert scan_papers() == 0
    waiting.refresh_from_db()
    assert waiting.scan == "waiting" and files.read(waiting.stored_as) == pdf()


def test_it_can_be_opened_once_the_scanner_has_seen_it(waiting, settings):
    settings.CLAMD_URL = Scanner(b"stream: OK").address
    assert scan_papers() == 1
    waiting.refresh_from_db()
    assert waiting.scan == "clean" and waiting.scanned_at


def test_what_the_scanner_finds_is_thrown_away_and_its_sender_is_told(
    waiting, settings, amina, private, django_capture_on_commit_callbacks
):
    settings.CLAMD_URL = Scanner(b"stream: Win.Test FOUND").address
    with django_capture_on_commit_callbacks(execute=True):
        assert scan_papers() == 1
    waiting.refresh_from_db()
    assert (waiting.scan, waiting.stored_as, waiting.name) == ("infected", "", "")
    assert not any(path.is_file() for path in private.rglob("*"))
    assert Message.objects.filter(template="paper-thrown-away", to=amina).count() == 1


def test_one_that_cannot_be_read_holds_nobody_else_up(waiting, settings):
    facts = {"content_type": "application/pdf", "size": 1, "sha256": "0", "scan": "waiting"}
    long_ago = timezone.now() - timedelta(days=1)
    lost = EvidenceFile.objects.create(evidence=waiting.evidence, stored_as="lost", **facts)
    EvidenceFile.objects.filter(pk=waiting.pk).update(scanned_at=long_ago)
    settings.CLAMD_URL = Scanner(b"stream: OK").address
    assert scan_papers() == 1
    waiting.refresh_from_db()
    lost.refresh_from_db()
    assert (waiting.scan, lost.scan) == ("clean", "waiting")


def test_only_the_sites_own_rule_scans(waiting, amina):
    with pytest.raises(PermissionDenied):
        actions.scan_one(timezone.now(), by=acting(amina))
    assert actions.scan_one(timezone.now() - timedelta(days=1), by=system("papers-scanned")) == "waiting"
