"""A run is proposed by rule, made by one, approved by another, frozen, sent, and answered."""

from xml.etree import ElementTree

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from budgets.models import Account
from commissioning import actions, run_files
from commissioning.models import Invoice, PayeeCheck, Payment, PaymentRun, RunFile
from marketplace.notifications.models import Message
from marketplace.organisations.models import Role
from marketplace.workflow.errors import RuleBroken
from tests.commissioning.making_runs import (
    SWEEP,
    answered,
    approved,
    invoices,
    may_be_paid,
    owing,
    proposed,
    sent,
    statuses,
)
from tests.commissioning.paying import account_of
from tests.factories import EnterpriseFactory
from tests.people import acting, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(doreen, cooking, amina, sam, time_machine):
    """Three visits of £18, each approved and owed."""
    return owing(doreen, cooking, amina, sam, time_machine.move_to)


@pytest.fixture
def known(three, pays, good_company, amina, nottingham, fiona, raj):
    """Her account was checked by two people."""
    return may_be_paid(good_company, amina, nottingham, fiona, raj)


def test_all_that_is_owed_and_may_be_paid_is_in_the_proposal_once(three, known, nottingham):
    run = proposed(nottingham)
    assert (run.count, run.total_pence, statuses(run), invoices(run)) == (3, 5_400, {"in-run"}, {"scheduled"})
    assert proposed(nottingham) == run and run.payments.count() == 3
    assert {each.account for each in run.payments.all()} == {known}


def test_without_a_checked_account_nothing_leaves_and_it_says_why(three, pays, nottingham):
    assert actions.propose(nottingham, by=SWEEP) == 0
    assert {each.held_because for each in Payment.objects.held()} == {"no-account"}


def test_a_changed_account_takes_its_payments_out_of_the_proposal(three, known, nottingham, good_company, amina):
    run = proposed(nottingham)
    account_of(good_company, amina, status="waiting", number="11111111")
    assert actions.propose(nottingham, by=SWEEP) == 0
    run.refresh_from_db()
    assert run.status == "dropped" and {each.held_because for each in Payment.objects.due()} == {"changing"}
    assert set(Invoice.objects.values_list("status", flat=True)) == {"approved"}


def test_an_account_that_changed_between_the_two_people_stops_the_run(
    three, known, nottingham, good_company, amina, fiona, raj
):
    run = proposed(nottingham)
    actions.make_run(run, by=acting(fiona))
    account_of(good_company, amina, status="waiting", number="11111111")
    with pytest.raises(RuleBroken, match="The bank account of Good Company has changed since"):
        actions.approve_run(run, by=acting(raj))
    assert statuses(run) == {"in-run"} and not RunFile.objects.exists()


def test_one_account_of_two_enterprises_is_said_in_the_proposal(three, known, nottingham, fiona, client):
    run = proposed(nottingham)
    client.force_login(fiona)
    address = f"/payments/runs/{run.pk}/"
    assert "The same account as" not in client.get(address).content.decode()
    account_of(EnterpriseFactory(organisation__name="Bella Dinners"), fiona)
    page = client.get(address).content.decode()
    assert "3 payments go to accounts that were entered for somebody else too" in page
    assert page.count("The same account as Bella Dinners") == 3
    assert "Bella Dinners" in client.get(f"/payees/{known.pk}/").content.decode()


def test_a_body_that_has_not_said_how_it_pays_says_so(three, nottingham, fiona, connor, client):
    assert actions.propose(nottingham, by=SWEEP) == 0
    for who, words in ((fiona, "A commissioner there says it."), (connor, "Say how Nottingham City Council pays")):
        client.force_login(who)
        page = client.get("/payments/").content.decode()
        assert "Nottingham City Council has not said yet how it pays." in page and words in page
        assert page.count("This body has not said yet how it pays.") == 3
    client.force_login(fiona)
    looked = client.post(reverse("commissioning:propose-payments", args=[nottingham.pk]), follow=True)
    assert "has not said yet how it pays, so nothing leaves" in looked.content.decode()


def test_whoever_made_the_run_does_not_approve_it(three, known, nottingham, fiona):
    run = proposed(nottingham)
    actions.make_run(run, by=acting(fiona))
    with pytest.raises(PermissionDenied):
        actions.approve_run(run, by=acting(fiona))


def test_whoever_entered_an_account_in_it_neither_makes_nor_approves_it(
    three, pays, nottingham, good_company, fiona, raj
):
    rita = person("rita", role=Role.FINANCE, organisation=nottingham)
    may_be_paid(good_company, fiona, nottingham, raj, rita)
    run = proposed(nottingham)
    with pytest.raises(RuleBroken):
        actions.make_run(run, by=acting(fiona))
    actions.make_run(run, by=acting(raj))
    with pytest.raises(RuleBroken):
        actions.approve_run(run, by=acting(fiona))
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentRun.objects.filter(pk=run.pk).update(status="locked", approved_by=fiona, locked_at=timezone.now())


def test_a_locked_run_has_two_files_with_its_payments_and_they_stay(three, known, nottingham, fiona, raj):
    run = approved(proposed(nottingham), fiona, raj)
    assert (run.status, statuses(run), invoices(run)) == ("locked", {"locked"}, {"in-run"})
    pain, plain = run.files.get(kind="pain.001"), run.files.get(kind="csv")
    root = ElementTree.fromstring(bytes(pain.content))  # noqa: S314
    ids = {each.text for each in root.iter() if each.tag.endswith("EndToEndId")}
    assert ids == {each.end_to_end_id for each in run.payments.all()}
    assert (pain.count, pain.total_pence, plain.count, plain.total_pence) == (3, 5_400, 3, 5_400)
    assert all(key.encode() in bytes(plain.content) for key in ids)
    with pytest.raises(DatabaseError), transaction.atomic():
        RunFile.objects.filter(pk=pain.pk).update(content=b"<x/>")


@pytest.mark.parametrize("rail", ["bank", "finance"])
def test_a_long_run_is_read_in_parts_and_its_files_stay_the_same(three, known, pays, nottingham, rail, monkeypatch):
    run = proposed(nottingham)
    run.rail = rail
    whole = [bytes(file.content) for file in run_files.write(run, pays, run.proposed_at)]
    monkeypatch.setattr(run_files, "AT_ONCE", 2)
    with CaptureQueriesContext(connection) as read:
        assert [bytes(file.content) for file in run_files.write(run, pays, run.proposed_at)] == whole
    parts = [each["sql"] for each in read if '"end_to_end_id"' in each["sql"]]
    assert len(parts) == 3 and all("LIMIT 2" in sql for sql in parts)


def test_the_same_run_is_approved_once(three, known, nottingham, fiona, raj):
    run = approved(proposed(nottingham), fiona, raj)
    with pytest.raises(RuleBroken):
        actions.approve_run(run, by=acting(raj))
    assert run.files.count() == 2


def test_a_run_that_leaves_is_spent_cleared_and_done(three, known, nottingham, fiona, raj):
    run = sent(approved(proposed(nottingham), fiona, raj), fiona)
    clearing = Account.objects.get(kind="clearing")
    assert statuses(run) == {"sent"} and clearing.posted == 5_400
    run = answered(run, fiona)
    clearing.refresh_from_db()
    assert (run.status, statuses(run), invoices(run), clearing.posted) == ("done", {"paid"}, {"paid"}, 0)


def test_nobody_gives_the_bank_a_file_that_nobody_has(three, known, nottingham, fiona, raj):
    run = approved(proposed(nottingham), fiona, raj)
    with pytest.raises(RuleBroken):
        actions.note_run_sent(run, by=acting(fiona))


def test_a_run_is_given_up_only_while_nobody_has_its_files(three, known, nottingham, fiona, raj):
    run = approved(proposed(nottingham), fiona, raj)
    actions.give_up_run(run, by=acting(fiona))
    assert {each.status for each in Payment.objects.all()} == {"due"}
    assert set(Invoice.objects.values_list("status", flat=True)) == {"approved"}
    again = approved(proposed(nottingham), fiona, raj)
    actions.note_download(again.files.first(), by=acting(raj))
    with pytest.raises(RuleBroken):
        actions.give_up_run(again, by=acting(fiona))
    assert PaymentRun.objects.count() == 2 and run.number != again.number


def test_a_payment_that_somebody_keeps_back_stays_out_until_it_is_let_in(three, known, nottingham, fiona):
    run = proposed(nottingham)
    actions.keep_back(run.payments.first(), "maybe-paid", by=acting(fiona))
    assert actions.propose(nottingham, by=SWEEP) == 2
    kept = Payment.objects.get(is_kept_back=True)
    assert kept.invoice.status == "approved"
    actions.let_in(kept, by=acting(fiona))
    assert actions.propose(nottingham, by=SWEEP) == 3


def test_nothing_goes_in_or_out_while_a_second_person_looks(three, known, nottingham, fiona):
    run = proposed(nottingham)
    actions.make_run(run, by=acting(fiona))
    with pytest.raises(RuleBroken):
        actions.keep_back(run.payments.first(), "maybe-paid", by=acting(fiona))
    assert actions.propose(nottingham, by=SWEEP) == 0 and run.payments.count() == 3
    actions.hand_back_run(run, by=acting(fiona))
    assert run.status == "proposed" and run.made_by is None


def test_each_payee_is_told_once_what_is_on_its_way(three, known, nottingham, fiona, raj, amina):
    sent(approved(proposed(nottingham), fiona, raj), fiona)
    while actions.tell_some(by=SWEEP):
        pass
    message = Message.objects.get(template="remittance")
    assert message.to == amina and message.context["pence"] == 5_400 and message.context["count"] == 3
    assert actions.tell_some(by=SWEEP) == 0


def test_the_finance_system_gets_the_columns_that_its_council_wants(three, known, pays, nottingham, fiona, raj):
    pays.rail = "finance"
    fields = {"Supplier": "supplier_number", "Ref": "our_reference", "Sum": "gross_pence"}
    columns = [{"heading": heading, "field": field} for heading, field in fields.items()]
    columns.append({"heading": "Dept", "fixed": "ASC"})
    pays.layout = {"columns": columns, "money": "pence", "days": "%d/%m/%Y"}
    pays.save(update_fields=["rail", "layout"])
    run = approved(proposed(nottingham), fiona, raj)
    lines = bytes(run.files.get().content).decode().splitlines()
    assert lines[0] == "Supplier,Ref,Sum,Dept" and len(lines) == 4
    assert all(line.startswith("S-1001,JR") and line.endswith(",1800,ASC") for line in lines[1:])


def test_the_finance_system_waits_for_a_supplier_number(three, pays, nottingham, good_company, amina, fiona, raj):
    pays.rail = "finance"
    pays.save(update_fields=["rail"])
    account = account_of(good_company, amina)
    facts = {"checked_by": fiona, "confirmed_by": raj, "confirmed_at": timezone.now()}
    PayeeCheck.objects.create(account=account, body=nottingham, name_result="match", **facts)
    assert actions.propose(nottingham, by=SWEEP) == 0
    assert {each.held_because for each in Payment.objects.held()} == {"no-supplier-number"}


def test_sql_changes_nothing_in_a_locked_run(three, known, nottingham, fiona, raj):
    run = approved(proposed(nottingham), fiona, raj)
    payment = run.payments.first()
    for changes in ({"pence": 1}, {"account": None}, {"reference": "JRX"}, {"run": None, "status": "in-run"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.filter(pk=payment.pk).update(**changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentRun.objects.filter(pk=run.pk).update(total_pence=1)
