"""What both sides read of an invoice is what is so, and each name stands for what that person did."""

from datetime import timedelta

import pytest

from commissioning import actions
from commissioning.models import Contract, PayerSettings
from marketplace.accounts.ids import uuid7
from tests.commissioning.making_invoices import send
from tests.commissioning.test_invoice_pages import page, words
from tests.commissioning.test_settling_questions import again, by_hand
from tests.people import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def from_the_second(doreens, cooking, good_company, amina, sam, nottingham) -> Contract:
    """Nottingham's contract for Doreen began on the day of her second visit."""
    day = doreens.visits.to_invoice().order_by("on")[1].on
    return Contract.objects.create(
        body=nottingham, enterprise=good_company, service=cooking, agreement=doreens, number="PO-9", purpose="Cooking",
        starts_on=day, ends_on=day + timedelta(days=90), began_on=day, value_pence=100_000, regime="below-threshold",
        status="agreed", offered_by=sam, agreed_by=amina, agreed_at="2026-03-05T12:00:00+00:00",
    )  # fmt: skip


def test_a_visit_before_the_contract_began_does_not_match_and_both_sides_read_that(
    client, from_the_second, doreens, amina, sam, fiona, paid_account
):
    invoice = send(doreens, amina)
    assert (again(invoice).status, invoice.undisputed_pence) == ("received", 3_600)
    assert "It was before the order began on 5 March 2026." in words(page(client, amina, "my-invoice", invoice.pk))
    shown = words(page(client, fiona, "invoice", invoice.pk))
    assert "It was before the order began" in shown and "it matches" not in shown
    actions.accept_invoice(invoice, by=acting(sam))
    assert again(invoice).undisputed_pence == 5_400 and not any("before" in each for each in invoice.waits_because)


def test_what_matches_and_waits_reads_the_same_on_both_sides(client, doreens, amina, fiona):
    invoice = send(doreens, amina)
    for who, name in ((amina, "my-invoice"), (fiona, "invoice")):
        assert "Looked at: it matches" in words(page(client, who, name, invoice.pk)), who


def test_amina_reads_who_accepted_and_who_approved(client, doreens, amina, sam, fiona, nottingham, paid_account):
    PayerSettings.objects.create(body=nottingham, straight_through_pence=100)
    accepted = by_hand(doreens, amina)
    actions.accept_invoice(accepted, by=acting(sam))
    actions.approve_invoice(again(accepted), by=acting(fiona))
    shown = words(page(client, amina, "my-invoice", accepted.pk))
    assert f"{sam.name} said that it is right, {fiona.name} approved it" in shown
    matched = send(doreens, amina)
    actions.approve_invoice(matched, by=acting(fiona))
    shown = words(page(client, amina, "my-invoice", matched.pk))
    assert "Approved" in shown and fiona.name in shown and "Accepted" not in shown


def test_after_a_question_it_waits_for_sam_and_says_so(client, doreens, amina, sam, fiona):
    invoice = by_hand(doreens, amina)
    told = {"ask": "1", "key": uuid7(), "line": "all", "words": "What for?"}
    assert "Asked. They are told." in words(page(client, fiona, "invoice", invoice.pk, **told))
    query = invoice.queries.get()
    assert "It is right" not in words(page(client, sam, "invoice", invoice.pk)), "while something is asked"
    said = words(page(client, fiona, "invoice", invoice.pk, resolve=query.pk))
    assert f"Settled. It waits with: {sam.name}, who ordered it." in said
    shown = words(page(client, sam, "invoice", invoice.pk))
    assert "it matches" not in shown and f"{sam.name}, who ordered it" in shown and "It is right" in shown
    assert "They asks" not in words(page(client, amina, "my-invoice", invoice.pk))


def test_nobody_is_said_to_ask_about_what_only_differs(client, from_the_second, doreens, amina, fiona, paid_account):
    invoice = send(doreens, amina)
    actions.approve_invoice(invoice, by=acting(fiona))
    for who, name in ((amina, "my-invoice"), (fiona, "invoice")):
        shown = words(page(client, who, name, invoice.pk))
        assert "£18 differs, and waits while the rest goes on" in shown and "asks about" not in shown
    assert "£18 of it differs" in words(page(client, amina, "my-invoices"))
