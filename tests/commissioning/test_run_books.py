"""Runs and the books: what is on its way stands in the clearing accounts, and one altered row is found."""

import pytest

from budgets.reconciling import gaps
from commissioning import actions
from commissioning.models import Payment
from tests.commissioning.making_runs import SWEEP, answered, approved, may_be_paid, owing, proposed, sent
from tests.people import acting

pytestmark = [pytest.mark.django_db, pytest.mark.R9]


@pytest.fixture
def three(doreen, cooking, amina, sam, time_machine, pays, good_company, nottingham, fiona, raj):
    payments = owing(doreen, cooking, amina, sam, time_machine.move_to)
    may_be_paid(good_company, amina, nottingham, fiona, raj)
    return payments


def test_at_every_step_of_a_run_everything_agrees(three, nottingham, fiona, raj):
    assert list(gaps()) == []
    run = proposed(nottingham)
    assert list(gaps()) == []
    run = approved(run, fiona, raj)
    assert list(gaps()) == []
    run = sent(run, fiona)
    assert list(gaps()) == []
    actions.say_answer(run.payments.first(), "returned", run.pay_on, "AC04", by=acting(fiona))
    actions.apply_some(by=SWEEP)
    assert list(gaps()) == []
    answered(run, fiona)
    assert list(gaps()) == []


ALTERED = {
    "paid": "UPDATE commissioning_payment SET status = 'paid', paid_on = '2026-03-23'",
    "another sum": "UPDATE commissioning_payment SET pence = pence - 1",
    "never sent": "UPDATE commissioning_payment SET status = 'due', run_id = NULL",
    "no posting": "UPDATE commissioning_payment SET posting_id = NULL",
    "gone from the run": "UPDATE commissioning_payment SET status = 'cancelled', run_id = NULL",
    "invoice paid": "UPDATE commissioning_invoice SET paid_pence = 1",
    "invoice approved for more": "UPDATE commissioning_invoice SET approved_pence = approved_pence - 1",
    "another file": "UPDATE commissioning_runfile SET content = content || ' '::bytea",
    "another total": "UPDATE commissioning_paymentrun SET total_pence = total_pence - 1",
    "the account": "UPDATE budgets_account SET posted = posted - 1 WHERE kind = 'clearing'",
}


@pytest.mark.parametrize("altered", ALTERED)
def test_one_altered_row_is_found(fresh_db, owner, three, nottingham, fiona, raj, altered):
    """By somebody who can switch the triggers off."""
    run = sent(approved(proposed(nottingham), fiona, raj), fiona)
    assert list(gaps()) == []
    owner.execute("SET session_replication_role = replica")
    row = f"{run.payments.first().pk}"
    where = {
        "commissioning_payment": f" WHERE id = '{row}'",
        "commissioning_invoice": f" WHERE id = '{Payment.objects.get(pk=row).invoice_id}'",
    }
    statement = ALTERED[altered]
    owner.execute(statement + where.get(statement.split()[1], ""))
    assert list(gaps()), "somebody altered a row, and nobody noticed"
