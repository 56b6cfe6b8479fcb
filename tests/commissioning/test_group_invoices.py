"""Invoices under a contract for a group: by hand, or written by the buyer where both agreed so, and never both."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commissioning import actions
from commissioning.models import Contract, Invoice
from marketplace.accounts.ids import uuid7
from marketplace.notifications.models import Message
from tests.commissioning.test_invoice_pages import dated, line, page, words
from tests.people import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def lunches(cooking, good_company, amina, sam, nottingham):
    """Makes a contract for neighbours who eat together."""

    def make(**facts) -> Contract:
        today = timezone.localdate()
        said = {"number": "PO-9", "purpose": "Lunch", "group": "Neighbours", "value_pence": 100_000}
        said |= {"status": "agreed", "regime": "below-threshold", "began_on": today}
        said |= {"starts_on": today - timedelta(days=30)} | facts
        return Contract.objects.create(
            body=nottingham, enterprise=good_company, service=cooking, offered_by=sam, agreed_by=amina,
            agreed_at=timezone.now(), **said,
        )  # fmt: skip

    return make


def link(name, contract) -> str:
    return f'href="{reverse(f"commissioning:{name}", args=[contract.pk])}"'


def test_amina_is_offered_no_invoice_where_the_buyer_writes_them(client, lunches, amina, sam, fiona):
    contract = lunches(is_self_billed=True)
    order = contract.call_offs.create(on=timezone.localdate(), words="A lunch", pence=2_000, ordered_by=sam)
    said = words(page(client, sam, "call-off", order.pk, what="confirm"))
    assert "Whoever pays for you can write the invoice for it now." in said
    assert link("self-bill", contract) in words(page(client, fiona, "contract", contract.pk))
    assert link("self-bill", contract) not in words(page(client, amina, "contract", contract.pk))
    shown = words(page(client, amina, "my-invoices"))
    assert "Nottingham City Council writes this invoice for you" in shown
    assert link("write-invoice", contract) not in shown and link("invoice-orders", contract) not in shown
    for name in ("invoice-orders", "write-invoice"):
        answer = client.get(reverse(f"commissioning:{name}", args=[contract.pk]), follow=True)
        assert "You send none yourself." in words(answer)


def test_fiona_writes_it_from_what_was_ordered_and_it_is_not_by_hand(client, lunches, amina, sam, fiona):
    contract, today = lunches(is_self_billed=True), timezone.localdate()
    facts = {"status": "confirmed", "ordered_by": sam, "said_by": sam, "said_at": timezone.now()}
    order = contract.call_offs.create(on=today, words="A lunch", pence=2_000, **facts)
    sent = words(page(client, fiona, "self-bill", contract.pk, key=uuid7(), chosen=[f"{order.pk}:2000"]))
    assert "Neighbours, 1 order, " in sent and "by hand" not in sent


def test_one_by_hand_for_a_group_waits_for_who_let_the_contract(client, lunches, amina, sam):
    contract, today = lunches(), timezone.localdate()
    assert link("write-invoice", contract) in words(page(client, amina, "my-invoices"))
    assert "For Neighbours." in words(page(client, amina, "write-invoice", contract.pk))
    written = {"key": uuid7(), "number": "77", **dated("invoiced_on", today), **line(1, "Napkins", today, "9")}
    sent = words(page(client, amina, "write-invoice", contract.pk, **written, shown="900", send="1"))
    assert "Neighbours, by hand, " in sent
    invoice = Invoice.objects.get()
    assert (invoice.contract, invoice.status, invoice.source) == (contract, "received", "by-hand")
    assert Message.objects.filter(template="invoice-waits", to=sam).count() == 1
    actions.accept_invoice(invoice, by=acting(sam))
    assert invoice.undisputed_pence == 900


def test_a_day_of_another_year_is_shown_with_its_year(client, lunches, amina, sam):
    old = timezone.localdate() - timedelta(days=370)
    contract = lunches(starts_on=old - timedelta(days=10))
    written = {"key": uuid7(), "number": "77", **dated("invoiced_on", old), **line(1, "Napkins", old, "9")}
    sent = words(page(client, amina, "write-invoice", contract.pk, **written, shown="900", send="1"))
    assert f", {old.day} {old:%B} {old.year}" in sent


def test_what_is_unticked_is_not_in_the_sum_and_the_page_says_when_it_is_worked_out(client, lunches, amina, sam):
    contract, today = lunches(), timezone.localdate()
    facts = {"status": "confirmed", "ordered_by": sam, "said_by": sam, "said_at": timezone.now(), "pence": 2_000}
    for _twice in range(2):
        contract.call_offs.create(on=today, words="A lunch", **facts)
    shown = words(page(client, amina, "invoice-orders", contract.pk))
    assert "£40" in shown and "If you untick one, the sum is worked out when you send it." in shown
