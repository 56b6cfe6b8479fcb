"""Whoever saved a search is told who is new, once, by the rhythm they chose, and never what they look for."""

import json
import os
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.organisations.models import Membership, Organisation, Role
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.links import address_of
from marketplace.workflow.models import Entry
from providers import actions, news, searches, sweeps
from providers.models import Follower, SavedSearch, Service
from tests.accounts.letters import post
from tests.factories import EnterpriseFactory, OrganisationFactory, ServiceFactory, UserFactory
from tests.people import acting, person

pytestmark = pytest.mark.django_db
PLACE = {"name": "Sherwood", "label": "NG5 2AB", "easting": 457_500, "northing": 340_500, "council": "", "nation": ""}
MONDAY = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    monkeypatch.setattr(sweeps, "LAG", timedelta(0))


def body(words="cooking", **more) -> dict:
    return {"help": words, "place": PLACE, "miles": None, "filters": []} | more


def save(who, rhythm="at-once", organisation=None, **more) -> SavedSearch:
    return actions.save_search(body(**more), rhythm, by=acting(who), key=uuid7(), organisation=organisation)


def told() -> list[tuple[str, int]]:
    sweeps.tell_news()
    found = Message.objects.filter(template="new-near-you").order_by("created_at", "pk")
    return [(m.to.name, m.context["count"]) for m in found]


def put_in(service: Service, rule: str = "submitted>listed") -> Service:
    """As it is when a council lists it: the trail says so."""
    Entry.objects.create(subject_type="providers.service", subject_id=service.pk, what=rule, rule="test")
    return service


def new(**facts) -> Service:
    return put_in(ServiceFactory(listed=True, **facts))


# --- Who is new ------------------------------------------------------------------------------------------------------
def test_ben_is_told_once_of_somebody_who_is_new_and_fits(ben):
    new()
    save(ben)
    assert told() == [], "whoever was there is no news"
    service = new(enterprise=EnterpriseFactory(organisation__name="Pans and Pots"))
    new(activities=["gardening"], summary="Mows lawns.")
    new(easting=457_500 + 30_000)
    assert told() == told() == [("Ben", 1)]
    assert Message.objects.get().context["people"] == [{"name": "Pans and Pots", "id": str(service.pk)}]


def test_somebody_listed_by_a_council_is_news(ben, amina, good_company, connor):
    save(ben)
    service = ServiceFactory(enterprise=good_company, status="submitted", submitted_at=timezone.now())
    assert told() == []
    actions.list_service(service, by=acting(connor))
    assert told() == [("Ben", 1)]


def test_somebody_who_pauses_and_comes_back_is_news_again(ben, amina, good_company):
    service = new(enterprise=good_company)
    save(ben)
    actions.pause(service, by=acting(amina))
    assert told() == []
    actions.resume(service, by=acting(amina))
    assert told() == told() == [("Ben", 1)]


def test_somebody_who_changes_and_fits_now_is_news_and_other_changes_are_none(ben, amina, good_company):
    service = new(enterprise=good_company, activities=["gardening"], summary="Mows lawns.")
    save(ben)
    actions.describe(service, by=acting(amina), story="Twenty years of lawns.")
    assert told() == []
    actions.describe(service, by=acting(amina), activities=["cooking-with-you"])
    assert told() == [("Ben", 1)]
    actions.say_room(service, by=acting(amina), room="full")
    assert told() == [("Ben", 1)]
    actions.describe(service, by=acting(amina), activities=["gardening"])
    assert told() == [("Ben", 1)]
    actions.describe(service, by=acting(amina), activities=["cooking-with-you"])
    assert told() == [("Ben", 1), ("Ben", 1)], "they had gone and are back"


def test_room_is_news_to_somebody_who_looks_for_room(ben, amina, good_company):
    service = new(enterprise=good_company, room="full")
    save(ben, filters=["room"])
    assert told() == []
    actions.say_room(service, by=acting(amina), room="yes")
    assert told() == [("Ben", 1)]


def test_those_who_only_may_do_are_no_news(ben):
    save(ben, words="gardening")
    new(activities=["odd-jobs"], summary="Fixes shelves.")
    assert told() == []


def test_where_more_fit_than_a_search_shows_only_those_who_come_in_are_news(ben, amina, good_company, monkeypatch):
    monkeypatch.setattr(actions.saving, "MOST", 1)
    service = new(enterprise=good_company, activities=["gardening"], summary="Mows lawns.")
    for _each in range(3):
        new()
    assert save(ben).knows_all is False
    actions.describe(service, by=acting(amina), activities=["cooking-with-you"])
    assert told() == []
    new()
    assert told() == [("Ben", 1)]


def test_what_is_written_while_we_look_is_told_next_time_and_once(ben, monkeypatch):
    save(ben)
    monkeypatch.setattr(sweeps, "LAG", timedelta(minutes=1))
    new()
    assert told() == []
    with time_machine.travel(timezone.now() + timedelta(seconds=90)):
        assert told() == [("Ben", 1)]
    with time_machine.travel(timezone.now() + timedelta(seconds=300)):
        assert told() == [("Ben", 1)]


def test_one_search_that_cannot_be_read_fails_alone(ben, sam, monkeypatch):
    broken, _whole = save(ben), save(sam)
    monkeypatch.setattr(SavedSearch, "asked", property(lambda s: 1 / 0 if s.pk == broken.pk else body(miles=10)))
    new()
    assert told() == [("Sam", 1)]


# --- When ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("rhythm", "day"), [("at-once", 0), ("daily", 1), ("weekly", 7)])
def test_news_come_in_the_rhythm_that_was_chosen(ben, rhythm, day):
    with time_machine.travel(MONDAY):
        save(ben, rhythm)
    with time_machine.travel(MONDAY + timedelta(minutes=10)):
        new()
        new()
    came_on = []
    for hour in range(0, 24 * 9, 6):
        now = MONDAY + timedelta(hours=hour, minutes=20)
        with time_machine.travel(now):
            if len(told()) > len(came_on):
                came_on.append((now - MONDAY).days)
    assert came_on == [day] and Message.objects.get().context["count"] == 2


def test_nobody_is_told_that_nothing_is_new(ben):
    save(ben, "daily")
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        assert told() == []


# --- What is said ----------------------------------------------------------------------------------------------------
def test_the_message_says_where_and_who_and_never_what_is_looked_for(ben, mailoutbox):
    save(ben, words="incontinence cooking", filters=["who:older"])
    for number in range(12):
        new(enterprise=EnterpriseFactory(organisation__name=f"Kitchen {number}"))
    sweeps.tell_news()
    [letter] = post(mailoutbox)
    assert letter.subject == "12 new near Sherwood"
    assert letter.body.count("/services/") == 10 and "And 2 more" in letter.body and "Kitchen" in letter.body
    for word in ("incontinence", "cook", "older", "NG5 2AB"):
        assert word not in f"{letter.subject} {letter.body}".lower().replace("kitchen", "")


def test_neither_words_nor_place_can_be_read_from_the_database(ben):
    save(ben, words="zqcanary incontinence")
    with connection.cursor() as cursor:
        cursor.execute("SELECT s::text FROM providers_savedsearch s")
        row = cursor.fetchone()[0]
    for word in ("zqcanary", "incontinence", "Sherwood", "NG5", "457500"):
        assert word not in row


# --- Pages -----------------------------------------------------------------------------------------------------------
def browser(who) -> Client:
    client = Client()
    client.force_login(who)
    return client


def test_ben_saves_from_the_results_and_finds_it_again(ben):
    new()
    client, token = browser(ben), searches.keep(body())
    results = client.get(reverse("providers:results", args=[token])).content.decode()
    address = reverse("providers:save-search", args=[token])
    assert address in results and "cooking" in client.get(address).content.decode()
    key = str(uuid7())
    for _twice in range(2):
        client.post(address, {"key": key, "rhythm": "weekly"})
    saved = SavedSearch.objects.get()
    shown = client.get(reverse("providers:saved-searches")).content.decode()
    assert "cooking" in shown and "once a week" in shown
    found = client.post(reverse("providers:show-search", args=[saved.pk]), follow=True)
    assert "cooking" in found.content.decode() and "cooking" not in found.redirect_chain[0][0]
    client.post(reverse("providers:change-search", args=[saved.pk]), {"rhythm": "daily"})
    client.post(reverse("providers:end-search", args=[saved.pk]))
    assert not SavedSearch.objects.exists() and not Follower.objects.exists()


def test_a_form_without_an_answer_says_what_to_do(ben):
    page = browser(ben).post(reverse("providers:save-search", args=[searches.keep(body())]), {"rhythm": "hourly"})
    assert "There is a problem" in page.content.decode() and not SavedSearch.objects.exists()


def test_a_search_that_is_over_cannot_be_saved(ben):
    assert browser(ben).get(reverse("providers:save-search", args=["nothing"])).status_code == 404


def test_twenty_are_enough(ben):
    for _each in range(20):
        save(ben)
    with pytest.raises(RuleBroken, match="20"):
        save(ben)
    page = browser(ben).post(reverse("providers:save-search", args=[searches.keep(body())]), {"rhythm": "daily"})
    assert "Stop one of them first" in page.content.decode()


@pytest.mark.parametrize("stranger", ["olive", "amina", "sam", "connor", "olu"])
def test_a_search_is_its_own_persons(ben, request, stranger):
    saved = save(ben)
    other = request.getfixturevalue(stranger)
    for verb in (lambda: actions.change_search(saved, "daily", by=acting(other)),
                 lambda: actions.end_search(saved, by=acting(other)),
                 lambda: actions.stop_following(saved.followers.get(), by=acting(other)),
                 lambda: actions.follow(saved, by=acting(other))):  # fmt: skip
        with pytest.raises(PermissionDenied):
            verb()


# --- Stopping --------------------------------------------------------------------------------------------------------
def stop_address() -> str:
    return reverse("providers:stop-news", args=[address_of(Message.objects.latest("created_at").context["stop"])])


def test_one_tap_in_the_message_stops_it_and_a_scanner_does_not(ben):
    save(ben)
    new()
    told()
    address = stop_address()
    page = Client().get(address).content.decode()
    assert "near Sherwood" in page and "cooking" not in page and SavedSearch.objects.exists()
    for _twice in range(2):
        assert "Stopped" in Client().post(address, follow=True).content.decode()
    assert not SavedSearch.objects.exists()
    new()
    assert len(told()) == 1


@pytest.mark.parametrize("secret", ["x", "A" * 40, "é"])
def test_a_forged_stop_link_opens_nothing(secret):
    for method in ("get", "post"):
        assert getattr(Client(), method)(reverse("providers:stop-news", args=[secret])).status_code == 404


def test_the_link_of_one_does_not_stop_another(ben, sam):
    one, other = save(ben), save(sam)
    new()
    told()
    mine = Message.objects.get(to=ben).context["stop"]
    Client().post(reverse("providers:stop-news", args=[address_of(mine)]))
    assert list(SavedSearch.objects.all()) == [other] and one.pk != other.pk


# --- Areas -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def surgery(db) -> Organisation:
    return OrganisationFactory(kind=Organisation.Kind.NHS, name="Sherwood Rise")


@pytest.fixture
def grace(surgery):
    """A GP."""
    return person("grace", role=Role.GP, organisation=surgery)


@pytest.fixture
def lin(surgery):
    """A link worker in the same practice."""
    return person("lin", role=Role.LINK_WORKER, organisation=surgery)


def test_a_practice_follows_an_area_and_news_go_to_those_who_follow(grace, lin, surgery):
    save(grace, organisation=surgery)
    new(activities=["gardening"], summary="Mows lawns.")
    assert told() == [("Grace", 1)]
    client, saved = browser(lin), SavedSearch.objects.get()
    assert "Sherwood Rise" in client.get(reverse("providers:saved-searches")).content.decode()
    client.post(reverse("providers:follow-search", args=[saved.pk]))
    new()
    assert sorted(told()) == [("Grace", 1), ("Grace", 1), ("Lin", 1)]
    client.post(reverse("providers:follow-search", args=[saved.pk]), {"stop": "1"})
    browser(grace).post(stop_address())
    assert SavedSearch.objects.exists(), "the area goes on for the others"
    client.post(reverse("providers:end-search", args=[saved.pk]))
    assert not SavedSearch.objects.exists()


def test_an_area_has_neither_words_nor_filters(grace, surgery):
    saved = save(grace, organisation=surgery, words="cooking", filters=["room"], needs=["dementia"])
    asked = saved.asked
    assert (asked["help"], asked["filters"], asked["needs"]) == ("", [], []) and asked["miles"] == 10


def test_the_form_follows_an_area(grace, surgery, england):
    address = reverse("providers:follow-area")
    client = browser(grace)
    assert "Follow an area" in client.get(address).content.decode()
    wrong = client.post(address, {"body": str(surgery.pk), "where": "Nowhere-on-Sea", "miles": "5", "rhythm": "daily"})
    assert "There is a problem" in wrong.content.decode() and "Nowhere-on-Sea" in wrong.content.decode()
    said = {"body": str(surgery.pk), "where": "NG1 5FS", "miles": "5", "rhythm": "daily", "key": str(uuid7())}
    assert client.post(address, said).status_code == 302
    assert SavedSearch.objects.get().organisation == surgery


def test_nobody_follows_for_a_body_they_do_not_work_for(grace, ben, amina, fiona, nottingham, surgery, good_company):
    council, hers = nottingham, good_company.organisation
    for who, where in ((grace, council), (ben, council), (fiona, council), (amina, hers)):
        with pytest.raises(PermissionDenied):
            save(who, organisation=where)
    said = {"body": str(nottingham.pk), "where": "NG1 5FS", "miles": "5", "rhythm": "daily"}
    assert browser(grace).post(reverse("providers:follow-area"), said).status_code == 200
    assert not SavedSearch.objects.exists()


def test_whoever_has_left_the_practice_is_told_no_more(grace, lin, surgery):
    saved = save(grace, organisation=surgery)
    actions.follow(saved, by=acting(lin))
    Membership.objects.filter(account=grace).update(ended_on=timezone.localdate())
    new()
    assert told() == [("Lin", 1)]
    assert browser(grace).get(reverse("providers:change-search", args=[saved.pk])).status_code == 404


# --- Many ------------------------------------------------------------------------------------------------------------
def test_many_saved_searches_are_looked_for_quickly():
    """All have changes near them, one in ten somebody new; 10,000 take less than a minute, as is tried each night."""
    is_whole = os.environ.get("PROOF_DEPTH") == "nightly"
    number, who = 10_000 if is_whole else 300, UserFactory()
    known = "".join(news.tail(ServiceFactory(listed=True).pk) for _each in range(30))
    rows = [
        SavedSearch(
            key=uuid7(), account=who, rhythm="at-once", known=known if n % 10 else "",
            looked_at=timezone.now() - timedelta(hours=1), next_at=timezone.now() - timedelta(hours=1),
            body=_body_at(457_500 + n % 20 * 100, 340_500 + n // 20 % 20 * 100, ("cooking", "", "a cook")[n % 3]),
        )
        for n in range(number)
    ]  # fmt: skip
    SavedSearch.objects.bulk_create(rows, batch_size=500)
    Follower.objects.bulk_create(Follower(search=row, account=who) for row in rows)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        started = time.monotonic()
        assert sweeps.tell_news(seconds=600)
        took = time.monotonic() - started
    told_of = Message.objects.filter(template="new-near-you").count()
    print(f"{number} searches, {told_of} with news, in {took:.1f} s: {10_000 * took / number:.0f} s for 10,000")
    assert told_of >= number // 20 and len(asked) < number * 2.5
    assert not is_whole or took < 60


def _body_at(easting: int, northing: int, words: str) -> str:
    return json.dumps(body(words, miles=5, place=PLACE | {"easting": easting, "northing": northing}))


def test_where_nothing_changed_nothing_is_asked(ben, django_assert_num_queries):
    saved = save(ben)
    changed = news.changed_since(timezone.now(), timezone.now())
    with django_assert_num_queries(0):
        assert news.news_of(saved, changed) == []
