"""How many days are planned at once where several share: money is set aside for few of them."""

from datetime import timedelta

import pytest

from budgets import actions
from marketplace.workflow.errors import RuleBroken
from tests.budgets.clubbing import begun, joins, today
from tests.budgets.test_together import again, art, running, three
from tests.people import acting

__all__ = ["art", "running", "three"]
pytestmark = pytest.mark.django_db


def test_what_is_paid_by_the_week_has_one_day_in_a_week(art, three, ben):
    made, monday = begun(art, three[0], per="week"), today(7 - today().weekday())
    joins(made, three[1])
    joins(made, three[2])
    actions.plan_session(again(made), monday, by=acting(ben))
    with pytest.raises(RuleBroken, match="has its day already"):
        actions.plan_session(again(made), monday + timedelta(days=2), by=acting(ben))
    actions.plan_session(again(made), monday + timedelta(days=7), by=acting(ben))


def test_money_is_set_aside_for_five_days_at_most(running, ben, amina):
    for days in range(1, 6):
        actions.plan_session(again(running), today(days), by=acting(ben))
    with pytest.raises(RuleBroken, match="not settled yet"):
        actions.plan_session(again(running), today(6), by=acting(ben))


def test_amina_suggests_five_days_at_most_and_they_keep_ben_from_no_day(running, ben, amina):
    for days in range(1, 6):
        actions.plan_session(again(running), today(days), by=acting(amina))
    with pytest.raises(RuleBroken, match="not settled yet"):
        actions.plan_session(again(running), today(6), by=acting(amina))
    assert actions.plan_session(again(running), today(6), by=acting(ben)).status == "planned"
