"""A statement of any days: opening and closing agree with the books, on the page, on paper and in a spreadsheet."""

import time
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from budgets import actions, ledger
from budgets.actions.allocating import account_of
from budgets.forms.stating import period_of
from budgets.models import Account, Budget, CircleMember, Person
from budgets.stating import named_period, statement_of
from budgets.weeks import Period
from marketplace.accounts.actors import system
from marketplace.accounts.ids import uuid7
from marketplace.workflow.models import Entry
from tests.budgets.making import budget_of, limit_of
from tests.people import acting, person

pytestmark = pytest.mark.django_db
BY = system("statement-tests")
MONDAY = date(2026, 11, 2)


@pytest.fixture
def his(nottingham, sam, ben, connor):
    """Ben's own file; Sam is his named worker."""
    limit_of(nottingham, "social_worker", 10_000_000, connor)
    facts = {"name": "Ben Carter", "outcode": "NG5", "account": ben}
    return Person.objects.create(organisation=nottingham, named_worker=sam, **facts)


@pytest.fixture
def version(his, sam):
    """£156 a week since Monday 2 November 2026, of which he pays £12; it is Thursday 26 November."""
    with time_machine.travel("2026-11-26 10:00", tick=False):
        yield budget_of(his, sam, 15_600, days=24, assessed_weekly_pence=1_200)


def spend(version, pence, on, words="Art morning", **more):
    facts = {"pence": pence, "spent_on": on, "kind": "provider", "words": words} | more
    return actions.declare_expense(
        version.budget, "direct-payment", facts, key=uuid7(), by=acting(version.budget.person.account)
    )


def promise(version, pence, on):
    """Out of his direct payment to somebody who comes on a day."""
    pot, to = account_of(version.budget, "direct-payment"), account_of(version.budget, "expense")
    facts = {"source": version, "by": BY, "effective_on": on}
    return ledger.reserve({pot: -pence, to: pence}, key=f"promise:{uuid7()}", **facts)


def told(version, first, last):
    return statement_of([version.budget], Period(first, last))


def as_(somebody) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def days(first, last) -> dict:
    each = {"first": first, "last": last}
    return {f"{name}_{part}": getattr(day, part) for name, day in each.items() for part in ("day", "month", "year")}


MINE = reverse("budgets:my-statement")


# --- The sums --------------------------------------------------------------------------------------------------------
def test_four_weeks_with_what_came_was_spent_is_promised_and_is_left(version):
    spend(version, 14_900, MONDAY + timedelta(days=1))
    kept, gone = promise(version, 3_800, date(2026, 11, 25)), promise(version, 1_800, date(2026, 11, 27))
    ledger.post_reserved(kept, key="paid", by=BY, effective_on=date(2026, 11, 25))
    ledger.void(gone, key="gone", by=BY, effective_on=date(2026, 11, 27))
    promise(version, 900, date(2026, 11, 28))
    whole = told(version, MONDAY, MONDAY + timedelta(days=27)).picture.whole
    assert (whole.came_in_pence, whole.spent_pence, whole.promised_pence) == (62_400, 18_700, 900)
    assert (whole.left_pence, whole.in_hand_pence, whole.running_pence) == (42_800, 43_700, 42_800)


def test_what_was_there_before_and_what_moved_come_to_what_is_there_after_wherever_one_cuts(version):
    for number in range(24):
        spend(version, 1_000 + number, MONDAY + timedelta(days=number))
    promise(version, 500, MONDAY + timedelta(days=9))
    at = 0
    for number in range(0, 28, 5):
        first = MONDAY + timedelta(days=number)
        (part,) = told(version, first, first + timedelta(days=4)).parts
        assert part.picture.opening_in_hand_pence == at
        at += sum(pence for _words, pence in part.kinds)
        assert part.closing_pence == at == (part.movements[-1].in_hand_pence if part.movements else at)
    assert at == Account.objects.get(kind="direct-payment").posted


def test_money_that_came_before_is_shown_in_the_weeks_that_it_is_for(version):
    whole = told(version, MONDAY + timedelta(days=14), MONDAY + timedelta(days=20)).picture.whole
    assert whole.came_in_pence == 15_600


def test_what_was_promised_long_ago_and_is_not_paid_is_still_promised(version):
    promise(version, 2_000, MONDAY)
    with time_machine.travel("2027-02-22 10:00", tick=False):
        (part,) = told(version, date(2027, 2, 1), date(2027, 2, 7)).parts
    assert part.picture.whole.in_hand_pence - part.picture.whole.running_pence == 2_000


def test_each_funder_has_its_own_part_and_together_they_are_the_whole(version, his, sam):
    ways = [{"mechanism": "self-funded", "weekly_pence": 2_000}]
    budget_of(his, sam, 2_000, days=24, funder="person", ways=ways)
    shown = statement_of(list(Budget.objects.of(his)), Period(MONDAY, MONDAY + timedelta(days=6)))
    assert [part.picture.whole.came_in_pence for part in shown.parts] == [15_600, 2_000]
    assert shown.picture.whole.came_in_pence == 17_600


def test_a_mistake_taken_back_is_in_the_movements_and_not_in_the_totals(version):
    spend(version, 900, MONDAY)
    actions.take_back_expense(spend(version, 5_000, MONDAY), by=acting(version.budget.person.account))
    (part,) = told(version, MONDAY, MONDAY + timedelta(days=27)).parts
    kinds = dict(part.kinds)
    assert kinds["Paid elsewhere"] == -900 and "Taken back: paid elsewhere" not in kinds
    assert [each.pence for each in part.movements].count(-5_000) == 1
    assert sum(kinds.values()) == part.closing_pence


def test_the_contribution_stands_beside_it(version):
    (part,) = told(version, MONDAY, MONDAY + timedelta(days=27)).parts
    assert (part.beside.contribution_due_pence, part.beside.owed_pence) == (4_800, 4_800)
    assert dict(part.kinds) == {"Direct payment": 57_600, "Contribution towards the cost": 4_800}


@pytest.mark.parametrize(("name", "first", "last"), [
    ("week", date(2026, 11, 23), date(2026, 11, 29)), ("four", MONDAY, date(2026, 11, 29)),
    ("year", date(2026, 4, 1), date(2026, 11, 29)), ("last-year", date(2025, 4, 1), date(2026, 3, 31)),
])  # fmt: skip
def test_days_that_have_a_name(name, first, last):
    assert named_period(name, date(2026, 11, 26)) == Period(first, last)
    assert period_of({"period": name}, date(2026, 11, 26))[1] == Period(first, last)


def test_a_financial_year_ends_on_31_march_though_the_week_goes_on():
    assert named_period("year", date(2027, 3, 31)).ends_on == date(2027, 3, 31)


# --- The page --------------------------------------------------------------------------------------------------------
def test_ben_reads_any_days_of_his_own(version, ben):
    spend(version, 1_850, MONDAY + timedelta(days=3), "Sheila’s supper")
    page = as_(ben).get(MINE, days(MONDAY, MONDAY + timedelta(days=6))).content.decode()
    assert "£137.50 left of what came in" in page and "Sheila’s supper" in page and "Paid elsewhere" in page
    assert "In hand before 2 November" in page and "In hand after 8 November" in page


def test_days_in_the_wrong_order_are_refused_in_words_and_kept(version, ben):
    page = as_(ben).get(MINE, days(MONDAY, MONDAY - timedelta(days=6))).content.decode()
    assert "The last day is before the first." in page and 'value="27"' in page


def test_whoever_has_no_budget_reads_what_would_be_here(olive):
    assert "No budget is here yet" in as_(olive).get(MINE).content.decode()
    assert as_(olive).get(MINE, {"as": "csv"}).status_code == 200


def test_sams_reading_is_on_the_trail_and_a_circle_reads_while_it_lasts(version, his, sam, nottingham):
    page = reverse("budgets:statement", args=[his.pk])
    assert "Statement of B.C." in as_(sam).get(page).content.decode()
    assert Entry.objects.filter(subject_id=his.pk, what="money-read").count() == 1
    dora, yesterday = person("dora"), timezone.localdate() - timedelta(days=1)
    place = CircleMember.objects.create(person=his, account=dora, kind="family", powers=["money"], name="Dora")
    assert as_(dora).get(page).status_code == 200
    CircleMember.objects.filter(pk=place.pk).update(starts_on=yesterday, ends_on=yesterday)
    assert as_(dora).get(page).status_code == 404


def questions(client, **asked) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(MINE, {"period": "year"} | asked).status_code == 200
    return len(seen)


def test_a_year_of_movements_asks_no_more_than_a_few(version, ben):
    client = as_(ben)
    spend(version, 1_000, MONDAY)
    questions(client)
    few = questions(client)
    for number in range(20):
        spend(version, 1_000 + number, MONDAY + timedelta(days=number))
    assert questions(client) == few


def test_a_year_is_read_in_a_tenth_of_a_second(his, sam):
    """104 payments, 26 of money coming in and 52 promises; the best of five, in the time of this process."""
    with time_machine.travel("2026-04-06 10:00", tick=False):
        version = budget_of(his, sam, 15_600, days=0)
    with time_machine.travel("2027-03-29 10:00", tick=False):
        actions.allocate(version, by=system("budgets-allocated"))
        for week in range(51):
            monday = date(2026, 4, 6) + timedelta(weeks=week)
            spend(version, 3_800, monday)
            spend(version, 1_800, monday + timedelta(days=3))
            promise(version, 900, monday + timedelta(days=5))
        took = []
        for _round in range(5):
            began = time.process_time()
            shown = told(version, date(2026, 4, 1), date(2027, 3, 31))
            took.append(time.process_time() - began)
        assert len(shown.parts[0].movements) > 160 and len(shown.picture.weeks) == 53
        print(f"{min(took) * 1000:.0f} ms")
        assert min(took) < 0.1


# --- To take along ---------------------------------------------------------------------------------------------------
@pytest.mark.S12
def test_the_spreadsheet_begins_and_ends_with_what_is_in_hand_and_runs_no_formula(version, ben):
    spend(version, 1_850, MONDAY, "=cmd|'/C calc'!A0", kind="other")
    answer = as_(ben).get(MINE, days(MONDAY, MONDAY) | {"as": "csv"})
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert answer["Content-Disposition"] == 'attachment; filename="statement.csv"'
    assert rows[1] == "The council,,2026-11-02,In hand before,,,,,0.00"
    assert rows[-1] == "The council,,2026-11-02,In hand after,,,,,605.50"
    assert any(",Paid elsewhere,\"Something else in my plan, =cmd|'/C calc'!A0\",,18.50,," in row for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.split(","))


def test_the_pdf_is_tagged_and_says_its_title_and_language(version, ben):
    spend(version, 1_850, MONDAY, "#let x = *bold* [")
    answer = as_(ben).get(MINE, {"as": "pdf"})
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in answer.content and b"/Lang" in answer.content and b"pdfuaid" in answer.content
    assert as_(ben).get(MINE, {"as": "exe"}).status_code == 200
