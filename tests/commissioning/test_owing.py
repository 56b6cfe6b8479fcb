"""What is approved is owed, sent, arrives or comes back: each step in the books, and nothing is left on its way."""

import pytest
from django.utils import timezone

from budgets import actions as budgets
from budgets.models import Account
from budgets.reconciling import gaps
from commissioning import actions
from commissioning.models import PaidTime, Payment, PaymentRun
from marketplace.workflow.errors import RuleBroken
from tests.commissioning.paying import BY, MONDAY, account_of, happened, invoice_for, ordered

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice(doreen, cooking, amina, sam, time_machine):
    """Two visits of £18 happened and are on an invoice."""
    time_machine.move_to(MONDAY)
    agreement = ordered(doreen, cooking, amina, sam)
    time_machine.move_to("2026-03-09T12:00:00+00:00")
    visits = happened(agreement, 2, by=sam)
    made = invoice_for(agreement, visits, status="approved", approved_rule="test", approved_at=timezone.now())
    for visit in visits:
        budgets.keep_promised(visit, 0, by=BY)
    return made


def sums(kind) -> tuple[int, int]:
    found = Account.objects.get(kind=kind)
    return found.posted, found.pending


def in_run(payment, nottingham, amina):
    """As if a run had it."""
    run = PaymentRun.objects.create(body=nottingham, number="R1", rail="bank", profile="bacs", pay_on="2026-03-10")
    account = account_of(payment.invoice.enterprise, amina)
    Payment.objects.filter(pk=payment.pk).update(run=run, status="in-run", account=account)
    Payment.objects.filter(pk=payment.pk).update(status="locked")
    return Payment.objects.get(pk=payment.pk)


def test_what_is_owed_is_promised_once_and_no_more_than_the_invoice_asks_for(invoice):
    before = sums("council-managed")
    payment = actions.owe(invoice, 3_600, by=BY)
    assert sums("council-managed") == (before[0], before[1] + 3_600)
    assert payment.reference.startswith("JR") and len(payment.end_to_end_id) == 14
    with pytest.raises(RuleBroken):
        actions.owe(invoice, 1, by=BY)


def test_money_is_spent_when_it_is_sent_and_clears_when_it_arrives(invoice, nottingham, amina):
    posted, pending = sums("council-managed")
    payment = in_run(actions.owe(invoice, 3_600, by=BY), nottingham, amina)
    actions.send_payment(payment, by=BY)
    assert sums("council-managed") == (posted - 3_600, pending) and sums("clearing") == (3_600, 0)
    invoice.refresh_from_db()
    move_to(invoice, "in-run")
    actions.payment_arrived(payment, timezone.localdate(), by=BY)
    actions.payment_arrived(payment, timezone.localdate(), by=BY)
    invoice.refresh_from_db()
    assert sums("clearing") == (0, 0) and sums("enterprise")[0] == 3_600
    assert invoice.status == "paid" and invoice.paid_pence == 3_600
    assert PaidTime.objects.get(invoice=invoice).pence == 3_600
    assert all(line.visit.paid_at for line in invoice.lines.all())
    assert list(gaps()) == []


def test_what_comes_back_is_in_the_pot_again_and_due_once_more(invoice, nottingham, amina):
    posted, pending = sums("council-managed")
    payment = in_run(actions.owe(invoice, 3_600, by=BY), nottingham, amina)
    actions.send_payment(payment, by=BY)
    move_to(invoice, "in-run")
    actions.payment_arrived(payment, timezone.localdate(), by=BY)
    assert PaidTime.objects.exists()
    again = actions.payment_came_back(payment, "AC04", by=BY)
    assert not PaidTime.objects.exists(), "how long it took is not known any more"
    assert actions.payment_came_back(payment, "AC04", by=BY) is None
    invoice.refresh_from_db()
    assert again.replaces == payment and again.status == "due" and invoice.status == "approved"
    assert sums("council-managed") == (posted, pending + 3_600) and sums("clearing") == (0, 0)
    assert sums("enterprise")[0] == 0 and not any(line.visit.paid_at for line in invoice.lines.all())
    assert list(gaps()) == []


def test_a_payment_that_is_cancelled_sets_its_money_free(invoice):
    before = sums("council-managed")
    actions.cancel_payment(actions.owe(invoice, 3_600, by=BY), by=BY)
    invoice.refresh_from_db()
    assert sums("council-managed") == before and invoice.approved_pence == 0


def move_to(invoice, status) -> None:
    type(invoice).objects.filter(pk=invoice.pk).update(status=status)
