"""Two people at the same moment: a run is approved once, and what is not an invoice rides in it once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from budgets.models import Posting
from commissioning import actions
from commissioning.models import Payment, PaymentRun
from marketplace.organisations.models import Role
from marketplace.workflow.errors import RuleBroken
from tests.budgets.making import budget_of
from tests.commissioning.making_runs import SWEEP, may_be_paid, owing, proposed
from tests.people import acting, person
from tests.test_races import at_once


@pytest.mark.R6
def test_approved_by_two_at_once_a_run_is_approved_once(
    fresh_db, doreen, cooking, amina, sam, time_machine, pays, good_company, nottingham, fiona, raj
):
    owing(doreen, cooking, amina, sam, time_machine.move_to)
    may_be_paid(good_company, amina, nottingham, fiona, raj)
    rita = person("rita", role=Role.FINANCE, organisation=nottingham)
    run = proposed(nottingham)
    actions.make_run(run, by=acting(fiona))

    def approves(officer):
        return lambda: actions.approve_run(PaymentRun.objects.get(pk=run.pk), by=acting(officer))

    found = at_once(approves(raj), approves(rita))
    assert sum(isinstance(each, RuleBroken) for each in found) == 1 and None in found
    run.refresh_from_db()
    assert run.status == "locked" and run.files.count() == 2


@pytest.mark.django_db
def test_a_direct_payment_is_owed_once_net_of_the_contribution(pays, doreen, sam):
    """The books have moved already: nothing is posted for it again."""
    type(pays).objects.filter(pk=pays.pk).update(set_at=timezone.now() - timedelta(days=60))
    budget_of(doreen, sam, 5_000, ways=[{"mechanism": "direct-payment", "weekly_pence": 5_000, "account": "own"}])
    given = Posting.objects.filter(entry_type="dp-payment")
    assert given.exists()
    before = Posting.objects.count()
    while actions.owe_others(by=SWEEP):
        pass
    payments = Payment.objects.filter(kind="direct-payment")
    assert payments.count() == given.count() and Posting.objects.count() == before
    assert {each.pence for each in payments} == {sum(max(0, line.pence) for line in p.lines.all()) for p in given}
    actions.propose(doreen.organisation, by=SWEEP)
    assert {each.held_because for each in payments.all()} <= {"no-account", ""}
