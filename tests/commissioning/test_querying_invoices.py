"""Something is asked about an invoice: the rest goes on; it is answered, settled, and what is given up is credited."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from budgets import actions as budgets
from budgets.models import Account, CircleMember
from budgets.reconciling import gaps
from commissioning import actions
from commissioning.invoicing import line_of
from commissioning.models import Invoice, InvoiceQuery, PayerSettings, Payment, PaymentRun
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from marketplace.workflow.errors import RuleBroken
from tests.commissioning.making_invoices import ask, pot, send
from tests.commissioning.paying import BY, MONDAY, happened, ordered
from tests.people import acting, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def waits(doreens, amina, nottingham, paid_account):
    """Three visits of £18 that somebody has to approve."""
    PayerSettings.objects.create(body=nottingham, straight_through_pence=100)
    return send(doreens, amina)


def again(record):
    record.refresh_from_db()
    return record


def arrive(payment, nottingham, account) -> None:
    """A run took it to the bank, and the bank says that it arrived."""
    run = PaymentRun.objects.create(
        body=nottingham, number=str(payment.part), rail="bank", profile="bacs", pay_on=timezone.localdate()
    )
    Payment.objects.filter(pk=payment.pk).update(run=run, status="in-run", account=account)
    Payment.objects.filter(pk=payment.pk).update(status="locked")
    PaymentRun.objects.filter(pk=run.pk).update(status="dropped")
    payment = Payment.objects.get(pk=payment.pk)
    actions.send_payment(payment, by=BY)
    Invoice.objects.filter(pk=payment.invoice_id, status="approved").update(status="in-run")
    actions.payment_arrived(Payment.objects.get(pk=payment.pk), timezone.localdate(), by=BY)


def test_fiona_asks_about_one_visit_and_pays_the_other_two_at_once(waits, amina, fiona):
    before = pot()
    ask(waits, fiona, line=waits.lines.last())
    payment = again(waits).payments.get()
    assert (waits.status, waits.undisputed_pence, payment.pence) == ("approved", 3_600, 3_600)
    assert pot() == before, "what is in question stays promised for its visit"
    assert Message.objects.filter(template="invoice-asked", to=amina).count() == 1
    assert list(gaps()) == []


def test_sam_asks_and_what_is_clear_still_needs_finance_above_the_limit(waits, sam, fiona):
    ask(waits, sam, line=waits.lines.last())
    assert again(waits).status == "queried" and not waits.payments.exists()
    actions.approve_invoice(waits, by=acting(fiona))
    assert waits.payments.get().pence == 3_600 and waits.queries.count() == 1


def test_sam_asks_and_what_is_clear_passes_by_itself_below_the_limit(waits, sam, nottingham):
    PayerSettings.objects.update(straight_through_pence=100_000)
    ask(waits, sam)
    assert again(waits).approved_rule == "straight-through" and waits.payments.get().pence == 3_600


def test_amina_explains_and_the_rest_is_owed(waits, amina, fiona):
    before = pot()
    query = ask(waits, fiona)
    actions.answer_query(query, "Three hours, as we said on the phone.", 0, by=acting(amina))
    assert again(query).resolved_at is None
    actions.resolve_query(query, by=acting(fiona))
    actions.resolve_query(query, by=acting(fiona))
    assert again(waits).approved_pence == 5_400 and waits.payments.count() == 2 and pot() == before
    assert waits.credited_pence == 0 and list(gaps()) == []


def test_amina_gives_up_all_that_is_asked_about_and_it_is_settled_with_that(waits, amina, fiona):
    posted, pending = pot()
    query = ask(waits, fiona, pence=600, line=waits.lines.last())
    actions.answer_query(query, "", 600, by=acting(amina))
    note = again(waits).credit_notes.get()
    assert again(query).resolved_by == amina and note.gross_pence == 600 and note.number == "2"
    assert (waits.credited_pence, waits.approved_pence) == (600, 4_800)
    assert pot() == (posted, pending - 600), "what was given up is free again"
    assert waits.lines.last().visit.due_pence == 1_200 and list(gaps()) == []


def test_amina_gives_up_a_part_and_fiona_pays_the_rest(waits, amina, fiona):
    query = ask(waits, fiona, pence=1_800)
    actions.answer_query(query, "An hour less.", 700, by=acting(amina))
    actions.resolve_query(again(query), by=acting(fiona))
    assert (again(waits).credited_pence, waits.approved_pence) == (700, 4_700)
    assert sum(waits.payments.values_list("pence", flat=True)) == 4_700


def test_a_first_part_was_paid_and_the_rest_follows_when_it_is_settled(waits, amina, fiona, nottingham, paid_account):
    query = ask(waits, fiona, line=waits.lines.last())
    arrive(waits.payments.get(), nottingham, paid_account)
    assert again(waits).status == "in-run" and waits.paid_pence == 3_600
    actions.resolve_query(query, by=acting(fiona))
    assert again(waits).status == "approved" and waits.payments.last().pence == 1_800
    arrive(waits.payments.order_by("part").last(), nottingham, paid_account)
    assert again(waits).status == "paid" and waits.paid_on == timezone.localdate()
    assert all(line.visit.paid_at for line in waits.lines.all())
    assert Account.objects.get(kind="clearing").posted == 0 and list(gaps()) == []


def test_what_is_left_was_given_up_after_the_rest_was_paid_so_it_is_paid(
    waits, amina, fiona, nottingham, paid_account
):
    query = ask(waits, fiona, line=waits.lines.last())
    arrive(waits.payments.get(), nottingham, paid_account)
    actions.answer_query(again(query), "", 1_800, by=acting(amina))
    assert again(waits).status == "paid" and waits.credited_pence == 1_800 and waits.paid_pence == 3_600


def test_a_question_after_its_days_is_refused_and_the_invoice_counts_as_valid(waits, fiona, time_machine):
    time_machine.move_to("2026-03-20T12:00:00+00:00", tick=False)
    with pytest.raises(RuleBroken, match="It counts as valid now"):
        ask(waits, fiona)
    with pytest.raises(RuleBroken, match="It counts as valid now"):
        actions.reject_invoice(waits, "Late.", by=acting(fiona))


@pytest.mark.parametrize(
    ("pence", "words"), [(0, "Ask about a sum between"), (5_401, "Ask about a sum between"), (100, "")]
)
def test_a_question_says_what_is_wrong_and_for_no_more_than_is_asked(waits, fiona, pence, words):
    with pytest.raises(RuleBroken, match=words or "Say what is wrong"):
        ask(waits, fiona, pence=pence, words="What?" if words else " ")
    assert not InvoiceQuery.objects.exists()


def test_one_key_is_one_question(waits, fiona):
    key = uuid7()
    one, other = (actions.raise_query(waits, "Why?", 100, key=key, by=acting(fiona)) for _twice in range(2))
    assert one == other and again(waits).undisputed_pence == 5_300


def test_nobody_of_the_enterprise_asks_or_settles(waits, amina, olive, fiona):
    query = ask(waits, fiona)
    for user in (amina, olive):
        with pytest.raises(PermissionDenied):
            actions.resolve_query(query, by=acting(user))
        with pytest.raises(PermissionDenied):
            ask(waits, user, pence=100)
    with pytest.raises(PermissionDenied):
        actions.answer_query(query, "x", 0, by=acting(fiona))


def test_sam_asks_about_what_was_written_by_hand_settles_and_accepts_it_and_finance_may_pay_it(
    doreens, amina, sam, fiona, paid_account
):
    day = doreens.visits.first().on
    lines, by = [line_of("Shopping", day, 1, 900)], acting(amina)
    facts = {"number": "H1", "invoiced_on": day, "stated_pence": 900, "key": uuid7(), "by": by}
    invoice = actions.write_invoice(doreens, lines, **facts)
    query = ask(invoice, sam, pence=900, line=invoice.lines.get())
    assert actions.left_to_ask(again(invoice)) == 0
    actions.answer_query(query, "Here is the till receipt.", 100, by=by)
    actions.resolve_query(query, by=acting(sam))
    assert (again(invoice).undisputed_pence, invoice.status) == (0, "received"), "she settled it, she accepted nothing"
    actions.accept_invoice(invoice, by=acting(sam))
    actions.approve_invoice(again(invoice), by=acting(fiona))
    assert invoice.payments.get().pence == 800 and list(gaps()) == []


# --- Credit notes ----------------------------------------------------------------------------------------------------
def credit(invoice, by, pence, **more):
    return actions.credit_invoice(invoice, pence, "Too long", key=uuid7(), by=acting(by), **more)


def test_amina_gives_up_a_part_before_it_is_paid_and_less_is_owed(waits, amina, fiona):
    actions.approve_invoice(waits, by=acting(fiona))
    posted, pending = pot()
    note = credit(waits, amina, 1_000)
    assert note.credits == waits and (note.status, note.number) == ("credited", "2")
    payments = dict(waits.payments.values_list("status", "pence"))
    assert payments == {"cancelled": 5_400, "due": 4_400} and pot() == (posted, pending - 1_000)
    assert again(waits).approved_pence == 4_400 and list(gaps()) == []


def test_given_up_whole_its_visits_can_stand_on_another_one(waits, amina, doreens, fiona):
    before = pot()
    actions.approve_invoice(waits, by=acting(fiona))
    credit(waits, amina, 5_400)
    assert again(waits).status == "credited" and waits.approved_pence == 0 and pot() == before
    assert send(doreens, amina).gross_pence == 5_400 and list(gaps()) == []


def test_given_up_after_it_was_paid_it_is_money_to_get_back_and_finance_hears_of_it(
    waits, amina, fiona, nottingham, paid_account
):
    actions.approve_invoice(waits, by=acting(fiona))
    arrive(waits.payments.get(), nottingham, paid_account)
    credit(again(waits), amina, 600)
    assert again(waits).status == "paid" and actions.to_get_back(waits) == 600
    assert Invoice.objects.shown_as("back", timezone.localdate()).get() == waits
    assert Message.objects.filter(template="invoice-credited", to=fiona).count() == 1


def test_no_more_is_given_up_than_is_asked_for_nor_while_something_is_asked(waits, amina, fiona):
    with pytest.raises(RuleBroken, match="Give up between"):
        credit(waits, amina, 5_401)
    ask(waits, fiona, pence=100)
    with pytest.raises(RuleBroken, match="Answer that first"):
        credit(again(waits), amina, 100)


# --- Bills -----------------------------------------------------------------------------------------------------------
def test_a_bill_of_somebody_who_is_represented_goes_to_whoever_pays_for_them(kens, ken, amina, ben):
    daughter = person("ruth")
    CircleMember.objects.create(person=ken, account=daughter, kind="attorney", powers=["pay", "money"], name="Ruth")
    type(ken).objects.filter(pk=ken.pk).update(account=None)
    bill = send(type(kens).objects.with_terms().get(pk=kens.pk), amina)
    assert Message.objects.get(template="bill-came").to == daughter
    actions.say_paid(bill, by=acting(daughter))
    assert again(bill).status == "paid"


def test_ken_says_that_he_paid_and_his_visits_are_paid_with_that(kens, amina, ben):
    bill = send(kens, amina)
    assert bill.payer == "person" and bill.due_on == timezone.localdate() + timedelta(days=10)
    posted, pending = pot("direct-payment")
    actions.say_paid(bill, by=acting(ben))
    actions.say_paid(bill, by=acting(ben))
    assert again(bill).status == "paid" and bill.paid_on == timezone.localdate()
    assert pot("direct-payment") == (posted - 5_400, pending - 5_400)
    assert not bill.payments.exists() and list(gaps()) == []
    assert Message.objects.filter(template="bill-paid", to=amina).count() == 1


def test_ken_asks_about_one_visit_pays_the_others_and_then_what_is_left_of_it(kens, amina, ben):
    bill = send(kens, amina)
    query = ask(bill, ben, line=bill.lines.last(), pence=900)
    actions.say_paid(bill, by=acting(ben))
    assert (again(bill).status, bill.paid_pence) == ("queried", 3_600)
    actions.answer_query(again(query), "Half an hour less, you are right.", 900, by=acting(amina))
    actions.say_paid(again(bill), by=acting(ben))
    assert (again(bill).status, bill.paid_pence, bill.credited_pence) == ("paid", 4_500, 900)
    assert pot("direct-payment")[0] == 20_000 - 4_500 and list(gaps()) == []


def test_nobody_but_the_persons_side_says_that_a_bill_is_paid(kens, amina, fiona, olive):
    bill = send(kens, amina)
    for user in (amina, fiona, olive):
        with pytest.raises(PermissionDenied):
            actions.say_paid(bill, by=acting(user))


def test_a_bill_that_is_late_is_reminded_of_once_before_and_once_after(kens, amina, ben, time_machine):
    send(kens, amina)
    for day, templates in (
        ("2026-03-13", []), ("2026-03-20", ["bill-soon"]), ("2026-03-21", ["bill-soon"]),
        ("2026-03-23", ["bill-late", "bill-soon"]), ("2026-03-30", ["bill-late", "bill-soon"]),
    ):  # fmt: skip
        time_machine.move_to(f"{day}T09:35:00+00:00", tick=False)
        actions.remind_of_bills(by=BY)
        found = Message.objects.filter(to=ben, template__in=("bill-soon", "bill-late"))
        assert sorted(found.values_list("template", flat=True)) == templates, day


def test_whoever_holds_the_fund_pays_and_it_is_said_paid(doreen, cooking, amina, sam, time_machine):
    time_machine.move_to(MONDAY, tick=False)
    agreement = ordered(doreen, cooking, amina, sam, way="isf")
    time_machine.move_to("2026-03-12T12:00:00+00:00", tick=False)
    happened(agreement, 2, by=sam)
    bill = send(agreement, amina)
    assert bill.payer == "holder"
    posted, pending = pot("isf")
    actions.say_paid(bill, by=acting(sam))
    assert again(bill).status == "paid" and pot("isf") == (posted - 3_600, pending - 3_600)
    assert list(gaps()) == []


def test_a_bill_written_by_hand_is_paid_from_the_same_money(kens, amina, ben):
    day = timezone.localdate()
    posted, pending = pot("direct-payment")
    bill = actions.write_invoice(
        kens, [line_of("A rack for spices", day, 1, 1_250)], number="A9", invoiced_on=day, stated_pence=1_250,
        key=uuid7(), by=acting(amina),
    )  # fmt: skip
    actions.say_paid(bill, by=acting(ben))
    assert again(bill).status == "paid" and pot("direct-payment") == (posted - 1_250, pending)


def test_a_visit_that_is_on_an_invoice_is_put_right_only_after_it_came_back(waits, doreens, sam):
    visit = waits.lines.last().visit
    with pytest.raises(RuleBroken, match="on an invoice already"):
        budgets.take_back_word(visit, by=acting(sam))
    actions.reject_invoice(waits, "The last one was not.", by=acting(sam))
    budgets.take_back_word(visit, by=acting(sam))
    assert doreens.visits.to_invoice().count() == 2
