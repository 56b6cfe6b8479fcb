"""Two people at the same moment, in what several share: the last place, and leaving while a day is paid."""

from functools import partial

import pytest

from budgets import actions
from budgets.models import SharedArrangement, SharedSession, ShareMember
from budgets.verifying import wrongs
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from tests.budgets.clubbing import begun, joins, leaves, paid_to, place, pool, pot, somebody, today
from tests.factories import ServiceFactory
from tests.people import acting
from tests.test_races import at_once

pytestmark = pytest.mark.R1
ROUNDS = 5


@pytest.fixture
def people(fresh_db, nottingham, sam):
    return [somebody(name, nottingham, sam) for name in ("ben", "joan", "raj", "kim")]


def test_of_two_who_want_the_last_place_one_gets_it_and_it_starts_once(people):
    for _round in range(ROUNDS):
        made = begun(ServiceFactory(listed=True), people[0], minimum=2, most=2)
        answers = at_once(*[partial(joins, made, each) for each in people[1:]])
        refused = [each for each in answers if isinstance(each, RuleBroken)]
        assert len(refused) == 2 and {str(each) for each in refused} == {"All places are taken. Somebody was quicker."}
        assert ShareMember.objects.here().filter(arrangement=made).count() == 2
        told = Message.objects.filter(template="together-started", context__arrangement=str(made.pk))
        assert told.count() == 2


def test_joining_twice_at_once_is_one_place(people):
    made = begun(ServiceFactory(listed=True), people[0], minimum=3)
    at_once(*[partial(joins, made, people[1])] * 4)
    assert ShareMember.objects.filter(arrangement=made).count() == 2


def test_whoever_leaves_while_a_day_is_paid_pays_it_once_and_loses_nothing(people):
    service = ServiceFactory(listed=True)
    made = begun(service, people[0], minimum=3)
    for each in people[1:]:
        joins(made, each)
    ben, before = acting(people[0].account), [pot(place(made, each)) for each in people]
    session = actions.plan_session(SharedArrangement.objects.get(pk=made.pk), today(), by=ben)
    came = list(session.shares.values_list("member", flat=True))

    def pays():
        return actions.settle_session(SharedSession.objects.get(pk=session.pk), came, by=ben)

    at_once(pays, pays, partial(leaves, made, people[3]), partial(leaves, made, people[3]))
    places = [place(made, each) for each in people]
    assert [start - pot(each) for start, each in zip(before, places, strict=True)] == [1_500] * 4
    assert not any(pool(each) for each in places) and paid_to(service) == 6_000
    assert places[3].status == "leaving" and list(wrongs()) == []
    assert Message.objects.filter(template="together-you-leave").count() == 1


def test_the_same_day_planned_twice_at_once_sets_aside_once(people):
    made = begun(ServiceFactory(listed=True), people[0], minimum=2)
    joins(made, people[1])

    def plans():
        return actions.plan_session(SharedArrangement.objects.get(pk=made.pk), today(), by=acting(people[0].account))

    at_once(*[plans] * 4)
    assert SharedSession.objects.count() == 1 and [pool(place(made, each)) for each in people[:2]] == [3_000] * 2
