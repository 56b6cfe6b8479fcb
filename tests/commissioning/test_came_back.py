"""What the bank sends back is to be paid again, whatever it was for, and whoever was to get it reads why."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commissioning import actions
from commissioning.models import Grant, Payment, Start
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from tests.budgets.making import budget_of
from tests.commissioning.making_runs import SWEEP, answered, approved, may_be_paid, proposed, sent
from tests.commissioning.paying import account_of, checked
from tests.people import acting, person

pytestmark = pytest.mark.django_db


def comes_back(payment: Payment, by, code="MS03") -> Payment:
    """The bank says so; what is due again is in the next proposal."""
    actions.say_answer(payment, "returned", timezone.localdate(), code, by=acting(by))
    while actions.apply_some(by=SWEEP):
        pass
    payment.refresh_from_db()
    return payment


def owed(kind: str) -> Payment:
    while actions.owe_others(by=SWEEP):
        pass
    return Payment.objects.filter(kind=kind).order_by("pk").last()


@pytest.fixture
def grant(pays, good_company, amina, nottingham, cat, connor, fiona, raj) -> Grant:
    """£100 to start with, agreed by Connor; Amina's account is known."""
    may_be_paid(good_company, amina, nottingham, fiona, raj)
    start = Start.objects.create(enterprise=good_company, council=nottingham, adviser=cat)
    made = Grant.objects.create(start=start, asked_pence=10_000, purpose="A course.", applied_by=amina)
    facts = {"status": "agreed", "agreed_pence": 10_000, "limit_pence": 10_000, "decided_at": timezone.now()}
    Grant.objects.filter(pk=made.pk).update(decided_by=connor, **facts)
    made.refresh_from_db()
    return made


@pytest.fixture
def paid(grant, nottingham, fiona, raj) -> Payment:
    """A run paid the grant."""
    payment = owed("grant")
    answered(sent(approved(proposed(nottingham), fiona, raj), fiona), fiona)
    payment.refresh_from_db()
    grant.refresh_from_db()
    assert (payment.status, grant.status) == ("paid", "paid")
    return payment


def test_a_grant_that_came_back_is_to_be_paid_again_and_then_paid_once_more(
    paid, grant, nottingham, amina, fiona, raj
):
    back = comes_back(paid, fiona, "AC04")
    grant.refresh_from_db()
    assert (grant.status, grant.paid_on, grant.paid_by) == ("agreed", None, None)
    assert (back.status, back.replaced_by.status, back.replaced_by.pence) == ("returned", "due", 10_000)
    message = Message.objects.get(template="money-came-back")
    assert message.to == amina and message.context["why"] == "The account is closed."
    assert owed("grant") == back.replaced_by
    actions.say_account_is_right(back.replaced_by, by=acting(fiona))
    answered(sent(approved(proposed(nottingham), fiona, raj), fiona), fiona)
    grant.refresh_from_db()
    assert grant.status == "paid" and Message.objects.filter(template="grant-paid", to=amina).count() == 2


def test_a_grant_that_came_back_can_be_taken_back_and_is_not_paid_then(paid, grant, amina, fiona):
    again = comes_back(paid, fiona).replaced_by
    actions.withdraw_grant(grant, by=acting(amina))
    again.refresh_from_db()
    assert again.status == "cancelled" and owed("grant") == again


def test_a_grant_that_is_in_a_run_is_not_taken_back(grant, nottingham, amina):
    payment = owed("grant")
    proposed(nottingham)
    with pytest.raises(RuleBroken, match="being paid"):
        actions.withdraw_grant(grant, by=acting(amina))
    payment.refresh_from_db()
    assert payment.status == "in-run"


def test_a_direct_payment_that_came_back_is_due_again_and_its_person_reads_why(
    pays, doreen, sam, nottingham, fiona, raj
):
    type(pays).objects.filter(pk=pays.pk).update(set_at=timezone.now() - timedelta(days=60))
    doreen.account = person("doreen")
    doreen.save(update_fields=["account"])
    budget_of(doreen, sam, 5_000, ways=[{"mechanism": "direct-payment", "weekly_pence": 5_000, "account": "own"}])
    payment = owed("direct-payment")
    account = account_of(None, doreen.account, name="Doreen Marsh", person=doreen)
    checked(account, nottingham, fiona, raj)
    answered(sent(approved(proposed(nottingham), fiona, raj), fiona), fiona)
    payment.refresh_from_db()
    assert payment.status == "paid"
    back = comes_back(payment, fiona)
    assert (back.status, back.replaced_by.status) == ("returned", "due")
    assert Message.objects.get(template="money-came-back").to == doreen.account
    assert actions.propose(nottingham, by=SWEEP) == 1


def test_an_advance_to_a_fund_that_came_back_is_due_again_and_its_holder_reads_why(
    pays, doreen, sam, nottingham, fiona, raj, hal
):
    type(pays).objects.filter(pk=pays.pk).update(set_at=timezone.now() - timedelta(days=60))
    trust = hal.memberships.get().organisation
    ways = [{"mechanism": "isf", "weekly_pence": 5_000, "held_by_id": trust.pk, "holder": "The trust in Nottingham"}]
    budget_of(doreen, sam, 5_000, ways=ways)
    payment = owed("fund")
    account = account_of(None, hal, name=trust.name, holder=trust)
    checked(account, nottingham, fiona, raj)
    answered(sent(approved(proposed(nottingham), fiona, raj), fiona), fiona)
    payment.refresh_from_db()
    assert payment.status == "paid" and actions.tell_some(by=SWEEP)
    assert Message.objects.filter(template="remittance", to=hal).exists()
    back = comes_back(payment, fiona)
    assert (back.status, back.replaced_by.status) == ("returned", "due")
    assert Message.objects.get(template="money-came-back").to == hal
