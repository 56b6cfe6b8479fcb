"""Agreements that change and end: other terms, no, taken back, silence, notice, and the last day."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from budgets import actions, tasks
from budgets.models import Agreement, Visit
from marketplace.workflow.errors import RuleBroken
from tests.budgets.agreements import (
    again,
    agreed,
    cooking,
    his,
    known,
    later,
    limits,
    managed,
    much,
    offered,
    on_a_monday,
    pot,
    said_to,
    terms,
)
from tests.budgets.making import PATTERN, budget_of
from tests.factories import MembershipFactory
from tests.people import acting

__all__ = ["cooking", "his", "limits", "on_a_monday"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_a_monday")]


# --- Other terms -----------------------------------------------------------------------------------------------------
def test_amina_proposes_other_terms_and_ben_says_yes(his, cooking, amina, ben):
    made = offered(his, cooking, ben)
    actions.propose(made, terms(pence=2_000), number=1, by=acting(amina))
    made = again(made)
    assert [v.refused_at is None for v in made.versions.all()] == [
        False,
        True,
    ] and made.open_version.waits_for == "buyer"
    assert said_to(ben, "agreement-proposed") == 1
    made = agreed(made, ben)
    assert made.status == "agreed" and made.held.pence == 2_000
    assert set(Visit.objects.values_list("pence", flat=True)) == {2_000}


def test_nobody_says_yes_to_what_has_changed_meanwhile(his, cooking, amina, ben):
    made = offered(his, cooking, ben)
    actions.propose(made, terms(pence=2_000), number=1, by=acting(amina))
    with pytest.raises(RuleBroken, match="Something has changed"):
        actions.accept(again(made), 1, by=acting(amina))
    with pytest.raises(RuleBroken, match="Something has changed"):
        actions.propose(again(made), terms(), number=1, by=acting(ben))


def test_the_same_change_twice_is_one(his, cooking, amina, ben):
    made = offered(his, cooking, ben)
    for _n in range(2):
        actions.propose(again(made), terms(pence=2_000), number=1, by=acting(amina))
    assert again(made).versions.count() == 2


def test_a_change_holds_from_its_day_and_the_visits_before_stay(his, cooking, amina, ben, sam):
    """A third hour a week from Monday 16 March: two weeks at two, two weeks at three visits."""
    made = agreed(offered(his, cooking, ben, version=budget_of(his, sam, 15_600, days=0)), amina)
    more = [*PATTERN, {"weekday": 4, "at": "14:00", "minutes": 60}]
    actions.propose(made, terms(pattern=more, starts_on=date(2026, 3, 16)), number=1, by=acting(ben))
    assert Visit.objects.count() == 8, "nothing changes before the second yes"
    made = agreed(made, amina)
    assert [Visit.objects.filter(version=v).exclude(status="replaced").count() for v in made.versions.all()] == [4, 6]
    assert pot("direct-payment").pending == 10 * 1_850


def test_a_change_far_ahead_leaves_no_gap(his, cooking, amina, ben, time_machine):
    made = agreed(offered(his, cooking, ben), amina)
    actions.propose(made, terms(pattern=PATTERN[:1], starts_on=date(2026, 4, 20)), number=1, by=acting(ben))
    agreed(made, amina)
    time_machine.move_to("2026-04-14T09:00:00+01:00")
    tasks.plan_visits()
    april = Visit.objects.between(date(2026, 4, 6), date(2026, 4, 27))
    days = [visit.on.day for visit in april]
    assert days == [6, 9, 13, 16, 20, 27], "Mondays and Thursdays, and from the 20th only Mondays"


def test_an_unwanted_change_is_refused_and_what_was_agreed_goes_on(his, cooking, amina, ben):
    made = agreed(offered(his, cooking, ben), amina)
    actions.propose(made, terms(pence=2_500, starts_on=later(14)), number=1, by=acting(amina))
    actions.decline(again(made), 2, "That is too much for me.", by=acting(ben))
    made = again(made)
    assert (made.status, made.held.pence, made.open_version) == ("agreed", 1_850, None)
    assert said_to(amina, "agreement-declined") == 1


def test_a_change_above_the_limit_goes_up_too(his, cooking, amina, sam, connor):
    made = agreed(offered(his, cooking, sam, version=much(his, sam, connor), about=known()), amina)
    dear = terms(pence=12_000, starts_on=later(7))
    actions.propose(made, dear, number=1, by=acting(amina))
    actions.accept(again(made), 2, by=acting(sam), why="She needs two hours now.")
    assert again(made).held.number == 1 and list(Agreement.objects.to_order_by(acting(connor))) == [made]
    assert agreed(made, connor).held.pence == 12_000


# --- No, taken back, silence, the last day ---------------------------------------------------------------------------
def test_amina_says_no_and_why(his, cooking, amina, ben):
    made = offered(his, cooking, ben)
    actions.decline(again(made), 1, "My Mondays are full.", by=acting(amina))
    assert (again(made).status, again(made).because) == ("declined", "My Mondays are full.")
    assert said_to(ben, "agreement-declined") == 1


def test_who_bought_and_works_there_since_stops_no_no_and_no_ending_but_a_yes(his, cooking, amina, ben, good_company):
    held, other = agreed(offered(his, cooking, ben), amina), offered(his, cooking, ben)
    actions.propose(held, terms(starts_on=later(9)), number=1, by=acting(ben))
    MembershipFactory(account=ben, organisation=good_company.organisation, role="worker")
    with pytest.raises(RuleBroken, match="has a part in this enterprise by now"):
        agreed(other, amina)
    actions.decline(again(other), 1, "He works here now.", by=acting(amina))
    actions.end_agreement(again(held), "He works here now.", by=acting(amina))
    assert again(other).status == "declined" and again(held).ends_on is not None
    assert again(held).open_version is None


def test_only_its_owner_answers_for_an_enterprise(his, cooking, worker, olive, ben):
    made = offered(his, cooking, ben)
    for somebody in (worker, olive, ben):
        with pytest.raises(PermissionDenied):
            actions.accept(again(made), 1, by=acting(somebody))


def test_ben_takes_his_offer_back(his, cooking, amina, ben):
    made = offered(his, cooking, ben)
    actions.withdraw_offer(again(made), by=acting(ben))
    assert again(made).status == "withdrawn" and said_to(amina, "agreement-withdrawn") == 1
    with pytest.raises(RuleBroken):
        actions.accept(again(made), 1, by=acting(amina))


def test_after_the_day_to_answer_ben_hears_once_that_nobody_did(his, cooking, ben, time_machine):
    offered(his, cooking, ben)
    time_machine.move_to("2026-03-09T09:00:00+00:00")
    assert tasks.follow_agreements() == 0
    time_machine.move_to("2026-03-10T09:00:00+00:00")
    assert (tasks.follow_agreements(), tasks.follow_agreements()) == (1, 0)
    assert said_to(ben, "agreement-unanswered") == 1


def test_an_answer_after_the_first_day_plans_nothing_in_the_past(his, cooking, amina, ben, time_machine):
    made = offered(his, cooking, ben)
    time_machine.move_to("2026-03-05T09:00:00+00:00")
    agreed(made, amina)
    assert Visit.objects.order_by("on")[0].on == date(2026, 3, 5)


def test_in_the_trial_it_ends_today_and_the_money_is_free(his, cooking, amina, ben, sam):
    made = agreed(offered(his, cooking, ben, version=budget_of(his, sam, 15_600, days=0)), amina)
    assert actions.end_agreement(made, "", by=acting(ben)) == date(2026, 3, 2)
    assert Visit.objects.filter(status="planned").count() == 1 and pot("direct-payment").pending == 1_850
    assert said_to(amina, "agreement-ends") == said_to(ben, "agreement-ends") == 1


def test_after_the_trial_there_is_notice_and_then_it_is_over(his, cooking, amina, ben, time_machine):
    made = agreed(offered(his, cooking, ben, notice_days=7), amina)
    time_machine.move_to("2026-04-06T09:00:00+01:00")
    tasks.plan_visits()
    assert actions.end_agreement(again(made), "She moves away.", by=acting(amina)) == date(2026, 4, 13)
    assert Visit.objects.filter(status="planned").order_by("-on")[0].on == date(2026, 4, 13)
    with pytest.raises(RuleBroken, match="ends already"):
        actions.end_agreement(again(made), "", by=acting(ben))
    assert tasks.follow_agreements() == 0 and tasks.plan_visits() == 0
    time_machine.move_to("2026-04-14T09:00:00+01:00")
    assert tasks.follow_agreements() == 1 and again(made).status == "ended"


def test_ben_ends_what_was_ordered_for_him(his, cooking, amina, ben, sam):
    made = agreed(offered(his, cooking, sam, version=managed(his, sam), about=known()), amina)
    actions.end_agreement(made, "", by=acting(ben))
    assert pot().pending == 1_850 and again(made).ends_on == timezone.localdate()


def test_a_stranger_ends_nothing(his, cooking, amina, ben, olive, lena):
    made = agreed(offered(his, cooking, ben), amina)
    for somebody in (olive, lena):
        with pytest.raises(PermissionDenied):
            actions.end_agreement(made, "", by=acting(somebody))
