"""A plan in somebody's own words, written a part at a time; and looked at again when that is due."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from budgets import actions
from budgets.models import CircleMember, Person, Plan, Power, Review
from budgets.reviewing import first_due_on, months_after, next_due_on
from marketplace.accounts.actors import system
from marketplace.notifications.models import Message
from marketplace.organisations.models import Organisation
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.models import Entry
from tests.budgets.circles import as_, day, days, in_circle, page, plan_of, read, rose_of, status
from tests.budgets.making import budget_of, limit_of
from tests.forms_on_pages import forms_of
from tests.people import acting, person

pytestmark = pytest.mark.django_db
CLOCK = system("reviews-due")


@pytest.fixture
def rose_account(db):
    return person("rose")


@pytest.fixture
def rose(sam, nottingham, rose_account):
    return rose_of(sam, nottingham, account=rose_account)


# --- Written ---------------------------------------------------------------------------------------------------------
GIVEN = {
    "matters": {"matters": "My kitchen.", "outcomes": "I cook again.\n\nI sing on Sundays."},
    "bring": {"can_do": "I peel and stir.", "family": "Dora rings.", "community": "The choir."},
    "help": {"activities": ["cooking-with-you", "walking"], "needs": ["dementia"]},
    "when": {"times": ["tue-morning", "fri-evening"], "visits_weekly": "2", "hours": "3.5"},
    "where": {"is_visited": "on", "travel_miles": "2"},
    "who": {"by": "woman", "languages": ["pa"], "has_pets": "on", "musts": ["language"]},
}
READ = (
    "My kitchen.", "I sing on Sundays.", "I peel and stir.", "Dora rings.", "The choir.", "Cooking with you",
    "Dementia", "Tuesday mornings, Friday evenings", "2 visits a week", "3.5 hours a week", "Somebody may come",
    "Up to 2 miles away", "A woman", "Punjabi", "There are pets in the home", "the language",
)  # fmt: skip


def test_rose_writes_her_plan_part_by_part_and_reads_it_as_one(rose, rose_account):
    assert "Begin" in read(rose_account, "my-plan") and not Plan.objects.exists()
    address = page("my-plan-part", "matters")
    for part, said in GIVEN.items():
        assert address == page("my-plan-part", part)
        assert as_(rose_account).get(address).status_code == 200
        address = as_(rose_account).post(address, said | {"on": "1"}).url
    assert address == page("my-plan"), "after the last part comes the whole"
    shown = read(rose_account, "my-plan")
    assert not [words for words in READ if words not in shown]
    assert Plan.objects.count() == 1 and Plan.objects.get().minutes_weekly == 210
    assert [e.what for e in Entry.objects.filter(subject_type="budgets.plan")] == [f"changed-{part}" for part in GIVEN]


def test_each_part_keeps_what_was_said_before(rose, rose_account):
    for part, said in GIVEN.items():
        as_(rose_account).post(page("my-plan-part", part), said)
    before = read(rose_account, "my-plan")
    for part in GIVEN:
        filled = forms_of(read(rose_account, "my-plan-part", part))[-1].questions
        assert set(GIVEN[part]) <= set(filled)
        as_(rose_account).post(page("my-plan-part", part), {name: each.values for name, each in filled.items()})
    assert facts_in(read(rose_account, "my-plan")) == facts_in(before)


def facts_in(html: str) -> str:
    return re.search(r"<section.*</section>", html, re.DOTALL).group()


WRONG = {
    "where": ({}, "Say that somebody may come"),
    "who": ({"musts": ["worker"]}, "Answer the question itself first"),
    "when": ({"hours": "200", "visits_weekly": "three"}, "168"),
    "help": ({"activities": ["flying"]}, "Choose one of the answers on the list"),
    "matters": ({"matters": "x", "outcomes": "\n".join("abcdefghi")}, "at most 8"),
}


@pytest.mark.parametrize("part", WRONG)
def test_what_cannot_be_is_said_and_nothing_is_written(part, rose, rose_account):
    typed, words = WRONG[part]
    answer = as_(rose_account).post(page("my-plan-part", part), typed).content.decode()
    assert words in answer and "There is a problem" in answer and not Plan.objects.exists()


def test_what_it_says_is_sealed(rose, rose_account):
    as_(rose_account).post(page("my-plan-part", "matters"), GIVEN["matters"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT matters, outcomes FROM budgets_plan")
        assert not {"kitchen", "cook", "Sundays"} & set(" ".join(cursor.fetchone()).replace(".", " ").split())


@pytest.mark.parametrize("who", ["olive", "connor", "cat", "fiona", "lena"])
def test_nobody_else_reads_or_writes_it(who, rose, request):
    plan_of(rose)
    somebody = request.getfixturevalue(who)
    assert status(somebody, "plan", rose.pk) == status(somebody, "match", rose.pk) == 404
    with pytest.raises(PermissionDenied):
        actions.write_plan(rose, "bring", dict.fromkeys(("can_do", "family", "community"), ""), by=acting(somebody))


def test_sam_writes_with_her_and_how_to_speak_stands_on_every_page(rose, sam, rose_account):
    plan_of(rose)
    member = in_circle(rose, person("dora"))
    as_(sam).post(page("plan-part", rose.pk, "bring"), GIVEN["bring"])
    assert "I peel and stir." in read(rose_account, "my-plan") and "by Sam" in read(rose_account, "my-plan")
    of_rose = ("plan", "match", "circle", "circle-add", "reviews", "decides", "person", "change-person")
    pages = [(name, rose.pk) for name in of_rose] + [("plan-part", rose.pk, part) for part in GIVEN]
    pages += [("circle-member", member.pk), ("end-circle", member.pk)]
    assert not [each for each in pages if "How best to speak and write:" not in read(sam, *each)]


def test_ben_pays_himself_and_begins_without_any_council(ben, sam):
    assert "without any council" in read(ben, "my-plan")
    wrong = as_(ben).post(page("my-plan"), {"name": "Ben", "outcode": "ZZ99"}).content.decode()
    assert "We do not know this area" in wrong and not Person.objects.exists()


def test_and_he_is_one_person_however_often_he_begins(ben, outcodes):
    for _n in range(2):
        as_(ben).post(page("my-plan"), {"name": "Ben Carter", "outcode": "ng5 1aa"})
    his = Person.objects.get()
    assert (his.account, his.outcode, his.organisation.kind) == (ben, "NG5", Organisation.Kind.OPERATOR)
    as_(ben).post(page("my-plan-part", "matters"), GIVEN["matters"])
    assert "My kitchen." in read(ben, "my-plan") and not Review.objects.exists(), "nobody owes him a review"
    assert status(ben, "my-circle") == status(ben, "my-match") == 200


# --- Looked at again -------------------------------------------------------------------------------------------------
def test_the_days_of_the_law():
    assert first_due_on(date(2026, 8, 31)) == date(2027, 2, 28)
    assert first_due_on(date(2026, 11, 26), "nhs") == date(2027, 2, 26)
    assert next_due_on(date(2028, 2, 29)) == date(2029, 2, 28) and months_after(date(2026, 12, 1), 1).year == 2027


def test_a_first_plan_is_looked_at_within_six_months(rose, rose_account):
    as_(rose_account).post(page("my-plan-part", "matters"), GIVEN["matters"])
    as_(rose_account).post(page("my-plan-part", "bring"), GIVEN["bring"])
    assert rose.reviews.get().due_on == first_due_on(timezone.localdate())


def test_nhs_money_brings_it_forward_to_three_months(rose, rose_account, sam, connor):
    limit_of(rose.organisation, "social_worker", 2_000_000, connor)
    budget_of(rose, sam, days=0)
    assert rose.reviews.get().due_on == first_due_on(timezone.localdate())
    budget_of(rose, sam, 5_000, days=0, funder="nhs", ways=[
        {"mechanism": "phb-notional", "weekly_pence": 5_000, "account": ""}])  # fmt: skip
    assert rose.reviews.get().due_on == first_due_on(timezone.localdate(), "nhs")


def test_a_later_version_of_the_same_budget_moves_nothing(rose, sam, connor):
    limit_of(rose.organisation, "social_worker", 2_000_000, connor)
    budget_of(rose, sam, days=100)
    actions.record_review(rose, timezone.localdate(), "It goes well.", by=acting(sam))
    budget_of(rose, sam, 16_000, days=0, reason="review")
    assert rose.reviews.to_do().get().due_on == next_due_on(timezone.localdate())


def test_sam_sees_those_that_are_due_first_and_records_one(rose, sam, nottingham, rose_account):
    later = rose_of(sam, nottingham, name="Ann Abel")
    Person.objects.filter(pk=later.pk).update(created_at=timezone.now() - timedelta(days=90))
    Review.objects.create(person=rose, due_on=days(-2))
    Review.objects.create(person=later, due_on=days(5))
    listed = read(sam, "persons")
    assert listed.index("R.T.") < listed.index("A.A.") and listed.count("Review due since") == 1
    said = {"said": "She cooks again."} | day("done_on")
    assert as_(sam).post(page("reviews", rose.pk), said).url == page("plan", rose.pk)
    assert "She cooks again." in read(rose_account, "my-plan"), "she reads what was said"
    assert rose.reviews.to_do().get().due_on == next_due_on(timezone.localdate())
    assert "Review due since" not in read(sam, "persons")


LATE = {
    "it is still to come": {"done_on": 1},
    "the next is more than a year later": {"done_on": 0, "again_on": 400},
    "the next is over": {"done_on": -30, "again_on": -1},
    "nothing was said": {"done_on": 0, "said": " "},
}


@pytest.mark.parametrize("why", LATE)
def test_a_review_is_refused_when(why, rose, sam):
    said = {"said": "Well."} | LATE[why]
    facts = {name: days(value) if isinstance(value, int) else value for name, value in said.items()}
    with pytest.raises(RuleBroken):
        actions.record_review(rose, facts["done_on"], facts["said"], again_on=facts.get("again_on"), by=acting(sam))
    typed = {"said": facts["said"]} | day("done_on", facts["done_on"])
    typed |= day("again_on", facts["again_on"]) if "again_on" in facts else {}
    assert "There is a problem" in as_(sam).post(page("reviews", rose.pk), typed).content.decode()
    assert not Review.objects.exists()


def test_the_same_day_is_recorded_once(rose, sam):
    actions.record_review(rose, days(0), "Well.", by=acting(sam))
    with pytest.raises(RuleBroken, match="already"):
        actions.record_review(rose, days(0), "Well.", by=acting(sam))


def test_only_her_named_worker_records_it(rose, rose_account, connor):
    in_circle(rose, person("dora"), Power.PLAN)
    for somebody in (rose_account, connor):
        with pytest.raises(PermissionDenied):
            actions.record_review(rose, days(0), "Well.", by=acting(somebody))
    assert status(rose_account, "reviews", rose.pk) == 403


def test_sam_is_reminded_once_on_the_day(rose, sam):
    Review.objects.create(person=rose, due_on=days(1))
    assert actions.remind_of_some_reviews(by=CLOCK) == 0
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert (actions.remind_of_some_reviews(by=CLOCK), actions.remind_of_some_reviews(by=CLOCK)) == (1, 0)
    message = Message.objects.get(template="review-due")
    assert message.to == sam and "Rose" not in str(message.context)


# --- Forgotten -------------------------------------------------------------------------------------------------------
def test_two_years_after_the_last_word_nothing_of_it_is_left(rose, sam):
    plan_of(rose)
    in_circle(rose, None)
    Review.objects.create(person=rose, due_on=days(10), done_on=days(0), said="She is well.")
    by = system("introductions-forget")
    with time_machine.travel(timezone.now() + timedelta(days=700)):
        assert actions.forget_persons(by=by) == 0
    with time_machine.travel(timezone.now() + timedelta(days=735)):
        assert actions.forget_persons(by=by) == 1
    member, review = CircleMember.objects.get(), Review.objects.get()
    assert not Plan.objects.exists() and (member.name, member.email, review.said) == ("", "", "")


def test_somebody_whose_plan_still_changes_is_not_forgotten(rose, sam):
    plan_of(rose, changed_at=timezone.now() + timedelta(days=700))
    with time_machine.travel(timezone.now() + timedelta(days=740)):
        assert actions.forget_persons(by=system("introductions-forget")) == 0
