"""The account of a body that holds somebody's fund: entered there, checked by two of whoever pays, never at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from commissioning import actions
from commissioning.models import BankAccount, Payment
from marketplace.notifications.models import Message
from marketplace.organisations.models import Organisation, Role
from marketplace.workflow.errors import RuleBroken
from tests.budgets.making import budget_of
from tests.commissioning.making_payees import NUMBERS, OTHERS, entered, looked_at, says_who, sure
from tests.commissioning.making_runs import SWEEP
from tests.people import acting, person

pytestmark = [pytest.mark.django_db, pytest.mark.S3]
TYPED = {"name": "Trent Trust", "sort_code": NUMBERS[0], "number": NUMBERS[1]}


@pytest.fixture
def trust(hal) -> Organisation:
    hal.phone = "0115 496 0142"
    hal.save(update_fields=["phone"])
    return hal.memberships.get().organisation


@pytest.fixture
def fund(pays, doreen, sam, trust):
    """Nottingham gives Doreen's money to the trust, which is called otherwise on paper."""
    type(pays).objects.filter(pk=pays.pk).update(set_at=timezone.now() - timedelta(days=60))
    ways = [{"mechanism": "isf", "weekly_pence": 5_000, "held_by_id": trust.pk, "holder": "The trust"}]
    return budget_of(doreen, sam, 5_000, ways=ways)


def page(trust) -> str:
    return reverse("commissioning:bank-of-holder", args=[trust.pk])


def advance(body) -> Payment:
    """What was given to the fund, after a proposal."""
    while actions.owe_others(by=SWEEP):
        pass
    actions.propose(body, by=SWEEP)
    return Payment.objects.filter(kind="fund").first()


def test_hal_enters_the_account_of_the_trust_and_nobody_else_does(client, fund, trust, hal, amina, fiona, nottingham):
    client.force_login(hal)
    assert client.post(page(trust), TYPED).status_code == 302 and not BankAccount.objects.exists()
    says_who(client, hal)
    assert client.get(page(trust)).status_code == 200
    answer = client.post(page(trust), TYPED, follow=True)
    assert "It is used when two people have checked it." in answer.content.decode()
    account = BankAccount.objects.get()
    assert account.holder == trust and account.masked in answer.content.decode()
    assert Message.objects.filter(template="bank-account-entered").exists()
    assert Message.objects.get(template="bank-account-to-check", to=fiona).context["enterprise"] == trust.name
    for stranger in (amina, person("hope", role=Role.FUND_HOLDER, organisation=_other())):
        says_who(client, stranger)
        assert client.get(page(trust)).status_code == client.post(page(trust), TYPED).status_code == 404
    with pytest.raises(PermissionDenied):
        entered(trust, amina)


def _other() -> Organisation:
    return Organisation.objects.create(kind=Organisation.Kind.FUND_HOLDER, name="Hope Street")


def test_an_advance_waits_for_two_people_and_some_days_and_then_goes(
    client, fund, trust, hal, nottingham, fiona, raj, time_machine
):
    now = timezone.now()
    account = entered(trust, hal)
    assert advance(nottingham).held_because == "not-checked"
    says_who(client, fiona)
    assert trust.name in client.get(reverse("commissioning:payees")).content.decode()
    check = looked_at(account, nottingham, fiona)
    with pytest.raises(PermissionDenied):
        actions.confirm_payee(check, by=acting(fiona))
    actions.confirm_payee(check, by=acting(raj))
    assert advance(nottingham).held_because == "too-new"
    time_machine.move_to(now + timedelta(days=10))
    payment = advance(nottingham)
    assert (payment.status, payment.account) == ("in-run", account)


def test_a_changed_account_of_the_trust_is_rung_about_and_nothing_is_paid_meanwhile(
    fund, trust, hal, nottingham, fiona, raj, time_machine
):
    now = timezone.now()
    sure(entered(trust, hal), nottingham, fiona, raj)
    time_machine.move_to(now + timedelta(days=10))
    changed = entered(trust, hal, OTHERS)
    assert advance(nottingham).held_because == "changing"
    with pytest.raises(RuleBroken, match="Ring a number"):
        looked_at(changed, nottingham, fiona, OTHERS)
    sure(changed, nottingham, fiona, raj, OTHERS, called_on="0115 496 0142")
    assert changed.status == "current"


def test_whoever_holds_money_at_the_trust_does_not_check_its_account(fund, trust, hal, nottingham, raj):
    account = entered(trust, hal)
    both = person("both", role=Role.FINANCE, organisation=nottingham)
    both.memberships.create(organisation=trust, role=Role.FUND_HOLDER)
    with pytest.raises(PermissionDenied):
        looked_at(account, nottingham, both)
    actions.withdraw_account(account, by=acting(hal))
    assert account.status == "withdrawn"


def test_a_fund_that_somebody_holds_without_an_account_here_has_nobody_to_pay(pays, doreen, sam, nottingham, trust):
    """The name alone names nobody, be it the same."""
    type(pays).objects.filter(pk=pays.pk).update(set_at=timezone.now() - timedelta(days=60))
    budget_of(doreen, sam, 5_000, ways=[{"mechanism": "isf", "weekly_pence": 5_000, "holder": trust.name}])
    assert advance(nottingham).held_because == "no-account"
