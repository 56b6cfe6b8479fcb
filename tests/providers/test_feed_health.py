"""Every night the feed is read and judged, and everybody can see what was found."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from providers import tasks
from providers.models import FeedRun, Service
from providers.open_referral import health, writing
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def five(england):
    """Five listings: one confirmed long ago, one never."""
    today = timezone.localdate()
    days = (today, today - timedelta(days=90), today - timedelta(days=91), None, today)
    return [ServiceFactory(listed=True, confirmed_on=day) for day in days]


@pytest.fixture
def broken(monkeypatch):
    """Some listings that are told wrongly: a name is missing, an amount is a word."""
    honest, wrong = writing.service_document, set()

    def told(service, areas):
        document = honest(service, areas)
        if service.pk in wrong:
            document["cost_options"][0]["amount"] = "18.50"
            del document["name"]
        return document

    monkeypatch.setattr("providers.open_referral.writing.service_document", told)
    return wrong


def read() -> FeedRun:
    run = health.begin()
    assert health.go_on(run.pk)
    run.refresh_from_db()
    return run


def page(client) -> str:
    return " ".join(client.get(reverse("providers:feed-health")).content.decode().split())


def test_a_night_counts_what_is_right_and_what_is_fresh(five):
    run = read()
    assert (run.services, run.valid, run.fresh, run.problems) == (5, 5, 3, {})
    assert run.finished_at and run.percent_fresh == 60
    today = timezone.localdate()
    assert (run.oldest_assured_on, run.newest_assured_on) == (today - timedelta(days=91), today)


def test_what_is_wrong_is_counted_by_rule_with_a_few_services(five, broken):
    broken |= {five[0].pk, five[3].pk}
    run = read()
    assert (run.services, run.valid, run.wrong) == (5, 3, 2)
    both = sorted(str(pk) for pk in broken)
    assert run.problems == {
        "$.name: is required": {"count": 2, "services": both},
        "$.cost_options[].amount: must be a number": {"count": 2, "services": both},
    }


def test_a_run_that_was_cut_off_goes_on_where_it_stopped_and_counts_nothing_twice(five, monkeypatch):
    monkeypatch.setattr(health, "CHUNK", 2)
    run = health.begin()
    assert not health.go_on(run.pk, seconds=0)
    areas = health.reading.areas()
    health._read_chunk(run.pk, areas)
    assert health.begin() == run, "the same night"
    assert health.go_on(run.pk) and health.go_on(run.pk), "asked for twice"
    run.refresh_from_db()
    assert run.services == 5 and run.finished_at
    assert health.begin() != run


def test_the_task_hands_itself_on_with_nothing_but_an_id(five, monkeypatch):
    handed = []
    monkeypatch.setattr(health, "SECONDS", 0)
    monkeypatch.setattr(health.go_on, "__kwdefaults__", {**health.go_on.__kwdefaults__, "seconds": 0})
    monkeypatch.setattr(tasks.check_feed, "delay", lambda *given: handed.append(given))
    tasks.check_feed()
    assert handed == [(str(FeedRun.objects.get().pk),)]
    monkeypatch.setattr(health.go_on, "__kwdefaults__", {**health.go_on.__kwdefaults__, "seconds": 20})
    tasks.check_feed(*handed[0])
    assert len(handed) == 1 and FeedRun.objects.get().finished_at


def test_a_run_that_was_given_up_does_not_stop_the_next_night_and_old_runs_are_forgotten(five):
    with time_machine.travel(timezone.now() - timedelta(days=91)):
        read()
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        health.begin()
    run = read()
    assert run.services == 5
    assert FeedRun.objects.count() == 2 and FeedRun.objects.finished().get() == run


def test_listings_that_stay_here_are_not_read(five):
    Service.objects.filter(pk=five[0].pk).update(withheld=["everything"])
    Service.objects.filter(pk=five[1].pk).update(status="paused")
    assert read().services == 3


def test_the_command_reads_at_once_and_says_what_it_found(five, broken):
    broken.add(five[0].pk)
    told, progress = StringIO(), StringIO()
    call_command("check_feed", stdout=told, stderr=progress)
    assert "4 of 5 listings are right; 60% are fresh." in told.getvalue()
    assert "1 x $.name: is required" in told.getvalue() and "5 of 5 listings read" in progress.getvalue()


# --- The page --------------------------------------------------------------------------------------------------------
def test_before_the_first_night_the_page_says_so_and_how_to_use_the_feed(client):
    words = page(client)
    assert "It has not been read yet" in words and "http://testserver/api/oruk/v3" in words
    assert reverse("providers:feed-health") in client.get("/").content.decode(), "it is in the footer"


def test_the_page_says_how_it_is_tonight(client, five):
    read()
    words = page(client)
    assert "All 5 listings are right." in words and "60 in 100 were confirmed" in words and "5 of 5" in words


def test_the_page_says_what_is_wrong_and_where(client, five, broken):
    broken.add(five[2].pk)
    read()
    words = page(client)
    assert "1 of 5 listings have something wrong" in words and "$.name: is required" in words
    assert f"/api/oruk/v3/services/{five[2].pk}" in words and "All 5" not in words


def test_an_old_reading_does_not_pass_for_tonights(client, five):
    with time_machine.travel(timezone.now() - timedelta(days=3)):
        read()
    words = page(client)
    assert "It was last read on" in words and "All 5 listings are right." not in words


def test_a_feed_without_listings_is_no_failure(client, db):
    read()
    assert "nothing is listed in it yet" in page(client)
