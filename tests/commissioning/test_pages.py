"""The pages of checks, for whom they are, and what wrong input gets there."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commissioning import actions
from commissioning.models import Concern, Evidence, EvidenceFile, Suspension
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.organisations.models import Role
from marketplace.workflow.links import address_of
from marketplace.workflow.models import Entry, PrivateLink
from providers.models import Service
from tests.commissioning.making import all_shown, needs, paper, said_no
from tests.factories import ServiceFactory
from tests.people import acting, person
from tests.workflow.test_files import ATTACKS, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    """Papers of tests are kept apart."""
    settings.STORAGES = {**settings.STORAGES, "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}}  # fmt: skip
    return tmp_path


@pytest.fixture
def case(good_company, nottingham, amina):
    service = ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham)
    return actions.open_case(service, nottingham, by=acting(amina))


def as_(somebody) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def page(name, *args) -> str:
    return reverse(f"commissioning:{name}", args=args)


def insurance(**said) -> dict:
    dates = {"starts_on_day": "1", "starts_on_month": "11", "starts_on_year": "2026"}
    dates |= {"ends_on_day": "31", "ends_on_month": "10", "ends_on_year": "2027"}
    told = {"issuer": "Fernhill", "number": "F-1", "pounds": "£5,000,000", "covers": "Cooking", "key": str(uuid7())}
    return told | dates | said


def test_she_reads_what_her_work_needs_and_why(case, amina):
    shown = as_(amina).get(page("my-case", case.pk)).content.decode()
    assert "Public liability insurance" in shown and "You do this: Cooking with you." in shown
    assert "Not needed:" in shown


def test_she_sends_an_insurance_and_it_is_kept_once(case, amina):
    client, where = as_(amina), page("show", case.pk, "public-liability")
    said = insurance() | {"sent": SimpleUploadedFile("policy.pdf", pdf())}
    assert client.post(where, said).status_code == 302
    made = Evidence.objects.get()
    assert made.pence == 500_000_000 and made.files.get().content_type == "application/pdf"
    assert needs(case, "public-liability").status == "sent"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"ends_on_year": "2025"}, "before it begins"),
        ({"starts_on_year": "2024", "ends_on_year": "2025"}, "ended already"),
        ({"pounds": "lots"}, "whole pounds"),
        ({"pounds": "-5"}, "whole pounds"),
        ({"issuer": ""}, "Enter who insures you"),
        ({"ends_on_month": "13"}, "real date"),
        ({"ends_on_year": "2999"}, "Check the year"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_typed_is_lost(case, amina, said, told):
    shown = as_(amina).post(page("show", case.pk, "public-liability"), insurance(covers="Cooking & more", **said))
    assert shown.status_code == 200 and told in shown.content.decode()
    assert "Cooking &amp; more" in shown.content.decode() and not Evidence.objects.exists()


def test_the_same_policy_of_two_enterprises_is_asked_about(case, amina, olive, connor):
    where = page("show", case.pk, "public-liability")
    other = ServiceFactory(listed=True)
    actions.open_case(other, case.council, by=acting(amina))
    other.enterprise.organisation.memberships.create(account=olive, role="owner")
    actions.show(other.enterprise, "public-liability", "insurance", {"issuer": "FERNHILL", "number": "f 1"},
                 key=uuid7(), by=acting(olive))  # fmt: skip
    shown = as_(amina).post(where, insurance())
    assert "this very policy" in shown.content.decode()
    assert as_(amina).post(where, insurance(same="on")).status_code == 302
    assert Evidence.objects.get(enterprise=case.service.enterprise).details["shared_policy"] is True


@pytest.mark.S8
@pytest.mark.parametrize("attack", [a for a in ATTACKS if a not in ("nothing", "too large", "a pdf bomb")])
def test_an_attack_file_is_refused_on_its_page_and_nothing_is_kept(case, amina, attack, private):
    said = insurance() | {"sent": SimpleUploadedFile("policy.pdf", ATTACKS[attack])}
    shown = as_(amina).post(page("show", case.pk, "public-liability"), said)
    assert shown.status_code == 200 and "There is a problem" in shown.content.decode()
    assert not Evidence.objects.exists() and not any(each.is_file() for each in private.rglob("*"))


@pytest.mark.S8
def test_a_paper_is_a_download_in_a_box_for_those_who_may_see_it(case, amina, connor, lena, olive):
    client = as_(amina)
    said = insurance() | {"sent": SimpleUploadedFile("policy.pdf", pdf())}
    client.post(page("show", case.pk, "public-liability"), said)
    where = page("paper", EvidenceFile.objects.get().pk)
    answer = client.get(where)
    assert answer.content == pdf() and answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"] and answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert as_(connor).get(where).status_code == 404, "nobody asked him yet"
    case.refresh_from_db()
    said_no(case, by=acting(amina))
    actions.apply(case, by=acting(amina))
    assert as_(connor).get(where).status_code == 200
    assert {as_(who).get(where).status_code for who in (lena, olive)} == {404}
    EvidenceFile.objects.update(scan="waiting")
    assert client.get(where).status_code == 404


@pytest.mark.S10
def test_every_reading_of_a_case_and_a_paper_is_on_the_trail(case, amina, connor):
    said = insurance() | {"sent": SimpleUploadedFile("policy.pdf", pdf())}
    as_(amina).post(page("show", case.pk, "public-liability"), said)
    case.refresh_from_db()
    said_no(case, by=acting(amina))
    actions.apply(case, by=acting(amina))
    row = needs(case, "public-liability")
    as_(connor).get(page("check", case.pk, row.pk))
    as_(connor).get(page("paper", EvidenceFile.objects.get().pk))
    read = Entry.objects.filter(account=connor, what="read")
    assert {entry.subject_type for entry in read} == {"commissioning.checkcase", "commissioning.evidencefile"}


def test_a_dbs_form_has_no_place_for_a_file(case, amina):
    shown = as_(amina).get(page("show", case.pk, "dbs")).content.decode()
    assert 'type="file"' not in shown and "Never send us the certificate" in shown


def test_a_referee_is_not_oneself_and_answers_by_a_link(case, amina):
    where = page("show", case.pk, "references")
    said = {"first_name": "Amina", "first_contact": amina.email, "second_name": "Lamb", "knows_care": "on",
            "second_contact": "lamb@example.net", "key": str(uuid7())}  # fmt: skip
    assert "This is you" in as_(amina).post(where, said).content.decode()
    said |= {"first_name": "Rao", "first_contact": "0115 496 0142"}
    assert as_(amina).post(where, said).status_code == 302
    message = Message.objects.get(template="reference-asked")
    assert message.context["enterprise"] == "Good Company"
    link = PrivateLink.objects.get(pk=message.context["link"])
    where = page("reference", address_of(link.pk))
    assert Client().post(where, {"again": "yes", "words": "Kind and on time."}).status_code == 302
    assert Client().get(where).status_code == 404, "answered once"
    referees = Evidence.objects.get().referees.order_by("asked_at")
    assert [each.status for each in referees] == ["asked", "answered"] and referees[0].phone == "0115 496 0142"


def test_he_decides_beside_the_rule(case, amina, connor):
    paper(case, "public-liability", by=acting(amina), pence=100_000_000)
    case.refresh_from_db()
    said_no(case, by=acting(amina))
    actions.apply(case, by=acting(amina))
    shown = as_(connor).get(page("case", case.pk), follow=True).content.decode()
    assert "It is £1,000,000 short" in shown and "jr-match__no" in shown and "May you waive it?" in shown
    row = needs(case, "public-liability")
    answer = as_(connor).post(page("check", case.pk, row.pk), {"decision": "ask"})
    assert "Write this, so that they know" in answer.content.decode()
    as_(connor).post(
        page("check", case.pk, row.pk), {"decision": "ask", "question": "Can you raise it?", "mark": row.mark}
    )
    assert "Can you raise it?" in as_(amina).get(page("my-case", case.pk)).content.decode()


def test_the_queue_shows_how_long_a_decision_takes(case, amina, connor):
    assert "no usual time" in as_(connor).get(page("queue")).content.decode()
    all_shown(case, by=acting(amina))
    for row in case.requirements.filter(status="sent"):
        actions.accept(needs(case, row.what), row.evidence, by=acting(connor))
    assert "within 0" in as_(connor).get(page("queue")).content.decode()


def test_anybody_learns_what_their_work_needs(db):
    said = {"activities": ["gardening"], "setting": "comes", "together": "one", "kind": "sole-trader", "workers": "1",
            "personal_care": "none"}  # fmt: skip
    shown = Client().post(page("what-you-need"), said).content.decode()
    assert "You need 10 things" in shown and "Moving" not in shown.split("Not needed")[0]
    said |= {"activities": ["washing-dressing"], "personal_care": "directed", "kind": "company", "workers": "3"}
    assert "The law stops this" in Client().post(page("what-you-need"), said).content.decode()
    assert "Choose what you will do" in Client().post(page("what-you-need"), {}).content.decode()


# --- Worries ---------------------------------------------------------------------------------------------------------
def test_a_worry_goes_to_those_who_decide_and_says_nothing_of_who_was_worried(case, ben, connor, amina):
    where = page("raise-concern", case.service_id)
    said = {"about": "quality", "words": "She came late.", "name": "Ben", "contact": "", "key": str(uuid7())}
    shown = as_(ben).post(where, said).content.decode()
    made = Concern.objects.get()
    assert made.reference in shown and made.account == ben
    assert Message.objects.filter(template="concern-raised", to=connor).count() == 1
    assert not Entry.objects.filter(subject_id=made.pk, account=ben).exists()
    assert as_(amina).get(page("concern", made.pk)).status_code == 404
    assert "She came late." in as_(connor).get(page("concern", made.pk)).content.decode()


def test_words_of_harm_bring_whom_to_ring_before_anything_is_sent(case):
    where = page("raise-concern", case.service_id)
    said = {"about": "safety", "words": "He hit my mother.", "key": str(uuid7())}
    shown = Client().post(where, said).content.decode()
    assert "Please ring one of these first" in shown and not Concern.objects.exists()
    assert "He hit my mother." in shown
    Client().post(where, said | {"read": "1"})
    assert Concern.objects.count() == 1


def test_a_suspended_service_is_out_of_sight_at_once_and_comes_back_after_an_appeal(case, amina, connor, nottingham):
    carol = person("carol", role=Role.COMMISSIONER, organisation=nottingham)
    as_(connor).post(page("suspend", case.service_id), {"reason": "We have to look into something."})
    service = Service.objects.get(pk=case.service_id)
    assert service.status == "suspended"
    assert Client().get(reverse("providers:service", args=[service.pk])).status_code == 404
    held = case.service.pk
    where = page("suspension", _suspension(held))
    assert "We have to look into something." in as_(amina).get(where).content.decode()
    as_(amina).post(where, {"words": "It was not me."})
    shown = as_(connor).post(where, {"decision": "lift", "outcome": "All well."}).content.decode()
    assert "Somebody else decides" in shown
    as_(carol).post(where, {"decision": "lift", "outcome": "All well."})
    assert Service.objects.get(pk=held).status == "listed"


def _suspension(service):
    return Suspension.objects.get(service=service).pk


@pytest.mark.parametrize("name", ["queue", "concerns", "my-checks"])
def test_a_list_asks_the_database_as_often_for_many_as_for_few(case, amina, connor, nottingham, name):
    client = as_(amina if name == "my-checks" else connor)

    def one_more() -> None:
        service = ServiceFactory(enterprise=case.service.enterprise, listed=True)
        made = actions.open_case(service, nottingham, by=acting(amina))
        paper(made, "size", by=acting(amina))
        made.refresh_from_db()
        said_no(made, by=acting(amina))
        actions.apply(made, by=acting(amina))
        Concern.objects.create(key=uuid7(), service=service, about="other", words="Late.")

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(page(name)).status_code == 200
        return len(seen)

    one_more()
    client.get(page(name))
    few = asked()
    for _each in range(4):
        one_more()
    assert asked() == few


def test_a_lower_sum_is_proposed_on_the_page_and_agreed_to_by_somebody_else(case, amina, connor, nottingham):
    carol = person("carol", role=Role.COMMISSIONER, organisation=nottingham)
    paper(case, "public-liability", by=acting(amina), pence=100_000_000)
    case.refresh_from_db()
    said_no(case, by=acting(amina))
    actions.apply(case, by=acting(amina))
    row, said = needs(case, "public-liability"), {"decision": "vary", "less": "Hand tools only."}
    said["mark"] = row.mark
    where = page("check", case.pk, row.pk)
    assert "Enter the sum in whole pounds" in as_(connor).post(where, said).content.decode()
    until = timezone.localdate() + timedelta(days=60)
    said |= {"pounds": "1000000", **{f"less_until_{part}": getattr(until, part) for part in ("day", "month", "year")}}
    assert as_(connor).post(where, said).status_code == 302
    waiver = row.waivers_of.get()
    assert "£1,000,000 would be enough" in as_(carol).get(page("waiver", waiver.pk)).content.decode()
    as_(carol).post(page("waiver", waiver.pk), {"decision": "agree"})
    assert needs(case, "public-liability").status == "waived"
