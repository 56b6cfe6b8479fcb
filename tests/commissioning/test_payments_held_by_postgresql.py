"""What PostgreSQL refuses of payments, asked in plain SQL as the site's own role: two people, and nothing altered."""

import hashlib

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from budgets import actions as budgets
from commissioning import actions
from commissioning.models import PayerSettings, Payment, PaymentRun, RunFile
from marketplace.accounts.ids import uuid7
from tests.commissioning.paying import BY, MONDAY, account_of, checked, happened, invoice_for, ordered
from tests.people import acting

pytestmark = [pytest.mark.django_db, pytest.mark.R7]
CHECK = """
INSERT INTO commissioning_payeecheck (id, key, account_id, body_id, supplier_number, name_result, name_returned,
    called_on, number_from, because, checked_by_id, checked_at, confirmed_by_id, confirmed_at)
VALUES (%s, %s, %s, %s, '', 'match', '', '', '', '', %s, now(), %s, now())
"""
FILE = "INSERT INTO commissioning_runfile VALUES (%s, 'csv', 'a.csv', %s, %s, %s, %s, now(), %s)"


def refused(name: str, sql: str, values=()) -> None:
    with pytest.raises(IntegrityError) as found, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert found.value.__cause__.diag.constraint_name == name


def did(sql: str, values=()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.fixture
def payment(doreen, cooking, amina, sam, time_machine) -> Payment:
    """£36 of an approved invoice are to be paid."""
    time_machine.move_to(MONDAY)
    agreement = ordered(doreen, cooking, amina, sam)
    time_machine.move_to("2026-03-09T12:00:00+00:00")
    visits = happened(agreement, 2, by=sam)
    invoice = invoice_for(agreement, visits, status="approved", approved_rule="test", approved_at=timezone.now())
    for visit in visits:
        budgets.keep_promised(visit, 0, by=BY)
    return actions.owe(invoice, 3_600, by=BY)


@pytest.fixture
def account(payment, amina):
    return account_of(payment.invoice.enterprise, amina)


@pytest.fixture
def made(payment, account, nottingham, fiona) -> PaymentRun:
    """Fiona made a run with it; nobody has approved it yet."""
    run = PaymentRun.objects.create(body=nottingham, number="R1", rail="bank", profile="bacs", pay_on="2026-03-10")
    Payment.objects.filter(pk=payment.pk).update(run=run, status="in-run", account=account)
    facts = {"status": "made", "made_by": fiona, "made_at": timezone.now(), "count": 1, "total_pence": 3_600}
    PaymentRun.objects.filter(pk=run.pk).update(**facts)
    return run


def lock(run, who) -> tuple[str, list]:
    sql = "UPDATE commissioning_paymentrun SET status='locked', approved_by_id=%s, locked_at=now() WHERE id=%s"
    return sql, [who.pk, run.pk]


def with_file(run, content=b"a", count=1, pence=3_600) -> RunFile:
    facts = {"content": content, "sha256": hashlib.sha256(content).hexdigest(), "count": count, "total_pence": pence}
    return RunFile.objects.create(run=run, kind="csv", name="a.csv", **facts)


@pytest.fixture
def locked(made, raj) -> PaymentRun:
    with_file(made)
    did(*lock(made, raj))
    Payment.objects.filter(run=made).update(status="locked")
    return made


def test_whoever_entered_an_account_does_not_check_it(account, nottingham, amina, fiona):
    refused("payee_not_checked_by_its_owner", CHECK, [uuid7(), uuid7(), account.pk, nottingham.pk, fiona.pk, amina.pk])


def test_one_person_is_not_two(account, nottingham, fiona):
    refused("payee_checked_by_two", CHECK, [uuid7(), uuid7(), account.pk, nottingham.pk, fiona.pk, fiona.pk])


def test_what_two_people_checked_stays(account, nottingham, fiona, raj):
    check = checked(account, nottingham, fiona, raj)
    refused("payee_check_stays_as_confirmed", "UPDATE commissioning_payeecheck SET supplier_number='X' WHERE id=%s",
            [check.pk])  # fmt: skip


@pytest.mark.parametrize("column", ["sort_code", "number", "name", "digest"])
def test_an_account_stays_as_it_was_entered(account, column):
    refused("bank_account_stays_as_entered", f"UPDATE commissioning_bankaccount SET {column}='1' WHERE id=%s",
            [account.pk])  # fmt: skip


def test_an_account_is_not_used_before_its_time_by_moving_the_time(account):
    refused(
        "bank_account_stays_as_entered",
        "UPDATE commissioning_bankaccount SET usable_from=entered_at - '1 d'::interval",
    )


@pytest.mark.parametrize("change", ["gross_pence=1, net_pence=1", "number='2'", "received_at=now()", "payer='person'"])
def test_an_invoice_stays_as_it_came(payment, change):
    refused("invoice_stays_as_it_came", f"UPDATE commissioning_invoice SET {change}")


def test_an_invoice_is_never_deleted_nor_its_lines(payment):
    refused("invoice_stays_as_it_came", "DELETE FROM commissioning_invoiceline")


def test_nobody_approves_an_invoice_of_their_own(payment, amina):
    refused("invoice_not_approved_by_its_owner", "UPDATE commissioning_invoice SET approved_by_id=%s", [amina.pk])


def test_no_more_is_owed_than_the_invoice_asks_for(payment):
    sql = """INSERT INTO commissioning_payment (id, kind, status, body_id, invoice_id, part, pence, reference,
        end_to_end_id, due_on, fast_on, held_because, is_kept_back, made_at, return_code)
        SELECT %s, kind, 'due', body_id, invoice_id, 2, 1, 'X', 'JRX', due_on, fast_on, '', false, now(), ''
        FROM commissioning_payment"""
    refused("payment_no_more_than_the_invoice", sql, [uuid7()])


@pytest.mark.parametrize("change", ["pence=1", "end_to_end_id='JR1'", "kind='grant', source_id=invoice_id"])
def test_a_payment_stays_as_it_is(payment, change):
    refused("payment_stays_as_it_is", f"UPDATE commissioning_payment SET {change}")


def test_whoever_made_a_run_does_not_approve_it(made, fiona):
    with_file(made)
    refused("run_needs_two_people", *lock(made, fiona))


def test_whoever_entered_a_payee_does_not_approve_the_run(payment, made, nottingham, raj):
    new = account_of(payment.invoice.enterprise, raj, status="replaced")
    Payment.objects.filter(run=made).update(account=new)
    with_file(made)
    refused("run_without_its_own_payees", *lock(made, raj))


def test_whoever_works_in_an_enterprise_does_not_approve_its_run(made, amina):
    with_file(made)
    refused("run_without_its_own_payees", *lock(made, amina))


def test_no_run_is_approved_before_it_is_made(payment, nottingham, raj, fiona):
    run = PaymentRun.objects.create(body=nottingham, number="R1", rail="bank", profile="bacs", pay_on="2026-03-10")
    sql = """UPDATE commissioning_paymentrun SET status='locked', approved_by_id=%s, locked_at=now(),
        made_by_id=%s, made_at=now() WHERE id=%s"""
    refused("run_needs_two_people", sql, [raj.pk, fiona.pk, run.pk])


@pytest.mark.parametrize("wrong", [{"count": 2}, {"pence": 3_601}])
def test_the_files_of_a_run_hold_all_of_its_payments(made, raj, wrong):
    with_file(made, **wrong)
    refused("run_has_its_files", *lock(made, raj))


def test_no_run_is_locked_without_files(made, raj):
    refused("run_has_its_files", *lock(made, raj))


def test_a_file_whose_sum_is_not_its_own_locks_no_run(made, raj):
    RunFile.objects.create(run=made, kind="csv", name="a", content=b"a", sha256="0" * 64, count=1, total_pence=3_600)
    refused("run_has_its_files", *lock(made, raj))


@pytest.mark.parametrize("change", ["account_id=NULL", "run_id=NULL", "reference='X'"])
def test_an_item_of_a_locked_run_stays(locked, change):
    refused("run_stays_as_approved", f"UPDATE commissioning_payment SET {change}")


def test_no_item_comes_into_a_locked_run(locked, payment):
    again = Payment(kind="grant", source_id=uuid7(), body=locked.body, pence=5, reference="X", end_to_end_id="JRY",
                    due_on="2026-03-10", fast_on="2026-03-10", account=None)  # fmt: skip
    again.save(force_insert=True)
    refused("run_stays_as_approved", "UPDATE commissioning_payment SET run_id=%s, status='in-run' WHERE id=%s",
            [locked.pk, again.pk])  # fmt: skip


@pytest.mark.parametrize(
    "change", ["total_pence=1", "count=9", "number='R2'", "pay_on='2026-03-11'", "made_by_id=approved_by_id"]
)
def test_a_locked_run_stays(locked, change):
    refused("run_stays_as_approved", f"UPDATE commissioning_paymentrun SET {change}")


def test_the_site_itself_may_not_change_the_bytes_of_a_run(locked):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        did("UPDATE commissioning_runfile SET content='b'")


# --- The account from which a body pays ------------------------------------------------------------------------------
CONFIRM = """
UPDATE commissioning_payersettings SET payer_name = proposed_name, payer_sort_code = proposed_sort_code,
    payer_number = proposed_number, proposed_name = '', proposed_sort_code = '', proposed_number = '',
    account_confirmed_by_id = %s
"""


@pytest.fixture
def waits(nottingham, fiona):
    """Fiona entered an account of the council; nobody has confirmed it yet."""
    return actions.propose_payer_account(nottingham, "Nottingham", "200000", "55779911", by=acting(fiona))


def test_whoever_entered_the_account_of_a_body_does_not_confirm_it(waits, fiona, raj):
    refused("payer_account_used_when_confirmed", CONFIRM, [fiona.pk])
    refused("payer_account_used_when_confirmed", CONFIRM, [None])
    did(CONFIRM, [raj.pk])
    waits.refresh_from_db()
    assert (waits.payer_number, waits.proposed_number) == ("55779911", "")


def test_nobody_puts_another_account_in_its_place(waits, nottingham, fiona, raj):
    used = "payer_account_used_when_confirmed"
    other = "UPDATE commissioning_payersettings SET payer_number = 'x', account_confirmed_by_id = %s"
    refused(used, other, [raj.pk])
    refused(used, CONFIRM.replace("payer_name = proposed_name", "payer_name = 'Mallory'"), [raj.pk])
    did(CONFIRM, [raj.pk])
    refused(used, other, [raj.pk])
    refused(used, "UPDATE commissioning_payersettings SET payer_number = '', account_confirmed_by_id = NULL")
    refused(used, "UPDATE commissioning_payersettings SET account_confirmed_by_id = %s", [fiona.pk])


def test_who_entered_the_account_of_a_body_stays_on_the_record(waits, fiona, raj):
    entered = "payer_account_stays_as_entered"
    refused(entered, "UPDATE commissioning_payersettings SET proposed_by_id = %s", [raj.pk])
    refused(entered, "UPDATE commissioning_payersettings SET proposed_number = 'x', proposed_by_id = NULL")
    refused("payer_account_used_when_confirmed", CONFIRM + ", proposed_by_id = %s", [fiona.pk, raj.pk])


def test_a_body_does_not_begin_with_an_account_of_one_person(waits, nottingham, fiona):
    new = PayerSettings(body=nottingham, payer_number="55779911", proposed_by=fiona)
    with pytest.raises(IntegrityError) as found, transaction.atomic():
        PayerSettings.objects.all().delete()
        new.save(force_insert=True)
    assert found.value.__cause__.diag.constraint_name == "payer_account_used_when_confirmed"
