"""Visits come out of an agreement by the week, each with its money promised; public money is never promised twice."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from budgets import actions, tasks
from budgets.models import Account, Agreement, Person, Visit
from budgets.planning import Planned, last_day_of_notice, part_due, pence_for, problems, visits_of, weekly_pence
from budgets.reconciling import gaps
from marketplace.accounts.actors import system
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from tests.budgets.making import PATTERN, agreement_of, budget_of, limit_of
from tests.factories import ServiceFactory
from tests.people import acting

BY = system("test")


@pytest.fixture(autouse=True)
def _on_a_monday(time_machine):
    time_machine.move_to("2026-03-02T09:00:00+00:00")


@pytest.fixture
def rose(nottingham, sam):
    limit_of(nottingham, "social_worker", 2_000_000, sam)
    return Person.objects.create(organisation=nottingham, named_worker=sam, name="Rose Thorn", outcode="NG5")


@pytest.fixture
def cooking(good_company, amina):
    return ServiceFactory(enterprise=good_company, listed=True)


def managed(person, worker, pence=5_000):
    return budget_of(person, worker, pence, days=0, ways=[{"mechanism": "council-managed", "weekly_pence": pence}])


def pot(kind="council-managed") -> Account:
    return Account.objects.get(kind=kind)


def test_a_pattern_is_planned_day_by_day_over_the_change_of_the_clock():
    """Clocks go forward on Sunday 29 March 2026: ten in the morning stays ten."""
    found = list(visits_of(PATTERN, date(2026, 3, 26), date(2026, 3, 31)))
    assert found == [Planned(date(2026, 3, 26), time(10), 60), Planned(date(2026, 3, 30), time(10), 60)]


@pytest.mark.parametrize(
    ("pence", "unit", "minutes", "costs"),
    [(1_800, "hour", 60, 1_800), (1_800, "hour", 50, 1_500), (1_801, "hour", 30, 901), (950, "half-hour", 45, 1_425),
     (1_200, "session", 120, 1_200)],
)  # fmt: skip
def test_a_visit_costs_its_minutes_or_its_unit(pence, unit, minutes, costs):
    assert pence_for(pence, unit, minutes) == costs
    assert weekly_pence([{"weekday": 0, "at": "10:00", "minutes": minutes}] * 2, pence, unit) == 2 * costs


@pytest.mark.parametrize(("rows", "is_wrong"), [
    ([(0, "10:00", 61), (0, "11:00", 60)], True), ([(0, "10:00", 60), (0, "11:00", 60)], False),
    ([(0, "22:00", 480), (1, "05:30", 30)], True), ([(6, "22:00", 480), (0, "05:30", 30)], True),
    ([(0, "10:00", 240), (0, "11:00", 30), (2, "10:00", 60)], True), ([(0, "10:00", 60), (1, "10:30", 60)], False),
    ([(0, "10:00", 1440)], False),
])  # fmt: skip
def test_nobody_comes_twice_at_once(rows, is_wrong):
    pattern = [{"weekday": day, "at": at, "minutes": minutes} for day, at, minutes in rows]
    assert [words for words in problems(pattern, "hour") if "overlap" in words] == (
        ["Two visits overlap. Change the time of one of them."] if is_wrong else []
    )


def test_half_a_penny_of_a_part_goes_up():
    assert [part_due(1_801, 50), part_due(1_800, 0), part_due(1_800, 100)] == [901, 0, 1_800]


def test_in_the_trial_it_ends_today_and_later_after_the_notice():
    terms = {"starts_on": date(2026, 3, 2), "trial_weeks": 4}
    assert last_day_of_notice(date(2026, 3, 29), 14, **terms) == date(2026, 3, 29)
    assert last_day_of_notice(date(2026, 3, 30), 14, **terms) == date(2026, 4, 13)


def test_four_weeks_are_planned_and_their_money_is_promised(rose, cooking, amina, sam):
    agreement = agreement_of(rose, cooking, amina, sam, version=managed(rose, sam))
    assert actions.plan_visits(agreement, by=BY) == 8
    assert (pot().posted, pot().pending, pot().available) == (20_000, 14_400, 5_600)
    assert agreement.planned_until == date(2026, 3, 29), "as far as the council's money goes"
    assert actions.plan_visits(agreement, by=BY) == 0, "once"


def test_the_next_four_weeks_come_with_their_money(rose, cooking, amina, sam, time_machine):
    agreement_of(rose, cooking, amina, sam, version=managed(rose, sam))
    tasks.plan_visits()
    time_machine.move_to("2026-03-30T09:00:00+01:00")
    tasks.allocate()
    assert tasks.plan_visits() == 1 and tasks.plan_visits() == 0
    assert Visit.objects.count() == 16 and pot().pending == 28_800


def test_visits_that_public_money_does_not_pay_are_not_planned(rose, cooking, amina, sam):
    agreement = agreement_of(rose, cooking, amina, sam, version=managed(rose, sam, 3_000))
    with pytest.raises(RuleBroken, match="not enough money"):
        actions.plan_visits(agreement, by=BY)
    assert not Visit.objects.exists() and pot().pending == 0


def test_whoever_looks_after_her_hears_once_that_money_no_longer_pays_for_her_visits(rose, cooking, amina, sam):
    agreement_of(rose, cooking, amina, sam, version=managed(rose, sam, 3_000))
    for _day in range(2):
        tasks.plan_visits()
    assert not Visit.objects.exists()
    assert [each.to for each in Message.objects.filter(template="visits-short")] == [sam]


def test_a_promise_that_nothing_owes_any_more_is_found(rose, cooking, amina, sam):
    agreement = agreement_of(rose, cooking, amina, sam, version=managed(rose, sam))
    actions.plan_visits(agreement, by=BY)
    assert list(gaps()) == []
    Visit.objects.filter(pk=agreement.visits.earliest("on").pk).update(status="replaced")
    assert [each.split()[-5:] for each in gaps()] == [["a", "promise", "that", "nothing", "owes."]]


def test_a_direct_payment_shows_the_shortfall_and_goes_on(rose, cooking, amina, sam):
    agreement = agreement_of(rose, cooking, amina, sam, version=budget_of(rose, sam, 3_000, days=0))
    assert actions.plan_visits(agreement, by=BY) == 8
    assert pot("direct-payment").shortfall == 2_400


def test_own_money_outside_of_the_books_is_only_planned(rose, cooking, amina, sam):
    agreement = agreement_of(rose, cooking, amina, sam)
    assert actions.plan_visits(agreement, by=BY) == 9, "both ends of four weeks are Mondays"
    assert not Account.objects.exists()


def test_visits_that_will_not_happen_free_their_money(rose, cooking, amina, sam):
    agreement = agreement_of(rose, cooking, amina, sam, version=managed(rose, sam))
    actions.plan_visits(agreement, by=BY)
    gone = actions.drop_visits(agreement, timezone.localdate() + timedelta(days=7), to="stopped", by=BY)
    assert len(gone) == 6 and pot().pending == 3_600


def test_only_the_two_sides_plan(rose, cooking, amina, sam, olive):
    agreement = agreement_of(rose, cooking, amina, sam)
    with pytest.raises(PermissionDenied):
        actions.plan_visits(agreement, by=acting(olive))
    assert not Visit.objects.exists() and Agreement.objects.get().planned_until is None
