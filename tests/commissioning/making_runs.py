"""Runs of payments for tests: what is owed and may be paid, run by two people, sent, and answered."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from budgets import actions as budgets
from budgets.models import Account
from commissioning import actions
from commissioning.models import Invoice, Payment, PaymentRun
from marketplace.accounts.actors import system
from tests.commissioning.paying import BY, account_of, checked, happened, invoice_for, ordered
from tests.people import acting

SWEEP = system("payments")


def owed(agreement, number: int = 1, *, by, name="1", pence: int | None = None) -> Payment:
    """So many visits happened, are on an approved invoice, and are to be paid."""
    visits = happened(agreement, number, by=by)
    invoice = invoice_for(agreement, visits, number=name, status="approved", approved_rule="test",
                          approved_at=timezone.now())  # fmt: skip
    for visit in visits:
        budgets.keep_promised(visit, 0, by=BY)
    return actions.owe(invoice, pence or invoice.gross_pence, by=BY)


def owing(doreen, cooking, amina, sam, move_to, number: int = 3) -> list[Payment]:
    """Amina helped Doreen so often, and each visit is owed by itself."""
    move_to("2026-03-02T09:00:00+00:00")
    agreement = ordered(doreen, cooking, amina, sam)
    move_to("2026-03-23T12:00:00+00:00")
    return [owed(agreement, by=sam, name=str(n)) for n in range(1, number + 1)]


def may_be_paid(enterprise, entered_by, body, one, other, **facts):
    """Its account is known, checked by two, and not new."""
    account = account_of(enterprise, entered_by, **facts)
    checked(account, body, one, other)
    return account


def proposed(body) -> PaymentRun:
    actions.propose(body, by=SWEEP)
    return PaymentRun.objects.get(body=body, status="proposed")


def approved(run: PaymentRun, maker, other) -> PaymentRun:
    """Made by one, approved by the other."""
    actions.make_run(run, by=acting(maker))
    actions.approve_run(run, by=acting(other))
    with connection.cursor() as cursor:  # as a commit would
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return PaymentRun.objects.get(pk=run.pk)


def sent(run: PaymentRun, by) -> PaymentRun:
    """The bank has its file, and the books know it."""
    actions.note_download(run.files.first(), by=acting(by))
    actions.note_run_sent(run, by=acting(by))
    while actions.post_some(by=SWEEP):
        pass
    return PaymentRun.objects.get(pk=run.pk)


def answered(run: PaymentRun, by) -> PaymentRun:
    """Everything in it arrived today."""
    actions.say_run_paid(run, timezone.localdate(), by=acting(by))
    while actions.apply_some(by=SWEEP):
        pass
    return PaymentRun.objects.get(pk=run.pk)


def statuses(run: PaymentRun) -> set[str]:
    return set(run.payments.values_list("status", flat=True))


def invoices(run: PaymentRun) -> set[str]:
    return set(Invoice.objects.filter(payments__run=run).values_list("status", flat=True))


def yesterday():
    return timezone.localdate() - timedelta(days=1)


@pytest.fixture
def run(doreen, cooking, amina, sam, time_machine, pays, good_company, nottingham, fiona, raj):
    """Three payments of £18 are with the bank."""
    owing(doreen, cooking, amina, sam, time_machine.move_to)
    may_be_paid(good_company, amina, nottingham, fiona, raj)
    return sent(approved(proposed(nottingham), fiona, raj), fiona)


@pytest.fixture
def ids(run):
    return list(run.payments.order_by("pk").values_list("end_to_end_id", flat=True))


def bring(run, lines, by, heading="our reference,status,amount,reason"):
    content = "\n".join([heading, *lines]).encode()
    found, is_new = actions.take_answer(run.body, "answer.csv", content, by=acting(by))
    while actions.apply_some(by=SWEEP):
        pass
    run.refresh_from_db()
    return found, is_new


def outcomes(answer):
    return [line.outcome for line in answer.lines.order_by("place")]


def clearing():
    return Account.objects.get(kind="clearing").posted
