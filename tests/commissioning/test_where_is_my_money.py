"""Where is my money? Whatever happens to a payment, its enterprise reads what is so, and what to do about it."""

from datetime import timedelta
from html import unescape
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from commissioning import actions, holding, paying_out, payment_for_payee
from commissioning.invoice_shown import card_of
from commissioning.models import BankAccount, Invoice, PayerSettings, Payment, PaymentRun
from commissioning.paying_out import SENT_BACK
from commissioning.payment_for_payee import held_words
from marketplace.ui.filters import long_date
from tests.commissioning.making_payees import OTHERS, entered, sure
from tests.commissioning.making_runs import SWEEP, answered, approved, may_be_paid, owing, proposed, sent
from tests.commissioning.paying import account_of
from tests.people import acting

pytestmark = pytest.mark.django_db
HOLDS = sorted({*holding.OWN, *paying_out.WORDS})
UNTRUE = ("next payments", "does next", "Both have", "on its way", "Expected", "Paid by")


@pytest.fixture
def payment(doreen, cooking, amina, sam, time_machine) -> Payment:
    """£18 for a visit of Amina's are approved, and to be paid."""
    return owing(doreen, cooking, amina, sam, time_machine.move_to, 1)[0]


@pytest.fixture
def account(payment, good_company, amina, nottingham, fiona, raj) -> BankAccount:
    return may_be_paid(good_company, amina, nottingham, fiona, raj)


def steps(payment: Payment) -> tuple[dict, dict, dict]:
    """Looked at, on its way, paid."""
    _received, looked_at, on_its_way, paid = card_of(Invoice.objects.with_steps().get(pk=payment.invoice_id))[
        "shown_steps"
    ]
    return looked_at, on_its_way, paid


def read(client, who, payment: Payment, name: str = "my-invoice") -> str:
    client.logout()
    client.force_login(who)
    answer = client.get(reverse(f"commissioning:{name}", args=[payment.invoice_id]))
    assert answer.status_code == 200
    return unescape(" ".join(answer.content.decode().replace("\xa0", " ").split()))


def comes_back(payment: Payment, by, code: str = "AC04") -> None:
    payment.refresh_from_db()
    actions.say_answer(payment, "returned", timezone.localdate(), code, by=acting(by))
    while actions.apply_some(by=SWEEP):
        pass


@pytest.mark.parametrize("code", HOLDS)
def test_every_reason_for_which_a_payment_waits_has_a_sentence_for_the_enterprise(code, nottingham):
    assert code in payment_for_payee.WORDS
    said = held_words(Payment(body=nottingham), code, timezone.localdate())
    assert said and "%" not in said and not any(each in said for each in UNTRUE)


@pytest.mark.parametrize("code", holding.KEPT)
def test_every_reason_for_which_somebody_keeps_one_back_has_a_sentence_for_the_enterprise(code, nottingham):
    assert code in payment_for_payee.KEPT
    said = held_words(Payment(body=nottingham, is_kept_back=True, held_because=code), "")
    assert said.startswith("Finance keeps it back") and not any(each in said for each in UNTRUE)


SAYS = {"due": "next payments", "in-run": "Fiona has", "locked": "gives it to the bank next",
        "sent": "on its way", "paid": "Both have",
        "returned": "sent it back", "cancelled": "Nothing is paid for"}  # fmt: skip


def test_at_each_step_of_a_payment_nothing_is_empty_and_nothing_untrue(payment, nottingham, fiona, monkeypatch):
    invoice = Invoice.objects.with_steps().get(pk=payment.invoice_id)
    (shown,) = invoice.payments.all()
    run = PaymentRun(status="made", made_by=fiona, pay_on=timezone.localdate() + timedelta(days=1))
    for status, code in product(Payment.Status.values, ["", *HOLDS]):
        shown.status, shown.return_code = status, "AC04"
        shown.run = None if status in ("due", "cancelled") else run
        monkeypatch.setattr(payment_for_payee, "_codes_of", lambda found, code=code: {each.pk: code for each in found})
        *_before, on_its_way, paid = card_of(invoice)["shown_steps"]
        said = f"{on_its_way['words']} {paid['soft']} {paid['words']}"
        if code and status in ("due", "in-run"):
            assert held_words(shown, code).split(",")[0] in on_its_way["words"], said
            assert not any(each in said for each in UNTRUE) and not paid["soft"], said
        else:
            assert SAYS[status] in on_its_way["words"] and "Expected by" in paid["soft"], said


def test_money_that_came_back_is_said_with_the_day_the_reason_and_what_to_do(
    client, pays, payment, account, amina, nottingham, fiona, raj, monkeypatch
):
    answered(sent(approved(proposed(nottingham), fiona, raj), fiona), fiona)
    comes_back(payment, fiona)
    monkeypatch.setattr(payment_for_payee, "_codes_of", lambda found: {each.pk: SENT_BACK for each in found})
    today = long_date(timezone.localdate())
    said = read(client, amina, payment)
    assert f"The bank sent it back on {today}: the account is closed." in said
    assert "Waits for you" in said and "Fiona Clarke has" not in said and "1 of 2" not in said
    assert "Enter another account" in said and reverse(
        "commissioning:bank-of-enterprise", args=[account.enterprise_id]
    ) in said  # fmt: skip
    assert "Expected" not in said and f"Paid {today}" not in said


def test_what_the_payers_own_bank_refused_asks_nothing_of_the_enterprise(
    client, pays, payment, account, amina, nottingham, fiona, raj
):
    sent(approved(proposed(nottingham), fiona, raj), fiona)
    comes_back(payment, fiona, "AM04")
    said = read(client, amina, payment)
    assert "there was not enough money in the paying account. It goes with the next payments" in said
    assert "Waits for you" not in said and "Enter another account" not in said


def test_another_account_is_checked_waits_its_days_and_then_is_paid(
    client, pays, payment, account, good_company, amina, nottingham, fiona, raj, time_machine
):
    sent(approved(proposed(nottingham), fiona, raj), fiona)
    comes_back(payment, fiona)
    new = entered(good_company, amina, OTHERS)
    said = read(client, amina, payment)
    assert "the account is closed. You entered another account. Finance checks whose it is" in said
    assert "Enter another account" not in said
    sure(new, nottingham, fiona, raj, OTHERS, called_on="0115 496 0000",
         number_from="Their letter", number_since=timezone.localdate() - timedelta(days=99))  # fmt: skip
    usable = long_date(timezone.localdate(new.usable_from))
    assert f"It waits until your new account may be used, from {usable}" in read(client, amina, payment)
    time_machine.move_to(new.usable_from + timedelta(hours=1))
    assert "the account is closed. It goes with the next payments" in read(client, amina, payment)
    answered(sent(approved(proposed(nottingham), fiona, raj), fiona), fiona)
    said = read(client, amina, payment)
    assert "Both have" in said and "sent it back" not in said


def test_an_account_that_changes_while_a_run_is_open_holds_the_payment_at_once(
    client, pays, payment, account, good_company, amina, nottingham
):
    proposed(nottingham)
    assert "It goes with the next payments" in read(client, amina, payment)
    entered(good_company, amina, OTHERS)
    said = read(client, amina, payment)
    assert "The payment is held" in said and "Finance checks whose it is" in said and "next payments" not in said


def test_without_an_account_amina_is_asked_for_it_first_of_all(client, pays, payment, amina):
    said = read(client, amina, payment)
    assert "You have not entered a bank account yet" in said and "Enter your bank account" in said


def test_a_council_that_has_not_said_how_it_pays_is_named(client, payment, account, amina):
    assert not PayerSettings.objects.exists()
    assert "Nottingham City Council has not said yet how it pays" in read(client, amina, payment)


def test_an_account_that_two_people_did_not_check_waits_for_them(client, pays, payment, good_company, amina):
    account_of(good_company, amina)
    assert "Finance checks whose account it is" in read(client, amina, payment)


def test_what_somebody_keeps_back_says_so_without_what_only_they_may_know(
    client, pays, payment, account, amina, fiona
):
    actions.keep_back(payment, "look-again", by=acting(fiona))
    said = read(client, amina, payment)
    assert "Finance keeps it back to look at it once more" in said and "looks wrong" not in said


def test_of_an_invoice_paid_in_parts_the_part_that_is_missing_says_where_it_is(
    client, pays, payment, account, amina, nottingham, fiona, raj
):
    run = sent(approved(proposed(nottingham), fiona, raj), fiona)
    file = f"our reference,result,amount,reason\n{payment.end_to_end_id},paid,10.00,\n".encode()
    answer, _new = actions.take_answer(run.body, "bank.csv", file, by=acting(fiona))
    actions.decide_line(answer.lines.get(), "less", timezone.localdate(), by=acting(fiona))
    said = read(client, amina, payment)
    assert "It goes with the next payments" in said and "£10 is paid already" in said and "sent it back" not in said


def test_who_said_that_it_is_right_and_who_approved_it_are_both_named(payment, sam, fiona):
    known = {"accepted_by": sam, "accepted_at": timezone.now(), "approved_by": fiona, "approved_rule": ""}
    Invoice.objects.filter(pk=payment.invoice_id).update(**known)
    looked_at = steps(payment)[0]
    assert looked_at["words"] == f"{sam.name} said that it is right, {fiona.name} approved it"
    Invoice.objects.filter(pk=payment.invoice_id).update(accepted_by=None, accepted_at=None)
    assert (steps(payment)[0]["title"], steps(payment)[0]["words"]) == ("Approved", fiona.name)


def test_fiona_reads_that_it_is_held_and_why_and_not_that_it_goes_with_the_next_payments(
    client, pays, payment, account, good_company, amina, nottingham, fiona, raj
):
    assert "Waits with: The next payments" in read(client, fiona, payment, "invoice")
    sent(approved(proposed(nottingham), fiona, raj), fiona)
    assert "Waits with: The bank" in read(client, fiona, payment, "invoice")
    comes_back(payment, fiona)
    entered(good_company, amina, OTHERS)
    actions.propose(nottingham, by=SWEEP)
    said = read(client, fiona, payment, "invoice")
    assert "Waits with: Finance. Another bank account was entered and waits to be checked." in said
    assert "Waits with: The next payments" not in said


def test_from_an_invoice_both_sides_come_to_what_was_sent_as_soon_as_it_left(
    client, pays, payment, account, amina, nottingham, sam, fiona, raj
):
    run = approved(proposed(nottingham), fiona, raj)
    hers = reverse("commissioning:remittance", args=[run.pk])
    theirs = reverse("commissioning:remittance-sent", args=[payment.pk])
    assert hers not in read(client, amina, payment) and theirs not in read(client, fiona, payment, "invoice")
    sent(run, fiona)
    assert hers in read(client, amina, payment) and theirs in read(client, fiona, payment, "invoice")
    assert theirs not in read(client, sam, payment, "invoice")
    client.force_login(fiona)
    said = client.get(theirs).content.decode()
    assert "Paid to Good Company" in said and run.number in said and "£18" in said and "your account" not in said
