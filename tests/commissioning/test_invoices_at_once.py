"""Several do the same thing to an invoice at the same moment: it is one thing in the end, and no penny moves twice."""

from functools import partial

import pytest

from budgets.models import Agreement, Visit
from budgets.reconciling import gaps
from commissioning import actions
from commissioning.models import Invoice, InvoiceQuery, Payment
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken
from tests.commissioning.making_invoices import pot, ready, send
from tests.people import acting
from tests.test_races import at_once


@pytest.fixture
def order(fresh_db, doreens):
    return doreens


def fresh(record):
    return type(record).objects.get(pk=record.pk)


@pytest.mark.R6
def test_one_key_sent_twenty_times_at_once_is_one_invoice_and_one_payment(order, amina, paid_account):
    key, keys, before = uuid7(), ready(order), pot()
    answers = at_once(*[partial(_sends, order.pk, keys, amina, key) for _n in range(20)])
    assert len({answer.pk for answer in answers}) == 1, answers
    assert Invoice.objects.get().number == "1" and Payment.objects.get().pence == 5_400
    assert pot() == before and list(gaps()) == []


def _sends(pk, keys, account, key):
    agreement = Agreement.objects.with_terms().get(pk=pk)
    return actions.send_invoice(agreement, keys, shown_pence=5_400, key=key, by=acting(account))


@pytest.mark.R1
def test_the_same_visits_under_other_keys_at_once_stand_on_one_invoice(order, amina, paid_account):
    keys = ready(order)
    answers = at_once(*[partial(_sends, order.pk, keys, amina, uuid7()) for _n in range(4)])
    assert sum(isinstance(answer, RuleBroken) for answer in answers) == 3
    assert Invoice.objects.get().number == "1" and Payment.objects.count() == 1


@pytest.mark.R1
def test_two_approve_at_once_and_it_is_owed_once(order, amina, fiona, raj):
    invoice = send(order, amina)

    def approves(account):
        return actions.approve_invoice(fresh(invoice), by=acting(account))

    at_once(partial(approves, fiona), partial(approves, raj))
    assert fresh(invoice).approved_pence == 5_400 and Payment.objects.get().pence == 5_400
    assert list(gaps()) == []


@pytest.mark.R1
def test_one_approves_while_another_asks_and_no_more_is_owed_than_is_clear(order, amina, fiona, raj):
    invoice = send(order, amina)
    asks = partial(actions.raise_query, words="Why?", pence=1_000, key=uuid7(), by=acting(raj))
    at_once(lambda: actions.approve_invoice(fresh(invoice), by=acting(fiona)), lambda: asks(fresh(invoice)))
    owed = sum(Payment.objects.exclude(status="cancelled").values_list("pence", flat=True))
    assert owed == fresh(invoice).approved_pence == 4_400 and InvoiceQuery.objects.get().disputed_pence == 1_000
    assert list(gaps()) == []


@pytest.mark.R1
def test_one_approves_while_amina_takes_it_back(order, amina, fiona):
    invoice = send(order, amina)
    at_once(
        lambda: actions.approve_invoice(fresh(invoice), by=acting(fiona)),
        lambda: actions.withdraw_invoice(fresh(invoice), by=acting(amina)),
    )
    found, free = fresh(invoice), Visit.objects.to_invoice().count()
    assert (found.status, free, found.approved_pence) in (("approved", 0, 5_400), ("withdrawn", 3, 0))
    assert list(gaps()) == []
