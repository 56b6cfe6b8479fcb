"""A list asks the database as often for thirty rows as for one."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from budgets.access import STOPPING
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.organisations.models import Role
from marketplace.places.models import Outcode
from marketplace.requests import actions as requests
from marketplace.requests.models import Request
from marketplace.workflow.links import address_of, make_link
from providers import actions, searches
from providers.actions import enquiries
from providers.models import CheckResult, Enquiry, SavedSearch, Service, UnmetNeed
from tests.budgets.making import introduction_of
from tests.factories import (
    NOTTINGHAM,
    EnquiryFactory,
    EnterpriseFactory,
    MembershipFactory,
    PostedNeedFactory,
    ServiceFactory,
    StoryFactory,
    checked,
)
from tests.people import acting
from tests.providers.enquiries.asking import ask, confirmed, link_of

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


def test_everything_that_was_sent_to_ben(ben):
    numbers = count()

    def grow() -> None:
        said = {"to": ben, "template": "password-changed", "way": "email", "subject": "News", "said": "{}"}
        Message.objects.create(key=f"n:{next(numbers)}", sent_at=timezone.now(), **said)

    assert len(set(taken(visitor(ben), reverse("my-messages"), grow))) == 1


def test_what_waits_to_be_printed(sam, nottingham):
    numbers = count()

    def grow() -> None:
        edna = {"way": "letter", "address": "1 Elm Road", "organisation_id": nottingham.pk}
        said = {"template": "password-changed", "by_hand_at": timezone.now()}
        Message.objects.create(key=f"n:{next(numbers)}", **edna, **said)

    assert len(set(taken(visitor(sam), reverse("post:list"), grow))) == 1


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


@pytest.mark.parametrize("show", ["waiting", "talking", "over"])
def test_what_an_enterprise_was_asked(amina, good_company, show):
    service = ServiceFactory(enterprise=good_company, listed=True)

    def grow():
        enquiry = confirmed(service, address=f"asker{Enquiry.objects.count()}@example.net")
        if show != "waiting":
            enquiries.answer(enquiry, "yes", by=acting(amina))
        if show == "over":
            enquiries.close(enquiry, "another", by=acting(amina))

    assert constant(taken(visitor(amina), reverse("providers:enquiries") + f"?show={show}", grow), most=18)


def test_what_somebody_asked_with_their_account(ben, good_company):
    def grow():
        ask(ServiceFactory(enterprise=good_company, listed=True), by=acting(ben), address=f"ben{uuid7()}@example.org")

    assert constant(taken(visitor(ben), reverse("providers:questions"), grow), most=18)


@pytest.mark.parametrize("show", ["ring", "waiting"])
def test_whom_the_desk_rings(cat, good_company, show):
    service = ServiceFactory(enterprise=good_company, listed=True)

    def grow():
        number = f"0115 496 0{Enquiry.objects.count():03}"
        came = {"by": acting(cat), "came_by": "phone"} if show == "waiting" else {}
        ask(service, way="phone", address=number, **came)

    assert constant(taken(visitor(cat), reverse("providers:desk") + f"?show={show}", grow), most=20)


def test_what_two_people_said(amina, good_company):
    enquiry = confirmed(ServiceFactory(enterprise=good_company, listed=True))
    enquiries.answer(enquiry, "yes", by=acting(amina))
    address = reverse("providers:enquiry", args=[address_of(link_of(enquiry).pk)])

    def grow():
        enquiries.say(enquiry, "Tuesday?", key=Enquiry().pk, by=acting(amina))

    assert constant(taken(visitor(), address, grow), most=10)


def test_introductions_and_people_of_a_social_worker(sam, nottingham, listed):
    services = [listed() for _each in range(3)]

    def grow():
        introduction_of(sam, nottingham, *services)

    for name in ("budgets:introductions", "budgets:persons"):
        assert constant(taken(visitor(sam), reverse(name), grow), most=15)


def test_an_introduction_with_one_choice_and_with_five(sam, nottingham, listed):
    counts = []
    for size in (1, 3, 5):
        made = introduction_of(sam, nottingham, *[listed() for _each in range(size)])
        counts.append(queries(visitor(sam), reverse("budgets:introduction", args=[made.pk])))
    assert constant(counts, most=20)


def test_the_shortlist_of_an_introduction(sam, nottingham, listed):
    Outcode.objects.create(code="NG5", easting=457400, northing=340500, district=NOTTINGHAM, postcodes=9)
    for _each in range(10):
        listed()  # with fewer it looks further away, and asks again
    made = introduction_of(sam, nottingham)
    address = reverse("budgets:choose", args=[made.pk])
    assert constant(taken(visitor(sam), address, listed), most=25)


def test_what_was_sent_in_somebodys_name(sam, nottingham, listed):
    counts = []
    for size in (1, 3, 5):
        made = introduction_of(sam, nottingham, *[listed() for _each in range(size)])
        link = make_link(made, STOPPING, lasts=timedelta(days=1))
        counts.append(queries(visitor(), reverse("budgets:introduced", args=[address_of(link.pk)])))
    assert constant(counts, most=10)


def test_the_enterprises_close_to_somebody(ben):
    def grow():
        actions.declare_interest(EnterpriseFactory(), "own", by=acting(ben))

    assert constant(taken(visitor(ben), reverse("providers:interests"), grow), most=12)


def test_what_could_not_be_met(connor):
    def grow():
        UnmetNeed.objects.create(
            key=uuid7(), source="search", activity="shopping", outcode="NG5", council_code=NOTTINGHAM
        )

    assert constant(taken(visitor(connor), reverse("providers:unmet-needs"), grow), most=20)


def test_saved_searches_and_areas_that_a_team_follows(sam, nottingham):
    place = {"name": "x", "label": "x", "easting": 457500, "northing": 340500, "council": ""}
    body = {"help": "", "place": place, "miles": 10, "filters": []}

    def grow():
        searcher = MembershipFactory(organisation=nottingham, role=Role.GP).account
        area = actions.save_search(body, "daily", by=acting(searcher), key=uuid7(), organisation=nottingham)
        if SavedSearch.objects.filter(account=sam).count() < 10:
            actions.save_search(body, "daily", by=acting(sam), key=uuid7())
            actions.follow(area, by=acting(sam))

    assert constant(taken(visitor(sam), reverse("providers:saved-searches"), grow), most=20)
