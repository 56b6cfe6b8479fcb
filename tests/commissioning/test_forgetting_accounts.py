"""A bank account that another one replaced is forgotten after seven years, with how it was checked; its row stays."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from commissioning import actions
from commissioning.models import BankAccount, PayeeCheck, Payment
from marketplace.accounts.actors import system
from tests.commissioning.making_payees import NUMBERS, OTHERS, entered, sure
from tests.commissioning.paying import ordered
from tests.commissioning.test_payments_held_by_postgresql import refused
from tests.factories import EnterpriseFactory

pytestmark = pytest.mark.django_db
BY = system("accounts-forgotten")
YEARS = timedelta(days=7 * 366)
PHONE = "0115 496 0142"
BLANK = "UPDATE commissioning_bankaccount SET name='', sort_code='', number='', digest='', contacts='' WHERE id = %s"


@pytest.fixture
def changed(pays, doreen, cooking, amina, sam, good_company, nottingham, fiona, raj, time_machine):
    """Amina's first account and the one that took its place, ten days later."""
    time_machine.move_to("2026-03-03T10:00:00+00:00")
    amina.phone = PHONE
    amina.save(update_fields=["phone"])
    ordered(doreen, cooking, amina, sam)
    old = entered(good_company, amina)
    sure(old, nottingham, fiona, raj)
    time_machine.move_to("2026-03-13T10:00:00+00:00")
    new = entered(good_company, amina, OTHERS)
    sure(new, nottingham, fiona, raj, OTHERS, called_on=PHONE)
    old.refresh_from_db()
    return old, new


def test_the_old_account_is_forgotten_after_seven_years_and_the_new_one_stays(changed, time_machine):
    old, new = changed
    time_machine.move_to(old.ended_at + YEARS - timedelta(days=1))
    assert actions.forget_accounts(by=BY) == 0
    time_machine.move_to(old.ended_at + YEARS + timedelta(days=1))
    assert actions.forget_accounts(by=BY) == 1 and actions.forget_accounts(by=BY) == 0
    old.refresh_from_db()
    new.refresh_from_db()
    assert [getattr(old, name) for name in ("name", "sort_code", "number", "digest", "contacts", "masked")] == [""] * 6
    assert old.status == "replaced" and old.entered_by is not None and new.number == OTHERS[1].replace(" ", "")
    assert [check.account for check in PayeeCheck.objects.all()] == [new]
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM commissioning_bankaccount WHERE id = %s", [old.pk])
        assert cursor.fetchone() == ("",)


def test_an_account_to_which_money_went_later_is_kept_for_seven_years_from_then(changed, nottingham, time_machine):
    old, _new = changed
    paid = {"kind": "grant", "source_id": old.pk, "body": nottingham, "pence": 100, "account": old, "status": "paid"}
    days = {"due_on": "2027-03-03", "fast_on": "2027-03-03", "paid_on": "2027-03-03"}
    payment = Payment.objects.create(**paid, **days, reference="JR1", end_to_end_id="JR1")
    Payment.objects.filter(pk=payment.pk).update(sent_at="2027-03-03T10:00:00+00:00")
    time_machine.move_to(old.ended_at + YEARS + timedelta(days=1))
    assert actions.forget_accounts(by=BY) == 0
    time_machine.move_to(old.ended_at + YEARS + timedelta(days=366))
    assert actions.forget_accounts(by=BY) == 1


def test_forgotten_accounts_are_nobodys_twins(changed, amina, time_machine):
    old, _new = changed
    other = EnterpriseFactory()
    then = timezone.now() - timedelta(days=1)
    facts = {"name": "X", "sort_code": NUMBERS[0], "number": NUMBERS[1], "digest": "1", "fits": "fits"}
    facts |= {"entered_by": amina, "entered_at": then, "usable_from": then, "status": "refused", "ended_at": then}
    BankAccount.objects.create(enterprise=other, **facts)
    time_machine.move_to(old.ended_at + YEARS + timedelta(days=1))
    assert actions.forget_accounts(by=BY) == 2
    old.refresh_from_db()
    assert not BankAccount.objects.twins_of(old).exists()


def test_more_than_fit_in_one_piece_are_forgotten_in_pieces(amina, monkeypatch):
    monkeypatch.setattr("commissioning.actions.retaining.CHUNK", 2)
    then = timezone.now() - YEARS - timedelta(days=3)
    facts = {"name": "X", "sort_code": "1", "number": "2", "digest": "1", "entered_by": amina, "entered_at": then}
    for _n in range(3):
        BankAccount.objects.create(
            enterprise=EnterpriseFactory(), usable_from=then, status="withdrawn", ended_at=then, **facts
        )
    assert [actions.forget_accounts(by=BY) for _n in range(3)] == [2, 1, 0]


@pytest.mark.R7
def test_nobody_blanks_an_account_in_use_or_a_part_of_an_old_one(changed):
    old, new = changed
    refused("bank_account_stays_as_entered", BLANK, [new.pk])
    refused("bank_account_stays_as_entered", BLANK.replace("name='', ", ""), [old.pk])
    refused("bank_account_stays_as_entered", BLANK.replace("name=''", "name='', status='current'"), [old.pk])
    refused("payee_check_stays_as_confirmed", "DELETE FROM commissioning_payeecheck WHERE account_id = %s", [old.pk])
    refused("bank_account_stays_as_entered", "DELETE FROM commissioning_bankaccount WHERE id = %s", [old.pk])
