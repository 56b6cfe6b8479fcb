"""Money is set, written down and asked for once, however often a form is sent (R6)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from budgets import actions
from budgets.models import BudgetVersion, Expense, Line, Person
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken
from tests.budgets.making import budget_of, limit_of
from tests.people import acting
from tests.test_races import at_once

pytestmark = pytest.mark.R6
PAID = {"pence": 1_850, "kind": "provider", "words": ""}


@pytest.fixture
def bens(fresh_db, nottingham, sam, ben):
    limit_of(nottingham, "social_worker", 2_000_000, sam)
    return Person.objects.create(organisation=nottingham, named_worker=sam, account=ben, name="Ben", outcode="NG7")


def proposed(bens, sam, key, pence=15_600):
    facts = {"reason": "new", "starts_on": timezone.localdate(), "gross_weekly_pence": pence}
    ways = [{"mechanism": "direct-payment", "weekly_pence": pence, "account": "own"}]
    return actions.propose_budget(bens, "council", facts, ways, key=key, by=acting(sam)).pk


def test_a_budget_proposed_twenty_times_at_once_is_one(bens, sam):
    key = uuid7()
    assert len(set(at_once(*[lambda: proposed(bens, sam, key)] * 20))) == 1
    assert BudgetVersion.objects.count() == 1 and Line.objects.count() == 2
    with pytest.raises(RuleBroken, match="sent already"):
        proposed(bens, sam, key, 15_700)


def test_what_was_paid_is_written_down_once(bens, sam, ben):
    version, key = budget_of(bens, sam), uuid7()
    facts = PAID | {"spent_on": timezone.localdate()}

    def declare(by=ben, **more):
        said = facts | more
        return actions.declare_expense(version.budget, "direct-payment", said, key=key, by=acting(by)).pk

    assert len(set(at_once(*[declare] * 20))) == 1 and Expense.objects.count() == 1
    with pytest.raises(RuleBroken, match="sent already"):
        declare(spent_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(RuleBroken, match="sent already"):
        declare(by=sam)
    assert Expense.objects.count() == 1
