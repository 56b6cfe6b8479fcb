"""Papers that she has sent: seen, and taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from commissioning import actions
from commissioning.models import Evidence, EvidenceFile
from marketplace.workflow import files
from marketplace.workflow.errors import RuleBroken
from tests.commissioning.making import needs, paper
from tests.people import acting
from tests.workflow.test_files import pdf

pytestmark = pytest.mark.django_db


def as_(somebody) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def page(name, *args) -> str:
    return reverse(f"commissioning:{name}", args=args)


def test_with_no_paper_she_is_shown_where_to_begin(case, amina):
    assert "You have sent no paper yet" in as_(amina).get(page("my-papers", case.pk)).content.decode()


def test_she_sees_what_each_paper_serves_and_takes_one_back(case, amina):
    made = paper(case, "public-liability", by=acting(amina))
    client = as_(amina)
    assert "Used for one check." in client.get(page("my-papers", case.pk)).content.decode()
    assert "One check rests on it" in client.get(page("take-back", case.pk, made.pk)).content.decode()
    assert client.post(page("take-back", case.pk, made.pk)).status_code == 302
    assert Evidence.objects.get().status == "withdrawn" and needs(case, "public-liability").status == "needed"
    assert client.post(page("take-back", case.pk, made.pk)).status_code == 404, "once"


@pytest.mark.S8
def test_a_file_that_waits_or_was_thrown_away_says_so_and_has_no_link(case, amina):
    made = paper(case, "public-liability", by=acting(amina))
    facts = {"content_type": "application/pdf", "size": 1, "sha256": "0", "name": "policy.pdf"}
    file = EvidenceFile.objects.create(evidence=made, scan="waiting", stored_as="x", **facts)
    shown = as_(amina).get(page("my-papers", case.pk)).content.decode()
    assert "waits for our scanner" in shown and page("paper", file.pk) not in shown
    EvidenceFile.objects.update(scan="infected", stored_as="", name="")
    shown = as_(amina).get(page("my-papers", case.pk)).content.decode()
    assert "We threw a file away" in shown and page("paper", file.pk) not in shown


@pytest.mark.S8
def test_at_most_five_files_for_one_paper(case, amina):
    sent = [files.clean(SimpleUploadedFile("a.pdf", pdf())) for _number in range(6)]
    facts = {"issuer": "F", "number": "1", "covers": "All"}
    with pytest.raises(RuleBroken, match="five"):
        actions.show(case.service.enterprise, "public-liability", "insurance", facts, key=case.pk, papers=sent,
                     by=acting(amina))  # fmt: skip
    assert not Evidence.objects.exists()
