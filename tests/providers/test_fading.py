"""A listing that nobody confirms is marked, asked about again, lowered and hidden; one tap brings it back."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from marketplace.notifications.models import Message
from marketplace.workflow.links import address_of
from marketplace.workflow.models import Entry
from providers import actions, sweeps
from providers.models import Fading, SearchDocument, Service
from providers.search import Wanted, search
from tests.factories import EnterpriseFactory, ServiceFactory
from tests.people import acting, person

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
SAID = date(2026, 3, 2)
HERE = Wanted(457_500, 340_500)


@pytest.fixture
def service(good_company, amina, nottingham):
    said = {"confirmed_on": SAID, "room_said_on": SAID, "listed_on": SAID}
    return ServiceFactory(enterprise=good_company, status="listed", **said)


def on(days: int):
    """Ten in the morning so many days after the last word."""
    day = SAID + timedelta(days=days)
    return time_machine.travel(datetime(day.year, day.month, day.day, 10, tzinfo=LONDON))


def sent() -> list[tuple[str, str]]:
    return [(m.template, m.to.name) for m in Message.objects.order_by("created_at", "pk")]


def days_go_by(first: int, last: int) -> None:
    for day in range(first, last + 1):
        with on(day):
            sweeps.fade()
            sweeps.fade()


def test_for_ninety_days_nothing_is_said_and_then_the_page_says_how_old_it_is(service):
    address = reverse("providers:service", args=[service.pk])
    for days, is_said in ((90, False), (91, True)):
        with on(days):
            page = Client().get(address).content.decode()
            assert ("Nobody has confirmed this since 2 March 2026" in page) == is_said
            days_go_by(days, days)
    assert sent() == []


def test_a_listing_fades_step_by_step_and_each_step_is_told_once(service, amina, cat):
    days_go_by(91, 180)
    assert sent() == []
    days_go_by(181, 256)
    assert sent() == [("still-right-long", "Amina")]
    days_go_by(257, 270)
    assert sent()[1:] == [("hides-soon", "Amina"), ("hides-soon-helper", "Cat")]
    assert Service.objects.get().status == "listed"
    days_go_by(271, 275)
    assert sent()[3:] == [("hidden", "Amina"), ("hidden-helper", "Cat")]
    entry = Entry.objects.filter(subject_id=service.pk).latest("at")
    assert (entry.what, entry.rule) == ("listed>paused", "not-confirmed")
    assert not SearchDocument.objects.exists() and search(HERE).total == 0
    days_go_by(276, 300)
    assert len(sent()) == 5


def test_the_message_names_the_day_and_one_tap_brings_it_back(service, amina):
    days_go_by(181, 280)
    warning, hidden = (Message.objects.get(template=name) for name in ("hides-soon", "hidden"))
    row = Fading.objects.get()
    assert date.fromisoformat(warning.context["day"]) == row.warned_on + timedelta(days=14) == row.hidden_on
    with on(281):
        page = reverse("providers:tap", args=[address_of(hidden.context["link"])])
        assert "Show it again" in Client().get(page).content.decode()
        Client().post(page, {"say": "resume", "turn": "0"})
        assert search(HERE).total == 1
        sweeps.fade()
        assert Service.objects.get().status == "listed"
    days_go_by(282, 281 + 180)
    assert Service.objects.get().status == "listed" and len(sent()) == 3
    days_go_by(281 + 181, 281 + 182)
    assert len(sent()) == 4, "and it is asked about again after the next half year"


def test_a_word_in_time_stops_the_fading(service, amina):
    days_go_by(181, 262)
    with on(263):
        actions.confirm(service, by=acting(amina))
    days_go_by(264, 263 + 180)
    assert Service.objects.get().status == "listed" and len(sent()) == 2


def test_what_is_old_already_when_this_begins_is_warned_of_first(service):
    days_go_by(500, 513)
    assert Service.objects.get().status == "listed"
    assert sent()[0][0] == "hides-soon"
    days_go_by(514, 517)
    assert Service.objects.get().status == "paused"


def test_nothing_happens_on_a_weekend(service):
    saturday = next(d for d in range(181, 190) if (SAID + timedelta(days=d)).weekday() == 5)
    days_go_by(saturday, saturday + 1)
    assert sent() == []
    days_go_by(saturday + 2, saturday + 2)
    assert len(sent()) == 1


def test_whoever_fills_in_is_told_in_the_place_of_advisers(amina, cat, nottingham):
    helper = person("hal")
    ServiceFactory(enterprise=EnterpriseFactory(supporter=helper), status="listed", listed_on=SAID, room_said_on=None)
    days_go_by(257, 259)
    assert set(sent()) == {("hides-soon", "Hal"), ("hides-soon-helper", "Hal")}


@pytest.mark.parametrize("status", ["draft", "submitted", "returned", "paused", "closed"])
def test_what_is_not_listed_does_not_fade(good_company, amina, status):
    ServiceFactory(enterprise=good_company, status=status, listed_on=SAID, room_said_on=None)
    days_go_by(300, 302)
    assert sent() == [] and Service.objects.get().status == status


def test_nobody_but_the_rule_fades_anything(service, amina, connor, olu):
    for who in (amina, connor, olu):
        with pytest.raises(PermissionDenied):
            actions.fade(service, by=acting(who))


def test_the_days_are_settings(service, settings):
    settings.FADING_LOWERED_DAYS, settings.FADING_WARNED_DAYS, settings.FADING_HIDDEN_DAYS = 30, 7, 60
    days_go_by(31, 33)
    days_go_by(54, 56)
    days_go_by(61, 65)
    assert [template for template, _name in sent()] == ["still-right-long", "hides-soon", "hidden"]


def test_a_sweep_goes_on_where_it_stopped(good_company, amina, monkeypatch):
    monkeypatch.setattr(sweeps, "CHUNK", 2)
    for _each in range(5):
        ServiceFactory(enterprise=good_company, status="listed", listed_on=SAID, room_said_on=None)
    with on(184):
        rest, rounds = sweeps.fade(seconds=0), 1
        while rest:
            rest, rounds = sweeps.fade(rest, seconds=0), rounds + 1
    assert rounds == 3 and Fading.objects.count() == 5


def test_what_nobody_confirmed_for_long_stands_lower(nottingham):
    """Two miles further away and confirmed stands before the one next door that nobody confirmed for half a year."""
    today = timezone.localdate()
    old = ServiceFactory(status="listed", listed_on=today - timedelta(days=181), room_said_on=None, room="")
    stale = ServiceFactory(status="listed", listed_on=today - timedelta(days=180), room_said_on=None, room="")
    fresh = ServiceFactory(status="listed", listed_on=today, room_said_on=None, room="", easting=457_500 + 6_000)
    found = [row["id"] for row in search(HERE).rows]
    assert found == [str(stale.pk), str(fresh.pk), str(old.pk)]
