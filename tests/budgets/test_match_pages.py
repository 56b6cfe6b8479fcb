"""Who fits a plan, with a reason for each place, and who drops out, and why."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from budgets.candidates import around, candidate_of, money_for
from budgets.models import IntroductionChoice
from budgets.plan_words import hours_words
from providers import documents
from providers.actions import declare_interest
from providers.models import CheckResult, Schedule, Service
from tests.budgets.circles import as_, days, in_circle, page, plan_of, read, rose_of
from tests.budgets.making import budget_of, introduction_of, limit_of
from tests.factories import EnquiryFactory, EnterpriseFactory, ServiceFactory
from tests.people import acting, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def rose(sam, nottingham, outcodes):
    return rose_of(sam, nottingham, account=person("rose"))


def cook(name, council, *, pence=0, free=(), **facts) -> Service:
    """Somebody in Nottingham who cooks with people, listed and found."""
    enterprise = EnterpriseFactory(organisation__name=f"{name} cooks")
    told = {"people": name, "listed": True, "listed_by": council, "travel_miles": 10, "needs": ["dementia"]} | facts
    service = ServiceFactory(enterprise=enterprise, **told)
    service.prices.all().delete()
    service.schedules.all().delete()
    if pence:
        service.prices.create(pence=pence, unit="hour")
    for weekday in free:
        Schedule.objects.create(service=service, day=weekday, opens_at="09:00", closes_at="12:00")
    documents.write(Service.objects.filter(pk=service.pk).with_details())
    return service


def order(html: str) -> list[str]:
    return re.findall(r"\d+\. <a href=\"[^\"]+\">(\w+)</a>", html)


# --- The page --------------------------------------------------------------------------------------------------------
def test_the_best_fit_comes_first_and_each_says_why(rose, sam, nottingham, connor):
    limit_of(nottingham, "social_worker", 1_000_000, connor)
    budget_of(rose, sam, 6_000, days=0)
    plan_of(rose, needs=["dementia"], minutes_weekly=120)
    today = timezone.localdate()
    cook("Anna", nottingham, pence=1_800, free=[1], room="yes", room_said_on=today)
    cook("Bela", nottingham, pence=4_000, room="")
    cook("Carl", nottingham, room="full", room_said_on=today)
    shown = read(rose.account, "my-match")
    assert order(shown) == ["Anna", "Bela"]
    for words in ("Free: Tuesday mornings", "£36 a week of your £60", "Works with: Dementia", "Comes to you",
                  "£80 a week, £20 more than is left", "Room not known", "£60 that is left of a week"):  # fmt: skip
        assert words in shown, words
    left = shown.split("Who dropped out, and why (1)")[1]
    assert "Carl" in left and "Full. Said so on" in left
    assert "Ask them" in shown and "Introduce" not in shown


def test_a_professional_introduces_from_there(rose, sam, nottingham):
    plan_of(rose)
    service = cook("Anna", nottingham)
    shown = read(sam, "match", rose.pk)
    assert f"{page('begin')}?person={rose.pk}" in shown and str(service.pk) in shown


def test_a_must_drops_out_whoever_cannot(rose, nottingham):
    plan_of(rose, by="woman", languages=["pa"], musts=["worker", "language"])
    cook("Anna", nottingham, by_woman=True, languages=["pa", "en"])
    cook("Bela", nottingham, by_man=True, languages=["en"])
    shown = read(rose.account, "my-match")
    assert order(shown) == ["Anna"]
    assert "Needs a woman, and there is none known." in shown and "Does not say that anybody speaks: Punjabi." in shown


def test_without_saying_what_would_help_there_is_a_way_on(rose, nottingham):
    cook("Anna", nottingham)
    shown = read(rose.account, "my-match")
    assert "does not say yet what would help" in shown and page("my-plan-part", "help") in shown and not order(shown)


def test_where_nobody_fits_the_page_says_so(rose):
    plan_of(rose, activities=["drama"])
    assert "We know nobody who fits yet" in read(rose.account, "my-match")


def test_however_many_there_are_the_database_is_asked_as_often(rose, sam, nottingham, connor):
    limit_of(nottingham, "social_worker", 1_000_000, connor)
    budget_of(rose, sam, 6_000, days=0)
    plan_of(rose)
    counts, client = [], as_(rose.account)
    for number in (11, 14):
        for each in range(number):
            made = cook(f"Cook{number}{each}", nottingham, pence=1_800, free=[1, 2])
            CheckResult.objects.create(service=made, council=nottingham, what="DBS", words="x", seen_on=days(-9))
        client.get(page("my-match"))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(page("my-match")).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 45, counts


# --- Facts -----------------------------------------------------------------------------------------------------------
def full(service) -> Service:
    return Service.objects.with_details().get(pk=service.pk)


def test_what_a_service_says_of_itself_is_what_is_matched(nottingham):
    service = cook("Anna", nottingham, pence=1_850, free=[1], by_woman=True, room="yes", room_said_on=days(0),
                   councils=["E06000018"], payments=["self"], communication=["bsl"])  # fmt: skip
    made = candidate_of(full(service), timezone.localdate())
    assert "tue-morning" in made.times and (made.prices[0].pence, made.prices[0].unit) == (1_850, "hour")
    assert (made.comes, made.receives, made.reach_metres) == (True, False, 16_093)
    assert (made.by, made.payments, made.standing) == ({"woman"}, {"self"}, "none") and made.is_listed
    hall = full(cook("Hall", nottingham, setting="venue", status="paused"))
    assert not candidate_of(hall, timezone.localdate()).is_listed and candidate_of(hall, timezone.localdate()).receives


STANDINGS = {
    "no papers": ({}, [], "none"),
    "papers seen": ({}, [None], "in-order"),
    "one has run out": ({}, [None, -1], "run-out"),
    "changed since": ({"look_again_since": timezone.now()}, [None], "under-way"),
    "its council says so": ({"standing": "under-way"}, [None], "under-way"),
}


@pytest.mark.parametrize("what", STANDINGS)
def test_where_its_checks_stand(what, nottingham):
    facts, until, standing = STANDINGS[what]
    service = cook("Anna", nottingham, **facts)
    for number, each in enumerate(until):
        good = None if each is None else days(each)
        CheckResult.objects.create(
            service=service, council=nottingham, what=f"{number}", words="x", seen_on=days(-90), good_until=good
        )
    made = candidate_of(full(service), timezone.localdate())
    assert made.standing == standing and made.checked_by == ("Nottingham" if standing == "in-order" else "")


def test_public_money_does_not_pay_a_daughter_in_the_same_home(rose, sam, nottingham, connor):
    limit_of(nottingham, "social_worker", 1_000_000, connor)
    budget_of(rose, sam, 6_000, days=0)
    plan, dora = plan_of(rose), person("dora")
    service = cook("Dora", nottingham)
    declare_interest(service.enterprise, "own", by=acting(dora))
    member = in_circle(rose, dora)
    assert [p.candidate.id for p in around(plan).matches.placed] == [str(service.pk)], "one who lives elsewhere may"
    member.is_household = True
    member.save()
    assert "partner or close relative" in around(plan).matches.left[0].words


def test_whom_she_used_before_is_looked_at_again_even_when_paused(rose, sam, nottingham):
    plan = plan_of(rose)
    service = cook("Anna", nottingham, status="paused")
    made = introduction_of(sam, nottingham, service, person=rose, status="started", started_on=days(-9),
                           ended_at=timezone.now())  # fmt: skip
    assert not around(plan).services
    enquiry = EnquiryFactory(service=service, introduced_by=nottingham)
    IntroductionChoice.objects.filter(introduction=made).update(status="accepted", enquiry=enquiry)
    assert "paused, hidden or closed" in around(plan).matches.left[0].words
    Service.objects.filter(pk=service.pk).update(status="listed")
    assert "Has helped before" in around(plan).matches.placed[0].speaks_for


def test_own_money_has_no_limit_and_no_budget_says_nothing(rose, sam, nottingham, connor):
    today = timezone.localdate()
    assert (money_for(rose, today).way, money_for(rose, today).left_pence) == (None, None)
    limit_of(nottingham, "social_worker", 1_000_000, connor)
    budget_of(rose, sam, 9_000, days=0, funder="person", ways=[
        {"mechanism": "self-funded", "weekly_pence": 9_000, "account": ""}])  # fmt: skip
    assert (money_for(rose, today).way, money_for(rose, today).left_pence) == ("self-funded", None)
    budget_of(rose, sam, 10_000, days=0)
    assert (money_for(rose, today).way, money_for(rose, today).left_pence is not None) == ("direct-payment", True)


def test_hours_are_said_as_people_say_them():
    assert [hours_words(n) for n in (0, 60, 90, 240)] == ["", "1 hour a week", "1.5 hours a week", "4 hours a week"]
