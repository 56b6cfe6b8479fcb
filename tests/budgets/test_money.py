"""A budget from its proposal to what is left this week: limits, versions, four weeks, and the books."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from budgets import actions, tasks
from budgets.models import Account, BudgetVersion, Expense, Line, Person, Posting
from budgets.picturing import money_of
from budgets.stating import money_now
from marketplace.accounts.actors import system
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.models import Entry
from tests.budgets.making import budget_of, limit_of
from tests.people import acting

pytestmark = pytest.mark.django_db
CLOCK = system("budgets-allocated")
MONDAY = date(2026, 11, 23)


@pytest.fixture
def rose(nottingham, sam, ben):
    """Ben's own file: Sam is his named worker."""
    facts = {"name": "Ben Carter", "outcode": "NG5", "account": ben}
    return Person.objects.create(organisation=nottingham, named_worker=sam, **facts)


@pytest.fixture
def limits(nottingham, connor):
    limit_of(nottingham, "social_worker", 1_000_000, connor)


def pot(person, kind="direct-payment") -> Account:
    return Account.objects.get(person=person, kind=kind)


def as_(somebody) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def day(name) -> dict:
    today = timezone.localdate()
    return {f"{name}_day": today.day, f"{name}_month": today.month, f"{name}_year": today.year}


def page(name, *args) -> str:
    return reverse(f"budgets:{name}", args=args)


# --- Agreed ----------------------------------------------------------------------------------------------------------
def test_within_her_limit_a_social_worker_agrees_alone_and_the_money_is_in_the_books(rose, sam, limits):
    version = budget_of(rose, sam, 15_600, days=0)
    assert (version.status, version.agreed_by, version.annual_pence) == ("agreed", sam, 813_429)
    assert pot(rose).posted == 4 * 15_600 and pot(rose, "funding").posted == -4 * 15_600
    assert Posting.objects.get().entry_type == "dp-payment"


def test_above_it_the_next_person_decides_and_nothing_is_in_the_books_meanwhile(rose, sam, connor, limits):
    version = budget_of(rose, sam, 30_000, days=0)
    assert version.status == "proposed" and not Line.objects.exists()
    assert Message.objects.filter(template="budget-to-agree", to=connor).count() == 1
    with pytest.raises(PermissionDenied):
        actions.agree_budget(version, by=acting(sam))
    actions.agree_budget(version, by=acting(connor))
    assert pot(rose).posted == 120_000
    assert Message.objects.filter(template="budget-agreed", to=sam).count() == 1


NHS_WAYS = [{"mechanism": "phb-notional", "weekly_pence": 5_000}]


def proposed_for_the_nhs(person, by) -> BudgetVersion:
    facts = {"reason": "new", "starts_on": timezone.localdate(), "gross_weekly_pence": 5_000, "why": "So she is well."}
    return actions.propose_budget(person, "nhs", facts, NHS_WAYS, key=uuid7(), by=acting(by))


def test_nobody_of_a_council_agrees_alone_to_money_of_the_nhs(rose, sam, connor, limits):
    version = proposed_for_the_nhs(rose, sam)
    assert version.status == "proposed"
    actions.agree_budget(version, by=acting(connor))
    assert version.status == "agreed"


def test_the_limit_is_for_all_that_somebody_gets_but_their_own_money(rose, sam, limits):
    own = [{"mechanism": "self-funded", "weekly_pence": 19_000}]
    assert budget_of(rose, sam, 19_000, days=0, funder="person", ways=own).status == "agreed"
    waits = proposed_for_the_nhs(rose, sam)
    assert budget_of(rose, sam, 15_600, days=0).status == "proposed"  # £8,134 a year, and £2,607 of the NHS
    actions.take_back_budget(waits, by=acting(sam))
    actions.take_back_budget(BudgetVersion.objects.get(status="proposed"), by=acting(sam))
    assert budget_of(rose, sam, 15_600, days=0).status == "agreed"


def test_without_any_limit_everything_goes_up(rose, sam):
    assert budget_of(rose, sam, 100, days=0).status == "proposed"


def test_nobody_agrees_to_a_budget_of_their_own(rose, sam, connor, limits):
    Person.objects.filter(pk=rose.pk).update(account=connor)
    version = budget_of(rose, sam, 30_000, days=0)
    with pytest.raises(PermissionDenied):
        actions.agree_budget(version, by=acting(connor))


def test_a_refusal_says_why_and_another_can_be_proposed(rose, sam, connor, limits):
    version = budget_of(rose, sam, 30_000, days=0)
    with pytest.raises(RuleBroken):
        budget_of(rose, sam, 31_000, days=0)
    actions.refuse_budget(version, "Ask the NHS for part of it.", by=acting(connor))
    assert "Ask the NHS" in as_(sam).get(page("money", rose.pk)).content.decode()
    assert budget_of(rose, sam, 15_000, days=0).status == "agreed"


def test_whoever_proposed_it_takes_it_back_on_the_page_and_nobody_else(rose, sam, connor, limits):
    version = budget_of(rose, sam, 30_000, days=0)
    assert as_(connor).post(page("take-back-budget", version.pk)).status_code == 404
    assert "Take my proposal back" in as_(sam).get(page("money", rose.pk)).content.decode()
    as_(sam).post(page("take-back-budget", version.pk))
    assert budget_of(rose, sam, 15_000, days=0).status == "agreed"


def test_only_their_named_worker_sets_it(rose, sam, lena, cat, limits):
    for somebody in (lena, cat):
        with pytest.raises(PermissionDenied):
            budget_of(rose, somebody, 100)


def test_nobody_agrees_to_money_for_somebody_who_has_died(rose, sam, connor, limits):
    version = budget_of(rose, sam, 30_000, days=0)
    Person.objects.filter(pk=rose.pk).update(died_on=timezone.localdate())
    with pytest.raises(RuleBroken, match="They have died"):
        actions.agree_budget(BudgetVersion.objects.get(), by=acting(connor))
    actions.refuse_budget(version, "Rose has died.", by=acting(connor))
    with pytest.raises(RuleBroken, match="They have died"):
        budget_of(rose, sam, 15_600, days=0)
    assert not Line.objects.exists()


# --- The three lines of the law --------------------------------------------------------------------------------------
def test_a_direct_payment_is_paid_net_and_the_contribution_stands_against_the_person(rose, sam, limits):
    budget_of(rose, sam, 15_600, days=0, assessed_weekly_pence=2_600)
    assert pot(rose).posted == 62_400
    assert (pot(rose, "funding").posted, pot(rose, "contribution").posted) == (-52_000, -10_400)


def test_a_mix_of_two_ways_adds_up_and_the_contribution_comes_off_the_direct_payment(rose, sam, limits):
    ways = [{"mechanism": "council-managed", "weekly_pence": 10_000, "account": ""},
            {"mechanism": "direct-payment", "weekly_pence": 5_000, "account": "prepaid-card"}]  # fmt: skip
    budget_of(rose, sam, 15_000, days=0, ways=ways, assessed_weekly_pence=6_000)
    assert (pot(rose).posted, pot(rose, "council-managed").posted) == (20_000, 40_000)
    assert (pot(rose, "contribution").posted, pot(rose, "funding").posted) == (-24_000, -36_000)


WRONG = {
    "do not add up": {"ways": [{"mechanism": "direct-payment", "weekly_pence": 15_000, "account": "own"}]},
    "nowhere to pay to": {"ways": [{"mechanism": "direct-payment", "weekly_pence": 15_600, "account": ""}]},
    "another's money": {"ways": [{"mechanism": "phb-notional", "weekly_pence": 15_600, "account": ""}]},
    "ten digits": {"gross_weekly_pence": 1_234_567_890},
    "years ago": {"days": 800},
    "ends first": {"ends_on": date(2020, 1, 1)},
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_is_refused_in_words_before_anything_is_written(what, rose, sam, limits):
    with pytest.raises(RuleBroken):
        budget_of(rose, sam, **WRONG[what])
    assert not BudgetVersion.objects.exists() and not Line.objects.exists()


# --- Time ------------------------------------------------------------------------------------------------------------
def test_the_next_four_weeks_come_by_themselves_and_once(rose, sam, limits):
    with time_machine.travel("2026-03-02 09:00", tick=False):
        budget_of(rose, sam, 10_000, days=0)
    with time_machine.travel("2026-03-29 09:00", tick=False):
        tasks.allocate()
        assert pot(rose).posted == 40_000
    with time_machine.travel("2026-03-30 03:00", tick=False):  # the morning after the clocks went forward
        tasks.allocate(), tasks.allocate()
    assert pot(rose).posted == 80_000


def test_one_budget_that_cannot_be_given_is_named_and_costs_nobody_else_theirs(rose, sam, limits, monkeypatch, caplog):
    with time_machine.travel("2026-03-02 09:00", tick=False):
        wrong = budget_of(rose, sam, 10_000, days=0)
        others = [budget_of(person_beside(rose, name), sam, 10_000, days=0) for name in ("Una Field", "Ivy Moss")]
    real = actions.allocate
    monkeypatch.setattr(actions, "allocate", lambda each, *, by: real(None if each == wrong else each, by=by))
    monkeypatch.setattr(tasks, "SOME", 1)
    with time_machine.travel("2026-03-30 03:00", tick=False):
        after = ""
        for version in (wrong, *others):
            monkeypatch.setattr(tasks.allocate, "delay", (went_on := []).append)
            tasks.allocate(after)
            (after,) = went_on
            assert after == str(version.pk)
    assert pot(rose).posted == 40_000 and [pot(each.budget.person).posted for each in others] == [80_000, 80_000]
    assert [each.id for each in caplog.records if each.levelname == "ERROR"] == [str(wrong.pk)]


def person_beside(other: Person, name: str) -> Person:
    facts = {"organisation": other.organisation, "named_worker": other.named_worker}
    return Person.objects.create(name=name, outcode="NG5", **facts)


def test_a_new_version_ends_the_old_one_and_takes_back_what_was_for_later_days(rose, sam, limits):
    with time_machine.travel("2026-11-02 09:00", tick=False):
        budget_of(rose, sam, 7_000, days=0)
    with time_machine.travel("2026-11-12 09:00", tick=False):
        new = budget_of(rose, sam, 14_000, days=0, reason="review")
        assert [v.ends_on for v in new.budget.versions.agreed()] == [date(2026, 11, 11), None]
        assert pot(rose).posted == 10 * 1_000 + 4 * 14_000
        with pytest.raises(RuleBroken, match="later day"):
            budget_of(rose, sam, 9_000, days=3)


def test_a_new_version_from_next_week_on_leaves_this_week_as_it_is(rose, sam, limits):
    with time_machine.travel("2026-11-26 09:00", tick=False):
        old = budget_of(rose, sam, 6_000, days=21)
        budget_of(rose, sam, 9_000, days=-4, reason="review")
        assert money_now([old.budget], date(2026, 11, 26)).week.came_in_pence == 6_000
        assert pot(rose).posted == 24_000, "what is promised until then stays promised"
    with time_machine.travel("2026-11-30 09:00", tick=False):
        tasks.allocate()
        assert money_now([old.budget], date(2026, 11, 30)).week.came_in_pence == 9_000
        assert pot(rose).posted == 21_429 + 36_000  # 25 days, until Sunday, and four weeks from Monday


def test_a_new_version_from_weeks_ago_is_right_in_every_week_since(rose, sam, limits):
    with time_machine.travel("2026-11-26 09:00", tick=False):
        old = budget_of(rose, sam, 6_000, days=66)  # Monday 21 September
        budget_of(rose, sam, 9_000, days=38, reason="review")  # Monday 19 October
        weeks = money_now([old.budget], date(2026, 11, 26)).past.weeks
    assert [week.came_in_pence for week in weeks][-10:] == [6_000] * 4 + [9_000] * 6


def test_the_parts_of_an_odd_week_add_up_to_the_penny(rose, sam, limits):
    with time_machine.travel("2026-11-02 09:00", tick=False):
        budget_of(rose, sam, 10_001, days=0, ends_on=date(2026, 11, 12))
    assert pot(rose).posted == 15_716  # 11 days of £100.01 a week: 110.011 / 7 x 10 = 157.16


# --- Spent elsewhere -------------------------------------------------------------------------------------------------
@pytest.fixture
def version(rose, sam, limits):
    return budget_of(rose, sam, 15_600, days=0)


def said(pence=2_700, **facts) -> dict:
    return {"pence": pence, "spent_on": timezone.localdate(), "kind": "provider", "words": "Sheila’s supper"} | facts


def test_ben_writes_down_what_he_paid_and_takes_it_back(version, rose, ben):
    made = actions.declare_expense(version.budget, "direct-payment", said(), key=uuid7(), by=acting(ben))
    assert pot(rose).posted == 62_400 - 2_700 and pot(rose, "expense").posted == 2_700
    actions.take_back_expense(made, by=acting(ben))
    actions.take_back_expense(made, by=acting(ben))
    assert pot(rose).posted == 62_400 and pot(rose, "expense").posted == 0


def test_the_same_form_twice_is_one_payment(version, ben):
    key = uuid7()
    for _n in range(2):
        actions.declare_expense(version.budget, "direct-payment", said(), key=key, by=acting(ben))
    assert Expense.objects.count() == 1 and Posting.objects.filter(entry_type="expense-declared").count() == 1


def test_more_than_there_is_is_written_down_and_shown_as_a_shortfall(version, rose, ben):
    actions.declare_expense(version.budget, "direct-payment", said(90_000), key=uuid7(), by=acting(ben))
    assert pot(rose).shortfall == 27_600
    assert "more than there is this week" in as_(ben).get(page("my-money")).content.decode()


def test_money_that_the_council_pays_is_not_spent_by_a_form(rose, sam, ben, limits):
    ways = [{"mechanism": "council-managed", "weekly_pence": 5_000, "account": ""}]
    version = budget_of(rose, sam, 5_000, days=0, ways=ways)
    with pytest.raises(RuleBroken, match="paid for you"):
        actions.declare_expense(version.budget, "council-managed", said(), key=uuid7(), by=acting(ben))
    assert as_(ben).get(page("pay", version.budget.pk, "council-managed")).status_code == 404


def test_nothing_was_paid_from_it_before_it_began(version, ben):
    facts = said(spent_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(RuleBroken, match="This money began on"):
        actions.declare_expense(version.budget, "direct-payment", facts, key=uuid7(), by=acting(ben))
    assert not Expense.objects.exists()


def test_a_stranger_writes_nothing_down(version, olive):
    with pytest.raises(PermissionDenied):
        actions.declare_expense(version.budget, "direct-payment", said(), key=uuid7(), by=acting(olive))


# --- Pictures and pages ----------------------------------------------------------------------------------------------
def test_the_picture_of_a_week(rose, sam, ben, limits):
    with time_machine.travel("2026-11-23 09:00", tick=False):
        version = budget_of(rose, sam, 15_600, days=0)
        actions.declare_expense(version.budget, "direct-payment", said(), key=uuid7(), by=acting(ben))
        money = money_of(Line.objects.filter(account=pot(rose)).select_related("posting"), MONDAY)
    assert (money.week.came_in_pence, money.week.spent_pence, money.week.left_pence) == (15_600, 2_700, 12_900)
    assert money.parts == (("spent", 2_700, 17.3), ("promised", 0, 0.0), ("left", 12_900, 82.7))


def test_ben_sees_his_week_and_takes_it_away_as_a_spreadsheet(version, ben):
    client = as_(ben)
    client.post(page("pay", version.budget.pk, "direct-payment"), {
        "key": uuid7(), "pence": "18.50", "kind": "provider", "words": "=cmd",
        **day("spent_on")})  # fmt: skip
    shown = client.get(page("my-money")).content.decode()
    assert "left this week" in shown and "£18.50" in shown and "Direct payment" in shown
    answer = client.get(page("my-money-file"))
    assert answer["Content-Disposition"] == 'attachment; filename="my-money.csv"'
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    (paid,) = [row for row in rows if row["What"] == "Paid elsewhere"]
    assert (paid["Whose money"], paid["Kept as"], paid["Out"]) == ("The council", "Direct payment", "18.50")
    assert paid["For"].endswith("=cmd") and not any(cell.startswith("=") for row in rows for cell in row.values())
    assert paid["In hand"] == rows[-1]["In hand"] == f"{pot(version.budget.person).posted / 100:.2f}"


def test_whoever_has_no_budget_here_reads_what_would_be_here(olive):
    assert "No budget of yours is here yet" in as_(olive).get(page("my-money")).content.decode()


def test_who_decides_about_nhs_money_is_said_by_name_and_not_that_it_is_too_much(rose, sam, limits):
    facts = {"key": uuid7(), "funder": "nhs", "reason": "new", **day("starts_on"), "gross_weekly_pence": "10",
             "way_phb-direct-payment": "10", "account": "own", "why": "He stays at home."}  # fmt: skip
    address = page("set-budget", rose.pk)
    assert "They always decide about money of the NHS." in as_(sam).get(address).content.decode()
    shown = as_(sam).post(address, facts, follow=True).content.decode()
    assert BudgetVersion.objects.get().status == "proposed" and "more than you agree to alone" not in shown
    assert "Sent on: whoever decides about money at Nottingham City Council answers by" in shown


def test_sam_sets_a_budget_on_the_page_and_connor_agrees(rose, sam, connor, limits):
    facts = {"key": uuid7(), "funder": "council", "reason": "new", **day("starts_on"), "gross_weekly_pence": "300",
             "way_direct-payment": "290", "account": "own"}  # fmt: skip
    wrong = as_(sam).post(page("set-budget", rose.pk), facts).content.decode()
    assert "short of its £300" in wrong and not BudgetVersion.objects.exists()
    facts |= {"way_direct-payment": "300", "why": "He stays at home."}
    sent = as_(sam).post(page("set-budget", rose.pk), facts, follow=True)
    assert "whoever decides about money at Nottingham City Council answers by" in sent.content.decode()
    waiting = BudgetVersion.objects.get()
    assert waiting.status == "proposed"
    client = as_(connor)
    assert "B.C." in client.get(page("to-agree")).content.decode()
    client.post(page("agree-budget", waiting.pk), {"decision": "agree"})
    assert pot(rose).posted == 120_000


@pytest.mark.parametrize(("facts", "words"), [
    ({"funder": "council", "assessed_weekly_pence": "301"}, "This is more than meeting the needs costs a week"),
    ({"funder": "person"}, "Leave this empty: they pay with their own money"),
])  # fmt: skip
def test_what_was_typed_is_refused_in_words_and_never_dropped(facts, words, rose, sam, limits):
    given = {"key": uuid7(), "reason": "new", **day("starts_on"), "gross_weekly_pence": "300", "account": "own"}
    given |= {"way_direct-payment": "300"} | facts
    assert words in as_(sam).post(page("set-budget", rose.pk), given).content.decode()
    assert not BudgetVersion.objects.exists()


def test_each_reading_of_his_money_by_another_is_on_the_trail(version, rose, sam, connor):
    as_(sam).get(page("money", rose.pk))
    as_(connor).get(page("money", rose.pk))
    assert Entry.objects.filter(subject_id=rose.pk, what="money-read").count() == 2


# --- Reconciled ------------------------------------------------------------------------------------------------------
@pytest.mark.R9
def test_the_books_agree_with_their_reasons(version, ben, capsys):
    actions.declare_expense(version.budget, "direct-payment", said(), key=uuid7(), by=acting(ben))
    call_command("verify_ledger")
    call_command("reconcile")
    said_by_both = capsys.readouterr().out
    assert "The books are right." in said_by_both and "Everything agrees." in said_by_both
    Expense.objects.all().delete()
    with pytest.raises(CommandError, match="1 do not agree"):
        call_command("reconcile")


@pytest.mark.parametrize(("way", "account"), [("isf", ""), ("direct-payment", "managed")])
def test_who_holds_money_for_somebody_is_asked_and_shown(rose, limits, sam, way, account):
    said = {"funder": "council", "reason": "new", "gross_weekly_pence": "100", "account": account, f"way_{way}": "100"}
    said |= {"key": str(uuid7()), **day("starts_on")}
    asked = as_(sam).post(page("set-budget", rose.pk), said).content.decode()
    assert "Type the name of the body that holds it" in asked and not BudgetVersion.objects.exists()
    as_(sam).post(page("set-budget", rose.pk), said | {"holder": "Trent Trust"})
    assert "(Trent Trust)" in as_(sam).get(page("money", rose.pk)).content.decode()
