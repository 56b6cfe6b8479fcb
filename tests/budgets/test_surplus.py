"""More money than planned: raised for a person, never taken by itself; asked back kindly, and given back."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from budgets import actions, tasks
from budgets.forecasting import Forecast
from budgets.models import Account, BudgetVersion, MoneyRules, Person, Posting, Surplus
from budgets.saving import forecast_of, surplus_of
from budgets.stating import money_now
from budgets.weeks import for_days
from marketplace.accounts.actors import system
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from tests.budgets.making import agreement_of, budget_of, limit_of
from tests.factories import ServiceFactory
from tests.people import acting

pytestmark = pytest.mark.django_db
CLOCK = system("surplus-raised")
NOW = "2026-11-26 10:00"


@pytest.fixture(autouse=True)
def thursday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def his(nottingham, sam, ben, connor):
    limit_of(nottingham, "social_worker", 10_000_000, connor)
    facts = {"name": "Ben Carter", "outcode": "NG5", "account": ben}
    return Person.objects.create(organisation=nottingham, named_worker=sam, **facts)


@pytest.fixture
def version(his, sam):
    """£100 a week for sixteen weeks, of which nothing was spent: £1,600 in hand, £800 may stay."""
    return budget_of(his, sam, 10_000, days=16 * 7 - 1)


@pytest.fixture
def raised(version) -> Surplus:
    tasks.raise_surpluses()
    return Surplus.objects.get()


def pot(his, kind="direct-payment") -> Account:
    return Account.objects.get(person=his, kind=kind)


def as_(somebody) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def spend(version, pence, on=None):
    facts = {"pence": pence, "spent_on": on or timezone.localdate(), "kind": "provider", "words": ""}
    actions.declare_expense(version.budget, "direct-payment", facts, key=uuid7(), by=acting(version.proposed_by))


# --- Raised ----------------------------------------------------------------------------------------------------------
def test_more_than_eight_weeks_is_raised_once_for_sam_and_nothing_moves(raised, his, sam):
    assert (raised.status, raised.balance_pence, raised.weekly_authority_pence) == ("raised", 160_000, 10_000)
    tasks.raise_surpluses()
    assert Surplus.objects.count() == 1
    assert Message.objects.filter(template="surplus-raised", to=sam).count() == 1
    assert pot(his).posted == 160_000 and not Posting.objects.filter(entry_type="clawback-notice").exists()


@pytest.mark.parametrize(("spent", "raised"), [(79_900, 1), (80_000, 0)])
def test_exactly_the_weeks_are_nobodys_business(spent, raised, version):
    spend(version, spent)
    tasks.raise_surpluses()
    assert Surplus.objects.count() == raised


def test_a_body_may_let_people_keep_more(version, nottingham):
    MoneyRules.objects.create(organisation=nottingham, surplus_weeks=16)
    tasks.raise_surpluses()
    assert not Surplus.objects.exists()


def test_own_money_and_money_that_the_council_pays_out_are_never_a_surplus(his, sam):
    own = [{"mechanism": "self-funded", "weekly_pence": 10_000}]
    budget_of(his, sam, 10_000, days=111, funder="person", ways=own)
    managed = [{"mechanism": "council-managed", "weekly_pence": 10_000, "account": ""}]
    budget_of(his, sam, 10_000, days=111, ways=managed)
    tasks.raise_surpluses()
    assert not Surplus.objects.exists()


def test_of_a_mix_only_what_the_person_holds_counts(his, sam):
    ways = [{"mechanism": "council-managed", "weekly_pence": 9_000, "account": ""},
            {"mechanism": "direct-payment", "weekly_pence": 1_000, "account": "own"}]  # fmt: skip
    version = budget_of(his, sam, 10_000, days=111, ways=ways)
    found = surplus_of(version.budget, timezone.localdate())
    assert (found.balance_pence, found.allowed_pence, found.over_pence) == (16_000, 8_000, 8_000)
    tasks.raise_surpluses()
    assert Surplus.objects.count() == 1


# --- Decided ---------------------------------------------------------------------------------------------------------
def test_left_with_a_reason_it_is_not_raised_again_for_three_months(raised, sam):
    actions.leave_surplus(raised, "He saves for a holiday with help.", by=acting(sam))
    tasks.raise_surpluses()
    assert Surplus.objects.count() == 1
    with time_machine.travel("2027-02-27 10:00", tick=False):
        tasks.raise_surpluses()
    assert Surplus.objects.count() == 2


def test_asked_back_it_leaves_his_pot_by_a_notice_and_he_has_two_weeks(raised, his, sam, ben):
    actions.ask_back(raised, 50_000, "It is more than you need now.", by=acting(sam))
    assert (raised.status, raised.pay_by) == ("asked", date(2026, 12, 10))
    assert (pot(his).posted, pot(his, "clawback").posted) == (110_000, 50_000)
    assert Message.objects.filter(template="money-asked-back", to=ben).count() == 1
    page = as_(ben).get(reverse("budgets:my-money")).content.decode()
    assert "asks for £500 back by Thursday 10 December" in page and "It is more than you need now." in page
    actions.record_given_back(raised, timezone.localdate(), by=acting(sam))
    assert (pot(his, "clawback").posted, pot(his, "funding").posted) == (0, -110_000)
    call_command("verify_ledger")
    call_command("reconcile")


def test_no_more_is_asked_back_than_is_over_today(raised, version, sam):
    spend(version, 50_000)
    with pytest.raises(RuleBroken, match="At most £300 can be asked back today."):
        actions.ask_back(raised, 30_001, "Too much.", by=acting(sam))
    with pytest.raises(RuleBroken, match="Say why"):
        actions.ask_back(raised, 30_000, " ", by=acting(sam))
    assert not Posting.objects.filter(entry_type="clawback-notice").exists()


def test_a_mistake_is_taken_back_and_he_is_told(raised, his, sam, ben):
    actions.ask_back(raised, 50_000, "Too much.", by=acting(sam))
    actions.stop_asking(raised, by=acting(sam))
    assert pot(his).posted == 160_000 and raised.status == "dropped"
    assert Message.objects.filter(template="money-not-asked-back", to=ben).count() == 1


@pytest.mark.parametrize("act", [lambda s, by: actions.leave_surplus(s, "x", by=by),
                                 lambda s, by: actions.ask_back(s, 100, "x", by=by)])  # fmt: skip
def test_nobody_else_decides_and_nobody_about_their_own(act, raised, his, lena, ben, cat, connor):
    for somebody in (lena, ben, cat):
        with pytest.raises(PermissionDenied):
            act(raised, acting(somebody))
    Person.objects.filter(pk=his.pk).update(account=connor)
    with pytest.raises(PermissionDenied):
        act(Surplus.objects.get(), acting(connor))


def test_what_he_paid_in_too_much_is_his_and_not_asked_back(raised, version, his, sam):
    from budgets import ledger
    from budgets.actions.allocating import account_of

    paid = {account_of(version.budget, "contribution"): 4_785, account_of(version.budget, "outside"): -4_785}
    ledger.post(ledger.Entry.CONTRIBUTION_RECEIVED, paid, key="x", source=version, by=CLOCK)
    found = surplus_of(version.budget, timezone.localdate())
    assert (found.over_pence, found.persons_pence, found.councils_pence) == (84_785, 4_785, 80_000)


# --- Pages -----------------------------------------------------------------------------------------------------------
def test_sam_and_connor_see_it_and_sam_decides_on_the_page(raised, his, sam, connor, fiona):
    page, one = reverse("budgets:surpluses"), reverse("budgets:surplus", args=[raised.pk])
    for somebody in (sam, connor):
        assert "B.C.: £1,600" in as_(somebody).get(page).content.decode()
    assert as_(fiona).get(page).status_code == 403 and as_(fiona).get(one).status_code == 404
    shown = as_(sam).get(one).content.decode()
    assert "£800 more than 8 weeks of money" in shown and "Of it, money that can be asked back" in shown
    wrong = as_(sam).post(one, {"decision": "ask", "because": "Too much."}).content.decode()
    assert "Enter an amount in pounds" in wrong and "Too much." in wrong
    wrong = as_(sam).post(one, {"decision": "ask", "pence": "801", "because": "Too much."}).content.decode()
    assert "At most £800 can be asked back today." in wrong and 'value="801"' in wrong
    as_(sam).post(one, {"decision": "ask", "pence": "800", "because": "Too much."})
    ended = reverse("budgets:surplus-ended", args=[raised.pk])
    as_(sam).post(ended, {"end": "came", "on_day": 26, "on_month": 11, "on_year": 2026})
    assert Surplus.objects.get().status == "returned"


# --- Forecast --------------------------------------------------------------------------------------------------------
def test_at_this_pace_the_money_runs_out(version, ben):
    for week in range(1, 9):
        spend(version, 18_000, timezone.localdate() - timedelta(weeks=week))
    assert "At this pace the money runs out on" in as_(ben).get(reverse("budgets:my-money")).content.decode()


def test_what_came_for_later_days_is_not_counted_twice(his, sam):
    """£100 a week, £100 a week spent: on 31 March there is what there is tonight, and not three weeks more."""
    version = budget_of(his, sam, 10_000, days=59)  # Monday 28 September; the third four weeks began on Monday
    for week in range(8):
        spend(version, 10_000, date(2026, 9, 28) + timedelta(weeks=week))
    version.refresh_from_db()
    today = timezone.localdate()
    found = forecast_of([version], money_now([version.budget], today), today)
    in_hand = 12 * 10_000 - 80_000
    assert found.left_pence == in_hand - round(10_000 * 24 / 7)
    assert abs(found.left_at_end_pence - found.left_pence) <= 1 and found.runs_out_on is None


def told(budget, today) -> Forecast:
    return forecast_of(list(BudgetVersion.objects.filter(budget=budget)), money_now([budget], today), today)


def test_what_is_agreed_is_taken_off_to_the_end_of_the_year(his, version, sam, ben):
    """£36 a week from today on, 125 days to 31 March, beside £100 a week that comes in: £17.86 a day less £5.14."""
    today = timezone.localdate()
    before = told(version.budget, today)
    agreement_of(his, ServiceFactory(), ben, sam, version=version)
    after = told(version.budget, today)
    assert (before.to_go_pence, after.to_go_pence) == (0, for_days(3_600, 125))
    assert after.to_come_pence == before.to_come_pence


def test_it_goes_on_through_a_version_that_is_to_come(version, sam):
    """£100 a week until Sunday 20 December, 24 days; £50 a week from then on, 101 days."""
    today = timezone.localdate()
    before = told(version.budget, today)
    budget_of(version.budget.person, sam, 5_000, days=-25, reason="review")
    found = told(version.budget, today)
    assert (found.until, found.left_pence) == (date(2027, 3, 31), before.left_pence)
    assert found.to_come_pence == for_days(10_000, 24) + for_days(5_000, 101)


def test_what_is_taken_back_after_this_week_is_not_in_hand_for_later(his, sam):
    """Money is in the books until 20 December: from Monday on it goes back, and is no more than £100 a week still."""
    budget = budget_of(his, sam, 10_000, days=59).budget
    today = timezone.localdate()
    before = told(budget, today)
    budget_of(his, sam, 5_000, days=-4, reason="review")
    assert told(budget, today).left_pence == before.left_pence


def test_a_young_budget_has_no_pace_yet(his, sam, ben):
    budget_of(his, sam, 10_000, days=9)
    assert "there will be about" not in as_(ben).get(reverse("budgets:my-money")).content.decode()
