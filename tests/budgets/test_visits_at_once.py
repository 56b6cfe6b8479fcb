"""Two people say something of a visit at the same moment: it is one thing in the end, and the books agree with it."""

from datetime import date
from functools import partial

import pytest

from budgets import actions, tasks
from budgets.models import Agreement, LifeChange, Person, Posting, Visit
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.models import Entry
from tests.budgets.visiting import BY, MONDAY, again, planned, sums, visits_of
from tests.people import acting
from tests.test_races import at_once

pytestmark = pytest.mark.R1
ROUNDS = 4


@pytest.fixture
def agreement(fresh_db, rose, cooking, amina, sam, time_machine):
    time_machine.move_to(MONDAY)
    made = planned(rose, cooking, amina, sam)
    time_machine.move_to("2026-03-29T12:00:00+01:00")
    return made


def fresh(visit: Visit) -> Visit:
    return Visit.objects.get(pk=visit.pk)


def doing(act, visit, account):
    return lambda: act(fresh(visit), by=acting(account))


def held() -> int:
    """What the visits as they stand say is promised."""
    waits = Visit.objects.filter(status__in=("planned", "confirmed"), paid_at=None)
    return sum(visit.pence if visit.due_pence is None else visit.due_pence for visit in waits)


def test_two_say_yes_at_once_and_it_happened_once(agreement, rose_account, dora):
    for visit in visits_of(agreement)[:ROUNDS]:
        at_once(doing(actions.confirm, visit, rose_account), doing(actions.confirm, visit, dora))
        assert Entry.objects.filter(subject_id=visit.pk, what="planned>confirmed").count() == 1
        assert again(visit).status == "confirmed" and sums()[1] == held() == 14_400


def test_one_says_yes_and_the_other_no_and_the_books_agree_with_the_last_word(agreement, rose_account, dora):
    for visit in visits_of(agreement)[:ROUNDS]:
        at_once(doing(actions.confirm, visit, rose_account), doing(actions.nobody_came, visit, dora))
        assert again(visit).is_said and sums()[1] == held()
    assert Message.objects.filter(template="nobody-came").count() <= 2 * ROUNDS


def test_two_pay_at_once_and_it_is_paid_once(agreement, rose_account, dora):
    for number, visit in enumerate(visits_of(agreement)[:ROUNDS], 1):
        actions.confirm(visit, by=acting(rose_account))
        at_once(doing(actions.pay_visit, visit, rose_account), doing(actions.pay_visit, visit, dora))
        assert Posting.objects.filter(entry_type="invoice-paid").count() == number
        assert sums() == (20_000 - number * 1_800, 14_400 - number * 1_800)


def test_she_is_in_hospital_while_somebody_says_yes(agreement, rose, rose_account, dora):
    """Whoever is first: what was confirmed stays, what was stopped is not confirmed, and the money fits."""
    for visit in visits_of(agreement)[:ROUNDS]:
        told = {"starts_on": visit.on, "until_on": visit.on, "note": ""}
        away = partial(actions.life_happens, kind="hospital", facts=told, key=uuid7(), by=acting(dora))
        said, event = at_once(
            doing(actions.confirm, visit, rose_account), lambda do=away: do(Person.objects.get(pk=rose.pk))
        )
        assert isinstance(event, LifeChange)
        is_refused = isinstance(said, RuleBroken)
        assert again(visit).status == ("stopped" if is_refused else "confirmed") and sums()[1] == held()


def test_visits_are_planned_while_she_goes_away_and_none_of_those_days_is_left(agreement, rose, rose_account):
    """The next four weeks are planned in the same moment in which she says that she is away in them."""
    tasks.allocate()
    told = {"starts_on": date(2026, 3, 30), "until_on": date(2026, 5, 1), "note": ""}
    at_once(
        lambda: actions.plan_visits(Agreement.objects.with_terms().get(pk=agreement.pk), by=BY),
        lambda: actions.life_happens(
            Person.objects.get(pk=rose.pk), "away", told, key=uuid7(), by=acting(rose_account)
        ),
    )
    assert not Visit.objects.filter(on__gte=date(2026, 3, 30)).exclude(status="stopped").exists()
    assert sums()[1] == held() == 14_400
