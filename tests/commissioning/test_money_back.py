"""What was paid too much comes back after a credit note: off the next payments, or sent back; no penny moves twice."""

import random
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from budgets import verifying
from budgets.models import Account
from budgets.reconciling import gaps
from commissioning import actions
from commissioning.models import Invoice, Payment
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.organisations.models import Role
from marketplace.workflow.errors import RuleBroken
from tests.commissioning.making_runs import SWEEP, answered, approved, may_be_paid, owed, proposed, sent
from tests.commissioning.paying import ordered
from tests.people import acting, person

pytestmark = [pytest.mark.django_db, pytest.mark.R9]


def again(record):
    record.refresh_from_db()
    return record


@pytest.fixture
def agreement(doreen, cooking, amina, sam, time_machine, pays, good_company, nottingham, fiona, raj):
    """Amina helps Doreen twice a week for £18, the council pays, and her account is checked."""
    time_machine.move_to("2026-03-02T09:00:00+00:00")
    made = ordered(doreen, cooking, amina, sam)
    time_machine.move_to("2026-03-23T12:00:00+00:00")
    may_be_paid(good_company, amina, nottingham, fiona, raj)
    return made


@pytest.fixture
def pays_all(nottingham, fiona, raj):
    """Runs everything that is due, to the end."""
    return lambda: answered(sent(approved(proposed(nottingham), fiona, raj), fiona), fiona)


@pytest.fixture
def first(agreement, sam, pays_all) -> Invoice:
    """£36, paid."""
    invoice = owed(agreement, 2, by=sam, name="A1").invoice
    pays_all()
    assert again(invoice).status == "paid"
    return invoice


def credit(invoice: Invoice, by, pence: int, key=None) -> Invoice:
    found = Invoice.objects.get(pk=invoice.pk)
    return actions.credit_invoice(found, pence, "Half an hour less.", key=key or uuid7(), by=acting(by))


def right() -> None:
    assert list(gaps()) == [] and list(verifying.wrongs()) == []


def books() -> tuple[int, int]:
    """What the enterprise has, and what is left of the pot."""
    pots = Account.objects.filter(kind="council-managed")
    has = Account.objects.filter(kind="enterprise")
    return sum(each.posted for each in has), sum(each.posted for each in pots)


# --- Set against the next payment ------------------------------------------------------------------------------------
def test_what_was_given_up_goes_off_the_next_payment_and_both_sides_see_it(
    client, first, agreement, sam, amina, fiona, nottingham, pays_all
):
    has, left = books()
    note = credit(first, amina, 600)
    assert books() == (has, left), "what was given up is with Amina until it comes back"
    second = owed(agreement, 1, by=sam, name="A2").invoice
    run = pays_all()
    right()
    assert (run.count, run.total_pence) == (1, 1_200)
    assert (again(second).status, second.paid_pence, second.approved_pence) == ("paid", 1_800, 1_800)
    assert (again(note).paid_pence, actions.to_get_back(again(first))) == (600, 0)
    assert books() == (has + 1_200, left - 1_200)
    assert Message.objects.get(template="money-set-off", to=amina).context["of"] == first.number
    client.force_login(amina)
    remittance = client.get(reverse("commissioning:remittance", args=[run.pk])).content.decode()
    assert "£12" in remittance and "Invoice A2: £6 less." in remittance
    page = client.get(reverse("commissioning:my-invoice", args=[second.pk])).content.decode()
    assert f"£6 of it is paid with what came back of invoice {first.number}" in page
    page = client.get(reverse("commissioning:my-invoice", args=[first.pk])).content.decode()
    assert "£6 of what was paid too much went back." in page and "send it back" not in page
    client.force_login(fiona)
    page = client.get(reverse("commissioning:invoice", args=[second.pk])).content.decode()
    assert "£6 of it is paid with what came back" in page
    assert not Invoice.objects.shown_as("back", timezone.localdate()).exists()


def test_a_payment_that_is_smaller_is_none_and_the_rest_goes_off_the_one_after(first, agreement, sam, amina, pays_all):
    note = credit(first, amina, 3_000)
    second, third = (owed(agreement, 1, by=sam, name=name).invoice for name in ("A2", "A3"))
    run = pays_all()
    right()
    assert (run.count, run.total_pence) == (1, 600) and run.payments.get().invoice == third
    assert {again(each).status for each in (second, third)} == {"paid"} and again(note).paid_pence == 3_000
    assert books()[0] == 3_600 + 600


def test_proposed_again_nothing_is_set_off_twice(first, agreement, sam, amina, nottingham):
    credit(first, amina, 600)
    owed(agreement, 1, by=sam, name="A2")
    for _n in range(3):
        actions.propose(nottingham, by=SWEEP)
    assert Payment.objects.set_off().count() == 1 and actions.set_off(nottingham, by=SWEEP) == 0
    assert Payment.objects.get(status="in-run").pence == 1_200
    right()


def test_what_is_kept_back_or_in_a_run_already_stays_as_it_is(first, agreement, sam, amina, fiona, nottingham):
    kept = owed(agreement, 1, by=sam, name="A2")
    actions.keep_back(kept, "ask-us", by=acting(fiona))
    run = owed(agreement, 1, by=sam, name="A3")
    actions.propose(nottingham, by=SWEEP)
    credit(first, amina, 600)
    assert actions.set_off(nottingham, by=SWEEP) == 0
    assert [again(each).status for each in (kept, run)] == ["due", "in-run"]
    right()


def test_money_of_somebody_else_is_not_touched(first, amina, sam, cooking, nottingham, time_machine, pays_all):
    """Another person's pot owes nothing for Doreen's."""
    other = type(first.person).objects.create(
        organisation=nottingham, named_worker=sam, name="Ken Ball", outcode="NG5"
    )
    credit(first, amina, 600)
    agreement = ordered(other, cooking, amina, sam)
    time_machine.move_to("2026-04-13T12:00:00+00:00")
    owed(agreement, 1, by=sam, name="A9")
    assert pays_all().total_pence == 1_800 and actions.to_get_back(again(first)) == 600
    right()


# --- Sent back -------------------------------------------------------------------------------------------------------
def test_fiona_says_that_it_came_back_and_the_pot_has_it_again(client, first, amina, fiona):
    has, left = books()
    credit(first, amina, 600)
    client.force_login(fiona)
    where, day = reverse("commissioning:invoice", args=[first.pk]), timezone.localdate()
    typed = {"receive": "1", "key": uuid7(), "on_day": day.day, "on_month": day.month, "on_year": day.year}
    assert "£6 has to come back" in client.post(where, typed | {"pence": "6.01"}).content.decode()
    for _n in range(2):
        client.post(where, typed | {"pence": "6.00"})
    right()
    assert books() == (has - 600, left + 600) and actions.to_get_back(again(first)) == 0
    assert Message.objects.filter(template="money-received-back", to=amina).count() == 1
    assert "£6 of what was paid too much came back." in client.get(where).content.decode()
    assert again(first).status == "paid"


def test_only_whoever_pays_for_the_body_says_so_and_nobody_close_to_the_enterprise(first, amina, sam, nottingham):
    credit(first, amina, 600)
    both = person("both", role=Role.FINANCE, organisation=nottingham)
    both.memberships.create(organisation=first.enterprise.organisation, role=Role.WORKER)
    for who in (amina, sam, both):
        with pytest.raises(PermissionDenied):
            actions.receive_back(first, 600, timezone.localdate(), key=uuid7(), by=acting(who))


def test_no_more_comes_back_than_arrived_too_much_nor_on_another_day(first, amina, fiona):
    by, today = acting(fiona), timezone.localdate()
    with pytest.raises(RuleBroken, match="and no more"):
        actions.receive_back(first, 1, today, key=uuid7(), by=by)
    credit(first, amina, 600)
    for pence, day, words in ((601, today, "and no more"), (600, today + timedelta(days=1), "Choose a day")):
        with pytest.raises(RuleBroken, match=words):
            actions.receive_back(first, pence, day, key=uuid7(), by=by)
    actions.receive_back(first, 250, today, key=uuid7(), by=by)
    with pytest.raises(RuleBroken, match="£3.50 has to come back"):
        actions.receive_back(first, 351, today, key=uuid7(), by=by)
    right()


def test_what_was_sent_back_is_not_set_off_as_well(first, agreement, sam, amina, fiona, pays_all):
    credit(first, amina, 600)
    actions.receive_back(first, 600, timezone.localdate(), key=uuid7(), by=acting(fiona))
    owed(agreement, 1, by=sam, name="A2")
    assert pays_all().total_pence == 1_800
    right()


# --- Twice, and too much ---------------------------------------------------------------------------------------------
def test_a_credit_sent_twice_is_one_and_one_for_more_than_is_left_is_refused(first, amina):
    key = uuid7()
    assert credit(first, amina, 600, key) == credit(first, amina, 600, key)
    with pytest.raises(RuleBroken, match="Give up between"):
        credit(first, amina, 3_001)
    credit(first, amina, 3_000)
    assert actions.to_get_back(again(first)) == 3_600
    right()


def test_a_credit_for_more_than_was_paid_brings_back_what_was_paid(agreement, sam, amina, fiona, nottingham, pays_all):
    """Of £36 £18 were paid, and the rest was due: £30 less leaves £6, so £12 come back and the rest is not paid."""
    rest = owed(agreement, 2, by=sam, name="A1", pence=1_800)
    pays_all()
    invoice = Invoice.objects.get(pk=rest.invoice_id)
    actions.owe(invoice, 1_800, by=SWEEP)
    credit(invoice, amina, 3_000)
    assert again(invoice).approved_pence == 1_800 and actions.to_get_back(invoice) == 1_200
    actions.receive_back(invoice, 1_200, timezone.localdate(), key=uuid7(), by=acting(fiona))
    assert books()[0] == 600 and actions.to_get_back(again(invoice)) == 0
    right()


def test_credited_while_it_is_with_the_bank_only_what_is_asked_for_is_due_when_it_comes_back(
    agreement, sam, amina, fiona, raj, nottingham
):
    payment = owed(agreement, 2, by=sam, name="A1")
    sent(approved(proposed(nottingham), fiona, raj), fiona)
    credit(payment.invoice, amina, 600)
    assert actions.set_off(nottingham, by=SWEEP) == 0, "it has not arrived"
    actions.say_answer(again(payment), "returned", timezone.localdate(), "MS03", by=acting(fiona))
    actions.apply_some(by=SWEEP)
    assert Payment.objects.get(status="due").pence == 3_000 and actions.to_get_back(again(payment.invoice)) == 0
    right()


def test_what_was_set_off_stays_so_when_the_bank_sends_the_first_payment_back(
    first, agreement, sam, amina, fiona, pays_all
):
    credit(first, amina, 600)
    second = owed(agreement, 1, by=sam, name="A2").invoice
    pays_all()
    actions.say_answer(first.payments.get(status="paid"), "returned", timezone.localdate(), "MS03", by=acting(fiona))
    actions.apply_some(by=SWEEP)
    right()
    assert pays_all().total_pence == 3_600 and again(second).status == "paid"
    assert books()[0] == 3_000 + 1_800
    right()


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_credited_and_paid_the_enterprise_has_what_it_asks_for(
    agreement, sam, amina, fiona, nottingham, pays_all, seed
):
    chance, invoices, names = random.Random(seed), [], iter("123456")  # noqa: S311 (no secret)
    for _n in range(3):
        invoices += [owed(agreement, chance.randint(1, 2), by=sam, name=f"A{next(names)}").invoice]
        if chance.random() < 0.7:
            pays_all()
        chosen = again(chance.choice(invoices))
        if left := chosen.gross_pence - chosen.credited_pence:
            credit(chosen, amina, chance.randint(1, left))
        if (much := actions.arrived_too_much(again(chosen))) and chance.random() < 0.5:
            actions.receive_back(chosen, chance.randint(1, much), timezone.localdate(), key=uuid7(), by=acting(fiona))
        right()
    if Payment.objects.due().exists():
        actions.propose(nottingham, by=SWEEP)
        if Payment.objects.filter(status="in-run").exists():
            pays_all()
    right()
    asked = sum(each.gross_pence - each.credited_pence for each in map(again, invoices))
    assert books()[0] == asked + sum(map(actions.to_get_back, invoices))


def test_one_altered_row_is_found(fresh_db, owner, first, agreement, sam, amina, pays_all):
    note = credit(first, amina, 600)
    owed(agreement, 1, by=sam, name="A2")
    pays_all()
    Invoice.objects.filter(pk=note.pk).update(paid_pence=599)
    assert any(f"credit note {note.pk}" in each for each in gaps())
