"""A day that was paid by mistake is taken back for everybody, and settled again rightly."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from budgets import actions
from budgets.actions.sessions_together import payment_of
from budgets.models import Posting, SharedSession
from budgets.reconciling import gaps
from budgets.verifying import wrongs
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from tests.budgets.clubbing import CLOCK, begun, joins, leaves, paid_to, place, pool, pot, somebody, today
from tests.budgets.test_together import again, art, everybody, running, three, told
from tests.budgets.test_together_pages import as_, page, read
from tests.factories import ServiceFactory
from tests.people import acting
from tests.test_races import at_once

__all__ = ["art", "running", "three"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(running, ben) -> SharedSession:
    """Ben said that it cost £45, and it was £60."""
    session = actions.plan_session(running, today(), by=acting(ben))
    actions.settle_session(session, everybody(session), 4_500, by=acting(ben))
    return session


def the(session) -> SharedSession:
    return SharedSession.objects.get(pk=session.pk)


def takes_back(session, by, key=None) -> None:
    actions.take_back_day(the(session), key=key or uuid7(), by=by)


def test_everybodys_share_goes_back_and_the_day_is_settled_again_rightly(paid, running, art, three, ben, amina):
    key = uuid7()
    for _tap in range(2):
        takes_back(paid, acting(ben), key)
    assert (the(paid).status, the(paid).paid_on, paid_to(art)) == ("held", None, 0)
    assert [pool(place(running, each)) for each in three] == [2_000] * 3, "it waits, set aside"
    assert told("together-unpaid") == 3 and told("together-unpaid-owner", amina) == 1
    actions.settle_session(the(paid), everybody(paid), 6_000, by=acting(ben))
    assert paid_to(art) == 6_000 and told("together-paid") == 6
    assert [(pot(place(running, each)), pool(place(running, each))) for each in three] == [(38_000, 0)] * 3
    assert list(wrongs()) == [] and list(gaps()) == []


def test_a_mistake_is_corrected_by_a_posting_against_it_and_by_nothing_else(paid, ben):
    first = payment_of(the(paid))
    takes_back(paid, acting(ben))
    assert payment_of(the(paid)) is None
    assert Posting.objects.get(reverses=first).effective_on == first.effective_on
    actions.settle_session(the(paid), everybody(paid), 6_000, by=acting(ben))
    takes_back(paid, acting(ben))
    assert Posting.objects.exclude(reverses=None).count() == 2 and list(wrongs()) == []


def test_the_old_form_does_not_take_back_what_was_settled_rightly_since(paid, art, ben):
    key = uuid7()
    takes_back(paid, acting(ben), key)
    actions.settle_session(the(paid), everybody(paid), 6_000, by=acting(ben))
    takes_back(paid, acting(ben), key)
    assert the(paid).status == "paid" and paid_to(art) == 6_000


def test_no_more_than_everybody_said_yes_to_is_paid_the_second_time(paid, ben):
    takes_back(paid, acting(ben))
    with pytest.raises(RuleBroken, match="£60 at most"):
        actions.settle_session(the(paid), everybody(paid), 6_001, by=acting(ben))


def test_a_day_that_never_was_is_taken_back_and_called_off_and_costs_nothing(paid, running, art, three, ben):
    takes_back(paid, acting(ben))
    actions.call_off_session(the(paid), by=acting(ben))
    assert (
        paid_to(art) == 0
        and [pot(place(running, each)) + pool(place(running, each)) for each in three] == [40_000] * 3
    )


def test_only_who_said_that_it_is_paid_takes_it_back_and_never_the_enterprise(paid, three, amina):
    for other in (amina, three[1].account):
        with pytest.raises(PermissionDenied):
            takes_back(paid, acting(other))
    assert the(paid).status == "paid"


def test_what_is_not_paid_is_not_taken_back(running, ben):
    session = actions.plan_session(running, today(), by=acting(ben))
    with pytest.raises(RuleBroken, match="nothing to take back"):
        takes_back(session, acting(ben))


def test_ben_reads_what_happens_before_he_takes_it_back_and_the_others_have_no_such_button(paid, running, three, ben):
    assert "Put this right" in read(as_(ben), "together", running.pk)
    assert "Put this right" not in read(as_(three[1].account), "together", running.pk)
    shown = read(as_(ben), "day-put-right", paid.pk)
    assert "£45 goes back, to each their own share." in shown and the(paid).status == "paid"
    key = shown.split('name="key"')[1].split('value="')[1].split('"')[0]
    for _tap in range(2):
        assert as_(ben).post(page("day-put-right", paid.pk), {"key": key}).status_code == 302
    assert "£15 of your money is set aside" in read(as_(ben), "together", running.pk)


def test_after_it_is_over_the_last_lead_still_puts_a_day_right_and_all_goes_back_to_its_owners(art, three, ben):
    made = begun(art, three[0], minimum=2, notice_weeks=0, below="end")
    joins(made, three[1], share={"most_pence": 3_000})
    session = actions.plan_session(again(made), today(), by=acting(ben))
    actions.settle_session(session, everybody(session), 5_000, by=acting(ben))
    for each in three[:2]:
        leaves(made, each)
    actions.leaving_together._end(again(made), by=CLOCK)
    assert again(made).status == "ended" and page("together", made.pk) in read(as_(ben), "my-together")
    assert as_(ben).post(page("day-put-right", session.pk), {}).status_code == 302
    assert "is set aside" not in read(as_(three[1].account), "my-together")
    actions.call_off_session(the(session), by=acting(ben))
    actions.keep_together(again(made), by=CLOCK)
    assert paid_to(art) == 0 and [pot(place(made, each)) for each in three[:2]] == [40_000] * 2


def test_two_who_take_it_back_at_once_take_it_back_once(fresh_db, nottingham, sam):
    people, service = [somebody(name, nottingham, sam) for name in ("ben", "joan")], ServiceFactory(listed=True)
    made, key = begun(service, people[0], minimum=2), uuid7()
    joins(made, people[1])
    ben = acting(people[0].account)
    session = actions.plan_session(again(made), today(), by=ben)
    actions.settle_session(session, everybody(session), by=ben)
    answers = at_once(*[partial(takes_back, session, ben, key)] * 3, partial(takes_back, session, ben))
    assert all(each is None or "nothing to take back" in str(each) for each in answers)
    assert paid_to(service) == 0 and Posting.objects.exclude(reverses=None).count() == 1
    assert Message.objects.filter(template="together-unpaid").count() == 2 and list(wrongs()) == []
