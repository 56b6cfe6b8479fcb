"""Connor decides what is listed in Nottingham; where no council has joined, Olu does."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from marketplace.notifications.letters import write_letter
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.working_days import working_days_since
from providers import actions
from providers.models import SearchDocument, Service
from tests.factories import LEEDS, ServiceFactory
from tests.people import acting

pytestmark = pytest.mark.django_db


def sent(enterprise, days_ago=1, **facts):
    return ServiceFactory(
        enterprise=enterprise, status="submitted", submitted_at=timezone.now() - timedelta(days=days_ago), **facts
    )


def decide(service):
    return reverse("providers:decide", args=[service.pk])


@pytest.fixture
def waiting(good_company, amina):
    return sent(good_company, people="Amina Yusuf")


@pytest.fixture
def connors(client, connor):
    client.force_login(connor)
    return client


def test_the_oldest_stands_first_with_the_days_it_has_waited(connors, good_company, waiting):
    sent(good_company, days_ago=30, people="Marek Nowak")
    words = connors.get("/review/").content.decode()
    assert words.index("Marek Nowak") < words.index("Amina Yusuf")
    assert "2 listings wait for you." in words
    assert "working days, since" in words


def test_an_empty_list_says_so_and_what_will_come(connors):
    words = connors.get("/review/").content.decode()
    assert "Nothing waits for you" in words


def test_a_council_sees_only_its_own(connors, good_company):
    sent(good_company, people="Loiner Lou", council_code=LEEDS)
    assert "Loiner Lou" not in connors.get("/review/").content.decode()


def test_the_list_shows_another_status_with_its_number(connors, good_company):
    ServiceFactory(enterprise=good_company, listed=True, people="Listed Lil", submitted_at=timezone.now())
    ServiceFactory(enterprise=good_company, people="Draft Dee")
    words = connors.get("/review/?status=listed").content.decode()
    assert "Listed Lil" in words and "Draft Dee" not in words
    assert connors.get("/review/?status=draft&page=x").status_code == 200


def test_connor_lists_it_and_amina_hears(connors, waiting, amina, nottingham):
    answer = connors.post(decide(waiting), {"decision": "list"})
    assert answer["Location"] == "/review/"
    waiting.refresh_from_db()
    assert (waiting.status, waiting.listed_by) == ("listed", nottingham)
    assert SearchDocument.objects.filter(pk=waiting.pk).exists()
    letter = Message.objects.get(template="service-listed")
    assert letter.to == amina
    _subject, body = write_letter(letter.template, letter.context | {"name": "Amina"})
    assert "Nottingham City Council" in body and str(waiting.pk) in body


def test_connor_sends_it_back_with_reasons_that_amina_reads(connors, client, waiting, amina):
    connors.post(decide(waiting), {"decision": "return", "reasons": ["price"], "words": "Is it £1.85?"})
    waiting.refresh_from_db()
    assert waiting.status == "returned"
    client.force_login(amina)
    words = client.get("/my/").content.decode()
    assert "Please check your price" in words and "Is it £1.85?" in words
    _subject, body = write_letter("service-returned", Message.objects.get().context | {"name": "Amina"})
    assert "1.85" not in body


def test_what_was_decided_last_stands_first_whoever_wrote_since(connors, connor, good_company, amina):
    first, last = sent(good_company, people="Marek Nowak"), sent(good_company, people="Rosa Bianchi")
    actions.list_service(first, by=acting(connor))
    actions.send_back(last, "Say more.", by=acting(connor))
    actions.describe(first, by=acting(amina), summary="Gardens with you.")
    words = connors.get("/review/").content.decode()
    assert words.index("Rosa Bianchi") < words.index("Marek Nowak")


def test_a_reason_is_needed_and_what_was_chosen_stays(connors, waiting):
    words = connors.post(decide(waiting), {"decision": "return"}).content.decode()
    assert "Say why, so that they know what to do." in words
    assert re.search('value="return"[^>]* checked', words)
    assert "Choose whether to list it" in connors.post(decide(waiting), {}).content.decode()
    waiting.refresh_from_db()
    assert waiting.status == "submitted"


def test_what_is_not_lawful_cannot_be_listed_and_the_page_shows_the_law(connors, waiting):
    Service.objects.filter(pk=waiting.pk).update(activities=["washing-dressing"])
    assert "Health and Social Care Act 2008" in connors.get(decide(waiting)).content.decode()
    assert "The law calls this personal care." in connors.post(decide(waiting), {"decision": "list"}).content.decode()
    waiting.refresh_from_db()
    assert waiting.status == "submitted"


def test_a_listed_one_is_taken_out_with_a_reason(connors, good_company):
    service = ServiceFactory(enterprise=good_company, listed=True)
    connors.post(decide(service), {"decision": "return", "words": "Your number does not answer."})
    service.refresh_from_db()
    assert service.status == "returned"
    assert not SearchDocument.objects.filter(pk=service.pk).exists()
    assert connors.post(decide(service), {"decision": "list"}).status_code == 200
    service.refresh_from_db()
    assert service.status == "returned"


@pytest.mark.parametrize(
    ("person", "status"),
    [("amina", 403), ("worker", 403), ("olive", 404), ("ben", 404), ("lena", 404), ("cat", 403), ("olu", 403)],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_decides(client, request, waiting, nottingham, person, status, method):
    client.force_login(request.getfixturevalue(person))
    assert getattr(client, method)(decide(waiting), {"decision": "list"}).status_code == status
    waiting.refresh_from_db()
    assert waiting.status == "submitted"


@pytest.mark.parametrize("person", ["amina", "olive", "ben", "sam", "fiona"])
def test_who_decides_nothing_has_no_list(client, request, nottingham, person):
    client.force_login(request.getfixturevalue(person))
    assert client.get("/review/").status_code == 403


def test_where_no_council_has_joined_the_operator_decides_and_the_page_says_so(client, good_company, olu):
    service = sent(good_company, council_code="E06000022")
    client.force_login(olu)
    assert "No council has joined here, so the operator decides." in client.get(decide(service)).content.decode()
    client.post(decide(service), {"decision": "list"})
    service.refresh_from_db()
    assert (service.status, service.listed_by) == ("listed", None)


def test_a_commissioner_who_runs_the_enterprise_does_not_decide_about_it(client, connor, waiting, good_company):
    from tests.factories import MembershipFactory

    MembershipFactory(account=connor, organisation=good_company.organisation)
    client.force_login(connor)
    assert client.post(decide(waiting), {"decision": "list"}).status_code == 403


def test_what_somebody_says_is_wrong_stands_there_until_it_is_looked_at(connors, good_company, olive):
    service = ServiceFactory(enterprise=good_company, listed=True)
    wrong = actions.report_wrong(service, "She moved away.", by=acting(olive))
    assert "She moved away." in connors.get("/review/").content.decode()
    connors.post(reverse("providers:settle-correction", args=[wrong.pk]))
    assert "She moved away." not in connors.get("/review/").content.decode()


@pytest.mark.parametrize(("person", "status"), [("lena", 404), ("amina", 404), ("olive", 404)])
def test_nobody_else_settles_it(client, request, good_company, nottingham, person, status):
    service = ServiceFactory(enterprise=good_company, listed=True)
    wrong = actions.report_wrong(service, "She moved away.", by=acting(request.getfixturevalue("olive")))
    client.force_login(request.getfixturevalue(person))
    assert client.post(reverse("providers:settle-correction", args=[wrong.pk])).status_code == status


def test_only_those_of_the_same_council_are_told(nottingham, good_company, amina, connor, lena):
    service = ServiceFactory(enterprise=good_company)
    actions.submit(service, by=acting(amina))
    assert [m.to for m in Message.objects.filter(template="service-waiting")] == [connor]


def test_letters_name_no_health():
    context = {"enterprise": "Good Company", "service": "019a0000-0000-7000-8000-000000000000", "name": "Amina"}
    more = {"council": "", "by": "Olive"}
    for template in ("service-waiting", "service-listed", "service-returned", "entry-wrong", "enterprise-to-confirm"):
        subject, body = write_letter(template, context | more)
        assert "Good Company" in subject + body
        assert not {"dementia", "washing", "disab"} & set((subject + body).lower().split())


@pytest.mark.parametrize(
    ("sent_on", "today", "days"),
    [
        ((2026, 11, 20), (2026, 11, 21), 0),  # Friday to Saturday
        ((2026, 11, 20), (2026, 11, 23), 1),
        ((2026, 4, 2), (2026, 4, 7), 1),  # over Easter
        ((2026, 12, 24), (2026, 12, 29), 1),  # Boxing Day is a Saturday: Monday is its day off
    ],
)
def test_a_wait_counts_working_days_only(sent_on, today, days):
    with time_machine.travel(datetime(*today, 12, tzinfo=UTC), tick=False):
        assert working_days_since(datetime(*sent_on, 12, tzinfo=UTC)) == days


def test_nothing_is_listed_without_a_reason_of_its_own(waiting, connor):
    with pytest.raises(RuleBroken):
        actions.send_back(waiting, "  ", by=acting(connor))


@pytest.mark.django_db
def test_the_badge_goes_when_another_person_does_the_work_and_comes_back_when_the_council_has_looked(
    client, amina, good_company, connor, nottingham
):
    service = ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham)
    seen = [("Who she is", "Her passport was seen.", timezone.localdate(), None)]
    actions.record_assurance(service, nottingham, seen, by=acting(connor))
    page = reverse("providers:service", args=[service.pk])
    assert b"Her passport was seen." in client.get(page).content
    actions.describe(service, by=acting(amina), people="Bob Stranger", activities=["driving"])
    shown = client.get(page).content
    assert b"Her passport was seen." not in shown and b"looks again" in shown
    assert not SearchDocument.objects.get(pk=service.pk).is_checked
    assert Message.objects.filter(to=connor, template="service-changed").count() == 1
    client.force_login(connor)
    assert b"Changed after you looked" in client.get(reverse("providers:review")).content
    client.post(reverse("providers:decide", args=[service.pk]), {"decision": "fits"})
    assert b"Her passport was seen." in client.get(page).content


@pytest.mark.django_db
def test_a_new_story_or_price_keeps_the_badge(amina, good_company, connor, nottingham):
    service = ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham)
    actions.describe(service, by=acting(amina), story="Another story.", costs_on_top="Nothing")
    service.refresh_from_db()
    assert service.look_again_since is None and not Message.objects.exists()
