"""S4: which facts each person and each system gets from the API, and which they can change: these and no others."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from marketplace.organisations import actions as organisations
from providers.api import shapes, taking
from providers.models import Enterprise, Service
from tests.access_table import PEOPLE
from tests.factories import ServiceFactory
from tests.people import acting

pytestmark = [pytest.mark.S4, pytest.mark.django_db]
PUBLIC = """
    id page enterprise people said_as summary story does does_not activities needs minimum_age maximum_age one_to_one
    in_group by_woman by_man languages communication personal_care cqc_id setting travel_miles councils town council
    point venue access access_note hours when when_note first_free_on prices money costs_on_top if_you_cancel
    first_meeting_free payments first_meeting if_ill room room_words reach checked checks listed_by listed_on
    updated_at pictures kept_back is_invented
""".split()  # noqa: SIM905
PRIVATE = """
    status status_words postcode phone shows_phone takes_texts email shows_email contact_times returned_because
    submitted_at look_again_since missing
""".split()  # noqa: SIM905
OWN = [*PUBLIC, *PRIVATE]
RESULT = """
    id page people business summary when where money checked is_checked room metres point pictures fits reasons
    kept_back is_invented
""".split()  # noqa: SIM905
ENTERPRISE = """
    id page name kind kind_words size_words is_micro about website company_number charity_number services is_invented
""".split()  # noqa: SIM905
NOT_WRITTEN_HERE = """
    status listed_by listed_by_id listed_on submitted_at look_again_since returned_because confirmed_on created_at
    updated_at easting northing town council_code enterprise enterprise_id id photo portraits hours_words price_words
    room room_people room_hours room_note wait_weeks full_until room_said_on checks check_results schedules prices
""".split()  # noqa: SIM905
WHO = (*PEOPLE, "key that writes", "key that reads")


@pytest.fixture
def service(england, good_company, nottingham):
    facts = {"listed": True, "listed_by": nottingham, "submitted_at": timezone.now(), "phone": "0115 496 0999"}
    return ServiceFactory(enterprise=good_company, **facts)


@pytest.fixture
def client_of(request, good_company, amina):
    def of(who: str) -> Client:
        if who.startswith("key"):
            scopes = ["services:write"] if who.endswith("writes") else ["directory:read"]
            _token, secret = organisations.make_token(good_company.organisation, "x", scopes, by=acting(amina))
            return Client(headers={"authorization": f"Bearer {secret}"})
        client = Client()
        if who != "anonymous":
            client.force_login(request.getfixturevalue(who))
        return client

    return of


@pytest.mark.parametrize("who", WHO)
def test_everybody_gets_the_same_public_facts_and_her_own_only_those_who_write_them(client_of, service, who):
    client = client_of(who)
    assert set(client.get(f"/api/v1/services/{service.pk}").json()) == set(PUBLIC)
    assert set(client.get(f"/api/v1/enterprises/{service.enterprise_id}").json()) == set(ENTERPRISE)
    found = client.get("/api/v1/services", {"easting": 457500, "northing": 340500}).json()["results"]
    assert [set(each) for each in found] == [set(RESULT)]
    own = client.get(f"/api/v1/my/services/{service.pk}")
    if who in ("amina", "worker", "key that writes"):
        assert set(own.json()) == set(OWN)
    else:
        assert own.status_code in (401, 403, 404) and "0115" not in own.content.decode()


FIELDS = {
    *(field.name for model in (Service, Enterprise) for field in model._meta.get_fields()),
    *OWN, *NOT_WRITTEN_HERE, "name", "supporter", "workers", "organisation",
}  # fmt: skip


@pytest.mark.parametrize("who", WHO)
def test_nobody_writes_a_field_that_is_not_theirs_to_write(client_of, service, who):
    client, before = client_of(who), Service.objects.values().get(pk=service.pk)
    company = Enterprise.objects.values().get(pk=service.enterprise_id)
    writable = set(taking.Description().fields)
    assert not writable & set(NOT_WRITTEN_HERE)
    for field in FIELDS - writable:
        answer = client.patch(f"/api/v1/my/services/{service.pk}", json.dumps({field: "x"}), "application/json")
        writes = who in ("amina", "worker", "key that writes")
        assert answer.status_code == 400 if writes else answer.status_code in (401, 403, 404), field
        if writes:
            assert answer.json()["errors"] == {field: ["This cannot be changed here."]}
    for field in writable if who not in ("amina", "worker", "key that writes") else ():
        answer = client.patch(f"/api/v1/my/services/{service.pk}", json.dumps({field: "x"}), "application/json")
        assert answer.status_code in (401, 403, 404), field
    assert Service.objects.values().get(pk=service.pk) == before
    assert Enterprise.objects.values().get(pk=service.enterprise_id) == company


def test_the_description_promises_what_is_answered():
    promised = {shapes.PublicService: PUBLIC, shapes.OwnService: OWN, shapes.Result: RESULT,
                shapes.PublicEnterprise: ENTERPRISE}  # fmt: skip
    for shape, names in promised.items():
        assert set(shape().fields) == set(names)
