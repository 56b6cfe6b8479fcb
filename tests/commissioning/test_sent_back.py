"""What the bank sends back because of the account goes there again only when somebody has looked at the account."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commissioning import actions, holding
from commissioning.models import BankAccount, PayeeCheck, Payment
from marketplace.notifications.models import Message
from marketplace.notifications.reading import words_of
from marketplace.workflow.errors import RuleBroken
from tests.commissioning.making_runs import SWEEP, approved, bring, owed, proposed, sent
from tests.commissioning.paying import account_of
from tests.people import acting

pytestmark = pytest.mark.django_db
WORDS = "The bank sent it back: the account has to be changed or confirmed again."


@pytest.fixture
def back(run, ids, fiona) -> Payment:
    """What is due again after the bank said that the account is closed."""
    bring(run, [f"{ids[0]},returned,18.00,AC04", *(f"{key},paid,18.00," for key in ids[1:])], fiona)
    return Payment.objects.get(replaces__end_to_end_id=ids[0])


def test_money_does_not_go_again_to_an_account_that_is_closed(back, nottingham, good_company):
    assert holding.words_of(back) == WORDS, "at once, and not only with the next proposal"
    assert actions.propose(nottingham, by=SWEEP) == 0
    back.refresh_from_db()
    assert (back.status, holding.words_of(back)) == ("due", WORDS)


def test_what_is_owed_besides_waits_for_the_same_account(back, nottingham, sam):
    agreement = back.invoice.agreement
    other = owed(agreement, by=sam, name="9")
    assert actions.propose(nottingham, by=SWEEP) == 0
    other.refresh_from_db()
    assert holding.words_of(other) == WORDS


@pytest.mark.parametrize("code", ["AC01", "AC06", "AG01", "RC01", "BE01"])
def test_every_code_that_means_the_account_keeps_the_payment(run, ids, fiona, nottingham, code):
    bring(run, [f"{ids[0]},returned,18.00,{code}"], fiona)
    assert actions.propose(nottingham, by=SWEEP) == 0


@pytest.mark.parametrize("code", ["", "MS03", "AM04", "TM01"])
def test_what_came_back_for_another_reason_goes_with_the_next_payments(run, ids, fiona, nottingham, code):
    bring(run, [f"{ids[0]},returned,18.00,{code}"], fiona)
    assert actions.propose(nottingham, by=SWEEP) == 1
    assert not Message.objects.get(template="payment-came-back").context["is_held"]


def test_it_goes_to_another_account_by_itself(back, nottingham, good_company, amina, fiona, raj):
    assert actions.propose(nottingham, by=SWEEP) == 0
    BankAccount.objects.in_use().filter(enterprise=good_company).update(status="replaced", ended_at=timezone.now())
    other = account_of(good_company, amina, number="66374959", digest="1" * 64, days_ago=5)
    called = {"called_on": "0115 496 0000", "called_at": timezone.now(), "number_since": date(2025, 1, 1)}
    sure = {"checked_by": fiona, "confirmed_by": raj, "confirmed_at": timezone.now(), "name_result": "match"}
    PayeeCheck.objects.create(account=other, body=nottingham, **called, **sure)
    assert actions.propose(nottingham, by=SWEEP) == 1
    back.refresh_from_db()
    assert (back.account, back.held_because) == (other, "")


def test_whoever_pays_says_that_the_account_is_right_until_the_bank_sends_it_back_again(back, nottingham, fiona, raj):
    client = Client()
    client.force_login(fiona)
    address = reverse("commissioning:hold-payment", args=[back.pk])
    assert WORDS in client.get(address).content.decode()
    assert client.post(address, {"account-is-right": "1"}).status_code == 302
    run = sent(approved(proposed(nottingham), fiona, raj), fiona)
    bring(run, [f"{back.end_to_end_id},returned,18.00,AC04"], fiona)
    assert actions.propose(nottingham, by=SWEEP) == 0


def test_only_whoever_pays_says_so_and_only_of_what_was_sent_back(back, run, nottingham, sam, fiona, good_company):
    with pytest.raises(PermissionDenied):
        actions.say_account_is_right(back, by=acting(sam))
    actions.say_account_is_right(back, by=acting(fiona))
    with pytest.raises(RuleBroken):
        actions.say_account_is_right(back, by=acting(fiona))


def test_somebody_of_the_enterprise_does_not_say_that_its_account_is_right(back, fiona, good_company):
    good_company.organisation.memberships.create(account=fiona, role="owner")
    with pytest.raises(PermissionDenied):
        actions.say_account_is_right(back, by=acting(fiona))


def test_the_letter_says_that_the_sum_waits_for_the_account(back):
    words = words_of(Message.objects.get(template="payment-came-back"))
    assert "tell Nottingham" in words and "waits until then" in words and "next payments" not in words
