"""A check runs out by itself: reminders, the mark, the listing; renewal restores it at once."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from commissioning import actions, tasks
from commissioning.expiring import Days, Step, due, hides_on
from commissioning.models import RuleSet
from marketplace.notifications.models import Message
from providers.models import Service
from tests.commissioning.making import all_accepted, all_shown, needs, paper
from tests.factories import EnquiryFactory, ServiceFactory
from tests.people import acting

ENDS = date(2027, 3, 31)  # a Wednesday; Good Friday was the 26th, Easter Monday the 29th


@pytest.mark.R13
@pytest.mark.parametrize(
    ("today", "step"),
    [
        (date(2027, 1, 29), Step.NONE),
        (date(2027, 1, 30), Step.TOLD_FIRST),
        (date(2027, 3, 1), Step.TOLD_AGAIN),
        (date(2027, 3, 24), Step.TOLD_LAST),
        (date(2027, 3, 31), Step.TOLD_LAST),
        (date(2027, 4, 1), Step.GREY),
        (date(2027, 4, 7), Step.GREY),
        (date(2027, 4, 8), Step.MARK_GONE),
        (date(2027, 4, 14), Step.MARK_GONE),
        (date(2027, 4, 15), Step.HIDDEN),
    ],
)
def test_each_step_comes_on_its_day(today, step):
    assert due(ENDS, today, Days()) == step


def test_what_the_law_asks_has_no_days_of_grace():
    assert due(ENDS, date(2027, 4, 1), Days(), is_statutory=True) == Step.HIDDEN
    assert hides_on(ENDS, Days(), is_statutory=True) == date(2027, 4, 1)


def test_a_council_sets_its_own_days_and_nonsense_is_left_out():
    own = Days.of({"expiry": {"mark": 0, "hides": 20, "first": "soon", "last": -1, "more": 3}})
    assert own == Days(mark=0, hides=20)
    assert due(ENDS, date(2027, 4, 1), own) == Step.MARK_GONE


@pytest.fixture
def case(db, good_company, nottingham, amina, connor):
    service = ServiceFactory(enterprise=good_company, listed=True, listed_by=nottingham)
    made = actions.open_case(service, nottingham, by=acting(amina))
    all_shown(made, by=acting(amina))
    all_accepted(made, by=acting(connor))
    return made


def service(case) -> Service:
    return Service.objects.get(pk=case.service_id)


def pass_days(days: int):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def test_insurance_that_ends_hides_the_listing_and_a_new_one_shows_it_at_once(case, amina, connor):
    EnquiryFactory(service=case.service, way="email", address="ben@example.net")
    assert service(case).standing == "in-order"
    with pass_days(295):
        tasks.expire_checks()
        assert Message.objects.filter(template="checks-end", to=amina).count() == 1
    with pass_days(302):
        tasks.expire_checks()
        assert service(case).status == "listed" and service(case).standing == "in-order"
    with pass_days(340):
        tasks.expire_checks()
        assert service(case).status == "hidden" and service(case).standing == "run-out"
        assert Message.objects.filter(template="check-hides", to=amina).count() == 1
        told = Message.objects.get(template="helper-hidden")
        assert "insurance" not in str(told.context).lower()
        case.refresh_from_db()
        new = paper(case, "public-liability", by=acting(amina), number="FM-999")
        assert service(case).status == "hidden", "shown again once it is accepted"
        actions.accept(needs(case, "public-liability"), new, by=acting(connor))
        assert service(case).status == "listed" and service(case).standing == "in-order"


def test_reminders_are_one_message_a_day_and_never_twice(case, amina):
    with pass_days(250):
        tasks.expire_checks()
        tasks.expire_checks()
    told = Message.objects.filter(template="checks-end", to=amina)
    assert told.count() == 1 and [each["what"] for each in told.get().context["checks"]] == [
        "Public liability insurance"
    ]


def test_a_paper_that_was_renewed_in_time_is_never_missed(case, amina, connor):
    with pass_days(280):
        new = paper(case, "public-liability", by=acting(amina), number="FM-2", days=365)
        assert service(case).standing == "in-order", "what was accepted before still holds"
        actions.accept(needs(case, "public-liability"), new, by=acting(connor))
    with pass_days(330):
        tasks.expire_checks()
        assert service(case).status == "listed"


def test_the_councils_own_days_count(case, connor, nottingham):
    own = {"expiry": {"mark": 0, "hides": 1}}
    facts = {"council": nottingham, "version": 1, "adjustments": own, "in_force_on": timezone.localdate()}
    made = RuleSet.objects.create(decided_by=connor, **facts)
    type(case).objects.filter(pk=case.pk).update(rule_set=made)
    with pass_days(305):
        tasks.expire_checks()
        assert service(case).status == "hidden"
