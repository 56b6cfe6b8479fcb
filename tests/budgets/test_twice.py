"""However often, late or at once the sweep runs, the next is asked once and everybody is told once."""

import pytest

from budgets import actions, tasks
from marketplace.accounts.actors import system
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from providers.actions import enquiries
from providers.models import Enquiry
from tests.budgets.conftest import again, statuses
from tests.people import acting
from tests.test_races import at_once

pytestmark = [pytest.mark.R4, pytest.mark.usefixtures("fresh_db")]


def test_four_sweeps_and_an_open_page_at_once_ask_the_next_once(fresh_db, ready, cooks, sam):
    actions.send(ready, by=acting(sam))
    for number, cook in enumerate(cooks[:2], 1):
        enquiries.answer(Enquiry.objects.latest("created_at"), "no", "full", by=cook.by)
        by = system("introduction-opened")
        at_once(*[tasks.pass_on] * 4, lambda by=by: actions.catch_up(again(ready), by=by))
        assert Enquiry.objects.count() == number + 1
        assert statuses(ready)[: number + 1] == ["declined"] * number + ["sent"]
        assert Message.objects.filter(template="introduction-passed-on").count() == number
        assert Message.objects.filter(template="introduced").count() == number + 1


def test_stopping_while_it_passes_on_leaves_nobody_asked(fresh_db, ready, cooks, sam):
    actions.send(ready, by=acting(sam))
    enquiries.answer(Enquiry.objects.get(), "no", "full", by=cooks[0].by)
    found = at_once(tasks.pass_on, lambda: actions.withdraw(again(ready), by=acting(sam)))
    assert not [each for each in found if isinstance(each, RuleBroken)]
    tasks.pass_on()
    assert again(ready).status == "withdrawn" and not ready.choices.under_way().exists()
    assert not Enquiry.objects.waiting().exists()


def test_sending_twice_at_once_sends_once(fresh_db, ready, sam):
    found = at_once(*[lambda: actions.send(again(ready), by=acting(sam))] * 2)
    assert sum(isinstance(each, RuleBroken) for each in found) == 1 and Enquiry.objects.count() == 1
