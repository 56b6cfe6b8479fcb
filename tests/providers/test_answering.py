"""How soon and how often an enterprise answers: counted fairly, and only when there is enough to say."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.actors import system
from marketplace.accounts.ids import uuid7
from providers import actions, answering, sweeps
from providers.answering import Asked, Figures, figures, sentence
from providers.models import Answering, Enquiry, SearchCard
from tests.factories import ServiceFactory
from tests.people import acting
from tests.providers.test_unchanged import again, page

TODAY = date(2026, 11, 26)
COUNT = system("count-answers")


def at(day: int, hour: int = 10) -> datetime:
    """A moment in November 2026, when London's clock is UTC; the 16th is a Monday."""
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def asked(day=16, *, answered=None, by=19, ended=None) -> Asked:
    return Asked(at(day), date(2026, 11, by), at(answered) if answered else None, at(ended) if ended else None)


# --- The rule --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("enquiry", "is_over"),
    [
        (asked(answered=17), True),
        (asked(answered=17, ended=20), True),
        (asked(), True),
        (asked(ended=20), True),
        (asked(ended=18), False),
        (asked(ended=19), False),
        (asked(25, by=26), False),
        (asked(25, by=30), False),
        (asked(25, by=30, answered=26), True),
    ],
    ids=["answered", "answered, then closed", "its day went by", "lapsed", "taken back", "taken back on its last day",
         "may be answered today", "waits", "answered today"],
)  # fmt: skip
def test_what_counts_is_what_is_over(enquiry, is_over):
    assert enquiry.is_over(TODAY) == is_over
    assert figures([enquiry], TODAY).asked == is_over


def test_no_answer_in_time_counts_as_none_and_a_no_is_an_answer_like_any_other():
    """The rule never looks at what was answered."""
    assert figures([asked(answered=17)] * 4 + [asked()], TODAY) == Figures(5, 4, 1)


def test_before_five_enquiries_nothing_is_said():
    for number in range(5):
        assert sentence(figures([asked(answered=16)] * number, TODAY)) == ""
    assert sentence(figures([asked(answered=16)] * 5, TODAY)) == "Usually answers the same day, answers 5 of 5"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([16, 16, 16, 18, 18], "Usually answers the same day"),
        ([16, 16, 17, 18, 18], "Usually answers within a day"),
        ([17, 18, 18, 18, 18], "Usually answers within 2 working days"),
        ([16, 16, 16, 18, 18, 18], "Usually answers within 2 working days"),
    ],
)
def test_usually_means_the_middle_of_the_answers_and_the_slower_of_two(days, words):
    assert sentence(figures([asked(answered=day) for day in days], TODAY)).startswith(words)


def test_a_weekend_is_not_held_against_anybody():
    friday_to_monday = [asked(13, answered=16, by=18)] * 5
    assert sentence(figures(friday_to_monday, TODAY)) == "Usually answers within a day, answers 5 of 5"


def test_only_the_last_twenty_of_a_year_count():
    old = [Asked(at(1) - timedelta(days=400), date(2025, 10, 1))] * 30
    before = [asked(2, by=5)] * 10
    assert figures([*old, *before, *[asked(answered=17)] * 20], TODAY) == Figures(20, 20, 1)
    assert figures([*old, *before], TODAY) == Figures(10, 0, None)


def test_somebody_who_never_answers_is_shown_as_they_are():
    assert sentence(figures([asked()] * 6, TODAY)) == "Answers 0 of 6"


# --- Counting --------------------------------------------------------------------------------------------------------
@pytest.fixture
def service(good_company, amina, nottingham):
    return ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham)


def enquiry(service, days_ago=10, *, answered_after=None, status=None, ended_after=None, answer="no") -> Enquiry:
    sent = timezone.now() - timedelta(days=days_ago)
    facts = {"sent_at": sent, "confirmed_at": sent, "answer_by": timezone.localdate(sent) + timedelta(days=3)}
    if answered_after is not None:
        facts |= {"answered_at": sent + timedelta(days=answered_after), "answer": answer}
    if ended_after is not None:
        facts |= {"ended_at": sent + timedelta(days=ended_after)}
    state = status or ("answered" if answered_after is not None else "sent")
    return Enquiry.objects.create(key=uuid7(), service=service, way="email", outcode="NG1", status=state, **facts)


def figures_of(enterprise) -> tuple | None:
    return Answering.objects.filter(pk=enterprise.pk).values_list("asked", "answered").first()


@pytest.mark.django_db
def test_the_database_counts_by_the_same_rule(service, good_company):
    enquiry(service, answered_after=0)
    enquiry(service, answered_after=1, status="closed", ended_after=2)
    enquiry(service, status="lapsed", ended_after=4)
    enquiry(service)
    enquiry(service, 1)
    enquiry(service, status="closed", ended_after=1)
    enquiry(service, 400, answered_after=1)
    enquiry(ServiceFactory(listed=True), answered_after=1)
    Enquiry.objects.create(key=uuid7(), service=service, way="email", outcode="NG1")
    assert [len(found) for found in actions.asked_of([good_company.pk]).values()] == [4]
    sweeps.count_answers()
    assert figures_of(good_company) == (4, 2) and Answering.objects.count() == 2


@pytest.mark.django_db
def test_no_more_than_twenty_leave_the_database(service, good_company):
    for _each in range(23):
        enquiry(service, answered_after=0)
    assert len(actions.asked_of([good_company.pk])[good_company.pk]) == answering.LAST


@pytest.mark.django_db
def test_the_page_and_the_card_say_it_after_the_night_and_not_before_there_is_enough(service):
    for _each in range(4):
        enquiry(service, answered_after=0)
    sweeps.count_answers()
    seen = page(service)
    assert "not enough yet to say" in seen.content.decode() and "answers" not in SearchCard.objects.get().card
    enquiry(service)
    sweeps.count_answers()
    assert again(service, seen["ETag"]) == 200, "a page that a browser kept is not shown again"
    assert "Usually answers the same day, answers 4 of 5." in page(service).content.decode()
    assert SearchCard.objects.get().card["answers"] == [5, 4, 0]
    found = Client().get(reverse("providers:enterprise", args=[service.enterprise_id])).content.decode()
    assert "Usually answers the same day, answers 4 of 5" in found


@pytest.mark.django_db
def test_a_night_without_news_changes_nothing(service):
    for _each in range(5):
        enquiry(service, answered_after=0)
    sweeps.count_answers()
    seen = page(service)
    assert actions.count_answers([service.enterprise_id], by=COUNT) == 0
    assert again(service, seen["ETag"]) == 304


@pytest.mark.django_db
def test_counting_goes_on_where_it_stopped(monkeypatch, nottingham):
    monkeypatch.setattr(sweeps, "CHUNK", 2)
    for _each in range(5):
        enquiry(ServiceFactory(listed=True), answered_after=0)
    rest, rounds = sweeps.count_answers(seconds=0), 1
    while rest:
        rest, rounds = sweeps.count_answers(rest, seconds=0), rounds + 1
    assert rounds == 3 and Answering.objects.count() == 5


@pytest.mark.django_db
def test_amina_sees_her_own_figures_and_how_they_are_counted(service, hers):
    address = reverse("providers:answers", args=[service.enterprise_id])
    assert "Nothing to count yet" in hers.get(address).content.decode()
    for _each in range(5):
        enquiry(service, answered_after=0)
    enquiry(service)
    shown = hers.get(address).content.decode()
    assert "Usually answers the same day, answers 5 of 6" in shown and "A clear no counts" in shown
    assert "How you answer" in hers.get(reverse("providers:my")).content.decode()


@pytest.mark.django_db
def test_nobody_counts_by_hand(service, olu):
    with pytest.raises(PermissionDenied):
        actions.count_answers([service.enterprise_id], by=acting(olu))
