"""Amina sends what was confirmed in two taps: it goes straight through, or it waits and says why."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from budgets import actions as budgets
from budgets.reconciling import gaps
from commissioning import actions
from commissioning.invoicing import line_of
from commissioning.models import Contract, Invoice, InvoiceLine, PayerSettings, Payment
from marketplace.accounts.ids import uuid7
from marketplace.workflow.errors import RuleBroken
from providers import actions as providers
from tests.commissioning.making_invoices import pot, ready, send
from tests.commissioning.paying import BY
from tests.people import acting

pytestmark = pytest.mark.django_db


def test_confirmed_visits_become_an_approved_invoice_and_a_payment_at_once(doreens, amina, paid_account):
    before = pot()
    invoice = send(doreens, amina)
    invoice.refresh_from_db()
    payment = invoice.payments.get()
    assert (invoice.status, invoice.approved_rule, invoice.number) == ("approved", "straight-through", "1")
    assert (payment.pence, payment.status, payment.fast_on) == (5_400, "due", invoice.fast_on)
    assert pot() == before, "what was promised for the visits is promised for the payment, no penny more"
    assert ready(doreens) == [] and list(gaps()) == []


def test_it_waits_and_says_why_while_nobody_has_checked_the_bank_account(doreens, amina):
    invoice = send(doreens, amina)
    assert invoice.status == "validated" and invoice.approved_pence == 0
    assert invoice.waits_because == ["The bank account is not checked by two people yet."]


def test_above_the_limit_of_the_council_somebody_approves_it(doreens, amina, fiona, nottingham, paid_account):
    PayerSettings.objects.create(body=nottingham, straight_through_pence=5_000)
    invoice = send(doreens, amina)
    assert invoice.waits_because == ["It is above £50, so somebody approves it."]
    actions.approve_invoice(invoice, by=acting(fiona))
    assert invoice.status == "approved" and invoice.approved_by == fiona
    assert Payment.objects.get().pence == 5_400


def test_sent_twice_is_one_and_with_other_answers_none(doreens, amina, paid_account):
    key, keys = uuid7(), ready(doreens)
    one = send(doreens, amina, key=key, keys=keys)
    assert send(doreens, amina, key=key, keys=keys) == one and Invoice.objects.count() == 1
    with pytest.raises(RuleBroken):
        send(doreens, amina, key=key, keys=keys[:1])
    with pytest.raises(RuleBroken, match="on an invoice already"):
        send(doreens, amina, keys=keys)


def test_a_total_that_changed_meanwhile_is_not_sent(doreens, amina):
    with pytest.raises(RuleBroken, match="It comes to £54, not to £72"):
        send(doreens, amina, pence=7_200)
    assert not Invoice.objects.exists() and len(ready(doreens)) == 3


def test_numbers_follow_each_other_and_pass_over_what_was_given_by_hand(doreens, amina, paid_account):
    keys = ready(doreens)
    by, lines = acting(amina), [line_of("Shopping", doreens.visits.first().on, 1, 900)]
    facts = {"invoiced_on": lines[0].on, "stated_pence": 900, "by": by}
    actions.write_invoice(doreens, lines, number="INV-0002", key=uuid7(), **facts)
    numbers = [send(doreens, amina, keys=[each]).number for each in keys]
    assert numbers == ["1", "3", "4"]
    with pytest.raises(RuleBroken, match="with this number already"):
        actions.write_invoice(doreens, lines, number="no. 2", key=uuid7(), **facts)


def test_what_is_written_by_hand_waits_for_who_ordered_and_then_for_finance(doreens, amina, sam, fiona, paid_account):
    day = doreens.visits.first().on
    facts = {"number": "77", "invoiced_on": day, "stated_pence": 900, "key": uuid7(), "by": acting(amina)}
    invoice = actions.write_invoice(doreens, [line_of("Shopping", day, 1, 900)], **facts)
    assert invoice.status == "received" and invoice.undisputed_pence == 0
    assert invoice.waits_because == ["Line 1: Nobody has confirmed it."]
    with pytest.raises(RuleBroken, match="Nothing of it is clear yet"):
        actions.approve_invoice(invoice, by=acting(fiona))
    actions.accept_invoice(invoice, by=acting(sam))
    actions.approve_invoice(invoice, by=acting(fiona))
    assert invoice.status == "approved" and invoice.payments.get().pence == 900


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"days": 3}, "Its date is in the future"),
        ({"stated": 1_000}, "It comes to £9, not to £10"),
        ({"lines": False}, "Write what you supplied"),
        ({"ended": True}, "The order ended on"),
        ({"days": -30}, "The order began on Monday 2 March. What was before"),
        ({"days": -9_862}, "more than two years ago"),
        ({"days": -739_000}, "more than two years ago"),
    ],
)
def test_what_cannot_be_right_is_refused_in_words(doreens, amina, change, words):
    day = timezone.localdate() + timedelta(days=change.get("days", 0))
    if change.get("ended"):
        type(doreens).objects.filter(pk=doreens.pk).update(ends_on=day - timedelta(days=5))
        doreens.refresh_from_db()
    lines = [line_of("Shopping", day, 1, 900)] if change.get("lines", True) else []
    with pytest.raises(RuleBroken, match=words):
        actions.write_invoice(
            doreens, lines, number="77", invoiced_on=day, stated_pence=change.get("stated", 900), key=uuid7(),
            by=acting(amina),
        )  # fmt: skip
    assert not Invoice.objects.exists()


def test_visits_after_the_end_of_an_agreement_are_asked_about_and_the_others_are_paid(
    doreens, amina, fiona, paid_account
):
    second = doreens.visits.to_invoice().order_by("on")[1]
    type(doreens).objects.filter(pk=doreens.pk).update(ends_on=second.on)
    invoice = send(doreens, amina)
    assert invoice.status == "received" and invoice.undisputed_pence == 3_600
    assert "It was after the order ended on 5 March 2026." in invoice.waits_because[0]
    actions.approve_invoice(invoice, by=acting(fiona))
    assert invoice.payments.get().pence == 3_600 and invoice.queries.get().disputed_pence == 1_800
    assert list(gaps()) == []


def test_what_looks_like_another_invoice_is_shown_to_somebody(doreens, amina, paid_account):
    day = doreens.visits.first().on
    lines = [line_of("Shopping", day, 1, 900)]
    for number in ("71", "72"):
        invoice = actions.write_invoice(
            doreens, lines, number=number, invoiced_on=day, stated_pence=900, key=uuid7(), by=acting(amina)
        )
    assert "It looks like another invoice, so somebody looks at both." in invoice.waits_because


def test_a_worker_of_the_enterprise_sends_nothing(doreens, worker):
    with pytest.raises(PermissionDenied):
        send(doreens, worker)


def test_nobody_approves_twice_nor_for_their_own(doreens, amina, fiona, good_company):
    invoice = send(doreens, amina)
    providers.declare_interest(good_company, "household-owns", by=acting(fiona))
    with pytest.raises(PermissionDenied):
        actions.approve_invoice(invoice, by=acting(fiona))


def test_what_was_sent_back_can_be_put_right_and_sent_anew(doreens, amina, sam, paid_account, nottingham):
    PayerSettings.objects.create(body=nottingham, straight_through_pence=100)
    invoice, before = send(doreens, amina), pot()
    with pytest.raises(RuleBroken, match="Say why"):
        actions.reject_invoice(invoice, " ", by=acting(sam))
    actions.reject_invoice(invoice, "The last visit was shorter.", by=acting(sam))
    assert invoice.status == "rejected" and len(ready(doreens)) == 3 and pot() == before
    budgets.take_back_word(doreens.visits.with_agreement().get(pk=ready(doreens)[-1]), by=acting(sam))
    again = send(doreens, amina)
    assert again.gross_pence == 3_600 and again.number == "2"


def test_amina_takes_it_back_only_while_it_waits(doreens, amina, fiona):
    invoice = send(doreens, amina)
    actions.withdraw_invoice(invoice, by=acting(amina))
    assert invoice.status == "withdrawn" and len(ready(doreens)) == 3
    again = send(doreens, amina)
    actions.approve_invoice(again, by=acting(fiona))
    with pytest.raises(RuleBroken, match="approved already"):
        actions.withdraw_invoice(again, by=acting(amina))


def test_a_line_above_what_was_confirmed_waits_and_the_confirmed_part_goes_on(doreens, amina, fiona, paid_account):
    visit = doreens.visits.to_invoice().order_by("on").first()
    invoice = invoice_for(doreens, [visit], number="9", net_pence_of=2_000)
    actions.look_at(invoice, by=acting(amina))
    assert invoice.status == "received" and invoice.undisputed_pence == 1_800
    assert invoice.waits_because == ["Line 1: It is £2 more than what was confirmed, £18."]
    actions.approve_invoice(invoice, by=acting(fiona))
    assert invoice.payments.get().pence == 1_800 and invoice.queries.get().disputed_pence == 200
    assert list(gaps()) == []


def invoice_for(agreement, visits, *, number: str, net_pence_of: int) -> Invoice:
    """As another system may send it: each visit for this much, whatever was confirmed."""
    found, today = budgets.note_invoiced(agreement, visits, by=BY), timezone.localdate()
    gross = net_pence_of * len(found)
    made = Invoice.objects.create(
        enterprise=agreement.service.enterprise, agreement=agreement, person=agreement.person, payer="body",
        body=agreement.person.organisation, source="visits", number=number, number_key=number,
        order_number=agreement.reference, invoiced_on=today, starts_on=found[0].on, ends_on=found[-1].on,
        net_pence=gross, gross_pence=gross, due_on=today, fast_on=today, query_by=today,
    )  # fmt: skip
    for place, visit in enumerate(found, 1):
        sums = {"unit_pence": net_pence_of, "net_pence": net_pence_of}
        InvoiceLine.objects.create(invoice=made, place=place, visit=visit, words="x", on=visit.on, **sums)
    return made


def test_a_contract_for_a_group_is_invoiced_by_its_orders_and_by_the_buyer_where_both_agreed(
    cooking, good_company, amina, fiona, raj, connor, nottingham, paid_account
):
    today, now = timezone.localdate(), timezone.now()
    contract = Contract.objects.create(
        body=nottingham, enterprise=good_company, service=cooking, number="PO-7", purpose="A lunch club",
        group="A lunch club", starts_on=today - timedelta(days=60), began_on=today, value_pence=30_000,
        regime="below-threshold", status="agreed", is_self_billed=True, offered_by=connor, agreed_by=amina,
        agreed_at=now,
    )  # fmt: skip
    for days in (9, 2):
        contract.call_offs.create(
            on=today - timedelta(days=days), words="A lunch", pence=20_000, status="confirmed", ordered_by=connor,
            said_by=connor, said_at=now,
        )  # fmt: skip
    first, second = contract.call_offs.order_by("on")
    with pytest.raises(RuleBroken, match="Nottingham City Council writes the invoices. You send none yourself."):
        actions.send_call_offs(contract, [first.pk], shown_pence=20_000, key=uuid7(), by=acting(amina))
    with pytest.raises(RuleBroken, match="You send none yourself."):
        lines = [line_of("A lunch", first.on, 1, 900)]
        facts = {"number": "7", "invoiced_on": today, "stated_pence": 900, "key": uuid7()}
        actions.write_invoice(contract, lines, by=acting(amina), **facts)
    invoice = actions.send_call_offs(contract, [first.pk], shown_pence=20_000, key=uuid7(), by=acting(fiona))
    assert invoice.approved_rule == "straight-through" and invoice.order_number == "PO-7"
    above = actions.send_call_offs(contract, [second.pk], shown_pence=20_000, key=uuid7(), by=acting(fiona))
    assert above.source == "self-billed" and above.undisputed_pence == 10_000
    assert above.waits_because[0] == "The order has £100 left, and this comes to £200."
    with pytest.raises(PermissionDenied):
        actions.approve_invoice(above, by=acting(fiona))
    actions.approve_invoice(above, by=acting(raj))
    assert above.payments.get().pence == 10_000 and list(gaps()) == []
