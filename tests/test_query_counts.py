"""A list asks the database as often for thirty rows as for one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from marketplace.organisations.models import Role
from marketplace.requests import actions as requests
from marketplace.requests.models import Request
from providers import actions, searches
from providers.models import CheckResult, Service
from tests.factories import (
    EnquiryFactory,
    EnterpriseFactory,
    MembershipFactory,
    PostedNeedFactory,
    ServiceFactory,
    StoryFactory,
    checked,
)
from tests.people import acting

pytestmark = pytest.mark.django_db
SIZES = (1, 10, 30)


def queries(client: Client, address: str) -> int:
    """How many statements a page takes once the first visit has warmed what is kept."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def visitor(person=None) -> Client:
    client = Client()
    if person:
        client.force_login(person)
    return client


def taken(client: Client, address: str, grow) -> list[int]:
    """The queries of a page as its list grows."""
    counts, have = [], 0
    for size in SIZES:
        for _each in range(size - have):
            grow()
        have = size
        counts.append(queries(client, address))
    return counts


@pytest.fixture
def listed(nottingham):
    """One more listed service with its hours, prices and checks."""

    def grow(**facts) -> Service:
        service = ServiceFactory(listed=True, listed_by=nottingham, submitted_at=timezone.now(), **facts)
        today = timezone.localdate()
        CheckResult.objects.create(service=service, council=nottingham, what="dbs", words="DBS seen", seen_on=today)
        return service

    return grow


def constant(counts: list[int], most: int) -> bool:
    print(f"queries for {SIZES} rows: {counts}")
    return len(set(counts)) == 1 and counts[0] <= most


@pytest.mark.parametrize("view", ["list", "map"])
def test_the_results_of_a_search(listed, view):
    place = {"name": "x", "label": "x", "easting": 457500, "northing": 340500, "council": ""}
    token = searches.keep({"help": "", "place": place, "miles": 10, "filters": []})
    address = reverse("providers:results", args=[token]) + f"?view={view}"
    assert constant(taken(visitor(), address, listed), most=6)


def test_the_page_of_an_enterprise(listed, good_company):
    address = reverse("providers:enterprise", args=[good_company.pk])
    assert constant(taken(visitor(), address, lambda: listed(enterprise=good_company)), most=8)


def test_a_shortlist_of_one_and_of_twelve(listed):
    counts = []
    for size in (1, 5, 12):
        client = visitor()
        for service in [listed() for _each in range(size)]:
            client.post(reverse("providers:keep"), {"keep": str(service.pk)})
        counts.append(queries(client, reverse("providers:shortlist")))
    assert constant(counts, most=8)


@pytest.mark.parametrize("status", ["submitted", "listed", "returned"])
def test_what_a_commissioner_decides(connor, nottingham, status):
    def grow():
        facts = {"listed_on": timezone.localdate(), "listed_by": nottingham} if status == "listed" else {}
        service = ServiceFactory(status=status, submitted_at=timezone.now(), **facts)
        if status == "listed":
            actions.report_wrong(service, "The price is wrong.", by=acting(connor))

    assert constant(taken(visitor(connor), reverse("providers:review") + f"?status={status}", grow), most=25)


def test_my_services_of_one_enterprise(amina, listed, good_company):
    address = reverse("providers:my")
    assert constant(taken(visitor(amina), address, lambda: listed(enterprise=good_company)), most=25)


def test_my_enterprises(amina, listed):
    def grow():
        listed(enterprise=EnterpriseFactory(owner=amina))

    assert constant(taken(visitor(amina), reverse("providers:my"), grow), most=25)


def test_enterprises_that_somebody_fills_in_for_their_owners(cat, listed):
    def grow():
        listed(enterprise=EnterpriseFactory(supporter=cat))

    assert constant(taken(visitor(cat), reverse("providers:my"), grow), most=25)


def test_the_people_of_an_organisation(amina, good_company):
    home = good_company.organisation
    address = reverse("organisations:members", args=[home.pk])

    def grow():
        MembershipFactory(organisation=home, role=Role.WORKER)

    assert constant(taken(visitor(amina), address, grow), most=20)


def test_what_waits_for_the_operator(olu):
    said = {"name": "Ben", "reply_by": "phone", "reply_to": "0115 496 0142", "words": "Slow."}

    def grow():
        requests.receive(Request.Kind.COMPLAINT, **said, key=Request().pk, by=acting(olu))

    assert constant(taken(visitor(olu), reverse("requests:list"), grow), most=15)


def test_stories_about_a_service(nottingham, olu):
    service = ServiceFactory(listed=True, listed_by=nottingham)

    def grow():
        StoryFactory(enquiry__service=service, reply="Thank you, and see you on Tuesday.")

    counts = taken(visitor(), reverse("providers:stories", args=[service.pk]), grow)
    assert constant(counts, most=6)
    assert constant([queries(visitor(), reverse("providers:service", args=[service.pk]))], most=12)


def test_stories_about_me(amina, good_company):
    service = ServiceFactory(enterprise=good_company, listed=True)
    address = reverse("providers:my-stories")
    assert constant(taken(visitor(amina), address, lambda: StoryFactory(enquiry__service=service)), most=15)


def test_stories_to_read(connor, nottingham):
    def grow():
        facts = {"status": "waiting", "published_at": None, "moderated_at": None}
        StoryFactory(enquiry__service__listed_by=nottingham, **facts)

    assert constant(taken(visitor(connor), reverse("providers:stories-to-read"), grow), most=20)


def test_stories_i_can_tell(ben):
    address = reverse("providers:stories-to-tell")
    assert constant(taken(visitor(ben), address, lambda: EnquiryFactory(account=ben)), most=15)


def test_what_i_have_posted(ben):
    address = reverse("providers:posted")
    assert constant(taken(visitor(ben), address, lambda: PostedNeedFactory(account=ben)), most=15)


def test_what_people_near_me_look_for(amina, good_company, olive):
    service = checked(ServiceFactory(enterprise=good_company, listed=True))

    def grow():
        PostedNeedFactory().answers.create(service=service, words="I can.")

    assert constant(taken(visitor(amina), reverse("providers:my-needs"), grow), most=18)


def test_who_can_help_with_what_i_posted(ben):
    need = PostedNeedFactory(account=ben, status="answered")
    address = reverse("providers:posted-need", args=[need.pk])

    def grow():
        need.answers.create(service=ServiceFactory(listed=True), words="I can.")

    assert constant(taken(visitor(ben), address, grow), most=15)


def test_the_history_of_a_listing(amina, good_company):
    service = ServiceFactory(enterprise=good_company)
    address = reverse("providers:history", args=[service.pk])

    def grow():
        actions.say_room(service, by=acting(amina), room="yes")

    assert constant(taken(visitor(amina), address, grow), most=20)
