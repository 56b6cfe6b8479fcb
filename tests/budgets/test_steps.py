"""Money moved by hand: who may, what is refused in words, and what stands on the page."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from budgets import actions, ledger
from budgets.actions.allocating import account_of
from budgets.models import Account, MoneyStep, Person
from budgets.pots import POTS
from budgets.returning import facts_of
from budgets.weeks import Period
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken
from tests.budgets.making import budget_of, limit_of, set_aside
from tests.people import acting, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def his(nottingham, sam, ben, connor):
    limit_of(nottingham, "social_worker", 1_000_000, connor)
    facts = {"name": "Ben Carter", "outcode": "NG5", "account": ben}
    return Person.objects.create(organisation=nottingham, named_worker=sam, **facts)


@pytest.fixture
def version(his, sam):
    """£624.00 of a direct payment in hand."""
    return budget_of(his, sam, 15_600, days=0)


def as_(somebody) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def step(version, kind, by, pence=1_000, mechanism="direct-payment", **more):
    on = more.get("on") or timezone.localdate()
    facts = {"mechanism": mechanism, "pence": pence, "on": on, "words": ""}
    return actions.take_step(version.budget, kind, facts, key=more.get("key") or uuid7(), by=acting(by))


def pot(his, kind="direct-payment") -> int:
    return Account.objects.get(person=his, kind=kind).posted


def form(**facts) -> dict:
    today = timezone.localdate()
    return {"key": uuid7(), "on_day": today.day, "on_month": today.month, "on_year": today.year, "words": ""} | facts


@pytest.mark.parametrize("kind", MoneyStep.Kind)
def test_only_those_who_may_move_money(kind, version, his, ben, sam, cat, olive, lena):
    for somebody in (cat, olive, lena):
        with pytest.raises(PermissionDenied):
            step(version, kind, somebody)
    mechanism = "direct-payment" if kind in MoneyStep.OF_A_POT else ""
    if kind != "top-up":
        with pytest.raises(PermissionDenied):
            step(version, kind, ben, mechanism=mechanism)
    if kind not in ("refund", "release"):
        assert step(version, kind, sam, mechanism=mechanism).done_by == sam


def test_nobody_puts_their_own_budget_right(version, his, connor):
    Person.objects.filter(pk=his.pk).update(account=connor)
    with pytest.raises(PermissionDenied):
        step(version, "more", connor)


def test_putting_right_keeps_to_the_limit_of_whoever_does_it(version, sam, connor, his):
    with pytest.raises(RuleBroken, match="more than you agree to alone"):
        step(version, "more", sam, 1_000_001)
    step(version, "more", connor, 1_000_001)
    assert pot(his) == 62_400 + 1_000_001


@pytest.mark.parametrize(("kind", "mechanism", "there"), [
    ("refund", "", "£0"), ("release", "direct-payment", "£0"), ("set-aside", "direct-payment", "£624"),
])  # fmt: skip
def test_what_is_not_there_is_refused_in_words(kind, mechanism, there, version, sam, his):
    with pytest.raises(RuleBroken, match=f"only {there} there"):
        step(version, kind, sam, 62_401, mechanism)
    assert not MoneyStep.objects.exists() and pot(his) == 62_400


def test_own_money_does_not_go_into_what_the_council_pays_out(his, sam, ben):
    ways = [{"mechanism": "council-managed", "weekly_pence": 5_000, "account": ""}]
    version = budget_of(his, sam, 5_000, days=0, ways=ways)
    with pytest.raises(RuleBroken, match="money that the person holds"):
        step(version, "top-up", ben, mechanism="council-managed")
    shown = as_(ben).post(reverse("budgets:step", args=[version.budget.pk, "top-up"]), form(pence="10"))
    assert "There is no money of this kind." in shown.content.decode()


def test_public_money_that_is_set_aside_keeps_its_limit(his, sam):
    ways = [{"mechanism": "council-managed", "weekly_pence": 5_000, "account": ""}]
    version = budget_of(his, sam, 5_000, days=0, ways=ways)
    step(version, "set-aside", sam, 2_000, "council-managed")
    assert Account.objects.get(kind="contingency").minimum == 0 and pot(his, "council-managed") == 18_000


TWO_WAYS = [{"mechanism": "direct-payment", "weekly_pence": 9_000, "account": "own"},
            {"mechanism": "council-managed", "weekly_pence": 5_000, "account": ""}]  # fmt: skip


def test_what_the_council_pays_out_is_never_released_into_what_ben_holds(his, sam):
    version = budget_of(his, sam, 14_000, days=0, ways=TWO_WAYS)
    step(version, "set-aside", sam, 2_000, "council-managed")
    with pytest.raises(RuleBroken, match="only £0 there"):
        step(version, "release", sam, 2_000, "direct-payment")
    step(version, "set-aside", sam, 500, "direct-payment")
    step(version, "release", sam, 1_500, "council-managed")
    aside = Account.objects.filter(kind="contingency").order_by("pot")
    assert [(each.pot, each.posted, each.minimum) for each in aside] == [
        ("council-managed", 500, 0), ("direct-payment", 500, None),
    ]  # fmt: skip
    assert pot(his) == 35_500 and pot(his, "council-managed") == 19_500


def test_a_return_of_a_direct_payment_tells_only_what_is_set_aside_from_it(his, sam):
    version = budget_of(his, sam, 14_000, days=0, ways=TWO_WAYS)
    step(version, "set-aside", sam, 2_000, "council-managed")
    step(version, "set-aside", sam, 500, "direct-payment")
    today = timezone.localdate()
    assert facts_of(version.budget, Period(today, today))["set_aside"] == 500


def in_one_account(version, kind, sam, pence, mechanism) -> MoneyStep:
    """As it was written before each pot had its own."""
    budget, sign = version.budget, 1 if kind == "set-aside" else -1
    facts = {"mechanism": mechanism, "pence": pence, "on": timezone.localdate(), "done_by": sam}
    made = MoneyStep.objects.create(budget=budget, kind=kind, **facts)
    old = ledger.open_account(
        ledger.Kind.CONTINGENCY, budget.person.organisation, person=budget.person, budget_id=budget.pk
    )
    sums = {account_of(budget, POTS[mechanism]): -sign * pence, old: sign * pence}
    key = f"step:{made.pk}:once"
    ledger.post(ledger.Entry.CONTINGENCY_HOLD, sums, key=key, source=made, by=acting(sam))
    return made


def test_what_was_set_aside_before_goes_to_the_pot_it_came_out_of_and_can_be_taken_back(his, sam):
    version = budget_of(his, sam, 14_000, days=0, ways=TWO_WAYS)
    first = in_one_account(version, "set-aside", sam, 2_000, "council-managed")
    in_one_account(version, "set-aside", sam, 700, "direct-payment")
    mixed = in_one_account(version, "release", sam, 1_000, "direct-payment")
    import_module("budgets.migrations.0027_set_aside_from_a_pot").keep_apart(apps, None)
    assert aside() == {"": 0, "council-managed": 1_700, "direct-payment": 0}
    call_command("verify_ledger"), call_command("reconcile")
    actions.take_back_step(mixed, by=acting(sam))
    actions.take_back_step(first, by=acting(sam))
    assert aside() == {"": 0, "council-managed": 0, "direct-payment": 700}
    assert pot(his) == 35_300 and pot(his, "council-managed") == 20_000


def aside() -> dict:
    return dict(Account.objects.filter(kind="contingency").values_list("pot", "posted"))


def test_the_same_form_twice_is_one_movement_and_a_mistake_is_taken_back_once(version, his, sam):
    key = uuid7()
    made = step(version, "set-aside", sam, key=key)
    step(version, "set-aside", sam, key=key)
    assert pot(his) == 61_400
    for _n in range(2):
        actions.take_back_step(made, by=acting(sam))
    assert pot(his) == 62_400 and pot(his, "contingency") == 0


def test_ben_puts_own_money_in_and_sees_it(version, his, ben):
    client, address = as_(ben), reverse("budgets:step", args=[version.budget.pk, "top-up"])
    assert "Put own money in" in client.get(reverse("budgets:my-money")).content.decode()
    wrong = client.post(address, form(pence="0", words="For a day out"))
    assert "at least £0.01" in wrong.content.decode() and "For a day out" in wrong.content.decode()
    client.post(address, form(pence="45", words="For a day out"))
    assert pot(his) == 66_900
    shown = client.get(reverse("budgets:my-statement")).content.decode()
    assert "Own money put in" in shown and "For a day out" in shown
    assert "Set money aside" not in client.get(reverse("budgets:my-money")).content.decode()


def test_setting_money_aside_makes_no_week_look_short(version, his, sam, ben):
    set_aside(version.budget, sam, 50_000)
    shown = as_(ben).get(reverse("budgets:my-money")).content.decode()
    assert "more than there is this week" not in shown and "Set money aside for later: Holiday pay" in shown
    assert "£500 is set aside for later" in as_(ben).get(reverse("budgets:my-statement")).content.decode()


def test_a_circle_that_only_looks_puts_nothing_in(version, his):
    dora = person("dora")
    his.circle.create(account=dora, kind="family", powers=["money"], name="Dora")
    assert as_(dora).get(reverse("budgets:step", args=[version.budget.pk, "top-up"])).status_code == 403


def test_when_somebody_has_died_money_is_only_refunded_or_put_right(version, his, sam):
    step(version, "contribution", sam, 1_000, "")
    Person.objects.filter(pk=his.pk).update(died_on=timezone.localdate())
    version.budget.person.refresh_from_db()
    for kind in ("contribution", "top-up", "set-aside", "release"):
        with pytest.raises(RuleBroken, match="They have died"):
            step(version, kind, sam, mechanism="" if kind == "contribution" else "direct-payment")
    step(version, "refund", sam, 1_000, "")
    step(version, "less", sam)
    assert pot(his) == 61_400


@pytest.mark.parametrize("kind", ["contribution", "more"])
def test_no_money_moves_before_the_budget_began(kind, version, his, sam):
    mechanism = "direct-payment" if kind in MoneyStep.OF_A_POT else ""
    with pytest.raises(RuleBroken, match="This money began on"):
        step(version, kind, sam, mechanism=mechanism, on=timezone.localdate() - timedelta(days=1))
    assert pot(his) == 62_400


@pytest.mark.parametrize("kind", MoneyStep.Kind)
def test_no_money_moves_in_a_budget_to_which_nobody_agreed(kind, his, connor, sam):
    limit_of(his.organisation, "social_worker", 1, connor)
    version = budget_of(his, sam, 15_600, days=0)
    assert version.status == "proposed"
    with pytest.raises(RuleBroken, match="There is no money of this kind."):
        step(version, kind, sam, mechanism="direct-payment" if kind in MoneyStep.OF_A_POT else "")
    assert not Account.objects.filter(person=his).exists()
