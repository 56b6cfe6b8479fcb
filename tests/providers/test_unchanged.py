"""The page of a service is sent again only when something on it has changed; nobody is shown somebody else's."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.ids import uuid7
from providers import actions, searches, unchanged
from providers.models import Price, Schedule, Service
from tests.factories import ServiceFactory
from tests.people import acting

pytestmark = pytest.mark.django_db
TEN, NOON = time(10), time(12)


@pytest.fixture
def service(good_company, amina, nottingham):
    return ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham)


def page(service, client=None, **headers):
    return (client or Client()).get(reverse("providers:service", args=[service.pk]), **headers)


def again(service, tag, client=None, **headers) -> int:
    return page(service, client, HTTP_IF_NONE_MATCH=tag, **headers).status_code


def test_a_stranger_whose_copy_is_right_gets_a_short_answer_after_one_question(service):
    seen = page(service)
    assert seen["Cache-Control"] == "private, no-cache" and {"Cookie", "Referer"} <= set(seen["Vary"].split(", "))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        same = page(service, HTTP_IF_NONE_MATCH=seen["ETag"])
    assert same.status_code == 304 and same.content == b"" and len(asked) == 1
    assert same["ETag"] == seen["ETag"] and same["Cache-Control"] == "private, no-cache" and "Cookie" in same["Vary"]


def test_the_second_visit_of_a_browser_that_kept_our_cookie_is_short_too(service):
    browser = Client()
    page(service, browser)  # the cookie of its forms comes with this one
    tag = page(service, browser)["ETag"]
    assert again(service, tag, browser) == 304
    browser.cookies["csrf"] = "x" * 32
    assert again(service, tag, browser) == 200, "the forms of the old copy would not work"


CHANGES = {
    "words": lambda s, who: actions.describe(s, by=who, summary="Bakes with you."),
    "hours": lambda s, who: actions.describe(s, by=who, schedules=[Schedule(day=4, opens_at=TEN, closes_at=NOON)]),
    "prices": lambda s, who: actions.describe(s, by=who, prices=[Price(pence=2100, unit="hour")]),
    "room": lambda s, who: actions.say_room(s, by=who, room="full"),
    "face": lambda s, who: actions.show_face(s, by=who, portraits=["demo-one"]),
    "enterprise": lambda s, who: actions.change_enterprise(s.enterprise, by=who, name="Better Company"),
    "size": lambda s, who: actions.change_enterprise(s.enterprise, by=who, volunteers=2),
    "pause": lambda s, who: (actions.pause(s, by=who), actions.resume(s, by=who)),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_amina_changes_is_seen_at_the_next_visit(service, amina, change):
    tag = page(service)["ETag"]
    CHANGES[change](service, acting(amina))
    assert again(service, tag) == 200


def test_what_a_council_saw_or_took_back_is_seen_at_the_next_visit(service, connor, nottingham):
    tag = page(service)["ETag"]
    actions.record_assurance(service, nottingham, [("DBS", "Seen.", date(2026, 11, 1), None)], by=acting(connor))
    assert again(service, tag) == 200
    actions.send_back(service, "Say more.", by=acting(connor))
    assert again(service, tag) == 404


def test_tomorrow_the_page_is_read_anew_because_room_fades(service):
    tag = page(service)["ETag"]
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert again(service, tag) == 200


def test_a_new_release_is_seen_at_once(service, monkeypatch):
    tag = page(service)["ETag"]
    monkeypatch.setattr(unchanged, "release", lambda: "the next one")
    assert again(service, tag) == 200


def test_large_print_is_another_page(service):
    tag = page(service)["ETag"]
    assert Client().get(f"/services/{service.pk}/?size=large", HTTP_IF_NONE_MATCH=tag).status_code == 200


def test_whoever_kept_something_or_is_signed_in_always_gets_their_own_page(service, ben):
    tag, keeper = page(service)["ETag"], Client()
    keeper.post(reverse("providers:keep"), {"keep": str(service.pk)})
    own = page(service, keeper, HTTP_IF_NONE_MATCH=tag)
    assert own.status_code == 200 and "ETag" not in own and "no-store" in own["Cache-Control"]
    keeper.force_login(ben)
    assert again(service, tag, keeper) == 200


def test_whoever_comes_from_a_search_sees_the_way_back_and_no_browser_keeps_it(service):
    tag = page(service)["ETag"]
    place = {"name": "x", "label": "x", "easting": 457500, "northing": 340500, "council": ""}
    found = reverse(
        "providers:results", args=[searches.keep({"help": "", "place": place, "miles": 10, "filters": []})]
    )
    came = {"HTTP_REFERER": f"http://testserver{found}"}
    own = page(service, HTTP_IF_NONE_MATCH=tag, **came)
    assert own.status_code == 200 and found in own.content.decode()
    assert "ETag" not in own and "no-store" in own["Cache-Control"]


@pytest.mark.parametrize("tag", ['"', "*", 'W/"x", "y"', "\xff", "a" * 5000])
def test_any_tag_gets_an_answer(service, tag):
    assert page(service, HTTP_IF_NONE_MATCH=tag).status_code in (200, 304)
    assert Client().get(f"/services/{uuid7()}/", HTTP_IF_NONE_MATCH=tag).status_code == 404


def test_a_stranger_without_a_cookie_is_shown_how_to_reach_amina(service):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("providers:contact", args=[service.pk])).status_code == 200


def test_a_form_of_an_old_copy_is_refused_once_and_works_on_the_page_opened_again(service):
    strict, tag = Client(enforce_csrf_checks=True), page(service)["ETag"]
    assert strict.post(reverse("providers:keep"), {"keep": str(service.pk)}).status_code == 403
    assert again(service, tag, strict) == 200, "a new page with a form that works"


@pytest.mark.parametrize("status", [s for s in Service.Status if s != "listed"])
def test_what_is_not_listed_is_not_there_whatever_a_browser_kept(service, status):
    tag = page(service)["ETag"]
    Service.objects.update(status=status)
    assert again(service, tag) == 404
