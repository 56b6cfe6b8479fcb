"""Two finance officers at the same moment: an account is checked once and confirmed once, and the other reads so."""

import pytest

from commissioning import actions
from commissioning.models import BankAccount, PayeeCheck
from marketplace.notifications.models import Message
from marketplace.organisations.models import Role
from marketplace.workflow.errors import RuleBroken
from marketplace.workflow.models import Entry
from tests.commissioning.making_payees import entered, looked_at
from tests.commissioning.paying import ordered
from tests.people import acting, person
from tests.test_races import at_once

pytestmark = pytest.mark.R6


@pytest.fixture
def account(fresh_db, pays, doreen, cooking, amina, sam, good_company) -> BankAccount:
    """Amina has entered one, and nobody has looked at it."""
    ordered(doreen, cooking, amina, sam)
    return entered(good_company, amina)


def again(account: BankAccount) -> BankAccount:
    return BankAccount.objects.get(pk=account.pk)


def test_checked_by_two_at_once_an_account_is_checked_once(account, nottingham, fiona, raj):
    found = at_once(*(lambda by=by: looked_at(again(account), nottingham, by) for by in (fiona, raj)))
    check = PayeeCheck.objects.get()
    refused = next(each for each in found if isinstance(each, RuleBroken))
    assert f"is being checked already, by {check.checked_by.name}" in str(refused) and check in found


def test_confirmed_by_two_at_once_an_account_is_confirmed_once(account, nottingham, fiona, raj):
    rita = person("rita", role=Role.FINANCE, organisation=nottingham)
    check = looked_at(account, nottingham, fiona)

    def confirms(by):
        return lambda: actions.confirm_payee(PayeeCheck.objects.get(pk=check.pk), by=acting(by))

    found = at_once(confirms(raj), confirms(rita))
    check.refresh_from_db()
    refused = next(each for each in found if isinstance(each, RuleBroken))
    assert check.confirmed_by is not None and None in found
    assert f"{check.confirmed_by.name} has confirmed it already" in str(refused)
    assert again(account).status == "current"
    assert Entry.objects.filter(subject_id=check.pk, what="confirmed").count() == 1
    assert Message.objects.filter(template="bank-account-accepted").count() == 1


def test_whoever_confirms_twice_reads_nothing_new(account, nottingham, fiona, raj):
    check = looked_at(account, nottingham, fiona)
    for _n in range(2):
        actions.confirm_payee(check, by=acting(raj))
    assert Entry.objects.filter(subject_id=check.pk, what="confirmed").count() == 1


def test_confirmed_and_sent_back_at_once_one_of_them_counts(account, nottingham, fiona, raj):
    rita = person("rita", role=Role.FINANCE, organisation=nottingham)
    key = looked_at(account, nottingham, fiona).pk
    deeds = [
        lambda: actions.confirm_payee(PayeeCheck.objects.get(pk=key), by=acting(raj)),
        lambda: actions.send_check_back(PayeeCheck.objects.get(pk=key), by=acting(rita)),
    ]
    assert sum(isinstance(each, RuleBroken) for each in at_once(*deeds)) == 1
    check = PayeeCheck.objects.get(pk=key)
    assert (check.confirmed_at is None) == (check.refused_at is not None)
    assert again(account).status == ("current" if check.confirmed_at else "waiting")
