"""Whoever sends something upward says why it is right; whoever decides reads it, and nobody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from budgets import actions
from budgets.actions.reasons import NeedsReason
from budgets.models import Agreement, BudgetVersion, Plan
from marketplace.accounts.actors import system
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.workflow.models import Entry
from tests.budgets.agreements import again, agreed, cooking, his, known, limits, managed, much, offered, terms
from tests.budgets.making import budget_of, limit_of
from tests.people import acting

__all__ = ["cooking", "his", "limits"]
WHY = "Since the fall two people have to be there at night."
AIM = "To bake again on Sundays"


def as_(somebody) -> Client:
    client = Client()
    client.force_login(somebody)
    return client


def page(name, *args) -> str:
    return reverse(f"budgets:{name}", args=args)


def read(somebody, name, *args) -> str:
    return as_(somebody).get(page(name, *args)).content.decode()


@pytest.fixture
def plan(his):
    return Plan.objects.create(person=his, outcomes=AIM, needs=["dementia"], matters="My late wife.")


def asked(pounds: str, **more) -> dict:
    today = timezone.localdate()
    facts = {"key": uuid7(), "funder": "council", "reason": "new", "gross_weekly_pence": pounds, "account": "own"}
    facts |= {"starts_on_day": today.day, "starts_on_month": today.month, "starts_on_year": today.year}
    return facts | {"way_direct-payment": pounds} | more


def test_sam_says_why_before_it_goes_upward_and_within_her_limit_she_need_not(his, sam):
    client, address = as_(sam), page("set-budget", his.pk)
    refused = client.post(address, asked("400")).content.decode()
    assert "Say why it is right" in refused and not BudgetVersion.objects.exists()
    kept = client.post(address, asked("400", why=WHY, funder="")).content.decode()
    assert WHY in kept, "what she typed stays when something else is wrong"
    client.post(address, asked("400", why=WHY))
    assert BudgetVersion.objects.get().why == WHY
    BudgetVersion.objects.update(status="refused")
    client.post(address, asked("100"))
    assert BudgetVersion.objects.filter(status="agreed").exists()


def test_connor_reads_why_and_what_the_plan_is_for_and_no_more_of_it(plan, his, sam, connor):
    version = budget_of(his, sam, 40_000, days=0, why=WHY)
    shown = read(connor, "agree-budget", version.pk)
    assert WHY in shown and AIM in shown and "My late wife" not in shown
    assert Entry.objects.filter(subject_id=his.pk, what="reason-read", account=connor).count() == 1
    assert as_(connor).get(page("plan", his.pk)).status_code == 404
    assert WHY not in read(connor, "money", his.pk)


def test_nothing_of_it_is_in_a_message(plan, his, sam, connor, cooking):
    budget_of(his, sam, 40_000, days=0, why=WHY)
    told = Message.objects.get(template="budget-to-agree", to=connor)
    assert WHY not in str(told.context) and AIM not in str(told.context)


def dear(his, sam, connor, cooking, **more) -> Agreement:
    """£250 a week is agreed, and Sam orders up to £10 a year alone."""
    version = much(his, sam, connor)
    limit_of(his.organisation, "social_worker", 1_000, connor)
    return offered(his, cooking, sam, version=version, about=known() | more)


def test_an_order_above_her_limit_needs_a_reason_which_the_enterprise_does_not_read(
    plan, his, sam, connor, amina, cooking
):
    with pytest.raises(NeedsReason):
        dear(his, sam, connor, cooking, why=" ")
    version = BudgetVersion.objects.get()
    limit_of(his.organisation, "social_worker", 1_000, connor)
    made = offered(his, cooking, sam, version=version, about=known(why=WHY))
    shown = read(connor, "agreement", made.pk)
    assert WHY in shown and AIM in shown
    agreed(made, connor)
    assert WHY not in read(amina, "agreement", made.pk)
    assert WHY not in read(connor, "agreement", made.pk), "he has decided"
    assert WHY in read(sam, "agreement", made.pk)


def test_sam_says_why_on_the_page_when_dearer_terms_of_the_enterprise_go_upward(his, sam, connor, amina, cooking):
    version = managed(his, sam, 15_000)
    made = agreed(offered(his, cooking, sam, version=version, about=known()), amina)
    later = timezone.localdate() + timedelta(days=7)
    limit_of(his.organisation, "social_worker", made.held.yearly_pence, connor)
    actions.propose(made, terms(pence=2_500, starts_on=later), number=1, by=acting(amina))
    client, yes = as_(sam), page("agreement-yes", made.pk)
    assert 'name="why"' in client.get(page("agreement", made.pk)).content.decode()
    assert client.post(yes, {"number": 2}).status_code == 409
    client.post(yes, {"number": 2, "why": WHY})
    made = again(made)
    assert made.why == WHY and made.open_version.sent_up_by == sam
    assert 'name="why"' not in read(connor, "agreement", made.pk)


def test_two_years_later_the_reason_is_gone_even_from_what_was_agreed(his, sam, connor, cooking, time_machine):
    facts = {"why": WHY, "ends_on": timezone.localdate() + timedelta(days=30)}
    version = budget_of(his, sam, 40_000, days=0, **facts)
    actions.agree_budget(version, by=acting(connor))
    time_machine.move_to(timezone.now() + timedelta(days=900))
    type(his).objects.filter(pk=his.pk).update(created_at=timezone.now() - timedelta(days=900))
    his.reviews.update(due_on=timezone.localdate() - timedelta(days=860))
    assert actions.forget_persons(by=system("retention")) == 1
    assert BudgetVersion.objects.get().why == ""
